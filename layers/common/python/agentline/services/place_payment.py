"""Placing a payment that has arrived: on the basis it is for, or where staff find it (2.3)."""

from dataclasses import dataclass, replace

from agentline.billing_ports import BillingChange
from agentline.domain.ledger_event import LedgerEvent
from agentline.domain.payment import Payment
from agentline.domain.payment_entry import place, suspend
from agentline.domain.reason import Reason
from agentline.domain.receivables import Actor
from agentline.domain.suspense_words import SuspenseCode, SuspenseReason, suspense_in_words
from agentline.ports import AccountChangedError, CustomerMissingError
from agentline.services.billing_desk import BillingDesk, Opened, decide
from agentline.services.match_payment import MatchedBy, asks_for


class PaymentChangedError(Exception):
    """The payment, or the basis it was matched with, is not as it was read."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrived:
    """A payment that has come in and is to be placed; `known` is what was known of it before.

    `key` names the event that told of it.
    """

    event: LedgerEvent
    key: str
    payment: Payment
    known: Payment | None
    by: Actor
    matched_by: MatchedBy


def place_payment(arrived: Arrived, customer: str, number: int | None, desk: BillingDesk) -> str:
    """On a basis of the customer's, or on whichever are due."""
    payment, key, outcome = arrived.payment, arrived.key, ""

    def decision(opened: Opened) -> BillingChange:
        nonlocal outcome
        _check(arrived, opened, number, desk)
        policy = desk.terms.policy_of(desk.book.own_terms(customer))
        by = replace(arrived.by, at=opened.now)
        entered = place(opened.books, payment, number, policy, by)
        outcome = _words(entered.payment)
        return BillingChange(
            after=entered.books, payments=(entered.payment,), event=key, outcome=outcome
        )

    try:
        decide(customer, desk, decision)
    except _MergedError as error:
        return place_payment(arrived, error.heir, None, desk)
    except _WrongCurrencyError as error:
        currencies = {"paid": payment.amount.currency, "account": error.currency}
        why = Reason(code=SuspenseCode.OTHER_CURRENCY, params=currencies)
        return suspend_payment(payment, why, key, desk)
    except CustomerMissingError:
        why = Reason(code=SuspenseCode.NO_CUSTOMER, params={"customer": customer})
        return suspend_payment(payment, why, key, desk)
    return outcome


def suspend_payment(payment: Payment, why: SuspenseReason, key: str, desk: BillingDesk) -> str:
    suspended = suspend(payment, why) if payment.suspense.minor else payment
    outcome = f"in suspense: {suspense_in_words(why)}"
    change = BillingChange(payments=(suspended,), event=key, outcome=outcome)
    try:
        desk.book.store(change)
    except AccountChangedError as error:
        raise PaymentChangedError(payment.key) from error
    desk.count("PaymentsSuspended")
    return outcome


class _MergedError(Exception):
    """The customer asks for nothing any more: the money is for whoever took over."""

    def __init__(self, heir: str) -> None:
        super().__init__(heir)
        self.heir = heir


class _WrongCurrencyError(Exception):
    """The account is in another currency; nothing is converted (fault 25)."""

    def __init__(self, currency: str) -> None:
        super().__init__(currency)
        self.currency = currency


def _check(arrived: Arrived, opened: Opened, number: int | None, desk: BillingDesk) -> None:
    """Raises _MergedError, _WrongCurrencyError, PaymentChangedError."""
    payment, bases = arrived.payment, opened.books.bases
    heir = opened.standing.merged_into
    if heir and not any(basis.takes_payment for basis in bases.values()):
        raise _MergedError(heir)
    currency = opened.books.account.limit.currency
    if currency != payment.amount.currency:
        raise _WrongCurrencyError(currency)
    if desk.book.payment(payment.source, payment.id) != arrived.known:
        raise PaymentChangedError(payment.key)
    if number is None or arrived.matched_by is not MatchedBy.AMOUNT:
        return
    if not asks_for(opened.books.basis(number), arrived.event):
        raise PaymentChangedError(payment.key)


def _words(payment: Payment) -> str:
    parts = [f"{amount} on basis {basis}" for basis, amount in payment.applied.items()]
    if payment.prepaid.minor:
        parts.append(f"{payment.prepaid} prepaid")
    if payment.recalled.minor:
        parts.append(f"{payment.recalled} recalled before it came")
    return ", ".join(parts)
