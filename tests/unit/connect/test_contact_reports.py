"""Contact records and contact events equal Connect's, key for key (payloads/: ids made up)."""

import json
from pathlib import Path
from typing import Any

import pytest

from local.connect.call import Call, PlayedCall
from tests.unit.connect.made_up import (
    ADMITTED,
    CALLER,
    REFUSED,
    TAROT_LINE,
    FakeScreening,
    simulator,
)

PAYLOADS = Path(__file__).parent / "payloads"


def play(answer: object = ADMITTED, **call: Any) -> PlayedCall:
    return simulator(FakeScreening(answer)).play(
        Call(from_number=CALLER, to_number=TAROT_LINE, **call)
    )


CALLS: dict[str, dict[str, Any]] = {
    "answered": {"talk_seconds": 466, "hold_seconds": 45},
    "abandoned": {"no_answer": True},
    "transferred": {"talk_seconds": 768, "hold_seconds": 10, "transfer_after_seconds": 270},
    "refused": {"answer": REFUSED},
}


@pytest.mark.parametrize("name", CALLS)
def test_the_records_of_a_call_are_those_connect_would_write(name: str) -> None:
    expected = json.loads((PAYLOADS / f"records_{name}.json").read_text(encoding="utf-8"))
    assert list(play(**CALLS[name]).records) == expected


@pytest.mark.parametrize("name", CALLS)
def test_the_events_of_a_call_are_those_connect_would_send(name: str) -> None:
    expected = json.loads((PAYLOADS / f"events_{name}.json").read_text(encoding="utf-8"))
    assert list(play(**CALLS[name]).events) == expected


def test_interaction_and_hold_fill_the_time_from_the_answer_to_the_end() -> None:
    [record] = play(**CALLS["answered"]).records
    agent = record["Agent"]
    assert isinstance(agent, dict)
    assert agent["ConnectedToAgentTimestamp"] == "2026-03-10T14:03:05Z"
    assert agent["AfterContactWorkStartTimestamp"] == "2026-03-10T14:11:36Z"
    assert agent["AgentInteractionDuration"] + agent["CustomerHoldDuration"] == 511


def test_a_call_without_endpoint_is_reported_without_one() -> None:
    played = simulator(FakeScreening(REFUSED)).play(Call(from_number=None, to_number=TAROT_LINE))
    assert played.records[0]["CustomerEndpoint"] is None
