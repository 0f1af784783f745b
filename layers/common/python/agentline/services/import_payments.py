"""A bank's file of payments, taken in entry by entry, as often as it is given.

First every event is kept for good; then they are met one after the other while time lasts: those
that name their invoice before those that are placed by their amount, since by then it is known what
is still due. For the rest the state machines are started.
"""

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from enum import StrEnum

from agentline.domain.audit import AuditEntry
from agentline.domain.billing_audit import PAYMENTS_IMPORTED
from agentline.domain.ledger_event import EventKind, LedgerEvent
from agentline.domain.payment_file import FileEntry, PaymentFile
from agentline.domain.receivables import Actor
from agentline.domain.reference import basis_reference
from agentline.observability import log_failure
from agentline.services.billing_desk import BillingDesk
from agentline.services.match_payment import foresee
from agentline.services.settle_payment import event_key, settle

# What a large file costs is the waiting for answers of the store.
_SIDE_BY_SIDE = 12


class Result(StrEnum):
    """What came of an entry or, in a dry run, would come of it."""

    PLACED = "placed"
    SUSPENSE = "suspense"
    RECALLED = "recalled"
    NOTED = "noted"
    KNOWN = "known"
    UNSETTLED = "unsettled"
    UNREADABLE = "unreadable"


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryResult:
    """`words` say what came of it; the entry may have a problem besides, which staff must see.

    `invoice` is the basis its money is on, the oldest of several; or would be, in a dry run.
    """

    entry: FileEntry
    result: Result
    words: str
    invoice: str | None = None

    @property
    def is_problem(self) -> bool:
        is_bad = self.result in {Result.UNSETTLED, Result.UNREADABLE}
        return is_bad or self.entry.problem is not None


def audit_import(file: PaymentFile, name: str, by: Actor) -> AuditEntry:
    """Who took in which file. What each payment came to is told of the payment."""
    return AuditEntry(
        customer=None,
        at=by.at,
        who=by.who,
        what=PAYMENTS_IMPORTED,
        subject=name,
        before={},
        after={
            "kind": file.kind,
            "message_id": file.message_id,
            "entries": str(len(file.entries)),
        },
        why=by.why,
    )


def foresee_file(
    file: PaymentFile, desk: BillingDesk, is_time_left: Callable[[], bool]
) -> Sequence[EntryResult]:
    """What would come of each entry if the file was taken in now. Raises MarkedAsTestError."""
    file.require_money()

    def foresee_entry(entry: FileEntry) -> EntryResult:
        if entry.event is None:
            return _unreadable(entry)
        if not is_time_left():
            return EntryResult(
                entry=entry, result=Result.UNSETTLED, words="not looked at: the file is too large"
            )
        forecast = foresee(entry.event, desk)
        return EntryResult(
            entry=entry,
            result=Result(forecast.outcome.value),
            words=forecast.words,
            invoice=forecast.match.reference if forecast.match else None,
        )

    with ThreadPoolExecutor(_SIDE_BY_SIDE) as threads:
        return list(threads.map(foresee_entry, file.entries))


def take_file_in(
    file: PaymentFile, desk: BillingDesk, is_time_left: Callable[[], bool]
) -> Sequence[EntryResult]:
    """Take in every entry, and tell what came of it. Given again, what is known stays as it is.

    What there was no time to settle is settled by the state machine. Raises MarkedAsTestError.
    """
    file.require_money()
    named_first = sorted(file.entries, key=lambda entry: not entry.names_invoice)
    events = [entry.event for entry in named_first if entry.event]
    new = _keep(events, desk)
    outcomes: dict[str, str | None] = {}
    for event in events:
        if is_time_left():
            outcomes[event_key(event)] = _settle(event, desk)

    def conclude(entry: FileEntry) -> EntryResult:
        if entry.event is None:
            return _unreadable(entry)
        key = event_key(entry.event)
        outcome = outcomes.get(key) or _begin(key, desk)
        if outcome is None:
            words = "taken in, not settled yet: that goes on by itself"
            return EntryResult(entry=entry, result=Result.UNSETTLED, words=words)
        result, invoice = _where(entry.event, desk)
        if key not in new:
            result = Result.KNOWN
        return EntryResult(entry=entry, result=result, words=outcome, invoice=invoice)

    with ThreadPoolExecutor(_SIDE_BY_SIDE) as threads:
        return list(threads.map(conclude, file.entries))


def _keep(events: Sequence[LedgerEvent], desk: BillingDesk) -> set[str]:
    """Keep all of them for good; the keys of those that are new."""
    now = desk.clock()
    with ThreadPoolExecutor(_SIDE_BY_SIDE) as threads:
        kept = threads.map(lambda event: desk.book.take_in(event, now), events)
        return {event_key(event) for event, is_new in zip(events, kept, strict=True) if is_new}


def _settle(event: LedgerEvent, desk: BillingDesk) -> str | None:
    """What came of it; None if nothing did yet. One entry must not stop those after it."""
    try:
        return settle(event_key(event), desk)
    except Exception as error:
        log_failure("payment not settled", error, event=event_key(event))
        return None


def _begin(key: str, desk: BillingDesk) -> str | None:
    """What came of it meanwhile; else have it settled. What was started is not started twice, and
    what could not be started is started by the sweeper."""
    taken = desk.book.taken_event(key)
    if taken is None or taken.outcome is not None:
        return taken.outcome if taken else None
    try:
        desk.executions.start_settling(key, taken.attempt)
    except Exception as error:
        log_failure("settling not started", error, event=key)
    return None


def _where(event: LedgerEvent, desk: BillingDesk) -> tuple[Result, str | None]:
    """What an event that was met has come to, and the basis that its payment is on."""
    if event.payment is None or event.kind is EventKind.NOTICE:
        return Result.NOTED, None
    payment = desk.book.payment(event.source, event.payment)
    bases = sorted(payment.applied) if payment else []
    invoice = (
        basis_reference(payment.customer, bases[0])
        if payment and payment.customer and bases
        else None
    )
    if event.kind is EventKind.RECALL:
        return Result.RECALLED, invoice
    is_suspended = payment is not None and payment.suspense.minor > 0
    return Result.SUSPENSE if is_suspended else Result.PLACED, invoice


def _unreadable(entry: FileEntry) -> EntryResult:
    return EntryResult(entry=entry, result=Result.UNREADABLE, words=entry.problem or "")
