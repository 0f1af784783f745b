"""Payments that staff must see to: in suspense, paid too much, sent back (faults 24, 25)."""

from dataclasses import replace

from agentline.billing_ports import BillingChange
from agentline.domain.audit import AuditEntry
from agentline.domain.billing_audit import PAYMENT_SEEN_TO
from agentline.domain.money import Money
from agentline.domain.payment import Payment, PaymentError
from agentline.domain.payment_entry import place, return_money
from agentline.domain.receivables import Actor
from agentline.domain.reference import read_reference
from agentline.services.billing_desk import BillingDesk, Opened, decide


class UnknownPaymentError(LookupError):
    """There is no such payment."""


def find_payment(key: str, desk: BillingDesk) -> Payment:
    """By `<source>#<id>`. Raises UnknownPaymentError."""
    source, _, payment_id = key.partition("#")
    payment = desk.book.payment(source, payment_id)
    if payment is None:
        raise UnknownPaymentError(f"there is no payment {key[:80]}")
    return payment


def assign_payment(key: str, reference: str, who: str, why: str, desk: BillingDesk) -> Payment:
    """Place what is in suspense on a basis, and what is over as its payments are (2.3).

    Raises UnknownPaymentError, UnknownBasisError, CustomerMissingError, PaymentError.
    """
    customer, number = read_reference(reference)
    placed: list[Payment] = []

    def decision(opened: Opened) -> BillingChange:
        payment = find_payment(key, desk)
        if not payment.suspense.minor:
            raise PaymentError(f"nothing of payment {key} is in suspense")
        if payment.customer not in (None, customer):
            raise PaymentError(f"payment {key} is customer {payment.customer}'s")
        opened.books.basis(number)
        policy = desk.terms.policy_of(desk.book.own_terms(customer))
        by = Actor(who=who, why=why, at=opened.now)
        entered = place(opened.books, payment, number, policy, by)
        placed[:] = [entered.payment]
        return BillingChange(after=entered.books, payments=(entered.payment,))

    decide(customer, desk, decision)
    return placed[0]


def return_payment(key: str, amount: Money, who: str, why: str, desk: BillingDesk) -> Payment:
    """Note that money was sent back, of what is in suspense or prepaid.

    Raises UnknownPaymentError, PaymentError; AccountChangedError if the payment changed meanwhile.
    """
    payment = find_payment(key, desk)
    by = Actor(who=who, why=why, at=desk.clock())
    if payment.customer is None:
        _, returned = return_money(None, payment, amount, by)
        desk.book.store(BillingChange(payments=(returned,)))
        return returned
    returned_to: list[Payment] = []

    def decision(opened: Opened) -> BillingChange:
        current = find_payment(key, desk)
        books, returned = return_money(opened.books, current, amount, replace(by, at=opened.now))
        returned_to[:] = [returned]
        return BillingChange(after=books, payments=(returned,))

    decide(payment.customer, desk, decision)
    return returned_to[0]


def end_task(key: str, who: str, why: str, desk: BillingDesk) -> Payment:
    """Staff have seen to what a payment needed. Raises UnknownPaymentError, PaymentError."""
    customer = find_payment(key, desk).customer
    if customer is None:
        raise PaymentError(f"payment {key} is in suspense: assign it, or return it")
    ended: list[Payment] = []

    def decision(opened: Opened) -> BillingChange:
        payment = find_payment(key, desk)
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
        ended[:] = [replace(payment, task=None)]
        return BillingChange(after=opened.books.with_entries(entry), payments=tuple(ended))

    decide(customer, desk, decision)
    return ended[0]
