"""Plays calls: the flow in real time, then a conversation that ends now."""

from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime, timedelta
from math import ceil
from uuid import uuid4

from local.connect import legs
from local.connect.actions import InvokeLambda, Line
from local.connect.call import Call, Disposition, PlayedCall
from local.connect.centre import ContactCentre, Queue
from local.connect.contact import Contact
from local.connect.contact_events import contact_events
from local.connect.contact_record import contact_record
from local.connect.flow import Flow
from local.connect.interpreter import run_flow
from local.connect.legs import Leg, Parties
from local.connect.telephone import ScriptedTelephone, Telephone
from local.connect.transcript import (
    AgentConnected,
    EnteredQueue,
    HungUp,
    Spoken,
    TranscriptEntry,
    Transferred,
)

CHARACTERS_SPOKEN_PER_SECOND = 15


def _now() -> datetime:
    return datetime.now(UTC)


class ConnectSimulator:
    """One flow in one contact centre."""

    def __init__(
        self,
        *,
        flow: Flow,
        centre: ContactCentre,
        invoke_lambda: InvokeLambda,
        now: Callable[[], datetime] = _now,
        new_contact_id: Callable[[], str] = lambda: str(uuid4()),
    ) -> None:
        self._flow = flow
        self._centre = centre
        self._invoke_lambda = invoke_lambda
        self._now = now
        self._new_contact_id = new_contact_id

    def play(self, call: Call, telephone: Telephone | None = None) -> PlayedCall:
        """Run the flow, then lay the call out so that it ends now. Publishes nothing.

        `telephone` takes the place of the call's keys. Raises SimulatorError when the flow holds
        what is not simulated.
        """
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
        queue = run_flow(self._flow, contact, line)
        ended = self._now().replace(microsecond=0)
        played = self._lay_out(call, contact, queue, line.transcript, ended)
        events = [event for leg in played for event in contact_events(leg, self._centre)]
        return PlayedCall(
            call=call,
            disposition=_disposition(played[0]),
            attributes=dict(contact.attributes),
            transcript=(*line.transcript, *_after_flow(played)),
            legs=played,
            records=tuple(contact_record(leg, self._centre, ended) for leg in played),
            events=tuple(sorted(events, key=lambda event: str(event["time"]))),
        )

    def _lay_out(
        self,
        call: Call,
        contact: Contact,
        queue: Queue | None,
        heard: Sequence[TranscriptEntry],
        ended: datetime,
    ) -> tuple[Leg, ...]:
        parties = Parties(
            customer_address=call.from_number,
            system_address=call.to_number,
            attributes=dict(contact.attributes),
        )
        first_id, flow_time = contact.contact_id, _time_in_flow(heard)
        if queue is None:
            return (legs.ended_by_flow(first_id, parties, flow_time=flow_time, ended=ended),)
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


def _time_in_flow(heard: Sequence[TranscriptEntry]) -> timedelta:
    characters = sum(len(entry.text) for entry in heard if isinstance(entry, Spoken))
    return timedelta(seconds=max(1, ceil(characters / CHARACTERS_SPOKEN_PER_SECOND)))


def _disposition(first: Leg) -> Disposition:
    if first.queue is None:
        return Disposition.ENDED_BY_FLOW
    return Disposition.ABANDONED if first.agent is None else Disposition.ANSWERED


def _after_flow(played: Sequence[Leg]) -> Iterator[TranscriptEntry]:
    for leg in played:
        if leg.queue is not None:
            in_queue = EnteredQueue if leg.previous_id is None else Transferred
            yield in_queue(leg.queue.name)
        if leg.agent is not None:
            yield AgentConnected(leg.agent.username, leg.talk_seconds)
    yield HungUp("flow" if played[0].queue is None else "caller")
