"""One call somebody makes at a screen, from dialling to what it cost."""

import time
from datetime import timedelta
from threading import Thread
from typing import Literal, Protocol

from agentline.domain.call import ScreenedCall
from agentline.domain.hold import CUT_OFF_MARGIN, Hold
from local.connect.call import Call, PlayedCall
from local.connect.errors import SimulatorError
from local.connect.legs import GIVES_UP_AFTER, OpenLeg
from local.connect.live_call import LiveCall
from local.connect.telephone import Telephone
from local.connect.transcript import HungUp
from local.phone.handset import FORGOTTEN_AFTER_SECONDS, Handset
from local.phone.log import CallLog
from local.phone.talk_clock import TalkClock
from local.phone.told import tell_charge, tell_screening
from local.tour.exchange import Caller, CallReport, RatingOverdueError

FLOW = "inbound_call"
SLOW_SECONDS_BEFORE_CUT = 8
_MARGIN_SECONDS = int(CUT_OFF_MARGIN.total_seconds())
_TICK_SECONDS = 0.25
_SECONDS_BETWEEN_LOOKS = 1.0
_SECONDS_BETWEEN_TELLINGS = 2.0

type Why = Literal["agent", "caller", "flow", "forgotten", "guard", "rang_out", "staff"]


class Books(Protocol):
    """What the store says of a call."""

    def screened_call(self, call: str) -> ScreenedCall | None:
        """The decision, None while there is none."""

    def hold_of(self, call: str) -> Hold | None:
        """The credit held for the call, None where nothing is."""


class Exchange(Protocol):
    """Connects calls to a stage; local.tour.exchange has the real one."""

    @property
    def books(self) -> Books:
        """Of the stage."""

    def note_caller(self, number: str | None) -> Caller:
        """Who is about to ring."""

    def begin(self, call: Call, telephone: Telephone) -> LiveCall:
        """Run the flow, and leave the call as it is then."""

    def report(self, played: PlayedCall, caller: Caller) -> CallReport:
        """What came of a call that is over."""


