"""What the billing service has: invoices with fiscal numbers, credit notes and payments, in a file.

The file is replaced as a whole before anybody is told, so that what was answered is never lost and
the number series has neither gaps nor repetitions, whenever the service is killed.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from threading import RLock
from uuid import uuid4
from zoneinfo import ZoneInfo

from pydantic import BaseModel, ConfigDict

from agentline.adapters.ledgers.webhook_messages import CreditMessage, InvoiceMessage
from agentline.domain.money import Money

FIRST_NUMBER = 10_001
STOCKHOLM = ZoneInfo("Europe/Stockholm")


class BookError(Exception):
    """The book will not have it; the message says why in words for people."""


class UnknownEntryError(BookError):
    """There is no such invoice or payment."""


class _Entry(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Event(_Entry):
    """A signed message of ours. `outcome` says what came of sending it last, in words."""

    id: str
    type: str
    at: datetime
    outcome: str = "not sent yet"
    is_delivered: bool = False


class Payment(_Entry):
    """Money that came in on `bank_date`, and went again if `recalled`."""

    id: str
    amount: str
    bank_date: date
    received: Event
    recalled: Event | None = None

    @property
    def last_event(self) -> Event:
        return self.recalled or self.received


class Credit(_Entry):
    number: str
    note: CreditMessage


class Entry(_Entry):
    """One invoice and what became of it."""

    id: str
    number: str
    received_at: datetime
    invoice: InvoiceMessage
    credits: tuple[Credit, ...] = ()
    payments: tuple[Payment, ...] = ()

    @property
    def paid(self) -> Money:
        standing = (payment.amount for payment in self.payments if not payment.recalled)
        return sum((self._money(amount) for amount in standing), start=self._money("0.00"))

    @property
    def credited(self) -> Money:
        amounts = (credit.note.amount for credit in self.credits)
        return sum((self._money(amount) for amount in amounts), start=self._money("0.00"))

    @property
    def remaining(self) -> Money:
        """Below zero when more came than was asked for."""
        return self._money(self.invoice.to_pay) - self.credited - self.paid

    def _money(self, amount: str) -> Money:
        return Money.parse(amount, self.invoice.currency, signed=True)


class _State(_Entry):
    next_number: int = FIRST_NUMBER
    entries: dict[str, Entry] = {}


@dataclass(frozen=True, slots=True)
class PaymentEvent:
    """A payment, the invoice it is on, and what there is to tell of it."""

    entry: Entry
    payment: Payment
    event: Event


class Book:
    """Safe to share between threads. Raises BookError, and OSError when the file cannot be kept."""

    def __init__(self, file: Path) -> None:
        self._file = file
        self._lock = RLock()
        self._state = _State.model_validate_json(file.read_bytes()) if file.exists() else _State()

    @property
    def entries(self) -> Mapping[str, Entry]:
        """By reference, in the order in which they were received."""
        return self._state.entries

    def entry(self, reference: str) -> Entry:
        try:
            return self._state.entries[reference]
        except KeyError:
            raise UnknownEntryError(f"There is no invoice for {reference}.") from None

    def enter(self, invoice: InvoiceMessage) -> Entry:
        """Number the invoice, or find the one that was made of it before."""
        with self._lock:
            known = self._state.entries.get(invoice.reference)
            if known is None:
                number = self._state.next_number
                known = Entry(
                    id=f"inv_{number}",
                    number=str(number),
                    received_at=datetime.now(UTC),
                    invoice=invoice,
                )
                self._keep(known, numbers=1)
            elif known.invoice != invoice:
                raise BookError(
                    f"{invoice.reference} is invoice {known.number} already, with other content."
                )
            return known

    def credit(self, note: CreditMessage) -> Credit:
        """Make a credit note, which takes a number of the same series, or find it."""
        with self._lock:
            entry = self.entry(note.reference)
            known = {credit.note.id: credit for credit in entry.credits}.get(note.id)
            if known is None:
                _check_credit(entry, note)
                known = Credit(number=str(self._state.next_number), note=note)
                credits_ = (*entry.credits, known)
                self._keep(entry.model_copy(update={"credits": credits_}), numbers=1)
            elif known.note != note:
                raise BookError(f"{note.id} is credit note {known.number}, with other content.")
            return known

    def pay(self, reference: str, amount: str | None, seen: str | None = None) -> PaymentEvent:
        """Money comes in: `amount`, or else what remains to be paid.

        `seen` is what remained when somebody decided to pay: a button pressed twice pays once.
        """
        with self._lock:
            entry = self.entry(reference)
            if seen is not None and seen != entry.remaining.decimal:
                raise BookError("Something was paid since the page was shown. Look again.")
            paid = entry.remaining if amount is None else _amount(amount, entry)
            if paid.minor <= 0:
                raise BookError(f"Nothing remains to be paid of invoice {entry.number}.")
            now = datetime.now(UTC)
            payment = Payment(
                id=f"pay_{uuid4().hex}",
                amount=paid.decimal,
                bank_date=now.astimezone(STOCKHOLM).date(),
                received=_event("payment.received", now),
            )
            return self._keep_payment(entry, payment)

    def recall(self, payment_id: str) -> PaymentEvent:
        """The bank takes the payment back. Once it has, it stays so."""
        with self._lock:
            entry, payment = self._payment(payment_id)
            if payment.recalled:
                return PaymentEvent(entry, payment, payment.recalled)
            recalled = _event("payment.recalled", datetime.now(UTC))
            return self._keep_payment(entry, payment.model_copy(update={"recalled": recalled}))

    def last_event(self, payment_id: str) -> PaymentEvent:
        """What was last told of a payment, for telling it again."""
        entry, payment = self._payment(payment_id)
        return PaymentEvent(entry, payment, payment.last_event)

    def note_outcome(self, payment_id: str, event: Event) -> Payment:
        """Remember how sending went."""
        with self._lock:
            entry, payment = self._payment(payment_id)
            which = "received" if event.id == payment.received.id else "recalled"
            noted = payment.model_copy(update={which: event})
            return self._keep_payment(entry, noted).payment

    def _payment(self, payment_id: str) -> tuple[Entry, Payment]:
        for entry in self._state.entries.values():
            for payment in entry.payments:
                if payment.id == payment_id:
                    return entry, payment
        raise UnknownEntryError(f"There is no payment {payment_id}.")

    def _keep_payment(self, entry: Entry, payment: Payment) -> PaymentEvent:
        by_id = {known.id: known for known in entry.payments} | {payment.id: payment}
        kept = entry.model_copy(update={"payments": tuple(by_id.values())})
        self._keep(kept, numbers=0)
        return PaymentEvent(kept, payment, payment.last_event)

    def _keep(self, entry: Entry, *, numbers: int) -> None:
        entries = {**self._state.entries, entry.invoice.reference: entry}
        state = _State(next_number=self._state.next_number + numbers, entries=entries)
        self._file.parent.mkdir(parents=True, exist_ok=True)
        written = self._file.with_suffix(".new")
        written.write_text(state.model_dump_json(indent=1), encoding="utf-8")
        written.replace(self._file)
        self._state = state


def _check_credit(entry: Entry, note: CreditMessage) -> None:
    amount = _amount(note.amount, entry)
    if (note.invoice, note.currency) != (entry.id, entry.invoice.currency):
        raise BookError(f"The credit note is not for invoice {entry.number} in its currency.")
    if amount > Money.parse(entry.invoice.total, note.currency) - entry.credited:
        raise BookError(f"{amount} is more than is left of invoice {entry.number}.")


def _amount(text: str, entry: Entry) -> Money:
    try:
        amount = Money.parse(text, entry.invoice.currency)
    except ValueError as error:
        raise BookError(f"{error}.") from error
    if amount.is_zero:
        raise BookError("The amount must be more than nothing.")
    return amount


def _event(kind: str, at: datetime) -> Event:
    return Event(id=f"evt_{uuid4().hex}", type=kind, at=at)
