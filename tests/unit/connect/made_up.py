"""A made-up contact centre, screening and flows for the simulator's tests."""

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

from local.connect.actions import Line
from local.connect.centre import ContactCentre, RoutingProfile
from local.connect.contact import Contact
from local.connect.flow import Flow, read_flow
from local.connect.lambda_invocation import LambdaInvocationError
from local.connect.live_call import LiveContacts
from local.connect.simulator import ConnectSimulator
from local.connect.telephone import ScriptedTelephone
from local.connect.transcript import Spoken
from tests.infrastructure.flow_changes import INBOUND_FLOW

INSTANCE = "arn:aws:connect:eu-north-1:000000000000:instance/11111111-2222-4333-8444-555555555555"
TAROT = f"{INSTANCE}/queue/aaaaaaaa-0000-4000-8000-000000000001"
SUPPORT = f"{INSTANCE}/queue/aaaaaaaa-0000-4000-8000-000000000002"
CALLER = "+46701740610"
TAROT_LINE = "+46846500410"
NOW = datetime(2026, 3, 10, 14, 11, 36, 250_000, tzinfo=UTC)

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


class FakeScreening:
    """Stands in for the screening Lambda: gives its answers in turn, the last for ever, and keeps
    the events. None is no answer at all."""

    def __init__(self, *answers: object | None) -> None:
        self._answers = list(answers)
        self.events: list[Mapping[str, Any]] = []
        self.time_limits: list[int] = []

    def __call__(self, _arn: str, event: Mapping[str, object], time_limit: int) -> object:
        self.events.append(event)
        self.time_limits.append(time_limit)
        answer = self._answers.pop(0) if len(self._answers) > 1 else self._answers[0]
        if answer is None:
            raise LambdaInvocationError("no answer")
        return answer

    @property
    def parameters(self) -> list[Mapping[str, str]]:
        """What the flow sent with each invocation."""
        return [event["Details"]["Parameters"] for event in self.events]


class KeptReports:
    """Takes what a live call reports, or refuses to."""

    def __init__(self, *, refuses: bool = False) -> None:
        self._refuses = refuses
        self.events: list[Mapping[str, Any]] = []
        self.records: list[Mapping[str, Any]] = []

    def put_events(self, events: Sequence[Mapping[str, object]]) -> None:
        self.events += events

    def put_records(self, records: Sequence[Mapping[str, object]]) -> None:
        if self._refuses and records:
            raise ConnectionError("the stream is gone")
        self.records += records

    @property
    def moments(self) -> list[tuple[str, str, str]]:
        """(event type, last digit of the contact id, clock) of every event, as they came."""
        return [
            (
                event["detail"]["eventType"],
                event["detail"]["contactId"][-1],
                event["time"].removeprefix("2026-03-10T").removesuffix("Z"),
            )
            for event in self.events
        ]


class Clock:
    """Stands at NOW until it is moved."""

    def __init__(self) -> None:
        self.instant = NOW

    def __call__(self) -> datetime:
        return self.instant

    def move(self, seconds: float) -> None:
        self.instant += timedelta(seconds=seconds)


def contact_centre(**changes: Any) -> ContactCentre:
    """Open, two queues with room, three agents for the line and two for customer service."""
    settings: dict[str, Any] = {
        "instance_arn": INSTANCE,
        "queues": {"tarot": TAROT, "support": SUPPORT},
        "routing_profile": RoutingProfile("Advisers", f"{INSTANCE}/routing-profile/rp"),
        "is_open": lambda _hours: True,
        "agents": {
            "tarot": ("reader.one", "reader.two", "reader.three"),
            "support": ("support.one", "support.two"),
        },
    }
    return ContactCentre(**settings | changes)


def inbound_flow() -> Flow:
    """The flow the product deploys, the tokens for hours and function left in place."""
    content = INBOUND_FLOW.read_text(encoding="utf-8")
    return read_flow(content.replace("${CustomerServiceQueueArn}", SUPPORT))


def simulator(
    screening: FakeScreening,
    *,
    now: Callable[[], datetime] = lambda: NOW,
    reports: KeptReports | None = None,
    live: LiveContacts | None = None,
    **centre: Any,
) -> ConnectSimulator:
    """The product's flow, contact ids counted from 1, the clock standing at NOW."""
    return ConnectSimulator(
        flow=inbound_flow(),
        centre=contact_centre(**centre),
        invoke_lambda=screening,
        reports=reports,
        live=live,
        now=now,
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


def spoken(on_line: Line) -> list[str]:
    """What was heard on it, in order."""
    return [entry.text for entry in on_line.transcript if isinstance(entry, Spoken)]


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
