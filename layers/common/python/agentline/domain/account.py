"""The credit state of a customer: holds, posting of charges, closing at the limit (design.md 2.3).

remaining = limit + prepaid - unbilled - unpaid; available = remaining - held.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING

from agentline.domain.hold import Hold
from agentline.domain.money import Money
from agentline.domain.phone_number import PhoneNumber

if TYPE_CHECKING:  # a caller waits while this is loaded
    from agentline.domain.basis import Basis


class NothingToCloseError(ValueError):
    """The open basis holds nothing that could be asked for."""


class CreditExceededError(ValueError):
    """A hold larger than what is available was asked for; screening never does (invariant I4)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenBasis:
    """The basis that gathers orders now: its sequence number, order count and total.

    Its orders were initiated between `first_at` and `last_at`, None while there are none.
    """

    number: int
    count: int
    total: Money
    first_at: datetime | None = None
    last_at: datetime | None = None

    @property
    def holds_anything(self) -> bool:
        """Whether closing it would leave something to pay; free orders alone are nothing to pay."""
        return self.count > 0 and self.total.minor > 0

    def with_order(self, amount: Money, initiated_at: datetime) -> "OpenBasis":
        return replace(
            self,
            count=self.count + 1,
            total=self.total + amount,
            first_at=min(self.first_at or initiated_at, initiated_at),
            last_at=max(self.last_at or initiated_at, initiated_at),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class ClosedBasis:
    """A basis that was just closed to draft, and why."""

    number: int
    count: int
    total: Money
    closed_at: datetime
    reason: str
    is_closed_by_limit: bool
    first_at: datetime | None
    last_at: datetime | None


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
class AccountChange:
    """An account before and after one decision, and the basis that closed by it, if any.

    `placements` holds, for each posted settlement, the number of the basis its order went to;
    `drafts` the closed bases that were corrected, as they are now.
    """

    before: Account
    after: Account
    closed: ClosedBasis | None = None
    placements: tuple[int | None, ...] = ()
    drafts: tuple["Basis", ...] = ()

    @property
    def is_empty(self) -> bool:
        return self.before == self.after and not self.drafts


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
    if (
        account.blocking_basis is not None
        or not account.open_basis.holds_anything
        or account.remaining >= shortest
    ):
        return AccountChange(before=account, after=account)
    why = (
        f"remaining credit {account.remaining.decimal} is less than the shortest call, "
        f"{shortest.decimal} {shortest.currency}"
    )
    closed = _close(account.open_basis, why, now, is_by_limit=True)
    after = replace(_without_open_basis(account), blocking_basis=closed.number)
    return AccountChange(before=account, after=after, closed=closed)


def close_early(account: Account, why: str, now: datetime) -> AccountChange:
    """Close the open basis to draft because staff want it now; that blocks nothing.

    Raises NothingToCloseError for a basis without orders and for one below zero (design.md 2.3).
    """
    basis = account.open_basis
    if not basis.count:
        raise NothingToCloseError("there are no orders since the last basis was closed")
    if basis.total.minor < 0:
        raise NothingToCloseError(
            f"corrections, goodwill or refunds have brought the open basis to {basis.total}: below "
            "zero it cannot be closed, it waits for the next calls"
        )
    closed = _close(basis, why, now, is_by_limit=False)
    return AccountChange(before=account, after=_without_open_basis(account), closed=closed)


def _close(basis: OpenBasis, why: str, now: datetime, *, is_by_limit: bool) -> ClosedBasis:
    return ClosedBasis(
        number=basis.number,
        count=basis.count,
        total=basis.total,
        closed_at=now,
        reason=why,
        is_closed_by_limit=is_by_limit,
        first_at=basis.first_at,
        last_at=basis.last_at,
    )


def _without_open_basis(account: Account) -> Account:
    """What was unbilled is unpaid now, and the next basis gathers."""
    basis = account.open_basis
    nothing = Money(0, basis.total.currency)
    return replace(
        account,
        unpaid=account.unpaid + basis.total,
        open_basis=OpenBasis(number=basis.number + 1, count=0, total=nothing),
    )
