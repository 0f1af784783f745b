"""A call to play, and a call that was played."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from local.connect.legs import Leg
from local.connect.transcript import Spoken, TranscriptEntry


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """Who rings whom and what they do.

    `from_number` as the network presents it: E.164, `anonymous` when withheld, None for no
    endpoint at all. `keys`: what is pressed at each prompt in turn. `talk_seconds`: talk with
    agents altogether, without `hold_seconds`. `no_answer`: the caller gives up in the queue; a
    live call waits there until somebody answers it. `transfer_after_seconds`: talk with the first
    agent, who then passes the caller on.
    Raises ValueError when the durations contradict each other.
    """

    from_number: str | None
    to_number: str
    keys: Sequence[str] = ()
    talk_seconds: int = 60
    hold_seconds: int = 0
    no_answer: bool = False
    transfer_after_seconds: int | None = None

    def __post_init__(self) -> None:
        if self.talk_seconds < 0 or self.hold_seconds < 0:
            raise ValueError("talk and hold cannot be shorter than 0 seconds")
        transfer = self.transfer_after_seconds
        if transfer is not None and not 0 < transfer < self.talk_seconds:
            raise ValueError(
                f"a transfer after {transfer} s is not inside a talk of {self.talk_seconds} s"
            )
        if self.no_answer and transfer is not None:
            raise ValueError("a call that nobody answers cannot be transferred")


class Disposition(StrEnum):
    """How a call ended."""

    ANSWERED = "answered"
    ABANDONED = "abandoned"
    ENDED_BY_FLOW = "ended_by_flow"


@dataclass(frozen=True, slots=True, kw_only=True)
class PlayedCall:
    """What happened, on the line (`transcript`) and as Connect reports it (`records`, `events`).

    `attributes`: the contact attributes the flow saved. `legs`: one, or two after a transfer.
    `events` are in the order in which they happened.
    """

    call: Call
    disposition: Disposition
    attributes: Mapping[str, str]
    transcript: Sequence[TranscriptEntry]
    legs: Sequence[Leg]
    records: Sequence[Mapping[str, object]]
    events: Sequence[Mapping[str, object]]

    @property
    def contact_ids(self) -> tuple[str, ...]:
        """Of every leg; the first is the root of the call."""
        return tuple(leg.contact_id for leg in self.legs)

    @property
    def queue_name(self) -> str | None:
        """The queue the caller waited in, None if the flow ended the call."""
        queue = self.legs[0].queue
        return None if queue is None else queue.name

    @property
    def spoken(self) -> tuple[str, ...]:
        """What the caller heard, in order."""
        return tuple(entry.text for entry in self.transcript if isinstance(entry, Spoken))
