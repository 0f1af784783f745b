"""Stand-ins for what invoicing reaches: a ledger that may fail, state machines that may be lost."""

from collections import Counter, deque
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from itertools import count
from threading import Lock

from agentline.billing_ports import (
    LedgerInvoice,
    LedgerNews,
    LedgerRejectedError,
    LedgerUnavailableError,
)
from agentline.domain.dispatch import SUBMISSION_LASTS, InvoiceTerms
from agentline.domain.invoice import CreditNote, Invoice
from agentline.domain.ledger_event import EventKind, LedgerEvent
from agentline.domain.money import Money
from agentline.services.billing_desk import BillingDesk, BillingTerms
from agentline.services.dispatch_basis import freeze, give_up_dispatch, record_dispatch, submit
from agentline.services.settle_payment import settle
from tests.books import POLICY
from tests.examples import NOON
from tests.fakes import FakeClock

TERMS = BillingTerms(invoice=InvoiceTerms(due_days=30, is_rounded=False), policy=POLICY)
KIND = "webhook"
TODAY = NOON.date()
_ledgers = count(1)  # an invoice of one is none of another
MOST_SUBMISSIONS = 9  # what the state machine tries before it gives up


class TickingClock(FakeClock):
    """Never tells one instant twice, however many ask."""

    def __init__(self, now: datetime = NOON) -> None:
        super().__init__(now)
        self._lock = Lock()

    def __call__(self) -> datetime:
        with self._lock:
            self.now += timedelta(microseconds=1)
            return self.now


@dataclass
class FakeLedger:
    """Numbers what it is sent, one after the other.

    One that is not idempotent posts again whatever it is sent again. The next calls meet the
    `troubles`, in order: "unavailable" (nothing is taken), "accept_then_raise" (taken, not
    answered), "reject:<words>". `told` is what it has to tell to who asks for news.
    """

    is_idempotent: bool = False
    troubles: deque[str] = field(default_factory=deque)
    postings: list[Invoice] = field(default_factory=list)
    notes: list[CreditNote] = field(default_factory=list)
    told: list[LedgerEvent] = field(default_factory=list)
    calls: Counter[str] = field(default_factory=Counter)
    tells_news: bool = False
    first_number: int = field(default_factory=lambda: 10_000 * next(_ledgers) + 1)

    def __post_init__(self) -> None:
        self._lock = Lock()

    def posted(self, reference: str) -> list[Invoice]:
        return [invoice for invoice in self.postings if invoice.reference == reference]

    def find(self, reference: str) -> LedgerInvoice | None:
        with self._lock:
            self.calls["find"] += 1
            return self._found(reference)

    def submit(self, invoice: Invoice) -> LedgerInvoice:
        with self._lock:
            self.calls["submit"] += 1
            is_unanswered = self._meet_trouble()
            known = self._found(invoice.reference) if self.is_idempotent else None
            if known is None:
                self.postings.append(invoice)
                known = self._found(invoice.reference)
            if is_unanswered or known is None:
                raise LedgerUnavailableError("no answer within 10 s")
            return known

    def credit(self, invoice: LedgerInvoice, note: CreditNote) -> None:
        with self._lock:
            self.calls["credit"] += 1
            is_unanswered = self._meet_trouble()
            if note.id not in {known.id for known in self.notes}:
                assert invoice == self._found(note.reference)
                self.notes.append(note)
            if is_unanswered:
                raise LedgerUnavailableError("no answer within 10 s")

    def news(self, cursor: str | None) -> LedgerNews | None:
        """The last of what was told before comes again, as it does at ledgers asked by day."""
        if not self.tells_news:
            return None
        begin = max(int(cursor or 0) - 1, 0)
        return LedgerNews(events=tuple(self.told[begin:]), cursor=str(len(self.told)))

    def _found(self, reference: str) -> LedgerInvoice | None:
        """The first posting of a reference."""
        for position, invoice in enumerate(self.postings):
            if invoice.reference == reference:
                number = str(self.first_number + position)
                return LedgerInvoice(id=f"inv_{number}", number=number, ocr=invoice.ocr)
        return None

    def _meet_trouble(self) -> bool:
        """Whether what is asked is done and not answered."""
        kind, _, words = (self.troubles.popleft() if self.troubles else "").partition(":")
        if kind == "unavailable":
            raise LedgerUnavailableError("the ledger answered 503")
        if kind == "reject":
            raise LedgerRejectedError(words)
        return kind == "accept_then_raise"


