"""What invoicing needs of the world outside, as protocols the adapters fulfil."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol

from agentline.domain.invoice import CreditNote, Invoice
from agentline.domain.ledger_event import LedgerEvent


class LedgerRejectedError(Exception):
    """The ledger will not have it, now or later; the message is the ledger's own words."""


class LedgerUnavailableError(Exception):
    """No usable answer. Whether the ledger took it is unknown: look it up before sending again."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LedgerInvoice:
    """An invoice as the ledger knows it: its own id, the fiscal number and the payment reference.

    `number`, `ocr` and `due_on` are None where the ledger gives none (yet).
    """

    id: str
    number: str | None = None
    ocr: str | None = None
    due_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class LedgerNews:
    """Events a ledger was asked for, and the cursor to ask from next time."""

    events: tuple[LedgerEvent, ...]
    cursor: str


class Ledger(Protocol):
    """The external billing and ledger service. Every method has a deadline of its own.

    All raise LedgerRejectedError and LedgerUnavailableError and nothing else.
    """

    def find(self, reference: str) -> LedgerInvoice | None:
        """The invoice made of our basis, if the ledger has one."""

    def submit(self, invoice: Invoice) -> LedgerInvoice:
        """Have the invoice made and sent. Told twice, by the same reference, it is made once
        wherever the ledger can tell; callers look it up first all the same."""

    def credit(self, invoice: LedgerInvoice, note: CreditNote) -> None:
        """Take something off an invoice. Told twice, by the same note id, it is done once."""

    def news(self, cursor: str | None) -> LedgerNews | None:
        """What was paid and recalled since the cursor; None for ledgers that tell it themselves.

        Events may come again; their ids stay the same.
        """


class ForgedMessageError(Exception):
    """The signature is missing or not ours, or the message is older than the window: 401."""


class MalformedMessageError(Exception):
    """Signed, but not readable as what the ledger sends: 400."""


class LedgerMailbox(Protocol):
    """Reads what a ledger sends to our webhook endpoint."""

    def read(self, headers: Mapping[str, str], body: bytes, now: datetime) -> Sequence[LedgerEvent]:
        """Verify the raw body, then parse it. Header names are in lower case.

        Empty for events that say nothing of use. Raises ForgedMessageError, MalformedMessageError.
        """
