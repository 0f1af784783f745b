"""Payments: taken in for good, then settled once, whatever comes twice or late (2.3)."""

from collections.abc import Iterable
from dataclasses import replace

from agentline.billing_ports import BillingChange, EventMetError
from agentline.domain.audit import SYSTEM, AuditEntry
from agentline.domain.billing_audit import LEDGER_NOTICE
from agentline.domain.ledger_event import EventKind, LedgerEvent
from agentline.domain.money import Money
from agentline.domain.payment import Payment, no_payment_yet
from agentline.domain.payment_entry import come_in, recall
from agentline.domain.reason import Reason
from agentline.domain.receivables import Actor
from agentline.domain.suspense_words import SuspenseCode, SuspenseReason, names_in_words
from agentline.ports import AccountChangedError, CustomerMissingError
from agentline.services.billing_desk import BillingDesk, Opened, decide
from agentline.services.conflict import attempts
from agentline.services.match_payment import Match, match_payment
from agentline.services.place_payment import (
    Arrived,
    PaymentChangedError,
    place_payment,
    suspend_payment,
)


class UnknownEventError(LookupError):
    """No such event was taken in."""


def take_in(events: Iterable[LedgerEvent], desk: BillingDesk) -> int:
    """Keep what a ledger or a file tells, for good, and start settling it; how many were new.

    Once this returns nothing told is lost: what could not be started is started by the sweeper.
    """
    new = 0
    for event in events:
        is_new = desk.book.take_in(event, desk.clock())
        new += is_new
        if is_new:
            desk.executions.start_settling(event_key(event), 1)
    return new


def event_key(event: LedgerEvent) -> str:
    return f"{event.source}#{event.id}"


def settle(key: str, desk: BillingDesk) -> str:
    """Meet an event that was taken in: enter the payment, or take it back. Says what came of it.

    Raises UnknownEventError. Told again, it says the same and changes nothing.
    """
    taken = desk.book.taken_event(key)
    if taken is None:
        raise UnknownEventError(f"no event {key} was taken in")
    if taken.outcome is not None:
        return taken.outcome
    try:
        return _meet(taken.event, desk)
    except EventMetError:
        met = desk.book.taken_event(key)
        return met.outcome or "" if met else ""


def _meet(event: LedgerEvent, desk: BillingDesk) -> str:
    if event.kind is EventKind.NOTICE or event.payment is None or event.amount is None:
        return _note(event, match_payment(event, desk), desk)
    retries = attempts()
    while True:
        next(retries)
        payment = desk.book.payment(event.source, event.payment)
        try:
            if event.kind is EventKind.RECALL:
                return _recall(event, event.payment, event.amount, payment, desk)
            match = match_payment(event, desk)
            return _enter(event, event.payment, event.amount, payment, match, desk)
        except PaymentChangedError:
            continue


def _enter(
    event: LedgerEvent,
    payment_id: str,
    amount: Money,
    known: Payment | None,
    match: Match | None,
    desk: BillingDesk,
) -> str:
    key = event_key(event)
    if known and not known.amount.is_zero:
        return _end(key, f"payment {known.key} is entered already", desk)
    by = Actor(who=SYSTEM, why=f"payment told by {event.source}", at=desk.clock())
    payment = known or no_payment_yet(
        event.source, payment_id, amount.currency, named_text(event), by.at, event.bank_date
    )
    payment = come_in(payment, amount, event.bank_date, event.text, by)
    if match is None:
        return suspend_payment(payment, _why_suspended(event), key, desk)
    arrived = Arrived(
        event=event, key=key, payment=payment, known=known, by=by, matched_by=match.by
    )
    return place_payment(arrived, match.customer, match.number, desk)


def _recall(
    event: LedgerEvent, payment_id: str, amount: Money, known: Payment | None, desk: BillingDesk
) -> str:
    key = event_key(event)
    now = desk.clock()
    by = Actor(who=SYSTEM, why=f"payment recalled, told by {event.source}", at=now)
    payment = known or no_payment_yet(
        event.source, payment_id, amount.currency, named_text(event), now, event.bank_date
    )
    if payment.amount.currency != amount.currency:
        return _end(key, f"recalled in {amount.currency}, paid in {payment.amount.currency}", desk)
    outcome = f"recalled {amount} of payment {payment.key}"
    if payment.customer is None:
        _, recalled = recall(None, payment, event.id, amount, by)
        change = BillingChange(payments=(recalled,), event=key, outcome=outcome)
        try:
            desk.book.store(change)
        except AccountChangedError as error:
            raise PaymentChangedError(payment.key) from error
        return outcome

    def decision(opened: Opened) -> BillingChange:
        if desk.book.payment(event.source, payment_id) != known:
            raise PaymentChangedError(payment.key)
        books, recalled = recall(
            opened.books, payment, event.id, amount, replace(by, at=opened.now)
        )
        return BillingChange(after=books, payments=(recalled,), event=key, outcome=outcome)

    decide(payment.customer, desk, decision)
    return outcome


def _note(event: LedgerEvent, match: Match | None, desk: BillingDesk) -> str:
    """Words of the ledger that move no money go to the audit trail of the basis they name."""
    key, outcome = event_key(event), "noted"
    if match is None:
        return _end(key, outcome, desk)
    customer, number = match.customer, match.number

    def decision(opened: Opened) -> BillingChange:
        entry = AuditEntry(
            customer=customer,
            at=opened.now,
            who=event.source,
            what=LEDGER_NOTICE,
            subject=str(number),
            before={},
            after={"notice": event.text},
            why=f"told by {event.source}",
        )
        return BillingChange(after=opened.books.with_entries(entry), event=key, outcome=outcome)

    try:
        decide(customer, desk, decision)
    except CustomerMissingError:
        return _end(key, outcome, desk)
    return outcome


def _end(key: str, outcome: str, desk: BillingDesk) -> str:
    desk.book.store(BillingChange(event=key, outcome=outcome))
    return outcome


def _why_suspended(event: LedgerEvent) -> SuspenseReason:
    names = _names(event)
    code = SuspenseCode.NOTHING_KNOWN if names else SuspenseCode.NAMES_NO_INVOICE
    return Reason(code=code, params=names)


def named_text(event: LedgerEvent) -> str:
    """What the payer, or the ledger, says the payment is for."""
    return names_in_words(_names(event))


def _names(event: LedgerEvent) -> dict[str, str]:
    names = {"reference": event.reference, "ocr": event.ocr, "ledger_id": event.ledger_id}
    return {name: value for name, value in names.items() if value}
