"""Money that came by a way no ledger and no file tells of, entered by staff."""

from datetime import date

from agentline.domain.ledger_event import EventKind, LedgerEvent
from agentline.domain.money import Money
from agentline.domain.payment import PaymentError
from agentline.domain.receivables import Actor
from agentline.domain.reference import read_reference
from agentline.domain.regime import STOCKHOLM
from agentline.services.billing_desk import BillingDesk, open_customer
from agentline.services.settle_payment import event_key, take_in

SOURCE = "manual"


def manual_payment(
    reference: str,
    amount: Money | None,
    bank_date: date | None,
    payment: str,
    desk: BillingDesk,
    by: Actor | None = None,
) -> LedgerEvent:
    """The event of a payment for a basis; by default all that is due on it, today.

    Entered twice under the same id, `payment`, it counts once. Raises PaymentError where nothing is
    due and no amount is given, UnknownReferenceError, UnknownBasisError, CustomerMissingError.
    """
    customer, number = read_reference(reference)
    due = open_customer(customer, desk).books.basis(number).due
    paid = amount or due
    if paid.minor <= 0:
        raise PaymentError(f"nothing is due on basis {reference}: give the amount that came")
    return LedgerEvent(
        source=SOURCE,
        id=payment,
        kind=EventKind.PAYMENT,
        payment=payment,
        amount=paid,
        bank_date=bank_date or desk.clock().astimezone(STOCKHOLM).date(),
        reference=reference,
        text=f"entered by {by.who}: {by.why}" if by else "entered by hand",
    )


def begin_settling(event: LedgerEvent, desk: BillingDesk) -> bool:
    """Take an event in and have it settled; False if it was taken in before.

    What an interrupted try left unsettled is begun again: an execution that was started is not
    started twice.
    """
    if take_in([event], desk):
        return True
    key = event_key(event)
    taken = desk.book.taken_event(key)
    if taken is not None and taken.outcome is None:
        desk.executions.start_settling(key, taken.attempt)
    return False
