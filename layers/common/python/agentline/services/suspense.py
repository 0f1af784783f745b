"""Payments that staff must see to: in suspense, paid too much, sent back (faults 24, 25)."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from agentline.billing_ports import BillingChange
from agentline.domain.audit import AuditEntry
from agentline.domain.billing_audit import PAYMENT_RETURNED, PAYMENT_SEEN_TO, audit_payment
from agentline.domain.money import Money
from agentline.domain.payment import Payment, PaymentError
from agentline.domain.payment_entry import place, return_money
from agentline.domain.receivables import Actor, Receivables
from agentline.domain.reference import read_reference
from agentline.services.billing_desk import (
    BillingDesk,
    Decide,
    Opened,
    decide,
    preview_decision,
)


class UnknownPaymentError(LookupError):
    """There is no such payment."""


class PaymentChangedError(Exception):
    """The payment is not as staff saw it; nothing was stored."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Assigning:
    """What assigning a payment would do: the payment and the books as they are and would be."""

    payment: Payment
    placed: Payment
    before: Receivables
    after: Receivables


def find_payment(key: str, desk: BillingDesk, seen: int | None = None) -> Payment:
    """By `<source>#<id>`. Raises UnknownPaymentError, and PaymentChangedError if it is not version
    `seen` any more."""
    source, _, payment_id = key.partition("#")
    payment = desk.book.payment(source, payment_id)
    if payment is None:
        raise UnknownPaymentError(f"there is no payment {key[:80]}")
    if seen not in (None, payment.version):
        raise PaymentChangedError(
            f"payment {key} was changed meanwhile: you saw version {seen}, it is version "
            f"{payment.version} now"
        )
    return payment


def preview_assigning(key: str, reference: str, desk: BillingDesk) -> Assigning:
    """What `assign_payment` would do now; nothing is stored. Raises as it does."""
    customer, _ = read_reference(reference)
    looked_at: list[Payment] = []

    def look() -> Payment:
        looked_at[:] = [find_payment(key, desk)]
        return looked_at[0]

    change = preview_decision(customer, desk, _placing(look, reference, "", "", desk))
    if change is None or change.before is None or change.after is None:
        raise LookupError(f"payment {key} would not be placed")
    [placed] = [payment for payment in change.payments if payment.key == key]
    return Assigning(payment=looked_at[0], placed=placed, before=change.before, after=change.after)


def assign_payment(
    key: str, reference: str, who: str, why: str, desk: BillingDesk, seen: int | None = None
) -> Payment:
    """Place what is in suspense on a basis, and what is over as its payments are (2.3).

    Raises UnknownPaymentError, UnknownReferenceError, UnknownBasisError, CustomerMissingError,
    PaymentError, and PaymentChangedError if the payment is not version `seen` any more.
    """
    customer, _ = read_reference(reference)

    def look() -> Payment:
        return find_payment(key, desk, seen)

    change = decide(customer, desk, _placing(look, reference, who, why, desk))
    return _payment_in(change, key)


def return_payment(
    key: str, amount: Money, who: str, why: str, desk: BillingDesk, seen: int | None = None
) -> Payment:
    """Note that money was sent back, of what is in suspense or prepaid.

    Raises UnknownPaymentError, PaymentError, PaymentChangedError; AccountChangedError if the
    payment changed meanwhile.
    """
    payment = find_payment(key, desk, seen)
    by = Actor(who=who, why=why, at=desk.clock())
    if payment.customer is None:
        _, returned = return_money(None, payment, amount, by)
        amounts = {"amount": amount}
        entry = audit_payment(PAYMENT_RETURNED, None, key, amounts, by.who, by.why, by.at)
        desk.book.store(BillingChange(payments=(returned,), audit=(entry,)))
        return _as_stored(returned)

    def decision(opened: Opened) -> BillingChange:
        current = find_payment(key, desk, seen)
        books, returned = return_money(opened.books, current, amount, replace(by, at=opened.now))
        return BillingChange(after=books, payments=(returned,))

    return _payment_in(decide(payment.customer, desk, decision), key)


def end_task(key: str, who: str, why: str, desk: BillingDesk, seen: int | None = None) -> Payment:
    """Staff have seen to what a payment needed.

    Raises UnknownPaymentError, PaymentError, PaymentChangedError.
    """
    customer = find_payment(key, desk, seen).customer
    if customer is None:
        raise PaymentError(f"payment {key} is in suspense: assign it, or return it")

    def decision(opened: Opened) -> BillingChange:
        payment = find_payment(key, desk, seen)
        if payment.task is None:
            raise PaymentError(f"there is nothing to see to about payment {key}")
        entry = AuditEntry(
            customer=customer,
            at=opened.now,
            who=who,
            what=PAYMENT_SEEN_TO,
            subject=key,
            before={"task": payment.task},
            after={},
            why=why,
        )
        return BillingChange(
            after=opened.books.with_entries(entry), payments=(replace(payment, task=None),)
        )

    return _payment_in(decide(customer, desk, decision), key)


def _placing(
    look: Callable[[], Payment], reference: str, who: str, why: str, desk: BillingDesk
) -> Decide:
    customer, number = read_reference(reference)

    def decision(opened: Opened) -> BillingChange:
        payment = look()
        if not payment.suspense.minor:
            raise PaymentError(f"nothing of payment {payment.key} is in suspense")
        if payment.customer not in (None, customer):
            raise PaymentError(f"payment {payment.key} is customer {payment.customer}'s")
        opened.books.basis(number)
        policy = desk.terms.policy_of(desk.book.own_terms(customer))
        by = Actor(who=who, why=why, at=opened.now)
        entered = place(opened.books, payment, number, policy, by)
        return BillingChange(after=entered.books, payments=(entered.payment,))

    return decision


def _payment_in(change: BillingChange | None, key: str) -> Payment:
    """The payment as a decision has stored it."""
    payments = change.payments if change else ()
    return next(_as_stored(payment) for payment in payments if payment.key == key)


def _as_stored(payment: Payment) -> Payment:
    return replace(payment, version=payment.version + 1)
