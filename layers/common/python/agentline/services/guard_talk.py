"""The guard of live calls: events and timers in, holds changed and calls ended (design.md 2.4)."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from agentline.domain.account import Account, AccountChange
from agentline.domain.agreed_price import AgreedPrice
from agentline.domain.hold import Hold
from agentline.domain.offer import pinned_price
from agentline.domain.talk_guard import (
    Cut,
    LookAgain,
    begin_leg,
    end_leg,
    release,
    shrink,
    watch,
)
from agentline.ports import (
    AccountChangedError,
    CallLog,
    Catalogue,
    Clock,
    Register,
    StopOutcome,
    Telephony,
    Timer,
    TimerKind,
    Timers,
)
from agentline.services.conflict import attempts

SETTLING_TIME = timedelta(seconds=5)
SLOW_CHECK = timedelta(minutes=15)
_PROOF_OF_CUT = timedelta(seconds=10)


@dataclass(frozen=True, slots=True, kw_only=True)
class GuardDesk:
    """What the guard works with. `count` adds to a metric by its name."""

    register: Register
    calls: CallLog
    catalogue: Catalogue
    telephony: Telephony
    timers: Timers
    clock: Clock
    is_cut_off: bool
    count: Callable[[str], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Watched:
    """A call with a hold: whose it is and what its talk costs."""

    customer: str
    price: AgreedPrice


def meet_answer(call: str, contact: str, at: datetime, desk: GuardDesk) -> None:
    """CONNECTED_TO_AGENT: the talk time runs; wake up when what is paid for ends."""
    watched = _watched(call, desk)
    if watched is None:
        return
    account = _change(watched, desk, lambda account, _: begin_leg(account, call, contact, at))
    hold = account.holds.get(call)
    if hold and hold.cut_at:
        timer = Timer(kind=TimerKind.CUT, call=call, due=hold.cut_at)
        desk.timers.set(timer, desk.clock())


def meet_end(call: str, contact: str, at: datetime, desk: GuardDesk) -> None:
    """DISCONNECTED: unless another leg lives in a moment, free what the talk did not use."""
    watched = _watched(call, desk)
    if watched is None:
        return
    account = _change(watched, desk, lambda account, _: end_leg(account, call, contact, at))
    if call in account.holds:
        now = desk.clock()
        desk.timers.set(Timer(kind=TimerKind.SHRINK, call=call, due=now + SETTLING_TIME), now)


def begin_watch(call: str, desk: GuardDesk) -> None:
    """A call was let in with a hold: look after it now and then, should events be missed."""
    now = desk.clock()
    desk.timers.set(Timer(kind=TimerKind.CHECK, call=call, due=now + SLOW_CHECK), now)


def meet_timer(timer: Timer, desk: GuardDesk) -> None:
    """A timer woke the guard; one that came early is set again."""
    now = desk.clock()
    if now < timer.due:
        desk.timers.set(timer, now)
        return
    watched = _watched(timer.call, desk)
    if watched is None:
        return
    match timer.kind:
        case TimerKind.CUT:
            _cut_or_wait(timer.call, watched, desk)
        case TimerKind.SHRINK:
            _shrink(timer.call, watched, desk)
        case TimerKind.CHECK:
            _check(timer.call, watched, desk)


def _cut_or_wait(call: str, watched: _Watched, desk: GuardDesk) -> None:
    retries = attempts()
    while True:
        next(retries)
        now = desk.clock()
        account = desk.register.standing(watched.customer).account
        verdict = watch(account, call, watched.price, now, is_cut_off=desk.is_cut_off)
        match verdict:
            case Cut(contacts=contacts):
                _stop(call, contacts, desk)
            case LookAgain(at=due, change=change):
                try:
                    if change:
                        desk.register.change_account(change)
                        desk.count("TalkExtended")
                except AccountChangedError:
                    continue
                desk.timers.set(Timer(kind=TimerKind.CUT, call=call, due=due), now)
        return


def _stop(call: str, contacts: tuple[str, ...], desk: GuardDesk) -> None:
    for contact in contacts:
        match desk.telephony.stop(contact):
            case StopOutcome.STOPPED:
                desk.count("CallsCut")
                now = desk.clock()
                timer = Timer(kind=TimerKind.CUT, call=call, due=now + _PROOF_OF_CUT)
                desk.timers.set(timer, now)
            case StopOutcome.OVER:
                desk.count("GuardMissed")
                meet_end(call, contact, desk.clock(), desk)
            case StopOutcome.REFUSED:
                desk.count("StopRefused")


def _shrink(call: str, watched: _Watched, desk: GuardDesk) -> None:
    _change(watched, desk, lambda account, now: shrink(account, call, watched.price, now))


def _check(call: str, watched: _Watched, desk: GuardDesk) -> None:
    """Ask the telephony about a call whose hold lives on, and learn what events did not tell.

    A hold past its expiry falls away here at the latest; a shrunk one awaits its record.
    """
    account = desk.register.standing(watched.customer).account
    hold = account.holds.get(call)
    if hold is None:
        return
    if hold.expires_at <= desk.clock():
        _change(watched, desk, lambda account, _: release(account, call))
        desk.count("HoldsExpired")
        return
    if not hold.shrunk_at:
        _learn(call, hold, desk)
    begin_watch(call, desk)


def _learn(call: str, hold: Hold, desk: GuardDesk) -> None:
    for contact in [contact for contact, leg in hold.legs.items() if leg.is_live] or [call]:
        seen = desk.telephony.look_at(contact)
        leg = hold.legs.get(contact)
        if seen and seen.answered_at and not (leg and leg.began_at):
            desk.count("GuardMissed")
            meet_answer(call, contact, seen.answered_at, desk)
        ended_at = seen.ended_at if seen else desk.clock()
        if ended_at:
            desk.count("GuardMissed")
            meet_end(call, contact, ended_at, desk)


def _watched(call: str, desk: GuardDesk) -> _Watched | None:
    """None for calls nothing is held for: refused, on a free line, or not ours."""
    screened = desk.calls.calls([call]).get(call)
    if screened is None or screened.hold is None or not screened.customer or not screened.pin:
        return None
    version = desk.catalogue.price_list_version(screened.pin.price_list)
    return _Watched(customer=screened.customer, price=pinned_price(screened.pin, version))


def _change(
    watched: _Watched, desk: GuardDesk, decide: Callable[[Account, datetime], AccountChange]
) -> Account:
    """Decide on the account as it is and keep the change; the account after it."""
    retries = attempts()
    while True:
        next(retries)
        account = desk.register.standing(watched.customer).account
        change = decide(account, desk.clock())
        try:
            if not change.is_empty:
                desk.register.change_account(change)
        except AccountChangedError:
            continue
        return change.after
