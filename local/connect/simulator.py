"""Puts calls through: the flow in real time, then a conversation that ends now or lives on."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from uuid import uuid4

from local.connect import legs
from local.connect.actions import InvokeLambda, Line
from local.connect.call import Call, PlayedCall
from local.connect.centre import ContactCentre, Queue
from local.connect.contact import Contact
from local.connect.contact_events import events_of_beginning, events_of_end
from local.connect.contact_record import contact_record
from local.connect.errors import SimulatorError
from local.connect.flow import Flow
from local.connect.interpreter import run_flow
from local.connect.legs import Leg, OpenLeg, Parties
from local.connect.live_call import Exchange, LiveCall, LiveContacts
from local.connect.outcome import after_flow, disposition, time_in_flow
from local.connect.publisher import Reports
from local.connect.telephone import CallerGoneError, ScriptedTelephone, Telephone
from local.connect.transcript import EndedBy, TranscriptEntry


def _now() -> datetime:
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class _PutThrough:
    """A call that has left the flow, into `queue` or to its end; `is_left` by its caller."""

    contact_id: str
    parties: Parties
    queue: Queue | None
    heard: Sequence[TranscriptEntry]
    flow_time: timedelta
    is_left: bool

    @property
    def ended_by(self) -> EndedBy:
        """Of a call without a queue."""
        return "caller" if self.is_left else "flow"

    def end(self, now: datetime) -> Leg:
        """The contact of a call without a queue."""
        return legs.ended_in_flow(
            self.contact_id,
            self.parties,
            flow_time=self.flow_time,
            ended=now,
            is_left=self.is_left,
        )


class ConnectSimulator:
    """One flow in one contact centre.

    `reports` takes what live calls report as they go on, `live` is where their contacts are found.
    """

    def __init__(
        self,
        *,
        flow: Flow,
        centre: ContactCentre,
        invoke_lambda: InvokeLambda,
        reports: Reports | None = None,
        live: LiveContacts | None = None,
        now: Callable[[], datetime] = _now,
        new_contact_id: Callable[[], str] = lambda: str(uuid4()),
    ) -> None:
        self._flow = flow
        self._centre = centre
        self._invoke_lambda = invoke_lambda
        self._reports = reports
        self._live = live or LiveContacts()
        self._now = now
        self._new_contact_id = new_contact_id

    def play(self, call: Call, telephone: Telephone | None = None) -> PlayedCall:
        """Run the flow, then lay the call out so that it ends now. Publishes nothing.

        `telephone` takes the place of the call's keys. Raises SimulatorError when the flow holds
        what is not simulated.
        """
        through = self._put_through(call, telephone)
        ended = self._second()
        played = self._lay_out(call, through, ended)
        events = [
            event
            for leg in played
            for event in (
                *events_of_beginning(leg, self._centre),
                *events_of_end(leg, self._centre),
            )
        ]
        ended_by: EndedBy = through.ended_by if through.queue is None else "caller"
        return PlayedCall(
            call=call,
            disposition=disposition(played[0]),
            attributes=through.parties.attributes,
            transcript=(*through.heard, *after_flow(played, ended_by)),
            legs=played,
            records=tuple(contact_record(leg, self._centre, ended) for leg in played),
            events=tuple(sorted(events, key=lambda event: str(event["time"]))),
        )

    def begin(
        self,
        call: Call,
        telephone: Telephone | None = None,
        *,
        already_talked_seconds: Callable[[str], int] = lambda _contact_id: 0,
    ) -> LiveCall:
        """Run the flow, then leave the caller talking, waiting (`no_answer`), cut off or gone.

        Publishes as it happens. `already_talked_seconds` is asked, once the flow is over, how long
        ago the agent of this contact answered; the durations in `call` are not used, a live call
        lasts until it is ended. Raises SimulatorError as `play` does, and when nobody takes the
        reports.
        """
        if self._reports is None:
            raise SimulatorError("a live call reports as it goes on, and nobody takes the reports")
        exchange = Exchange(
            centre=self._centre,
            reports=self._reports,
            live=self._live,
            now=self._second,
            new_contact_id=self._new_contact_id,
        )
        through = self._put_through(call, telephone)
        talked = already_talked_seconds(through.contact_id)
        leg = self._first_leg(call, through, timedelta(seconds=talked))
        live = LiveCall(call, leg, through.heard, exchange, ended_by=through.ended_by)
        live.announce()
        return live

    def _put_through(self, call: Call, telephone: Telephone | None) -> _PutThrough:
        line = Line(
            telephone=telephone or ScriptedTelephone(call.keys),
            centre=self._centre,
            invoke_lambda=self._invoke_lambda,
        )
        contact = Contact(
            contact_id=self._new_contact_id(),
            customer_address=call.from_number,
            system_address=call.to_number,
            instance_arn=self._centre.instance_arn,
            region=self._centre.region,
        )
        try:
            queue, is_left = run_flow(self._flow, contact, line), False
        except CallerGoneError:
            queue, is_left = None, True
        return _PutThrough(
            contact_id=contact.contact_id,
            parties=Parties(
                customer_address=call.from_number,
                system_address=call.to_number,
                attributes=dict(contact.attributes),
            ),
            queue=queue,
            heard=tuple(line.transcript),
            flow_time=time_in_flow(line.transcript),
            is_left=is_left,
        )

    def _first_leg(self, call: Call, through: _PutThrough, talked: timedelta) -> OpenLeg:
        now, flow_time = self._second(), through.flow_time
        contact_id, parties, queue = through.contact_id, through.parties, through.queue
        if queue is None:
            return through.end(now)
        waits = legs.waiting(contact_id, parties, queue, flow_time=flow_time, now=now)
        if call.no_answer:
            return waits
        return legs.talking(waits, self._centre.next_agent(queue), since=now - talked)

    def _lay_out(self, call: Call, through: _PutThrough, ended: datetime) -> tuple[Leg, ...]:
        first_id, parties, queue = through.contact_id, through.parties, through.queue
        flow_time = through.flow_time
        if queue is None:
            return (through.end(ended),)
        if call.no_answer:
            return (legs.abandoned(first_id, parties, queue, flow_time=flow_time, ended=ended),)
        first = legs.answered(
            first_id,
            parties,
            queue,
            self._centre.next_agent(queue),
            talk=timedelta(seconds=call.transfer_after_seconds or call.talk_seconds),
            hold=timedelta(seconds=call.hold_seconds),
            flow_time=flow_time,
            ended=ended,
        )
        if call.transfer_after_seconds is None:
            return (first,)
        return legs.transferred(
            first,
            self._new_contact_id(),
            self._centre.next_agent(queue),
            talk=timedelta(seconds=call.talk_seconds - call.transfer_after_seconds),
        )

    def _second(self) -> datetime:
        return self._now().replace(microsecond=0)
