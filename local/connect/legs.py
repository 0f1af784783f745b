"""The contacts of a call, laid out in time.

A played call takes no time but what its Lambda invocations take. Its contact records and events
nevertheless tell of a whole call that has just ended. A live call is laid out back from the moment
in which an agent answers, and ends when it ends. Instants are aware, UTC, whole seconds.
"""

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from datetime import datetime, timedelta
from typing import Any, Literal

from local.connect.centre import Agent, Queue

WAIT_IN_QUEUE = timedelta(seconds=12)
GIVES_UP_AFTER = timedelta(seconds=76)
INTO_QUEUE_AFTER_TRANSFER = timedelta(seconds=1)

type DisconnectReason = Literal[
    "AGENT_DISCONNECT", "CONTACT_FLOW_DISCONNECT", "CUSTOMER_DISCONNECT", "OTHER"
]
"""OTHER is what Connect writes when a voice contact was ended through its API."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Parties:
    """What all legs of a call share. `customer_address` None: no endpoint."""

    customer_address: str | None
    system_address: str
    attributes: Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenLeg:
    """One contact, still going on. Without `agent` nobody has answered.

    `root_id` and `previous_id` are None on the first leg.
    """

    contact_id: str
    parties: Parties
    initiated: datetime
    queue: Queue | None = None
    enqueued: datetime | None = None
    agent: Agent | None = None
    connected: datetime | None = None
    root_id: str | None = None
    previous_id: str | None = None

    @property
    def initiation_method(self) -> Literal["INBOUND", "TRANSFER"]:
        """How the leg began."""
        return "INBOUND" if self.previous_id is None else "TRANSFER"

    def end(
        self, at: datetime, reason: DisconnectReason | None, *, next_id: str | None = None
    ) -> "Leg":
        """The contact once it is over; `next_id` is the leg it was transferred to."""
        begun: dict[str, Any] = {field.name: getattr(self, field.name) for field in fields(self)}
        return Leg(**begun, disconnected=at, disconnect_reason=reason, next_id=next_id)


@dataclass(frozen=True, slots=True, kw_only=True)
class Leg(OpenLeg):
    """One contact that is over. Without `queue` the flow ended the call.

    `next_id` is None on the last leg.
    """

    disconnected: datetime
    disconnect_reason: DisconnectReason | None
    hold_seconds: int = 0
    next_id: str | None = None

    @property
    def dequeued(self) -> datetime | None:
        """When the wait ended, by an answer or by giving up."""
        return None if self.queue is None else self.connected or self.disconnected

    @property
    def talk_seconds(self) -> int:
        """Agent and caller together, hold excluded."""
        if self.connected is None:
            return 0
        return seconds_between(self.connected, self.disconnected) - self.hold_seconds


def ended_in_flow(
    contact_id: str, parties: Parties, *, flow_time: timedelta, ended: datetime, is_left: bool
) -> Leg:
    """The flow spoke and cut the call off, or the caller hung up before it was over (`is_left`)."""
    return Leg(
        contact_id=contact_id,
        parties=parties,
        initiated=ended - flow_time,
        disconnected=ended,
        disconnect_reason="CUSTOMER_DISCONNECT" if is_left else "CONTACT_FLOW_DISCONNECT",
    )


def abandoned(
    contact_id: str, parties: Parties, queue: Queue, *, flow_time: timedelta, ended: datetime
) -> Leg:
    """The caller gave up in the queue."""
    enqueued = ended - GIVES_UP_AFTER
    return Leg(
        contact_id=contact_id,
        parties=parties,
        initiated=enqueued - flow_time,
        disconnected=ended,
        disconnect_reason="CUSTOMER_DISCONNECT",
        queue=queue,
        enqueued=enqueued,
    )


def answered(
    contact_id: str,
    parties: Parties,
    queue: Queue,
    agent: Agent,
    *,
    talk: timedelta,
    hold: timedelta,
    flow_time: timedelta,
    ended: datetime,
) -> Leg:
    """An agent answered and the caller hung up at the end."""
    connected = ended - talk - hold
    enqueued = connected - WAIT_IN_QUEUE
    return Leg(
        contact_id=contact_id,
        parties=parties,
        initiated=enqueued - flow_time,
        disconnected=ended,
        disconnect_reason="CUSTOMER_DISCONNECT",
        queue=queue,
        enqueued=enqueued,
        agent=agent,
        connected=connected,
        hold_seconds=int(hold.total_seconds()),
    )


def waiting(
    contact_id: str, parties: Parties, queue: Queue, *, flow_time: timedelta, now: datetime
) -> OpenLeg:
    """The flow has just put the caller into the queue."""
    return OpenLeg(
        contact_id=contact_id,
        parties=parties,
        initiated=now - flow_time,
        queue=queue,
        enqueued=now,
    )


def talking(leg: OpenLeg, agent: Agent, *, since: datetime) -> OpenLeg:
    """The caller who waited on `leg` has talked to an agent since then."""
    enqueued = since - WAIT_IN_QUEUE
    earlier = (leg.enqueued or enqueued) - enqueued
    return replace(
        leg, initiated=leg.initiated - earlier, enqueued=enqueued, agent=agent, connected=since
    )


def answered_now(leg: OpenLeg, agent: Agent, *, now: datetime) -> OpenLeg:
    """The caller who waited on `leg` meets an agent."""
    return replace(leg, agent=agent, connected=now)


def begun_earlier[AnyLeg: OpenLeg](leg: AnyLeg, earlier: timedelta) -> AnyLeg:
    """The same contact, all of whose moments lie that much further back."""
    return replace(
        leg,
        initiated=leg.initiated - earlier,
        enqueued=leg.enqueued and leg.enqueued - earlier,
        connected=leg.connected and leg.connected - earlier,
    )


def taken_over(leg: OpenLeg, second_id: str, agent: Agent, *, now: datetime) -> OpenLeg:
    """The leg on which a colleague answers at once a caller passed on from `leg`."""
    return replace(
        leg,
        contact_id=second_id,
        initiated=now,
        enqueued=now,
        agent=agent,
        connected=now,
        root_id=leg.root_id or leg.contact_id,
        previous_id=leg.contact_id,
    )


def transferred(
    first: Leg, second_id: str, second_agent: Agent, *, talk: timedelta
) -> tuple[Leg, Leg]:
    """Both legs of a call whose first agent passes the caller on through the same queue.

    The second leg ends when `first` did, and `first` moves back to end where the second begins.
    """
    connected = first.disconnected - talk
    enqueued = connected - WAIT_IN_QUEUE
    second = replace(
        first,
        contact_id=second_id,
        initiated=enqueued - INTO_QUEUE_AFTER_TRANSFER,
        enqueued=enqueued,
        agent=second_agent,
        connected=connected,
        hold_seconds=0,
        root_id=first.contact_id,
        previous_id=first.contact_id,
    )
    earlier = first.disconnected - second.initiated
    moved = replace(
        begun_earlier(first, earlier),
        disconnected=second.initiated,
        disconnect_reason=None,
        next_id=second_id,
    )
    return moved, second


def seconds_between(begin: datetime, end: datetime) -> int:
    """Whole seconds."""
    return int((end - begin).total_seconds())
