"""Posting what contacts cost: onto the open basis, out of their holds (design.md 2.2, 2.3)."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING

from agentline.domain.account import (
    Account,
    AccountChange,
    change_hold,
    close_at_limit,
)
from agentline.domain.money import Money

if TYPE_CHECKING:  # what is known of a closed basis is needed for corrections only
    from agentline.domain.basis import Basis


@dataclass(frozen=True, slots=True, kw_only=True)
class CorrectedDraft:
    """A draft after a correction of one of its orders, and by how much more is due on it."""

    after: "Basis"
    due_change: Money


@dataclass(frozen=True, slots=True, kw_only=True)
class Settlement:
    """What one contact record does to the account of its call.

    `charge` is None for a contact nobody answered. `is_last_leg` releases what is left of the hold.
    A correction may go to the closed `draft` it belongs to, which is then as stated here; else it
    goes to the open basis.
    """

    call: str
    charge: Money | None
    initiated_at: datetime
    is_last_leg: bool
    draft: CorrectedDraft | None = None


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
    drafts: dict[int, Basis] = {}  # one corrected twice: as it is after both
    for settlement in settlements:
        current = _settle_hold(current, settlement)
        if settlement.charge is None:
            placements.append(None)
            continue
        draft = settlement.draft
        if draft is not None:
            placements.append(draft.after.number)
            drafts[draft.after.number] = draft.after
            current = replace(current, unpaid=current.unpaid + draft.due_change)
        else:
            placements.append(current.open_basis.number)
            gathered = current.open_basis.with_order(settlement.charge, settlement.initiated_at)
            current = replace(current, open_basis=gathered)
        closing = close_at_limit(current, shortest, now)
        current, closed = closing.after, closing.closed or closed
    return AccountChange(
        before=account,
        after=current,
        closed=closed,
        placements=tuple(placements),
        drafts=tuple(drafts.values()),
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
