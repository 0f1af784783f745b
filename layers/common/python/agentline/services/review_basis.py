"""A basis with all that staff see of it."""

from dataclasses import dataclass

from agentline.domain.basis import Basis
from agentline.domain.limit_policy import LimitPolicy
from agentline.domain.payment import Payment
from agentline.domain.reference import read_reference
from agentline.services.billing_desk import BillingDesk
from agentline.services.edit_basis import Side, see_basis


@dataclass(frozen=True, slots=True, kw_only=True)
class BasisView:
    """A basis, its lines, what was paid on it; `policy` tells how the limit rises."""

    basis: Basis
    side: Side
    payments: tuple[Payment, ...]
    policy: LimitPolicy


def review_basis(reference: str, desk: BillingDesk) -> BasisView:
    """Raises UnknownReferenceError, UnknownBasisError, CustomerMissingError."""
    basis, side = see_basis(reference, desk)
    customer, number = read_reference(reference)
    payments = desk.book.payments_of(customer)
    policy = desk.terms.policy_of(desk.book.own_terms(customer))
    return BasisView(
        basis=basis,
        side=side,
        payments=tuple(payment for payment in payments if number in payment.applied),
        policy=policy,
    )
