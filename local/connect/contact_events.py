"""Contact events as Connect puts them on the default EventBridge bus."""

from datetime import UTC, datetime
from uuid import NAMESPACE_URL, uuid5

from local.connect.centre import ContactCentre
from local.connect.contact_record import stamp
from local.connect.lambda_event import system_tags
from local.connect.legs import Leg, OpenLeg

# What a contact has gone through by the time of each event.
_ORDER = ("INITIATED", "QUEUED", "CONNECTED_TO_AGENT", "DISCONNECTED", "COMPLETED")


def events_of_beginning(leg: OpenLeg, centre: ContactCentre) -> list[dict[str, object]]:
    """INITIATED, QUEUED, CONNECTED_TO_AGENT: those that happened."""
    moments = {
        "INITIATED": leg.initiated,
        "QUEUED": leg.enqueued,
        "CONNECTED_TO_AGENT": leg.connected,
    }
    return [
        _event(event_type, instant, leg, centre)
        for event_type, instant in moments.items()
        if instant is not None
    ]


def event_of_answer(leg: OpenLeg, centre: ContactCentre) -> dict[str, object]:
    """CONNECTED_TO_AGENT alone, of a leg that somebody has answered."""
    if leg.connected is None:
        raise ValueError(f"nobody has answered contact {leg.contact_id}")
    return _event("CONNECTED_TO_AGENT", leg.connected, leg, centre)


def events_of_end(leg: Leg, centre: ContactCentre) -> list[dict[str, object]]:
    """DISCONNECTED, COMPLETED: the agents need no time after a call."""
    return [
        _event(event_type, leg.disconnected, leg, centre)
        for event_type in ("DISCONNECTED", "COMPLETED")
    ]


def _event(
    event_type: str, instant: datetime, leg: OpenLeg, centre: ContactCentre
) -> dict[str, object]:
    return {
        "version": "0",
        "id": str(uuid5(NAMESPACE_URL, f"{leg.contact_id}/{event_type}")),
        "detail-type": "Amazon Connect Contact Event",
        "source": "aws.connect",
        "account": centre.account,
        "time": stamp(instant),
        "region": centre.region,
        "resources": [
            centre.instance_arn,
            f"{centre.instance_arn}/contact/{leg.contact_id}",
        ],
        "detail": _detail(event_type, leg, centre),
    }


def _detail(event_type: str, leg: OpenLeg, centre: ContactCentre) -> dict[str, object]:
    stage = _ORDER.index(event_type)
    detail: dict[str, object] = {"eventType": event_type, "contactId": leg.contact_id}
    if leg.root_id is not None:
        detail |= {"initialContactId": leg.root_id, "previousContactId": leg.previous_id}
    detail |= {
        "channel": "VOICE",
        "instanceArn": centre.instance_arn,
        "initiationMethod": leg.initiation_method,
        "initiationTimestamp": _precise(leg.initiated),
        "tags": system_tags(centre.instance_arn, leg.parties.system_address),
    }
    # A transferred leg is never connected to the flow, so Connect leaves this out there.
    if stage > 0 and leg.root_id is None:
        detail["connectedToSystemTimestamp"] = _precise(leg.initiated)
    if isinstance(leg, Leg) and stage >= _ORDER.index("DISCONNECTED"):
        detail["disconnectTimestamp"] = _precise(leg.disconnected)
    if stage > 0 and leg.queue is not None and leg.enqueued is not None:
        detail["queueInfo"] = {
            "queueArn": leg.queue.arn,
            "queueType": "STANDARD",
            "enqueueTimestamp": _precise(leg.enqueued),
        }
    if stage >= _ORDER.index("CONNECTED_TO_AGENT") and leg.agent and leg.connected:
        agent: dict[str, object] = {
            "agentArn": leg.agent.arn,
            "connectedToAgentTimestamp": _precise(leg.connected),
        }
        if isinstance(leg, Leg) and event_type == "COMPLETED":
            agent |= {
                "afterContactWorkStartTimestamp": _precise(leg.disconnected),
                "afterContactWorkEndTimestamp": _precise(leg.disconnected),
                "afterContactWorkDuration": 0,
            }
        detail["agentInfo"] = agent
    return detail


def _precise(instant: datetime) -> str:
    return instant.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.000Z")
