"""Files of payments, as banks send them."""

from collections.abc import Mapping
from typing import Literal

from pydantic import BaseModel, Field, StrictBool

from admin_api.schemas.common import Amount, Day, Model, Reason, Words
from agentline.domain.ledger_event import EventKind
from agentline.services.import_payments import Result


class GivePaymentFile(Model):
    """A bank's file. A dry run tells what would come of it, and takes nothing in."""

    name: Words = Field(description="Of the file, for the audit trail.")
    content_base64: str = Field(
        min_length=1,
        max_length=4 * 1024 * 1024,
        description="The file, byte for byte as the bank sent it: camt.054 (02, 08) or Bg Max.",
    )
    dry_run: StrictBool = False
    reason: Reason


class EntryTaken(BaseModel):
    """What came of one entry of the file or, in a dry run, would come of it."""

    index: int
    position: str = Field(description="Where a person finds it in the file.")
    kind: EventKind | None = Field(description="Null for an entry that cannot be read.")
    payment: str | None = Field(description="The payment's id.")
    amount: Amount | None
    bank_date: Day | None
    names: str = Field(description="By what it names an invoice; may be empty.")
    text: str = Field(description="What the payer wrote.")
    result: Result
    words: str
    problem: str | None = Field(description="What staff must look at, whatever came of it.")
    invoice: str | None = Field(description="The invoice basis its money is on, the oldest.")


class PaymentFileTaken(BaseModel):
    """A file as it was read, entry by entry. `unsettled` is taken in, and settled in a moment."""

    kind: Literal["camt054", "bgmax"]
    message_id: str
    dry_run: bool
    entries: list[EntryTaken]
    totals: Mapping[str, int] = Field(description="How many entries came to which result.")
    problems: int = Field(description="How many entries staff must look at.")