@dataclass(frozen=True)
class Execution:
    """Of a state machine: "dispatch" of a reference or "settle" of an event."""

    machine: str
    subject: str
    attempt: int


@dataclass
class FakeExecutions:
    """Keeps what was started, by its name, once; `run` does what the state machines do.

    What has not come to its end is `working`, unless it is lost; of that, the `queue` was not
    begun yet. Nothing is started of the `refused` subjects, and nothing at all while it `is_down`.
    """

    started: list[Execution] = field(default_factory=list)
    working: list[Execution] = field(default_factory=list)
    queue: deque[Execution] = field(default_factory=deque)
    refused: set[str] = field(default_factory=set)
    is_down: bool = False

    def __post_init__(self) -> None:
        self._lock = Lock()

    def start_dispatch(self, reference: str, attempt: int) -> None:
        self._start(Execution("dispatch", reference, attempt))

    def is_dispatching(self, reference: str, attempt: int) -> bool:
        return Execution("dispatch", reference, attempt) in self.working

    def start_settling(self, event: str, attempt: int) -> None:
        self._start(Execution("settle", event, attempt))

    def is_settling(self, event: str, attempt: int) -> bool:
        return Execution("settle", event, attempt) in self.working

    def run(self, desk: BillingDesk, wait: Callable[[], object] = lambda: None) -> None:
        """Run to its end whatever was started; `wait` passes the time between two submissions."""
        while self.queue:
            try:
                execution = self.queue.popleft()
            except IndexError:
                return  # another thread took it
            try:
                if execution.machine == "dispatch":
                    run_dispatch(execution.subject, desk, wait)
                else:
                    settle(execution.subject, desk)
            finally:
                self.working.remove(execution)

    def lose(self) -> None:
        """As if every execution had failed."""
        self.working.clear()
        self.queue.clear()

    def _start(self, execution: Execution) -> None:
        if self.is_down or execution.subject in self.refused:
            raise ConnectionError("Step Functions does not answer")
        with self._lock:
            if execution not in self.started:
                self.started.append(execution)
                self.working.append(execution)
                self.queue.append(execution)


def run_dispatch(
    reference: str, desk: BillingDesk, wait: Callable[[], object] = lambda: None
) -> None:
    """What dispatch_invoice does (infra/state_machines), with its patience."""
    if freeze(reference, desk) != "frozen":
        return
    words = ""
    for _ in range(MOST_SUBMISSIONS):
        try:
            posted = submit(reference, desk)
        except LedgerRejectedError as error:
            words = str(error)
            break
        except LedgerUnavailableError as error:
            words = str(error)
            wait()
        else:
            record_dispatch(reference, posted, desk)
            return
    give_up_dispatch(reference, words, desk)


def outlast_submission(clock: FakeClock) -> Callable[[], None]:
    """Waits until a submission that has not told its end is over."""
    return lambda: clock.pass_time(SUBMISSION_LASTS + timedelta(seconds=1))


def a_payment(
    payment: str,
    amount: Money,
    reference: str | None,
    *,
    event: str | None = None,
    kind: EventKind = EventKind.PAYMENT,
    ocr: str | None = None,
    ledger_id: str | None = None,
    bank_date: date = TODAY,
    source: str = KIND,
) -> LedgerEvent:
    """What a ledger tells when a payment came, or was recalled."""
    return LedgerEvent(
        source=source,
        id=event or f"evt-{kind.value}-{payment}",
        kind=kind,
        payment=payment,
        amount=amount,
        bank_date=bank_date,
        reference=reference,
        ocr=ocr,
        ledger_id=ledger_id,
        text="Siv Exempel",
    )


def a_recall(
    payment: str, amount: Money, reference: str | None = None, *, event: str | None = None
) -> LedgerEvent:
    return a_payment(payment, amount, reference, event=event, kind=EventKind.RECALL)


def a_notice(text: str, reference: str | None) -> LedgerEvent:
    return LedgerEvent(
        source=KIND,
        id=f"evt-notice-{text}",
        kind=EventKind.NOTICE,
        payment=None,
        amount=None,
        bank_date=TODAY,
        reference=reference,
        text=text,
    )
