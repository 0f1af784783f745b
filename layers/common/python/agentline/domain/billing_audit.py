"""Entries of the audit trail for invoice bases, payments and limits (invariant I8)."""

from collections.abc import Mapping
from datetime import datetime

from agentline.domain.account import Account
from agentline.domain.audit import AuditEntry
from agentline.domain.basis import Basis
from agentline.domain.money import Money

BASIS_EDITED = "basis_edited"
BASIS_DISPATCHING = "basis_dispatching"
BASIS_DISPATCHED = "basis_dispatched"
BASIS_REOPENED = "basis_reopened"
BASIS_VOIDED = "basis_voided"
BASIS_CREDITED = "basis_credited"
BASIS_SETTLED = "basis_settled"
BASIS_OVERDUE = "basis_overdue"
BASIS_SENT = "basis_sent"
BASIS_FROZEN = "basis_frozen"
LINE_MOVED = "line_moved"
DISPATCH_FAILED = "dispatch_failed"
PAYMENT_RECEIVED = "payment_received"
PAYMENT_RECALLED = "payment_recalled"
PAYMENT_RETURNED = "payment_returned"
PAYMENT_SEEN_TO = "payment_seen_to"
PAYMENTS_IMPORTED = "payments_imported"
PREPAID_USED = "prepaid_used"
LEDGER_NOTICE = "ledger_notice"
LIMIT_RAISED = "limit_raised"
LIMIT_RAISE_UNDONE = "limit_raise_undone"
LIMIT_CHANGED = "limit_changed"
TERMS_CHANGED = "terms_changed"


def audit_basis(
    what: str,
    before: Basis,
    after: Basis,
    who: str,
    why: str,
    at: datetime,
    **more: str,
) -> AuditEntry:
    """A change of a basis: its state, what is payable and due, and whatever else is named."""
    return AuditEntry(
        customer=after.customer,
        at=at,
        who=who,
        what=what,
        subject=str(after.number),
        before=_standing(before),
        after={**_standing(after), "reference": after.reference, **more},
        why=why,
    )


def audit_settled(after: Basis, before: Basis, who: str, why: str, at: datetime) -> AuditEntry:
    return audit_basis(BASIS_SETTLED, before, after, who, why, at)


def audit_limit(
    reference: str, account: Account, limit: Money, why: str, who: str, at: datetime
) -> AuditEntry:
    """A change of the limit by the payment of a basis: a raise, or one undone."""
    what = LIMIT_RAISED if limit > account.limit else LIMIT_RAISE_UNDONE
    return _audit_limit(what, reference, account, limit, why, who, at)


def audit_limit_changed(
    account: Account, limit: Money, why: str, who: str, at: datetime
) -> AuditEntry:
    """A change of the limit by hand."""
    return _audit_limit(LIMIT_CHANGED, account.customer, account, limit, why, who, at)


def audit_payment(
    what: str,
    customer: str | None,
    payment: str,
    amounts: Mapping[str, Money],
    who: str,
    why: str,
    at: datetime,
) -> AuditEntry:
    """What came, or went again, and where it went: applied to which basis, prepaid."""
    return AuditEntry(
        customer=customer,
        at=at,
        who=who,
        what=what,
        subject=payment,
        before={},
        after={name: amount.decimal for name, amount in amounts.items()},
        why=why,
    )


def _audit_limit(
    what: str, subject: str, account: Account, limit: Money, why: str, who: str, at: datetime
) -> AuditEntry:
    return AuditEntry(
        customer=account.customer,
        at=at,
        who=who,
        what=what,
        subject=subject,
        before={"limit": account.limit.decimal},
        after={"limit": limit.decimal},
        why=why,
    )


def _standing(basis: Basis) -> dict[str, str]:
    return {
        "state": basis.state.value,
        "payable": basis.payable.decimal,
        "due": basis.due.decimal,
    }
