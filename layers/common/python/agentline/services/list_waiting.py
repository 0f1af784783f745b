"""What waits for staff, for the ledger or for money: bases by their state, payments (design.md 1).

Lists across customers come from the index `Todo` and may be a moment old; what is shown of each
basis and payment is as it is stored.
"""

from collections.abc import Iterable, Sequence
from contextlib import suppress
from datetime import timedelta

from agentline.billing_ports import Todo
from agentline.domain.basis import Basis
from agentline.domain.payment import Payment
from agentline.domain.receivables import Receivables
from agentline.domain.reference import read_reference
from agentline.domain.waiting import (
    CREDIT_NOTE,
    Waiting,
    WaitingPayment,
    payment_waits_for,
    waits_for,
)
from agentline.services.billing_desk import BillingDesk, open_customer
from agentline.services.suspense import UnknownPaymentError, find_payment

MOST_LISTED = 1_000
# Due dates lie ahead.
_AHEAD = timedelta(days=3_660)


def list_waiting(
    state: Waiting | None, desk: BillingDesk, most: int = MOST_LISTED
) -> Sequence[Basis]:
    """Bases of all customers that wait, or those that wait for one thing; longest waiting first."""
    wanted = [state] if state else list(Waiting)
    named = [*wanted, CREDIT_NOTE] if {Waiting.DUE, Waiting.OVERDUE} & {*wanted} else wanted
    found = _read(_todos([str(what) for what in named], most, desk), desk)
    return [basis for basis in found if waits_for(basis) in wanted]


def list_bases(customer: str, desk: BillingDesk) -> Sequence[Basis]:
    """All closed bases of a customer, oldest first. Raises CustomerMissingError."""
    return list(open_customer(customer, desk).books.oldest_first())


def list_payments(
    what: WaitingPayment, desk: BillingDesk, most: int = MOST_LISTED
) -> Sequence[Payment]:
    """Payments that wait, longest first."""
    found = []
    for todo in _todos([what.value], most, desk):
        with suppress(UnknownPaymentError):
            found.append(find_payment(todo.subject, desk))
    return [payment for payment in found if payment_waits_for(payment) is what]


def _todos(named: Iterable[str], most: int, desk: BillingDesk) -> Sequence[Todo]:
    until = desk.clock() + _AHEAD
    # One that changes while the lists are read may be on two of them.
    found = {todo.subject: todo for what in named for todo in desk.book.waiting(what, until, most)}
    return sorted(found.values(), key=lambda todo: (todo.at, todo.subject))[:most]


def _read(todos: Iterable[Todo], desk: BillingDesk) -> Iterable[Basis]:
    """Every customer is read once, however many bases wait."""
    books: dict[str, Receivables] = {}
    for todo in todos:
        customer, number = read_reference(todo.subject)
        if customer not in books:
            books[customer] = open_customer(customer, desk).books
        yield books[customer].basis(number)
