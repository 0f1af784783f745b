"""Calls that go on until somebody ends them, and where they are found while they do."""

from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import Future
from dataclasses import dataclass
from datetime import datetime, timedelta
from threading import Lock, Thread
from typing import Literal

from local.connect.call import Call, PlayedCall
from local.connect.centre import ContactCentre
from local.connect.contact_events import event_of_answer, events_of_beginning, events_of_end
from local.connect.contact_record import contact_record
from local.connect.errors import SimulatorError
from local.connect.legs import (
    DisconnectReason,
    Leg,
    OpenLeg,
    answered_now,
    begun_earlier,
    taken_over,
)
from local.connect.outcome import after_flow, disposition
from local.connect.publisher import Reports
from local.connect.transcript import EndedBy, TranscriptEntry

# StopContact takes INBOUND and refuses DISCONNECT, TRANSFER, QUEUE_TRANSFER, EXTERNAL_OUTBOUND and
# MONITOR; of these the simulator has TRANSFER.
_STOPPABLE = "INBOUND"


class ContactOverError(Exception):
    """The contact to stop has ended already."""


class UnstoppableContactError(Exception):
    """StopContact does not work for contacts that began like this one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Exchange:
    """What a live call is connected to. `now` is aware, UTC, whole seconds."""

    centre: ContactCentre
    reports: Reports
    live: "LiveContacts"
    now: Callable[[], datetime]
    new_contact_id: Callable[[], str]


class LiveCall:
    """A call whose flow is over. Safe to use from several threads at once.

    Events are published when they happen, a contact's record when the contact ends. `ended_by` is
    who ended a call that has not come to a queue.
    """

    def __init__(
        self,
        call: Call,
        leg: OpenLeg,
        heard: Sequence[TranscriptEntry],
        exchange: Exchange,
        *,
        ended_by: EndedBy = "flow",
    ) -> None:
        self._call = call
        self._heard = tuple(heard)
        self._exchange = exchange
        self._legs: list[OpenLeg] = [leg]
        self._events: list[Mapping[str, object]] = []
        self._records: list[Mapping[str, object]] = []
        self._changing = Lock()
        self._ended_by = ended_by
        self._over: Future[PlayedCall] = Future()

    @property
    def legs(self) -> tuple[OpenLeg, ...]:
        """Those that are over are `Leg`s; of a call that goes on the last is not."""
        with self._changing:
            return tuple(self._legs)

    @property
    def contact_ids(self) -> tuple[str, ...]:
        """Of every leg so far; the first is the root of the call."""
        return tuple(leg.contact_id for leg in self.legs)

    @property
    def instance_arn(self) -> str:
        """The instance that has taken the call."""
        return self._exchange.centre.instance_arn

    @property
    def instance_id(self) -> str:
        """The last part of its ARN."""
        return self._exchange.centre.instance_id

    @property
    def is_over(self) -> bool:
        """Whether the last leg has ended; its reports may still be on their way."""
        return isinstance(self.legs[-1], Leg)

    def answer(self) -> None:
        """An agent answers the caller who waits. Raises SimulatorError when nobody waits."""
        exchange = self._exchange
        with self._changing:
            leg = self._legs[-1]
            if isinstance(leg, Leg) or leg.queue is None or leg.agent is not None:
                raise SimulatorError("only a caller who waits in a queue can be answered")
            agent = exchange.centre.next_agent(leg.queue)
            self._legs[-1] = answered_now(leg, agent, now=exchange.now())
        self.tell_answer()

    def begin_earlier(self, earlier: timedelta) -> None:
        """Have all of the contact that goes on lie further back, so that the talk is longer.

        Nobody is told; see `tell_answer`.
        """
        with self._changing:
            if not isinstance(self._legs[-1], Leg):
                self._legs[-1] = begun_earlier(self._legs[-1], earlier)

    def tell_answer(self) -> None:
        """Tell when the agent answered, once more if it was told before. Nothing after the end."""
        with self._changing:
            leg = self._legs[-1]
            if isinstance(leg, Leg) or leg.connected is None:
                return
            told = _Reported([event_of_answer(leg, self._exchange.centre)], [])
            self._events += told.events
        self._publish(told)

    def hang_up(self, by: Literal["agent", "caller"] = "caller") -> PlayedCall:
        """Either end hangs up, or finds the line dead. Returns once all is published."""
        reason: DisconnectReason = "AGENT_DISCONNECT" if by == "agent" else "CUSTOMER_DISCONNECT"
        with self._changing:
            ended = self._end(reason, by)
        if ended is not None:
            self._report_end(ended)
        return self._over.result()

    def transfer(self) -> str:
        """The agent passes the caller on to a colleague, who answers at once: the new contact id.

        Raises SimulatorError when there is nobody to pass the caller on.
        """
        exchange = self._exchange
        with self._changing:
            first = self._legs[-1]
            if isinstance(first, Leg) or first.agent is None or first.queue is None:
                raise SimulatorError("only a caller who talks to an agent can be transferred")
            now, agent = exchange.now(), exchange.centre.next_agent(first.queue)
            second = taken_over(first, exchange.new_contact_id(), agent, now=now)
            ended = first.end(now, None, next_id=second.contact_id)
            self._legs[-1:] = [ended, second]
            reported = self._reports_of_end(ended), self._reports_of_beginning(second)
        exchange.live.add(second.contact_id, self)
        for report in reported:
            self._publish(report)
        return second.contact_id

    def stop(self, contact_id: str) -> None:
        """StopContact: the contact is over when this returns, its reports follow.

        Raises ContactOverError or UnstoppableContactError.
        """
        with self._changing:
            leg = next(leg for leg in self._legs if leg.contact_id == contact_id)
            if isinstance(leg, Leg):
                raise ContactOverError(contact_id)
            if leg.initiation_method != _STOPPABLE:
                raise UnstoppableContactError(leg.initiation_method)
            ended = self._end("OTHER", "api")
        Thread(target=self._report_end, args=[ended], name=f"end of {contact_id}").start()

    def wait_until_over(self, timeout_seconds: float) -> PlayedCall:
        """What happened, once the call is over and all of it published.

        Raises TimeoutError when it still goes on, and what publishing raised.
        """
        return self._over.result(timeout_seconds)

    def tell_end(self, listen: Callable[[], object]) -> None:
        """Have `listen` called once the call is over and all of it published, or at once."""
        self._over.add_done_callback(lambda _over: listen())

    def announce(self) -> None:
        """Make the call known: to the registry, then to those who take reports."""
        first = self._legs[0]
        reported = self._reports_of_beginning(first)
        self._exchange.live.add(first.contact_id, self)
        self._publish(reported)
        if isinstance(first, Leg):
            self._report_end(self._reports_of_end(first))

    def _end(self, reason: DisconnectReason, ended_by: EndedBy) -> "_Reported | None":
        last = self._legs[-1]
        if isinstance(last, Leg):
            return None
        self._legs[-1] = ended = last.end(self._exchange.now(), reason)
        self._ended_by = ended_by
        return self._reports_of_end(ended)

    def _reports_of_beginning(self, leg: OpenLeg) -> "_Reported":
        events = events_of_beginning(leg, self._exchange.centre)
        self._events += events
        return _Reported(events, [])

    def _reports_of_end(self, leg: Leg) -> "_Reported":
        centre = self._exchange.centre
        reported = _Reported(
            events_of_end(leg, centre), [contact_record(leg, centre, self._exchange.now())]
        )
        self._events += reported.events
        self._records += reported.records
        return reported

    def _publish(self, reported: "_Reported") -> None:
        self._exchange.reports.put_events(reported.events)
        self._exchange.reports.put_records(reported.records)

    def _report_end(self, reported: "_Reported") -> None:
        try:
            self._publish(reported)
        except Exception as error:
            self._over.set_exception(error)
        else:
            self._over.set_result(self._played())

    def _played(self) -> PlayedCall:
        ended = tuple(leg for leg in self.legs if isinstance(leg, Leg))
        return PlayedCall(
            call=self._call,
            disposition=disposition(ended[0]),
            attributes=ended[0].parties.attributes,
            transcript=(*self._heard, *after_flow(ended, self._ended_by)),
            legs=ended,
            records=tuple(self._records),
            events=tuple(self._events),
        )


@dataclass(frozen=True, slots=True)
class _Reported:
    """What Connect reports at one moment of a call."""

    events: Sequence[Mapping[str, object]]
    records: Sequence[Mapping[str, object]]


class LiveContacts:
    """Every contact of a live call by its id, also after it has ended. Thread-safe."""

    def __init__(self) -> None:
        self._calls: dict[str, LiveCall] = {}
        self._changing = Lock()

    def add(self, contact_id: str, call: LiveCall) -> None:
        """From now on the contact can be described and stopped."""
        with self._changing:
            self._calls[contact_id] = call

    def call_of(self, contact_id: str) -> LiveCall | None:
        """The call that this contact belongs to, None if there never was one."""
        with self._changing:
            return self._calls.get(contact_id)

    def going_on(self) -> tuple[LiveCall, ...]:
        """The calls that are not over, in the order in which they began."""
        with self._changing:
            calls = tuple(dict.fromkeys(self._calls.values()))
        return tuple(call for call in calls if not call.is_over)
