"""Settings of the services outside that a stage asks: the number directory, the ledger."""

import json
from typing import Literal, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

# A function's environment has 4 KB; the ARNs of ten queues take half of it.
LONGEST_PARTNER_SETTINGS = 1_200


class Partner(BaseModel):
    """A service outside that the functions ask. They read the rest of the table as their own
    settings; `secret_arn` is where the service's secret is."""

    model_config = ConfigDict(frozen=True, extra="allow")

    secret_arn: str | None = Field(
        default=None, pattern=r"^arn:aws:secretsmanager:[a-z0-9-]+:[0-9]{12}:secret:[!-~]+$"
    )

    @property
    def secret(self) -> str:
        """As the functions' environment, which has no empty texts, says it."""
        return self.secret_arn or "none"

    @property
    def settings_json(self) -> str:
        """The functions' settings, as they read them."""
        table = self.model_dump(mode="json", exclude={"secret_arn"})
        return json.dumps(table, ensure_ascii=False, separators=(",", ":"))

    @model_validator(mode="after")
    def fits_into_the_environment(self) -> Self:
        if (length := len(self.settings_json.encode())) > LONGEST_PARTNER_SETTINGS:
            raise ValueError(f"{length} bytes of settings, more than {LONGEST_PARTNER_SETTINGS}")
        return self


class Directory(Partner):
    """Who is asked for the owner of a number (docs/directories.md)."""

    kind: Literal["file", "http", "nrop", "trestle"] = "file"

    @model_validator(mode="after")
    def secret_is_there_where_it_is_needed(self) -> Self:
        if self.kind in ("nrop", "trestle") and self.secret_arn is None:
            raise ValueError(f"the directory {self.kind} needs a secret_arn")
        return self


class Ledger(Partner):
    """Who makes invoices of our bases and tells of payments (docs/ledgers.md).

    The secret of the webhook ledger is made where none is named.
    """

    kind: Literal["manual", "webhook", "stripe", "billogram", "fortnox", "tryton"] = "manual"

    @model_validator(mode="after")
    def secret_is_there_where_it_is_needed(self) -> Self:
        if self.kind not in ("manual", "webhook") and self.secret_arn is None:
            raise ValueError(f"the ledger {self.kind} needs a secret_arn")
        return self
