"""What waits for staff, for the ledger or for money: bases by their state, payments (design.md 1).

Lists across customers come from the index `Todo` and may be a moment old; what is shown of each
basis and payment is as it is stored.
"""

from collections.abc import Iterable, Sequence
from contextlib import suppress
from datetime import timedelta
from enum import StrEnum

from agentline.billing_ports import Todo
from agentline.domain.basis import Basis
from agentline.domain.basis_state import BasisState
from agentline.domain.payment import Payment
from agentline.domain.receivables import Receivables
from agentline.domain.reference import read_reference
from agentline.services.billing_desk import BillingDesk, open_customer
from agentline.services.suspense import UnknownPaymentError, find_payment

MOST_LISTED = 1_000
# Due dates lie ahead.
_AHEAD = timedelta(days=3_660)


class Waiting(StrEnum):
    """Bases for which something is still to come."""

    DRAFT = "draft"
    DISPATCHING = "dispatching"
    DISPATCH_FAILED = "dispatch_failed"
    DUE = "due"
    OVERDUE = "overdue"


class WaitingPayment(StrEnum):
    """Payments that staff must see to."""

    SUSPENSE = "suspense"
    TASK = "payment_task"


def list_waiting(
    state: Waiting | None, desk: BillingDesk, most: int = MOST_LISTED
) -> Sequence[Basis]:
    """Bases of all customers that wait, or those that wait for one thing; longest waiting first."""
    wanted = [state] if state else list(Waiting)
    # A basis whose credit note the ledger lacks waits for that, whatever else is due on it.
    named = [*wanted, "credit_note"] if {Waiting.DUE, Waiting.OVERDUE} & {*wanted} else wanted
    found = _read(_todos([str(what) for what in named], most, desk), desk)
    return [basis for basis in found if waits_for(basis) in wanted]


def waits_for(basis: Basis) -> Waiting | None:
    """What is still to come of a basis; None once it is settled."""
    match basis.state:
        case BasisState.DRAFT | BasisState.DISPATCHING | BasisState.DISPATCH_FAILED:
            return Waiting(basis.state.value)
        case BasisState.DISPATCHED | BasisState.PART_PAID:
            return Waiting.OVERDUE if basis.is_overdue else Waiting.DUE
    return None


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
    is_wanted = _in_suspense if what is WaitingPayment.SUSPENSE else _with_task
    return [payment for payment in found if is_wanted(payment)]


def _in_suspense(payment: Payment) -> bool:
    return payment.suspense.minor > 0


def _with_task(payment: Payment) -> bool:
    return payment.task is not None


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
