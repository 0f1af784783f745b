"""What the audit trails of both customers tell of a merge (invariant I8)."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from agentline.domain.account import Account
from agentline.domain.audit import AuditEntry
from agentline.domain.customer import CustomerStatus
from agentline.domain.merge import Merge, MergeSide
from agentline.domain.phone_number import PhoneNumber
from agentline.domain.receivables import Actor
from agentline.domain.reference import basis_reference

CUSTOMER_MERGED = "customer_merged"
CUSTOMER_ABSORBED = "customer_absorbed"
NUMBERS_TAKEN_OVER = "numbers_taken_over"
ORDERS_MOVED = "orders_moved"


def audit_merge(merge: Merge, source: MergeSide) -> tuple[AuditEntry, AuditEntry]:
    """In the trail of the one merged, and of the one who takes over."""
    gone = {"status": CustomerStatus.MERGED.value, "merged_into": merge.into}
    taken = {
        "orders": str(merge.orders),
        "total": merge.total.decimal,
        "blocks": str(len(source.standing.blocks)),
    }
    before = {"status": source.customer.status.value}
    return (
        _entry(CUSTOMER_MERGED, merge.source, merge.into, before, gone, merge.by),
        _entry(CUSTOMER_ABSORBED, merge.into, merge.source, {}, taken, merge.by),
    )


def audit_taken_numbers(merge: Merge, numbers: Sequence[PhoneNumber], at: datetime) -> AuditEntry:
    """In the trail of the one whose they are from now on."""
    after = {"customer": merge.into, "numbers": " ".join(numbers)}
    before = {"customer": merge.source}
    by = replace(merge.by, at=at)
    return _entry(NUMBERS_TAKEN_OVER, merge.into, merge.source, before, after, by)


def taken_numbers(entry: AuditEntry) -> Sequence[str]:
    """The numbers such an entry tells of."""
    return entry.after.get("numbers", "").split() if entry.what == NUMBERS_TAKEN_OVER else ()


def audit_moved_orders(
    before: Account, after: Account, other: str, orders: int, by: Actor
) -> AuditEntry:
    """In the trail of either side: what is unbilled there, and on which basis."""
    told = {
        "unbilled": after.unbilled.decimal,
        "orders": str(orders),
        "reference": basis_reference(after.customer, after.open_basis.number),
    }
    unbilled = {"unbilled": before.unbilled.decimal}
    return _entry(ORDERS_MOVED, before.customer, other, unbilled, told, by)


def _entry(
    what: str,
    customer: str,
    subject: str,
    before: Mapping[str, str],
    after: Mapping[str, str],
    by: Actor,
) -> AuditEntry:
    return AuditEntry(
        customer=customer,
        at=by.at,
        who=by.who,
        what=what,
        subject=subject,
        before=before,
        after=after,
        why=by.why,
    )
