"""A made-up contact centre, screening and flows for the simulator's tests."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from local.connect.actions import Line
from local.connect.centre import ContactCentre, RoutingProfile
from local.connect.contact import Contact
from local.connect.flow import Flow, read_flow
from local.connect.lambda_invocation import LambdaInvocationError
from local.connect.simulator import ConnectSimulator
from local.connect.telephone import ScriptedTelephone

INSTANCE = "arn:aws:connect:eu-north-1:000000000000:instance/11111111-2222-4333-8444-555555555555"
TAROT = f"{INSTANCE}/queue/aaaaaaaa-0000-4000-8000-000000000001"
CALLER = "+46701740610"
TAROT_LINE = "+46846500410"
NOW = datetime(2026, 3, 10, 14, 11, 36, 250_000, tzinfo=UTC)
INBOUND_FLOW = Path(__file__).parents[3] / "infra" / "contact_flows" / "inbound_call.json"

ADMITTED = {
    "decision": "ADMIT",
    "reason": "none",
    "message": "Samtalet kostar 20 kronor per minut. Du kan tala i 50 minuter.",
    "language": "sv",
    "queue_arn": TAROT,
    "minutes": "50",
    "customer": "10001",
}
REFUSED = ADMITTED | {
    "decision": "REFUSE",
    "reason": "invoice_unpaid",
    "message": "Du har en obetald faktura. När den är betald är du välkommen igen.",
    "queue_arn": "none",
    "minutes": "0",
}


@dataclass
class FakeScreening:
    """Stands in for the screening Lambda: gives one answer, or none, and keeps the events."""

    answer: object | None
    events: list[Mapping[str, Any]] = field(default_factory=list)
    time_limits: list[int] = field(default_factory=list)

    def __call__(self, _arn: str, event: Mapping[str, object], time_limit: int) -> object:
        self.events.append(event)
        self.time_limits.append(time_limit)
        if self.answer is None:
            raise LambdaInvocationError("no answer")
        return self.answer


def contact_centre(**changes: Any) -> ContactCentre:
    """Open, one queue with room, three agents."""
    settings: dict[str, Any] = {
        "instance_arn": INSTANCE,
        "queues": {"tarot": TAROT},
        "routing_profile": RoutingProfile("Advisers", f"{INSTANCE}/routing-profile/rp"),
        "is_open": lambda _hours: True,
        "agents": {"tarot": ("reader.one", "reader.two", "reader.three")},
    }
    return ContactCentre(**settings | changes)


def inbound_flow() -> Flow:
    """The flow the product deploys, its tokens left in place."""
    return read_flow(INBOUND_FLOW.read_text(encoding="utf-8"))


def simulator(screening: FakeScreening, **centre: Any) -> ConnectSimulator:
    """The product's flow, contact ids counted from 1, the clock standing at NOW."""
    return ConnectSimulator(
        flow=inbound_flow(),
        centre=contact_centre(**centre),
        invoke_lambda=screening,
        now=lambda: NOW,
        new_contact_id=(f"99999999-0000-4000-8000-{n:012d}" for n in _count()).__next__,
    )


def contact(**changes: Any) -> Contact:
    """A caller who has just arrived."""
    settings: dict[str, Any] = {
        "contact_id": "99999999-0000-4000-8000-000000000001",
        "customer_address": CALLER,
        "system_address": TAROT_LINE,
        "instance_arn": INSTANCE,
        "region": "eu-north-1",
    }
    return Contact(**settings | changes)


def line(*keys: str, answer: object | None = None, **centre: Any) -> Line:
    """A line on which the caller will press these keys, one entry a prompt."""
    return Line(
        telephone=ScriptedTelephone(keys),
        centre=contact_centre(**centre),
        invoke_lambda=FakeScreening(answer),
    )


def flow_of(*actions: Mapping[str, object]) -> Flow:
    """A flow that starts with the first of these actions and can always reach `end`."""
    end = {
        "Identifier": "end",
        "Type": "DisconnectParticipant",
        "Parameters": {},
        "Transitions": {},
    }
    return read_flow(
        json.dumps(
            {
                "Version": "2019-10-30",
                "StartAction": actions[0]["Identifier"],
                "Actions": [*actions, end],
            }
        )
    )


def action(
    identifier: str,
    action_type: str,
    parameters: Mapping[str, object],
    next_action: str = "end",
    *,
    when: Mapping[str, str] | None = None,
    error: Mapping[str, str] | None = None,
) -> dict[str, object]:
    """One action; `when`: operand -> target by Equals, `error`: error type -> target."""
    return {
        "Identifier": identifier,
        "Type": action_type,
        "Parameters": parameters,
        "Transitions": {
            "NextAction": next_action,
            "Conditions": [
                {"NextAction": to, "Condition": {"Operator": "Equals", "Operands": [operand]}}
                for operand, to in (when or {}).items()
            ],
            "Errors": [
                {"NextAction": to, "ErrorType": raised} for raised, to in (error or {}).items()
            ],
        },
    }


def say(identifier: str, text: str, next_action: str = "end") -> dict[str, object]:
    """A message that goes on to the same place whether it could be spoken or not."""
    return action(
        identifier,
        "MessageParticipant",
        {"Text": text},
        next_action,
        error={"NoMatchingError": next_action},
    )


def _count() -> Iterator[int]:
    number = 0
    while True:
        number += 1
        yield number
