"""A contact as the DescribeContact operation shows it (API model 2017-08-08)."""

from collections.abc import Mapping
from datetime import datetime

from local.connect.contact import SUBTYPE, endpoint
from local.connect.lambda_event import system_tags
from local.connect.legs import Leg, OpenLeg


def contact_description(leg: OpenLeg, instance_arn: str) -> dict[str, object]:
    """The `Contact` of an answer: timestamps in epoch seconds, absent members left out."""
    over = leg if isinstance(leg, Leg) else None
    described: dict[str, object] = {
        "Arn": f"{instance_arn}/contact/{leg.contact_id}",
        "Id": leg.contact_id,
        "InitialContactId": leg.root_id,
        "PreviousContactId": leg.previous_id,
        "InitiationMethod": leg.initiation_method,
        "Channel": "VOICE",
        "QueueInfo": _queue(leg),
        "AgentInfo": _agent(leg),
        "InitiationTimestamp": _epoch(leg.initiated),
        "ConnectedToSystemTimestamp": _epoch(leg.initiated) if leg.root_id is None else None,
        "DisconnectTimestamp": _epoch(over.disconnected) if over else None,
        "DisconnectReason": over.disconnect_reason if over else None,
        "LastUpdateTimestamp": _epoch(_last_change(leg)),
        "CustomerEndpoint": endpoint(leg.parties.customer_address),
        "SystemEndpoint": endpoint(leg.parties.system_address),
        "Attributes": dict(leg.parties.attributes),
        "SegmentAttributes": {"connect:Subtype": {"ValueString": SUBTYPE}},
        "Tags": system_tags(instance_arn, leg.parties.system_address),
    }
    return {name: value for name, value in described.items() if value is not None}


def _queue(leg: OpenLeg) -> Mapping[str, object] | None:
    if leg.queue is None or leg.enqueued is None:
        return None
    return {"Id": _id(leg.queue.arn), "EnqueueTimestamp": _epoch(leg.enqueued)}


def _agent(leg: OpenLeg) -> Mapping[str, object] | None:
    if leg.agent is None or leg.connected is None:
        return None
    return {"Id": _id(leg.agent.arn), "ConnectedToAgentTimestamp": _epoch(leg.connected)}


def _last_change(leg: OpenLeg) -> datetime:
    if isinstance(leg, Leg):
        return leg.disconnected
    return leg.connected or leg.enqueued or leg.initiated


def _id(arn: str) -> str:
    return arn.rpartition("/")[2]


def _epoch(instant: datetime) -> int:
    return int(instant.timestamp())
