"""What a deployment tells the functions through their environment, read once at start.

Plain dataclasses: this is loaded while a caller waits, and pydantic alone would take a quarter of
that time (docs/performance.md).
"""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields
from typing import Any

from agentline.domain.money import Money

OPENING_LIMIT = Money(100_000, "SEK")
BASIC_PRICE_LIST = "basic"


class SettingsError(ValueError):
    """A variable is missing or says what it cannot; the message names it, not its value."""


def _queues(text: str) -> dict[str, str]:
    queues = json.loads(text)
    if not isinstance(queues, dict) or not all(isinstance(arn, str) for arn in queues.values()):
        raise ValueError("is no object of texts")
    return queues


def _secret(arn: str) -> str | None:
    return None if arn == "none" else arn


def _one_of(*allowed: str) -> Callable[[str], str]:
    def check(text: str) -> str:
        if text not in allowed:
            raise ValueError(f"is none of {', '.join(allowed)}")
        return text

    return check


@dataclass(frozen=True, slots=True, kw_only=True)
class BillingSettings:
    """The deployment's terms: when invoices are due, how the limit rises, how old addresses get."""

    due_days: int
    is_rounded: bool
    limit_step: Money
    limit_cap: Money
    limit_days: int
    address_days: int


def _billing(text: str) -> BillingSettings:
    terms = json.loads(text)
    return BillingSettings(
        due_days=int(terms["due_days"]),
        is_rounded=terms["rounding"] == "krona",
        limit_step=Money.parse(terms["limit_step"], "SEK"),
        limit_cap=Money.parse(terms["limit_cap"], "SEK"),
        limit_days=int(terms["limit_days"]),
        address_days=int(terms["address_days"]),
    )


def _variable(name: str, read: Callable[[str], Any] = str) -> Any:
    """A field that is read from the environment variable `name`, which must not be empty."""
    return field(metadata={"variable": name, "read": read})


@dataclass(frozen=True, slots=True, kw_only=True)
class FunctionSettings:
    """Common to all functions. Unknown variables are others' business and ignored."""

    table: str = _variable("AGENTLINE_TABLE")


@dataclass(frozen=True, slots=True, kw_only=True)
class ScreeningSettings(FunctionSettings):
    """`queues` maps the queue names of service lines to the ARNs of Connect queues.

    `directory` is JSON (docs/directories.md); secrets are ARNs, or the word none.
    """

    queues: Mapping[str, str] = _variable("AGENTLINE_QUEUES", _queues)
    directory: str = _variable("AGENTLINE_DIRECTORY")
    directory_secret: str | None = _variable("AGENTLINE_DIRECTORY_SECRET", _secret)
    code_keys_secret: str = _variable("AGENTLINE_CODE_KEYS_SECRET")


@dataclass(frozen=True, slots=True, kw_only=True)
class RatingSettings(FunctionSettings):
    """The bucket keeps contact records that could not be rated."""

    quarantine_bucket: str = _variable("AGENTLINE_QUARANTINE_BUCKET")


@dataclass(frozen=True, slots=True, kw_only=True)
class GuardSettings(FunctionSettings):
    """`instance` is the id of the Connect instance; `cut_off` off lets calls run on."""

    timer_queue_url: str = _variable("AGENTLINE_TIMER_QUEUE_URL")
    instance: str = _variable("AGENTLINE_INSTANCE_ID")
    cut_off: str = _variable("AGENTLINE_CUT_OFF", _one_of("on", "off"))


@dataclass(frozen=True, slots=True, kw_only=True)
class InvoicingSettings(FunctionSettings):
    """`ledger` and `directory` are JSON (docs/ledgers.md, docs/directories.md); secrets are ARNs or
    the word none. The steps of the state machines start none: they are told no machines.
    """

    billing: BillingSettings = _variable("AGENTLINE_BILLING", _billing)  # noqa: RUF009 - a field
    ledger: str = _variable("AGENTLINE_LEDGER")
    ledger_secret: str | None = _variable("AGENTLINE_LEDGER_SECRET", _secret)
    directory: str = _variable("AGENTLINE_DIRECTORY")
    directory_secret: str | None = _variable("AGENTLINE_DIRECTORY_SECRET", _secret)


@dataclass(frozen=True, slots=True, kw_only=True)
class MachineSettings(FunctionSettings):
    """The ARNs of the state machines."""

    dispatch_machine: str = _variable("AGENTLINE_DISPATCH_MACHINE")
    settle_machine: str = _variable("AGENTLINE_SETTLE_MACHINE")


def _kind(text: str) -> str:
    """Of a partner, whose settings are JSON with a kind."""
    return str(json.loads(text)["kind"])


@dataclass(frozen=True, slots=True, kw_only=True)
class DeployedSettings:
    """What staff are shown of how this was deployed; `ledger` and `directory` are kinds."""

    stage: str = _variable("AGENTLINE_STAGE")
    address_days: int = _variable("AGENTLINE_BILLING", lambda text: _billing(text).address_days)
    ledger: str = _variable("AGENTLINE_LEDGER", _kind)
    directory: str = _variable("AGENTLINE_DIRECTORY", _kind)
    queues: frozenset[str] = _variable("AGENTLINE_QUEUES", lambda text: frozenset(_queues(text)))
    cut_off: str = _variable("AGENTLINE_CUT_OFF", _one_of("on", "off"))

    @property
    def is_cut_off(self) -> bool:
        return self.cut_off == "on"


@dataclass(frozen=True, slots=True, kw_only=True)
class StaffSettings(FunctionSettings):
    """Who staff sign in with, the secret whose keys sign what the API gives out, and the secret
    whose keys callers' codes are kept under.

    `instance` is the id of the Connect instance, where live calls are; the stream is where records
    in the quarantine bucket are rated from.
    """

    region: str = _variable("AWS_REGION")
    user_pool: str = _variable("AGENTLINE_USER_POOL_ID")
    client: str = _variable("AGENTLINE_USER_POOL_CLIENT_ID")
    keys_secret: str = _variable("AGENTLINE_API_KEYS_SECRET")
    code_keys_secret: str = _variable("AGENTLINE_CODE_KEYS_SECRET")
    instance: str = _variable("AGENTLINE_INSTANCE_ID")
    quarantine_bucket: str = _variable("AGENTLINE_QUARANTINE_BUCKET")
    contact_stream: str = _variable("AGENTLINE_CONTACT_STREAM")

    @property
    def pool_url(self) -> str:
        """As tokens name their issuer."""
        return f"https://cognito-idp.{self.region}.amazonaws.com/{self.user_pool}"


def read_settings[Settings: FunctionSettings | DeployedSettings](
    kind: type[Settings], environment: Mapping[str, str]
) -> Settings:
    """Raises SettingsError, which names the variable, when one is missing or wrong."""
    stated: dict[str, Any] = {}
    for setting in fields(kind):
        variable = setting.metadata["variable"]
        text = environment.get(variable)
        if not text:
            raise SettingsError(f"{variable} is missing")
        try:
            stated[setting.name] = setting.metadata["read"](text)
        except json.JSONDecodeError:
            raise SettingsError(f"{variable} is no JSON") from None
        except ValueError as error:
            raise SettingsError(f"{variable} {error}") from None
    return kind(**stated)
