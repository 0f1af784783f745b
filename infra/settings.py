"""Settings of one stage, read from `infra/stages/<stage>.toml`."""

import json
import platform
import tomllib
from pathlib import Path
from typing import Annotated, Literal, Self
from zoneinfo import ZoneInfo, available_timezones

from pydantic import (
    BaseModel,
    ConfigDict,
    Field,
    StrictBool,
    ValidationError,
    field_validator,
    model_validator,
)

from infra.partners import Directory, Ledger

STAGES = Path(__file__).parent / "stages"
# Where the flow sends unmatched callers.
CUSTOMER_SERVICE_QUEUE = "support"

type Architecture = Literal["x86_64", "arm64"]
type Weekday = Literal["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
type ClockTime = Annotated[str, Field(pattern=r"^(([01][0-9]|2[0-3]):[0-5][0-9]|24:00)$")]
type Kronor = Annotated[str, Field(pattern=r"^(0|[1-9][0-9]{0,6})\.[0-9]{2}$")]
# As EventBridge Scheduler takes it, in UTC.
type Schedule = Annotated[str, Field(pattern=r"^(off|rate\([1-9][0-9]* [a-z]+\)|cron\([^()]+\))$")]
type MemoryMb = Annotated[int, Field(ge=128, le=10240)]


class SettingsError(ValueError):
    """A stage file is missing or says something that cannot be. The message is one line."""


class Model(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Opening(Model):
    """When callers are let through: on `days` between `opens` and `closes`, "HH:MM".

    `closes` may be "24:00". Hours that pass midnight are written as two openings.
    """

    days: tuple[Weekday, ...] = Field(min_length=1)
    opens: ClockTime = Field(alias="from")
    closes: ClockTime = Field(alias="to")

    @model_validator(mode="after")
    def closes_later_than_it_opens(self) -> Self:
        if self.opens >= self.closes:
            raise ValueError(f"closes at {self.closes}, not later than it opens at {self.opens}")
        return self


class Queue(Model):
    """One Connect queue. Service lines name it; agents of the routing profile serve it."""

    name: str = Field(pattern=r"^[a-z][a-z0-9-]{0,62}$")
    description: str = Field(min_length=1, max_length=250)


class ContactCentre(Model):
    """The Connect instance, imported by `instance_arn` or created as `instance_alias`."""

    instance_arn: str | None = Field(
        default=None, pattern=r"^arn:aws:connect:[a-z0-9-]+:[0-9]{12}:instance/[0-9a-f-]{36}$"
    )
    instance_alias: str | None = Field(default=None, pattern=r"^[A-Za-z0-9][A-Za-z0-9-]{0,44}$")
    time_zone: str
    opening: tuple[Opening, ...] = Field(min_length=1)
    # CreateRoutingProfile takes at most ten queues.
    queues: tuple[Queue, ...] = Field(min_length=1, max_length=10)

    @field_validator("time_zone")
    @classmethod
    def time_zone_exists(cls, name: str) -> str:
        if name not in available_timezones():
            raise ValueError(f"{name!r} is no time zone")
        return ZoneInfo(name).key

    @field_validator("queues")
    @classmethod
    def queue_names_are_unique(cls, queues: tuple[Queue, ...]) -> tuple[Queue, ...]:
        names = [queue.name for queue in queues]
        if len(set(names)) < len(names):
            raise ValueError("two queues have the same name")
        if CUSTOMER_SERVICE_QUEUE not in names:
            raise ValueError(f"no queue {CUSTOMER_SERVICE_QUEUE!r}, where unmatched callers wait")
        return queues

    @model_validator(mode="after")
    def instance_is_imported_or_created(self) -> Self:
        if (self.instance_arn is None) == (self.instance_alias is None):
            raise ValueError("give one of instance_arn (import) and instance_alias (create)")
        return self


class Functions(Model):
    """What the Lambda functions run with."""

    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"]
    log_retention_days: Literal[7, 30, 90, 365]
    screen_call_memory_mb: MemoryMb
    rate_call_memory_mb: MemoryMb
    talk_guard_memory_mb: MemoryMb
    invoice_memory_mb: MemoryMb
    outgoing_events_memory_mb: MemoryMb
    admin_api_memory_mb: MemoryMb
    # "plain": a new instance starts while a caller waits. "snapstart": from a snapshot of a started
    # one. "provisioned": `screening_provisioned` instances are always started.
    screening_start: Literal["plain", "snapstart", "provisioned"]
    screening_provisioned: int | None = Field(default=None, ge=1, le=1000)

    @model_validator(mode="after")
    def provisioned_says_how_many(self) -> Self:
        if (self.screening_start == "provisioned") != (self.screening_provisioned is not None):
            raise ValueError('screening_provisioned goes with screening_start "provisioned"')
        return self


class Billing(Model):
    """The operator's terms, and when the clock does something by itself.

    Amounts are texts in kronor; `poll_ledger` and `check_addresses` are schedules or "off".
    """

    due_days: int = Field(default=30, ge=1, le=365)
    rounding: Literal["off", "krona"] = "off"
    limit_step: Kronor = "500.00"
    limit_cap: Kronor = "5000.00"
    limit_days: int = Field(default=30, ge=0, le=365)
    address_days: int = Field(default=90, ge=0, le=3650)
    poll_ledger: Schedule = "rate(15 minutes)"
    check_addresses: Schedule = "off"

    @property
    def terms_json(self) -> str:
        """The functions' settings, as they read them."""
        terms = self.model_dump(mode="json", exclude={"poll_ledger", "check_addresses"})
        return json.dumps(terms, separators=(",", ":"))


class Web(Model):
    """How the staff web interface is reached: at an address of CloudFront's, unless `domain` says
    another. CloudFront takes certificates and web ACLs from us-east-1 only."""

    domain: str | None = Field(
        default=None, pattern=r"^([a-z0-9]([a-z0-9-]*[a-z0-9])?\.)+[a-z]{2,}$", max_length=253
    )
    certificate_arn: str | None = Field(
        default=None, pattern=r"^arn:aws:acm:us-east-1:[0-9]{12}:certificate/[0-9a-f-]{36}$"
    )
    web_acl_arn: str | None = Field(
        default=None,
        pattern=r"^arn:aws:wafv2:us-east-1:[0-9]{12}:global/webacl/[^/\s]+/[0-9a-f-]+$",
    )

    @model_validator(mode="after")
    def domain_has_a_certificate(self) -> Self:
        if (self.domain is None) != (self.certificate_arn is None):
            raise ValueError("domain and certificate_arn go together")
        return self


class StageSettings(Model):
    """One stage. `architecture` "machine" means the operating system and processor we run on."""

    stage: str = Field(pattern=r"^[a-z][a-z0-9-]{0,15}$")
    account: str = Field(pattern=r"^[0-9]{12}$")
    region: str = Field(pattern=r"^[a-z]{2}(-[a-z]+)+-[0-9]$")
    architecture: Architecture | Literal["machine"]
    # "retain" also switches on deletion protection and termination protection.
    removal_policy: Literal["retain", "destroy"]
    # Whether a call ends when its credit does. Without, it may go on to the longest allowed call.
    cut_off: StrictBool
    # Who is told of alarms. Without, they are seen on the dashboard only.
    alarm_email: str | None = Field(default=None, pattern=r"^[^@\s]+@[^@\s]+\.[^@\s]+$")
    functions: Functions
    directory: Directory = Directory()
    ledger: Ledger = Ledger()
    billing: Billing = Billing()
    web: Web = Web()
    contact_centre: ContactCentre

    @property
    def is_retained(self) -> bool:
        return self.removal_policy == "retain"

    @property
    def is_emulated(self) -> bool:
        """Whether this is the one-machine stage, in the account number that AWS gives nobody."""
        return self.account == "000000000000"

    @property
    def processor(self) -> Architecture:
        """The architecture Lambda is told."""
        return machine_architecture() if self.architecture == "machine" else self.architecture

    @model_validator(mode="after")
    def instance_lives_here(self) -> Self:
        home = f"arn:aws:connect:{self.region}:{self.account}:"
        arn = self.contact_centre.instance_arn
        if arn is not None and not arn.startswith(home):
            raise ValueError(f"instance_arn lies outside of {self.region} in {self.account}")
        return self


def load_settings(stage: str, folder: Path = STAGES) -> StageSettings:
    """Read `<folder>/<stage>.toml`. Raises SettingsError."""
    path = folder / f"{stage}.toml"
    if not path.is_file():
        known = ", ".join(sorted(found.stem for found in folder.glob("*.toml")))
        raise SettingsError(f"no stage {stage!r} in {folder} (there are: {known})")
    try:
        content = tomllib.loads(path.read_text(encoding="utf-8"))
        return StageSettings.model_validate({**content, "stage": stage})
    except ValidationError as error:
        raise SettingsError(f"{path}: {_first_finding(error)}") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise SettingsError(f"{path}: {error}") from error


def machine_architecture() -> Architecture:
    """The processor we run on, in Lambda's words. Raises SettingsError."""
    match platform.machine().lower():
        case "x86_64" | "amd64":
            return "x86_64"
        case "aarch64" | "arm64":
            return "arm64"
        case other:
            raise SettingsError(f"Lambda has no architecture like this machine's ({other})")


def _first_finding(error: ValidationError) -> str:
    findings = error.errors()
    where = ".".join(str(step) for step in findings[0]["loc"])
    what = findings[0]["msg"].removeprefix("Value error, ").replace("\n", " ")
    more = f" (and {len(findings) - 1} more)" if len(findings) > 1 else ""
    return f"{where}: {what}{more}" if where else f"{what}{more}"
