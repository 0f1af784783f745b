"""An invoice basis that gathers no more, and where it is on its way to being paid (design.md 1)."""

from dataclasses import dataclass, replace
from datetime import date, datetime

from agentline.domain.account import ClosedBasis
from agentline.domain.basis_edit import Edit
from agentline.domain.basis_state import BasisState
from agentline.domain.invoice import CreditNote
from agentline.domain.money import Money
from agentline.domain.reference import basis_reference

# What is left of less than one krona counts as paid (design.md 2.3).
SMALLEST_DUE_MINOR = 100


class BasisStateError(ValueError):
    """The basis is not in a state in which this can be done to it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Posting:
    """What the ledger made of a basis: its own id, the fiscal number, the payment reference."""

    ledger_id: str
    number: str | None
    ocr: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Basis:
    """A closed basis as it stands.

    `count` orders come to `total`; by the `edits` of staff, and rounded if the operator rounds, the
    customer is asked for `payable`. `received` is what payments paid of it, `credited` what was
    taken off after dispatch, `adjusted` a rest of less than one krona that nobody is asked for.
    `raised` is by how much its payment raised the limit. `frozen` is the digest of the copy that is
    dispatched; `attempt` counts the dispatches begun, `trouble` is why the last one failed, in the
    ledger's words. Stored on the condition of its `version`, 0 before it is stored at all.
    """

    customer: str
    number: int
    version: int
    state: BasisState
    count: int
    total: Money
    payable: Money
    received: Money
    credited: Money
    adjusted: Money
    closed_at: datetime
    closed_because: str
    is_closed_by_limit: bool
    first_at: datetime | None
    last_at: datetime | None
    edits: tuple[Edit, ...] = ()
    credit_notes: tuple[CreditNote, ...] = ()
    unsent_credit_notes: frozenset[str] = frozenset()
    raised: Money | None = None
    attempt: int = 0
    frozen: str | None = None
    issued_on: date | None = None
    due_on: date | None = None
    posting: Posting | None = None
    trouble: str | None = None
    submitting_until: datetime | None = None
    is_overdue: bool = False

    @classmethod
    def of(cls, customer: str, closed: ClosedBasis) -> "Basis":
        """The draft that closing made."""
        nothing = Money(0, closed.total.currency)
        return cls(
            customer=customer,
            number=closed.number,
            version=0,
            state=BasisState.DRAFT,
            count=closed.count,
            total=closed.total,
            payable=closed.total,
            received=nothing,
            credited=nothing,
            adjusted=nothing,
            closed_at=closed.closed_at,
            closed_because=closed.reason,
            is_closed_by_limit=closed.is_closed_by_limit,
            first_at=closed.first_at,
            last_at=closed.last_at,
        )

    @property
    def reference(self) -> str:
        return basis_reference(self.customer, self.number)

    @property
    def due(self) -> Money:
        """What is still asked for."""
        if self.state is BasisState.VOIDED:
            return Money(0, self.payable.currency)
        return self.payable - self.received - self.credited - self.adjusted

    @property
    def takes_payment(self) -> bool:
        """Whether money may be received on it: from when it may have reached the ledger on.

        What comes before its copy is frozen is prepaid, and goes onto the copy as such.
        """
        return (
            self.due.minor > 0
            and self.frozen is not None
            and self.state
            in {
                BasisState.DISPATCHING,
                BasisState.DISPATCH_FAILED,
                BasisState.DISPATCHED,
                BasisState.PART_PAID,
            }
        )

    def require(self, *states: BasisState) -> None:
        """Raises BasisStateError unless the basis is in one of these states."""
        if self.state not in states:
            wanted = " or ".join(state.value for state in states)
            raise BasisStateError(
                f"basis {self.reference} is {self.state.value}; this can only be done while it is "
                f"{wanted}"
            )

    def with_state_of_amounts(self) -> "Basis":
        """A basis the ledger has, in the state its amounts put it in."""
        if not self.state.is_with_ledger:
            return self
        if self.due.minor > 0:
            state = BasisState.PART_PAID if self.received.minor > 0 else BasisState.DISPATCHED
        elif self.payable.minor > 0 and self.credited == self.payable:
            state = BasisState.CREDITED
        else:
            state = BasisState.PAID
        return replace(self, state=state, is_overdue=self.is_overdue and self.due.minor > 0)
