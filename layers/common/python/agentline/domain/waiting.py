"""What can be waited for: the words by which staff's lists, the sweeper and the clock find it."""

from enum import StrEnum

from agentline.domain.basis import Basis
from agentline.domain.basis_state import BasisState
from agentline.domain.payment import Payment

CREDIT_NOTE = "credit_note"
"""A basis with credit notes that the ledger lacks waits for them, whatever else is due on it."""

LEDGER_EVENT = "ledger_event"
"""What a ledger told and was not met yet."""


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


def waits_for(basis: Basis) -> Waiting | None:
    """What is still to come of a basis; None once it is settled."""
    match basis.state:
        case BasisState.DRAFT | BasisState.DISPATCHING | BasisState.DISPATCH_FAILED:
            return Waiting(basis.state.value)
        case BasisState.DISPATCHED | BasisState.PART_PAID:
            return Waiting.OVERDUE if basis.is_overdue else Waiting.DUE
    return None


def payment_waits_for(payment: Payment) -> WaitingPayment | None:
    """What staff must see to about a payment; None if nothing."""
    if payment.suspense.minor:
        return WaitingPayment.SUSPENSE
    return WaitingPayment.TASK if payment.task else None
