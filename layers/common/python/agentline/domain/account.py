"""The credit state of a customer: holds, posting of charges, closing at the limit (design.md 2.3).

remaining = limit + prepaid - unbilled - unpaid; available = remaining - held.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from agentline.domain.hold import Hold
from agentline.domain.money import Money
from agentline.domain.phone_number import PhoneNumber


class CreditExceededError(ValueError):
    """A hold larger than what is available was asked for; screening never does (invariant I4)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenBasis:
    """The basis that gathers orders now: its sequence number, order count and total."""

    number: int
    count: int
    total: Money

    @property
    def holds_anything(self) -> bool:
        """Whether closing it would leave something to pay; free orders alone are nothing to pay."""
        return self.count > 0 and self.total.minor > 0

    def with_order(self, amount: Money) -> "OpenBasis":
        return replace(self, count=self.count + 1, total=self.total + amount)


@dataclass(frozen=True, slots=True, kw_only=True)
class ClosedBasis:
    """A basis that was just closed to draft, and why."""

    number: int
    count: int
    total: Money
    closed_at: datetime
    remaining: Money
    shortest: Money

    @property
    def reason(self) -> str:
        return (
            f"remaining credit {self.remaining.decimal} is less than the shortest call, "
            f"{self.shortest.decimal} {self.shortest.currency}"
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """One customer's credit. Every change is stored on the condition of its `version`.

    `blocking_basis` is the number of the basis whose payment the customer must await, and
    `last_line` the charged line last rung, whose shortest price the closing test uses.
    """

    customer: str
    version: int
    limit: Money
    prepaid: Money
    unpaid: Money
    open_basis: OpenBasis
    blocking_basis: int | None
    holds: Mapping[str, Hold]
    last_line: PhoneNumber | None

    @property
    def unbilled(self) -> Money:
        return self.open_basis.total

    @property
    def remaining(self) -> Money:
        return self.limit + self.prepaid - self.unbilled - self.unpaid

    @property
    def held(self) -> Money:
        return sum((hold.amount for hold in self.holds.values()), Money(0, self.limit.currency))

    @property
    def available(self) -> Money:
        return self.remaining - self.held


@dataclass(frozen=True, slots=True, kw_only=True)
class Settlement:
    """What one contact record does to the account of its call.

    `charge` is None for a contact nobody answered. `is_last_leg` releases what is left of the hold.
    A correction may name the closed `draft` it belongs to; else it goes to the open basis.
    """

    call: str
    charge: Money | None
    is_last_leg: bool
    draft: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountChange:
    """An account before and after one decision, and the basis that closed by it, if any.

    `placements` holds, for each posted settlement, the number of the basis its order went to;
    `draft_entries` what went to drafts: the number of the draft and the charge.
    """

    before: Account
    after: Account
    closed: ClosedBasis | None = None
    placements: tuple[int | None, ...] = ()
    draft_entries: tuple[tuple[int, Money], ...] = ()

    @property
    def is_empty(self) -> bool:
        return self.before == self.after


def open_account(customer: str, limit: Money) -> Account:
    """The account of a customer registered just now, with the opening limit as credit."""
    nothing = Money(0, limit.currency)
    return Account(
        customer=customer,
        version=1,
        limit=limit,
        prepaid=nothing,
        unpaid=nothing,
        open_basis=OpenBasis(number=1, count=0, total=nothing),
        blocking_basis=None,
        holds={},
        last_line=None,
    )


def drop_expired_holds(account: Account, now: datetime) -> Account:
    """The account without holds whose call must be over though no record came (fault 14)."""
    live = {call: hold for call, hold in account.holds.items() if now < hold.expires_at}
    return account if len(live) == len(account.holds) else replace(account, holds=live)


def place_hold(account: Account, call: str, hold: Hold, line: PhoneNumber) -> Account:
    """Reserve credit for a call on a charged line. Raises CreditExceededError beyond available."""
    if hold.amount > account.available:
        raise CreditExceededError(
            f"hold of {hold.amount.decimal} exceeds available {account.available.decimal}"
        )
    return replace(account, holds={**account.holds, call: hold}, last_line=line)


def change_hold(account: Account, call: str, hold: Hold | None) -> Account:
    """Put another hold in the place of a call's, or none."""
    holds = {other: kept for other, kept in account.holds.items() if other != call}
    if hold:
        holds[call] = hold
    return replace(account, holds=holds)


def close_at_limit(account: Account, shortest: Money, now: datetime) -> AccountChange:
    """Close the open basis to draft, blocking, if the shortest call cannot be paid any more.

    While a basis blocks, the next open one gathers and does not close by itself.
    """
    basis = account.open_basis
    if (
        account.blocking_basis is not None
        or not basis.holds_anything
        or account.remaining >= shortest
    ):
        return AccountChange(before=account, after=account)
    closed = ClosedBasis(
        number=basis.number,
        count=basis.count,
        total=basis.total,
        closed_at=now,
        remaining=account.remaining,
        shortest=shortest,
    )
    after = replace(
        account,
        unpaid=account.unpaid + basis.total,
        open_basis=OpenBasis(
            number=basis.number + 1, count=0, total=Money(0, basis.total.currency)
        ),
        blocking_basis=basis.number,
    )
    return AccountChange(before=account, after=after, closed=closed)


def post(
    account: Account, settlements: Sequence[Settlement], shortest: Money, now: datetime
) -> AccountChange:
    """Post the charges of contacts in the given order and close the basis at the crossing one.

    `shortest` is the price of the shortest call on the line last rung. The closing test follows
    every single charge, so that a batch crosses the limit at the same order as single records
    would (fault 43).
    """
    current, closed = account, None
    placements: list[int | None] = []
    draft_entries: list[tuple[int, Money]] = []
    for settlement in settlements:
        current = _settle_hold(current, settlement)
        if settlement.charge is None:
            placements.append(None)
            continue
        if settlement.draft is not None:
            placements.append(settlement.draft)
            draft_entries.append((settlement.draft, settlement.charge))
            current = replace(current, unpaid=current.unpaid + settlement.charge)
        else:
            placements.append(current.open_basis.number)
            current = replace(current, open_basis=current.open_basis.with_order(settlement.charge))
        closing = close_at_limit(current, shortest, now)
        current, closed = closing.after, closing.closed or closed
    return AccountChange(
        before=account,
        after=current,
        closed=closed,
        placements=tuple(placements),
        draft_entries=tuple(draft_entries),
    )


def _settle_hold(account: Account, settlement: Settlement) -> Account:
    hold = account.holds.get(settlement.call)
    if hold is None:
        return account
    nothing = Money(0, hold.amount.currency)
    charge = max(settlement.charge or nothing, nothing)  # a correction may be negative
    if settlement.is_last_leg or charge >= hold.amount:
        return change_hold(account, settlement.call, None)
    return change_hold(account, settlement.call, replace(hold, amount=hold.amount - charge))
