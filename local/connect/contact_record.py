"""Contact records as Connect puts them on the Kinesis stream.

Every key is there, absent values are null; timestamps end in Z, durations are whole seconds.
"""

from datetime import UTC, datetime

from local.connect.centre import ContactCentre
from local.connect.contact import SUBTYPE, endpoint
from local.connect.lambda_event import system_tags
from local.connect.legs import Leg, seconds_between

# Keys that a plain inbound voice call leaves empty.
_ALWAYS_NULL = (
    "AnsweringMachineDetectionStatus",
    "ContactLens",
    "Customer",
    "CustomerId",
    "CustomerVoiceActivity",
    "DisconnectDetails",
    "LastPausedTimestamp",
    "LastResumedTimestamp",
    "QualityMetrics",
    "Recording",
    "Recordings",
    "RelatedContactId",
    "RoutingCriteria",
    "ScheduledTimestamp",
    "TotalPauseCount",
    "TotalPauseDurationInSeconds",
    "TransferredToEndpoint",
    "VoiceIdResult",
)
_AGENT_ALWAYS_NULL = (
    "AcceptedByAgentTimestamp",
    "AgentPauseDuration",
    "Capabilities",
    "DeviceInfo",
    "HierarchyGroups",
    "PreviewEndTimestamp",
    "StateTransitions",
)


def contact_record(leg: Leg, centre: ContactCentre, updated: datetime) -> dict[str, object]:
    """The record of one leg. `updated` is when this version of it was written."""
    record: dict[str, object] = dict.fromkeys(_ALWAYS_NULL)
    record |= {
        "AWSAccountId": centre.account,
        "AWSContactTraceRecordFormatVersion": "2017-03-10",
        "Agent": _agent(leg, centre),
        "AgentConnectionAttempts": 0 if leg.agent is None else 1,
        "Attributes": dict(leg.parties.attributes),
        "Campaign": {"CampaignId": None},
        "Channel": "VOICE",
        "ConnectedToSystemTimestamp": stamp(leg.initiated),
        "ContactDetails": {},
        "ContactId": leg.contact_id,
        "CustomerEndpoint": endpoint(leg.parties.customer_address),
        "DisconnectReason": leg.disconnect_reason,
        "DisconnectTimestamp": stamp(leg.disconnected),
        "InitialContactId": leg.root_id,
        "InitiationMethod": leg.initiation_method,
        "InitiationTimestamp": stamp(leg.initiated),
        "InstanceARN": centre.instance_arn,
        "LastUpdateTimestamp": stamp(updated),
        "MediaStreams": [{"Type": "AUDIO"}],
        "NextContactId": leg.next_id,
        "PreviousContactId": leg.previous_id,
        "Queue": _queue(leg),
        "References": [],
        "SegmentAttributes": {
            "connect:Subtype": {
                "ValueInteger": None,
                "ValueList": None,
                "ValueMap": None,
                "ValueString": SUBTYPE,
            }
        },
        "SystemEndpoint": endpoint(leg.parties.system_address),
        "Tags": system_tags(centre.instance_arn, leg.parties.system_address),
        "TransferCompletedTimestamp": None if leg.next_id is None else stamp(leg.disconnected),
    }
    return dict(sorted(record.items()))


def stamp(instant: datetime) -> str:
    """`yyyy-mm-ddThh:mm:ssZ`."""
    return instant.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _agent(leg: Leg, centre: ContactCentre) -> dict[str, object] | None:
    if leg.agent is None or leg.connected is None:
        return None
    agent: dict[str, object] = dict.fromkeys(_AGENT_ALWAYS_NULL)
    # The agents need no time after a call, or a call that ends now would end in the future.
    agent |= {
        "ARN": leg.agent.arn,
        "AfterContactWorkDuration": 0,
        "AfterContactWorkEndTimestamp": stamp(leg.disconnected),
        "AfterContactWorkStartTimestamp": stamp(leg.disconnected),
        "AgentInitiatedHoldDuration": leg.hold_seconds,
        "AgentInteractionDuration": leg.talk_seconds,
        "ConnectedToAgentTimestamp": stamp(leg.connected),
        "CustomerHoldDuration": leg.hold_seconds,
        "LongestHoldDuration": leg.hold_seconds,
        "NumberOfHolds": 1 if leg.hold_seconds else 0,
        "RoutingProfile": {
            "ARN": centre.routing_profile.arn,
            "Name": centre.routing_profile.name,
        },
        "Username": leg.agent.username,
    }
    return dict(sorted(agent.items()))


def _queue(leg: Leg) -> dict[str, object] | None:
    if leg.queue is None or leg.enqueued is None or leg.dequeued is None:
        return None
    return {
        "ARN": leg.queue.arn,
        "DequeueTimestamp": stamp(leg.dequeued),
        "Duration": seconds_between(leg.enqueued, leg.dequeued),
        "EnqueueTimestamp": stamp(leg.enqueued),
        "Name": leg.queue.name,
    }
