"""Calls that credit is held for just now, with the talk that is left."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from agentline.calls_ports import Span, Wanted
from agentline.domain.call import ScreenedCall, Verdict
from agentline.domain.hold import Hold
from agentline.office_ports import Listing, Position
from agentline.services.calls_desk import CallsDesk

# A call waits for 45 minutes and talks for 60 at most.
_LOOK_BACK = timedelta(hours=2)
_MOST_PARTS = 10
_ADMITTED = Wanted(verdict=Verdict.ADMIT)


@dataclass(frozen=True, slots=True, kw_only=True)
class LiveCall:
    """A call that waits for an agent or talks with one, and how long it may talk still."""

    call: ScreenedCall
    hold: Hold
    left: timedelta


def find_live_calls(
    desk: CallsDesk, now: datetime, limit: int, position: Position | None
) -> Listing[LiveCall]:
    """The one let in last first. What is held for nothing, on lines without a price, is not told.

    A part of the list may be short, even empty, and still lead on.
    """
    span = Span(since=now - _LOOK_BACK, until=now + timedelta(seconds=1))
    found: list[LiveCall] = []
    for _ in range(_MOST_PARTS):
        part = desk.journal.of_span(span, limit - len(found), position, _ADMITTED)
        found += _live(part.items, desk, now)
        position = part.position
        if position is None or len(found) == limit:
            break
    return Listing(items=found, position=position)


def is_live(hold: Hold, now: datetime) -> bool:
    """Whether the call goes on, as far as is known."""
    return hold.shrunk_at is None and now < hold.expires_at


def talk_left(hold: Hold, now: datetime) -> timedelta:
    """Of what the hold pays for."""
    return max(timedelta(seconds=hold.talk_seconds) - hold.talked_by(now), timedelta())


def _live(admitted: Sequence[ScreenedCall], desk: CallsDesk, now: datetime) -> list[LiveCall]:
    customers = [call.customer for call in admitted if call.customer and call.hold]
    accounts = desk.archive.accounts(customers)
    holds = {call: hold for one in accounts.values() for call, hold in one.holds.items()}
    return [
        LiveCall(call=call, hold=hold, left=talk_left(hold, now))
        for call in admitted
        if (hold := holds.get(call.call)) and is_live(hold, now)
    ]
