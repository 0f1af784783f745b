"""The states of a closed invoice basis (design.md 1). Of its own, so that callers need not wait for
all that is known of a basis to be loaded."""

from enum import StrEnum


class BasisState(StrEnum):
    """Where a closed basis is; the open one is kept with its account."""

    DRAFT = "draft"
    DISPATCHING = "dispatching"
    DISPATCH_FAILED = "dispatch_failed"
    DISPATCHED = "dispatched"
    PART_PAID = "part_paid"
    PAID = "paid"
    VOIDED = "voided"
    CREDITED = "credited"

    @property
    def is_settled(self) -> bool:
        """Whether nothing is asked for any more."""
        return self in {BasisState.PAID, BasisState.VOIDED, BasisState.CREDITED}

    @property
    def is_with_ledger(self) -> bool:
        """Whether the ledger has made an invoice of it."""
        return self in {
            BasisState.DISPATCHED,
            BasisState.PART_PAID,
            BasisState.PAID,
            BasisState.CREDITED,
        }
