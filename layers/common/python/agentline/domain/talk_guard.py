"""Watching a live call: its credit ends, grows, or is freed when the call does (design.md 2.4)."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from agentline.domain.account import Account, AccountChange, change_hold
from agentline.domain.agreed_price import AgreedPrice
from agentline.domain.hold import LONGEST_CALL, Hold

_WORTH_EXTENDING = timedelta(seconds=10)


@dataclass(frozen=True, slots=True, kw_only=True)
class LetBe:
    """The call is over, or nothing is held for it: nothing to watch."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LookAgain:
    """The paid talk lasts until then. `change` where credit grew and the hold with it."""

    at: datetime
    change: AccountChange | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Cut:
    """The paid talk time is used up: end these contacts."""

    contacts: tuple[str, ...]


def begin_leg(account: Account, call: str, contact: str, at: datetime) -> AccountChange:
    """An agent answered: the talk time runs, and the hold lives as long as it does."""
    return _change(account, call, lambda hold: hold.with_leg_begun(contact, at))


def end_leg(account: Account, call: str, contact: str, at: datetime) -> AccountChange:
    """A leg of the call is over."""
    return _change(account, call, lambda hold: hold.with_leg_ended(contact, at))


def watch(
    account: Account, call: str, price: AgreedPrice, now: datetime, *, is_cut_off: bool
) -> LetBe | LookAgain | Cut:
    """What to do with a live call now: wait for the end of its paid time, extend it, or cut.

    Credit that grew meanwhile, by a payment or another call's end, extends the talk. With the
    cut-off switched off the longest allowed call is the only bound.
    """
    hold = account.holds.get(call)
    began_at = hold.answered_at if hold else None
    if hold is None or began_at is None:
        return LetBe()
    if not is_cut_off:
        hold = replace(hold, talk_seconds=int(LONGEST_CALL.total_seconds()))
    due = hold.cut_at
    if due is None:
        return LetBe()
    if now < due:
        return LookAgain(at=due)
    if is_cut_off:
        extended = _extend(account, hold, price, began_at)
        more = timedelta(seconds=extended.talk_seconds - hold.talk_seconds)
        if more >= _WORTH_EXTENDING:
            change = AccountChange(before=account, after=change_hold(account, call, extended))
            return LookAgain(at=due + more, change=change)
    return Cut(contacts=tuple(contact for contact, leg in hold.legs.items() if leg.is_live))


def shrink(account: Account, call: str, price: AgreedPrice, now: datetime) -> AccountChange:
    """Free what a call that is over did not use, before its record comes.

    The hold becomes the price of the talk so far, and nothing if no agent answered. Unchanged while
    a leg of the call is live, and once shrunk.
    """
    hold = account.holds.get(call)
    if hold is None or hold.has_live_leg or hold.shrunk_at:
        return AccountChange(before=account, after=account)
    began_at = hold.answered_at
    if began_at is None:
        return AccountChange(before=account, after=change_hold(account, call, None))
    talked = price.of(began_at, int(hold.talked_by(now).total_seconds()))
    shrunk = replace(hold, amount=min(hold.amount, talked), shrunk_at=now)
    return AccountChange(before=account, after=change_hold(account, call, shrunk))


def release(account: Account, call: str) -> AccountChange:
    """Let a hold go whose call must be over though no record came (fault 14)."""
    return AccountChange(before=account, after=change_hold(account, call, None))


def _change(account: Account, call: str, change: Callable[[Hold], Hold]) -> AccountChange:
    hold = account.holds.get(call)
    after = account if hold is None else change_hold(account, call, change(hold))
    return AccountChange(before=account, after=after)


def _extend(account: Account, hold: Hold, price: AgreedPrice, began_at: datetime) -> Hold:
    paid = price.of(began_at, hold.talk_seconds)
    longer = price.talk_seconds_for(paid + account.available, began_at)
    if longer <= hold.talk_seconds:
        return hold
    more = price.of(began_at, longer) - paid
    return replace(hold, amount=hold.amount + more, talk_seconds=longer)
