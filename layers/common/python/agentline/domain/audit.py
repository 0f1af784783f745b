"""The audit trail: every state change says who, what, before, after, why, when (invariant I8)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from agentline.domain.account import ClosedBasis
from agentline.domain.basis_state import BasisState
from agentline.domain.customer import Customer
from agentline.domain.money import Money
from agentline.domain.phone_number import PhoneNumber

SYSTEM = "system"

CUSTOMER_REGISTERED = "customer_registered"
NUMBER_LINKED = "number_linked"
BASIS_CLOSED = "basis_closed"
CODE_ISSUED = "code_issued"


@dataclass(frozen=True, slots=True, kw_only=True)
class AuditEntry:
    """One change of state: `what` happened to which `subject`, such as a number.

    `customer` is None for what concerns none of them: a price list, a member of staff. `before` and
    `after` name what changed, as text.
    """

    customer: str | None
    at: datetime
    who: str
    what: str
    subject: str
    before: Mapping[str, str]
    after: Mapping[str, str]
    why: str


def audit_registration(customer: Customer, number: PhoneNumber, limit: Money) -> AuditEntry:
    return AuditEntry(
        customer=customer.number,
        at=customer.registered_at,
        who=SYSTEM,
        what=CUSTOMER_REGISTERED,
        subject=customer.number,
        before={},
        after={"number": number, "limit": limit.decimal},
        why=f"first call from {number}; owner found in directory {customer.source}",
    )


def audit_link(customer: str, number: PhoneNumber, source: str, now: datetime) -> AuditEntry:
    return AuditEntry(
        customer=customer,
        at=now,
        who=SYSTEM,
        what=NUMBER_LINKED,
        subject=number,
        before={},
        after={"number": number},
        why=f"directory {source} names the customer, at the same address, as its owner",
    )


def audit_code(customer: str, who: str, why: str, now: datetime) -> AuditEntry:
    """The code itself is nobody's to read, here neither."""
    return AuditEntry(
        customer=customer,
        at=now,
        who=who,
        what=CODE_ISSUED,
        subject=customer,
        before={},
        after={},
        why=why,
    )


def audit_closing(customer: str, closed: ClosedBasis, who: str = SYSTEM) -> AuditEntry:
    return AuditEntry(
        customer=customer,
        at=closed.closed_at,
        who=who,
        what=BASIS_CLOSED,
        subject=str(closed.number),
        before={"state": "open"},
        after={"state": BasisState.DRAFT.value, "total": closed.total.decimal},
        why=closed.reason,
    )
