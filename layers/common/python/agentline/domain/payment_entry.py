"""Entering payments: applied, prepaid or in suspense, and taken back again (design.md 2.3)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from agentline.domain.basis import Basis
from agentline.domain.basis_state import BasisState
from agentline.domain.billing_audit import (
    PAYMENT_RECALLED,
    PAYMENT_RECEIVED,
    PAYMENT_RETURNED,
    PREPAID_USED,
    audit_payment,
)
from agentline.domain.limit_policy import LimitPolicy
from agentline.domain.money import Money
from agentline.domain.payment import Payment, PaymentError
from agentline.domain.receivables import Actor, Receivables, receive, take_back
from agentline.domain.suspense_words import SuspenseReason


@dataclass(frozen=True, slots=True, kw_only=True)
class Entered:
    """What entering a payment, or a recall, makes of the receivables and of the payment."""

    books: Receivables
    payment: Payment


def come_in(payment: Payment, amount: Money, bank_date: date, text: str, by: Actor) -> Payment:
    """The payment with its money, less what was recalled before it came; nothing is placed yet:
    it is all in suspense."""
    if not payment.amount.is_zero:
        raise PaymentError(f"payment {payment.key} has come in before")
    met = min(amount, payment.recalled_early)
    return replace(
        payment,
        amount=amount,
        bank_date=bank_date,
        received_at=by.at,
        text=text,
        recalled_early=payment.recalled_early - met,
        suspense=amount - met,
    )


def suspend(payment: Payment, because: SuspenseReason) -> Payment:
    """Money that nobody knows where to put: staff must (fault 25)."""
    return replace(payment, suspended_because=because)


def place(
    books: Receivables, payment: Payment, target: int | None, policy: LimitPolicy, by: Actor
) -> Entered:
    """Place what is in suspense: on the basis it names, on other dispatched ones, oldest first,
    and what is over as prepaid (design.md 2.3). Raises PaymentError in another currency.
    """
    left = payment.suspense
    if left.currency != books.account.limit.currency:
        raise PaymentError(f"{left} cannot be placed in {books.account.limit.currency}")
    named = books.bases.get(target) if target is not None else None
    placed = replace(
        payment,
        customer=books.account.customer,
        suspense=Money(0, left.currency),
        suspended_because=None,
        task=_task_for(named, left),
    )
    amounts: dict[str, Money] = {"amount": left}
    for basis in _in_order(books, target):
        part = min(left, basis.due)
        if part.minor <= 0:
            continue
        books = receive(books, basis.number, part, payment.bank_date, policy, by)
        placed = placed.with_applied(basis.number, part)
        amounts[f"basis {basis.number}"] = part
        left -= part
    if left.minor > 0:
        amounts["prepaid"] = left
        placed = replace(placed, prepaid=placed.prepaid + left)
        prepaid = books.account.prepaid + left
        books = books.with_account(replace(books.account, prepaid=prepaid))
    entry = audit_payment(
        PAYMENT_RECEIVED, books.account.customer, payment.key, amounts, by.who, by.why, by.at
    )
    return Entered(books=books.with_entries(entry), payment=placed)


def use_prepaid(
    books: Receivables, payments: Iterable[Payment], policy: LimitPolicy, by: Actor
) -> tuple[Receivables, tuple[Payment, ...]]:
    """Let what is prepaid settle what is dispatched and due, oldest first on both sides.

    Whatever came first, the payment or what is to be paid of it: nobody is blocked for want of
    money that is there. Gives the receivables and the payments used.
    """
    used = []
    for prepaid in sorted(payments, key=lambda payment: payment.received_at):
        payment = prepaid
        amounts: dict[str, Money] = {}
        for basis in _in_order(books, None):
            part = min(payment.prepaid, basis.due)
            if part.minor <= 0:
                continue
            account = replace(books.account, prepaid=books.account.prepaid - part)
            books = books.with_account(account)
            books = receive(books, basis.number, part, payment.bank_date, policy, by)
            payment = replace(payment, prepaid=payment.prepaid - part)
            payment = payment.with_applied(basis.number, part)
            amounts[f"basis {basis.number}"] = part
        if amounts:
            customer = books.account.customer
            entry = audit_payment(
                PREPAID_USED, customer, payment.key, amounts, by.who, by.why, by.at
            )
            books = books.with_entries(entry)
            used.append(payment)
    return books, tuple(used)


def is_prepaid_of_use(books: Receivables) -> bool:
    """Whether something is prepaid, and something dispatched is due."""
    return books.account.prepaid.minor > 0 and len(_in_order(books, None)) > 0


def recall(
    books: Receivables | None, payment: Payment, recall_id: str, amount: Money, by: Actor
) -> tuple[Receivables | None, Payment]:
    """Money taken back: out of suspense, then what is prepaid, then off the bases, newest first.

    Told twice, nothing changes. What has not come yet is met when it comes (fault 22).
    `books` are those of the payment's customer, None while it has none.
    """
    if recall_id in payment.recalls:
        return books, payment
    left = amount
    taken: dict[str, Money] = {"amount": amount}
    payment = replace(payment, recalls={**payment.recalls, recall_id: amount})
    out = min(left, payment.suspense)
    payment, left = replace(payment, suspense=payment.suspense - out), left - out
    if books is not None:
        out = min(left, payment.prepaid)
        if out.minor > 0:
            taken["prepaid"] = out
        account = replace(books.account, prepaid=books.account.prepaid - out)
        books = books.with_account(account)
        payment, left = replace(payment, prepaid=payment.prepaid - out), left - out
        for number in sorted(payment.applied, reverse=True):
            out = min(left, payment.applied[number])
            if out.minor <= 0:
                break
            books = take_back(books, number, out, by)
            payment, left = (
                payment.with_applied(number, Money(-out.minor, out.currency)),
                left - out,
            )
            taken[f"basis {number}"] = out
        customer = books.account.customer
        books = books.with_entries(
            audit_payment(
                PAYMENT_RECALLED,
                customer,
                f"{payment.key}#{recall_id}",
                taken,
                by.who,
                by.why,
                by.at,
            )
        )
    return books, replace(payment, recalled_early=payment.recalled_early + left)


def return_money(
    books: Receivables | None, payment: Payment, amount: Money, by: Actor
) -> tuple[Receivables | None, Payment]:
    """Note that staff have sent money back that is in suspense or prepaid. Raises PaymentError."""
    if amount.minor <= 0 or amount > payment.suspense + payment.prepaid:
        raise PaymentError(
            f"{amount} cannot be returned: {payment.suspense} is in suspense and "
            f"{payment.prepaid} prepaid of payment {payment.key}"
        )
    out = min(amount, payment.suspense)
    rest = amount - out
    payment = replace(
        payment,
        suspense=payment.suspense - out,
        prepaid=payment.prepaid - rest,
        returned=payment.returned + amount,
        task=None,
    )
    if books is not None:
        account = replace(books.account, prepaid=books.account.prepaid - rest)
        entry = audit_payment(
            PAYMENT_RETURNED,
            account.customer,
            payment.key,
            {"amount": amount},
            by.who,
            by.why,
            by.at,
        )
        books = books.with_account(account).with_entries(entry)
    return books, payment


def _in_order(books: Receivables, target: int | None) -> Sequence[Basis]:
    """The basis the payment names, whatever it takes by now, then the dispatched ones by age."""
    named = books.bases.get(target) if target is not None else None
    first = [named] if named and named.takes_payment else []
    others = [
        basis
        for basis in books.oldest_first()
        if basis.number != target
        and basis.state in {BasisState.DISPATCHED, BasisState.PART_PAID}
        and basis.takes_payment
    ]
    return [*first, *others]


def _task_for(named: Basis | None, amount: Money) -> str | None:
    """What staff should look into: money for more than was asked (fault 24)."""
    if named is None or amount <= named.due:
        return None if named is not None else "the payment names no invoice of the customer"
    if named.state is BasisState.VOIDED:
        return f"paid the voided basis {named.reference}"
    if named.state.is_settled:
        return f"paid basis {named.reference} again, which is {named.state.value}"
    return f"paid {amount} on basis {named.reference}, on which {named.due} was due"
