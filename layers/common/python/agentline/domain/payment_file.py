"""What a bank's file of payments tells, entry by entry."""

from dataclasses import dataclass
from typing import Literal

from agentline.domain.ledger_event import LedgerEvent


class MarkedAsTestError(ValueError):
    """The bank has marked the file as a test: no money came."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FileEntry:
    """One payment, recall or other entry of a file; `position` is where a person finds it.

    `event` is what to take in, `problem` what staff must look at. At least one is there; both are
    when money came or went and the file does not tell for what.
    """

    position: str
    event: LedgerEvent | None
    problem: str | None = None

    @property
    def names_invoice(self) -> bool:
        return self.event is not None and bool(self.event.reference or self.event.ocr)


@dataclass(frozen=True, slots=True, kw_only=True)
class PaymentFile:
    """A whole file. Read again, it gives the same events with the same ids.

    The bank marked it when `is_test`: no money came, and its events must not be taken in.
    """

    kind: Literal["camt054", "bgmax"]
    message_id: str
    entries: tuple[FileEntry, ...]
    is_test: bool = False

    def require_money(self) -> None:
        """Raises MarkedAsTestError."""
        if self.is_test:
            raise MarkedAsTestError("the bank has marked it as a test; no money came")
