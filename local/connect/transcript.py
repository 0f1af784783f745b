"""What happened on the line, in order."""

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class BlockExecuted:
    """The flow executed an action; `error` is what it raised, if anything."""

    identifier: str
    type: str
    error: str | None = None


@dataclass(frozen=True, slots=True)
class Spoken:
    """The caller heard a text. `language` is a locale such as sv-SE, `voice` a Polly name."""

    text: str
    language: str
    voice: str


@dataclass(frozen=True, slots=True)
class KeysPressed:
    """The caller pressed keys, or none before the time was up."""

    keys: str | None


@dataclass(frozen=True, slots=True)
class EnteredQueue:
    """The caller waits in a queue."""

    queue_name: str


@dataclass(frozen=True, slots=True)
class AgentConnected:
    """An agent answered; `talk_seconds` is how long this agent and the caller talked."""

    username: str
    talk_seconds: int


@dataclass(frozen=True, slots=True)
class Transferred:
    """The agent put the caller back into a queue, for a colleague."""

    queue_name: str


type EndedBy = Literal["agent", "api", "caller", "flow"]
"""`api` is StopContact."""


@dataclass(frozen=True, slots=True)
class HungUp:
    """The call ended."""

    by: EndedBy


type TranscriptEntry = (
    BlockExecuted | Spoken | KeysPressed | EnteredQueue | AgentConnected | Transferred | HungUp
)
