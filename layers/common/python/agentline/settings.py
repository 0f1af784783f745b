"""What a deployment tells the functions through their environment, read once at start."""

from collections.abc import Mapping
from typing import Annotated, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, Json

from agentline.domain.money import Money

OPENING_LIMIT = Money(100_000, "SEK")
BASIC_PRICE_LIST = "basic"

_NonEmpty = Annotated[str, Field(min_length=1)]
_Secret = Annotated[str | None, BeforeValidator(lambda arn: None if arn == "none" else arn)]


class FunctionSettings(BaseModel):
    """Common to all functions. Unknown variables are others' business and ignored."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    table: _NonEmpty = Field(alias="AGENTLINE_TABLE")


class ScreeningSettings(FunctionSettings):
    """`queues` maps the queue names of service lines to the ARNs of Connect queues.

    `directory` is JSON (docs/directories.md); secrets are ARNs, or the word none.
    """

    queues: Json[dict[str, str]] = Field(alias="AGENTLINE_QUEUES")
    directory: _NonEmpty = Field(alias="AGENTLINE_DIRECTORY")
    directory_secret: _Secret = Field(alias="AGENTLINE_DIRECTORY_SECRET")
    code_keys_secret: _NonEmpty = Field(alias="AGENTLINE_CODE_KEYS_SECRET")


class RatingSettings(FunctionSettings):
    """The bucket keeps contact records that could not be rated."""

    quarantine_bucket: _NonEmpty = Field(alias="AGENTLINE_QUARANTINE_BUCKET")


class GuardSettings(FunctionSettings):
    """`instance` is the id of the Connect instance; `cut_off` off lets calls run on."""

    timer_queue_url: _NonEmpty = Field(alias="AGENTLINE_TIMER_QUEUE_URL")
    instance: _NonEmpty = Field(alias="AGENTLINE_INSTANCE_ID")
    cut_off: Literal["on", "off"] = Field(alias="AGENTLINE_CUT_OFF")


def read_settings[Settings: FunctionSettings](
    kind: type[Settings], environment: Mapping[str, str]
) -> Settings:
    """Raises pydantic.ValidationError, which names the variable, when one is missing or wrong."""
    return kind.model_validate(environment)