class PhoneCall:
    """Runs on a thread of its own from `start` on; everything else only asks it for something.

    `log` tells what happens: dialled, block, spoken, waiting_for_keys, keys, then one of admitted,
    put_to_service, refused and not_screened; queued, answered, clock, pace; ended with `why`; then
    charged or not_charged, basis_closed, account, or charge_overdue. `failed` where the stage did
    not behave.
    """

    def __init__(
        self, call: Call, exchange: Exchange, *, forgotten_after: float = FORGOTTEN_AFTER_SECONDS
    ) -> None:
        self.log = CallLog()
        self._call = call
        self._exchange = exchange
        self._handset = Handset(self.log, FLOW, forgotten_after=forgotten_after)
        self._is_answered = False
        self._has_agent_left = False
        self._paid_seconds: int | None = None
        self._looked_at = self._told_at = 0.0
        self._thread = Thread(target=self._run, name="phone call", daemon=True)

    def start(self) -> None:
        """Dial."""
        self._thread.start()

    def press(self, keys: str) -> None:
        """The caller presses keys."""
        self._handset.press_keys(keys)

    def answer(self) -> None:
        """Whoever is next in the queue picks up, now or as soon as the caller is there."""
        self._is_answered = True
        self._handset.nudge()

    def hang_up(self, by: Literal["agent", "caller"]) -> None:
        """One of the two ends the call; an agent only one they talk in."""
        if by == "caller":
            self._handset.hang_up()
        elif self._is_answered:
            self._has_agent_left = True
            self._handset.nudge()

    def set_pace(self, pace: int) -> None:
        """From now on so many seconds of talk, or of what is spoken, pass in one."""
        self._handset.pace = pace
        self._handset.nudge()

    def wait_until_told(self, timeout_seconds: float) -> bool:
        """Whether everything is told by then."""
        self._thread.join(timeout_seconds)
        return not self._thread.is_alive()

    def _run(self) -> None:
        try:
            self._ring()
        except Exception as error:  # nobody else would tell whoever listens
            self.log.write("failed", what=" ".join(str(error).split()))
        finally:
            self.log.close()

    def _ring(self) -> None:
        call = self._call
        caller = self._exchange.note_caller(call.from_number)
        self.log.write("dialled", from_number=call.from_number, to_number=call.to_number)
        live = self._exchange.begin(call, self._handset)
        live.tell_end(self._handset.nudge)
        try:
            tell_screening(self._exchange.books.screened_call(live.contact_ids[0]), self.log)
            if not live.is_over and self._is_picked_up(live):
                self._talk(live)
        finally:
            played = live.hang_up("agent" if self._has_agent_left else "caller")
        leg = played.legs[-1]
        self.log.write("ended", why=self._why(played), talk_seconds=leg.talk_seconds)
        try:
            report = self._exchange.report(played, caller)
        except RatingOverdueError as error:
            self.log.write("charge_overdue", what=str(error))
        else:
            tell_charge(report, self.log)

    def _is_picked_up(self, live: LiveCall) -> bool:
        queue = live.legs[0].queue
        seconds = GIVES_UP_AFTER.total_seconds()
        self.log.write("queued", queue=queue and queue.name, seconds=int(seconds))
        self._handset.wait(lambda: self._is_answered or live.is_over, seconds)
        if not self._is_answered or self._handset.is_hung_up:
            return False
        try:
            live.answer()
        except SimulatorError:
            if live.is_over:  # through the API, just before
                return False
            raise
        agent = live.legs[-1].agent
        self.log.write("answered", agent=agent and agent.username)
        return True

    def _talk(self, live: LiveCall) -> None:
        clock = TalkClock(time.monotonic(), self._handset.pace)
        self._told_at = time.monotonic()
        earlier = 0
        while True:
            self._look_at_hold(live, clock)
            self._handset.wait(lambda: live.is_over or self._has_agent_left, _TICK_SECONDS)
            seconds = clock.talk_seconds
            self._advance(clock)
            if clock.ahead_seconds > earlier:
                live.begin_earlier(timedelta(seconds=clock.ahead_seconds - earlier))
                earlier = clock.ahead_seconds
            if clock.talk_seconds > seconds:
                self._tell_time(clock)
            if live.is_over or self._handset.is_hung_up or self._has_agent_left:
                return

    def _advance(self, clock: TalkClock) -> None:
        clock.pace = wanted = self._handset.pace
        clock.advance(time.monotonic())
        if clock.pace < wanted:
            self._handset.pace = clock.pace
            self._told_at = self._looked_at = 0.0  # the guard is to know at once
            self.log.write("pace", pace=clock.pace, why="paid_talk_ends")

    def _tell_time(self, clock: TalkClock) -> None:
        self.log.write(
            "clock",
            talk_seconds=clock.talk_seconds,
            paid_seconds=self._paid_seconds,
            pace=clock.pace,
        )

    def _look_at_hold(self, live: LiveCall, clock: TalkClock) -> None:
        """Where the paid talk ends; and the guard is told anew what it does not know."""
        now = time.monotonic()
        if now - self._looked_at < _SECONDS_BETWEEN_LOOKS:
            return
        self._looked_at = now
        hold = self._exchange.books.hold_of(live.contact_ids[0])
        if hold is None:
            return
        self._paid_seconds = hold.talk_seconds
        clock.slow_from = hold.talk_seconds - _MARGIN_SECONDS - SLOW_SECONDS_BEFORE_CUT
        if now - self._told_at >= _SECONDS_BETWEEN_TELLINGS and not _knows(hold, live.legs[-1]):
            live.tell_answer()
            self._told_at = now

    def _why(self, played: PlayedCall) -> Why:
        end = played.transcript[-1]
        match end.by if isinstance(end, HungUp) else "caller":
            case "api":
                talked, paid = played.legs[-1].talk_seconds, self._paid_seconds
                is_used_up = paid is not None and talked >= paid - _MARGIN_SECONDS
                return "guard" if is_used_up else "staff"
            case "caller" if self._handset.is_forgotten:
                return "forgotten"
            case "caller" if not self._handset.is_hung_up:
                return "rang_out"
            case by:
                return by


def _knows(hold: Hold, leg: OpenLeg) -> bool:
    """Whether the guard has heard when the talk began, as it counts now."""
    known = hold.legs.get(leg.contact_id)
    return known is not None and known.began_at == leg.connected
