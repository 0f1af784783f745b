"""What became of a call, told after its flow."""

from collections.abc import Iterator, Sequence
from datetime import timedelta
from math import ceil

from local.connect.call import Disposition
from local.connect.legs import Leg
from local.connect.transcript import (
    AgentConnected,
    EndedBy,
    EnteredQueue,
    HungUp,
    Spoken,
    TranscriptEntry,
    Transferred,
)

CHARACTERS_SPOKEN_PER_SECOND = 15


def time_in_flow(heard: Sequence[TranscriptEntry]) -> timedelta:
    """How long the flow would have spoken."""
    characters = sum(len(entry.text) for entry in heard if isinstance(entry, Spoken))
    return timedelta(seconds=max(1, ceil(characters / CHARACTERS_SPOKEN_PER_SECOND)))


def disposition(first: Leg) -> Disposition:
    """How the call ended that began with this leg."""
    if first.queue is None:
        return Disposition.ENDED_BY_FLOW
    return Disposition.ABANDONED if first.agent is None else Disposition.ANSWERED


def after_flow(legs: Sequence[Leg], ended_by: EndedBy) -> Iterator[TranscriptEntry]:
    """Queues, agents and the end."""
    for leg in legs:
        if leg.queue is not None:
            in_queue = EnteredQueue if leg.previous_id is None else Transferred
            yield in_queue(leg.queue.name)
        if leg.agent is not None:
            yield AgentConnected(leg.agent.username, leg.talk_seconds)
    yield HungUp(ended_by)
