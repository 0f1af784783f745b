"""docs/outgoing-events.md shows every event as it is sent, and leaves out no word."""

import json
import re
from pathlib import Path

import pytest
from pydantic import TypeAdapter

from agentline.adapters.outgoing.payloads import Told
from agentline.adapters.outgoing.postman import DEADLINE_SECONDS, EXCERPT_LENGTH, Failure
from agentline.domain.manual_order import ManualKind
from agentline.domain.outgoing_event import EventType
from agentline.domain.screening import Refusal
from agentline.domain.webhook_delivery import LONGEST_FAILING, RETRY_AFTER, DeliveryState

TEXT = (Path(__file__).parents[4] / "docs/outgoing-events.md").read_text(encoding="utf-8")
EXAMPLES = re.findall(r"```json\n(.*?)```", TEXT, flags=re.DOTALL)
READER: TypeAdapter[Told] = TypeAdapter(Told)


@pytest.mark.parametrize("example", EXAMPLES)
def test_every_example_is_exactly_what_is_sent(example: str) -> None:
    assert json.loads(READER.validate_json(example).model_dump_json()) == json.loads(example)


def test_every_event_has_one_example_and_orders_one_of_each_sort() -> None:
    shown = [json.loads(example)["type"] for example in EXAMPLES]
    assert sorted(shown) == sorted([*EventType, EventType.ORDER_CREATED])


@pytest.mark.parametrize("word", [*EventType, *Failure, *DeliveryState, *Refusal, *ManualKind])
def test_every_event_failure_state_and_refusal_is_documented(word: str) -> None:
    assert f"`{word}`" in TEXT


def test_the_documented_times_are_those_in_force() -> None:
    [sentence] = re.findall(r"sent again after (.*?), each", TEXT, flags=re.DOTALL)
    units = {"s": 1, "min": 60, "h": 3_600}
    stated = [int(n) * units[unit] for n, unit in re.findall(r"([0-9]+)\s(s|min|h)\b", sentence)]
    assert stated == [wait.total_seconds() for wait in RETRY_AFTER]
    assert f"within {DEADLINE_SECONDS:.0f} seconds" in TEXT
    assert f"first {EXCERPT_LENGTH} characters" in TEXT
    assert LONGEST_FAILING.days == 5
    assert "failed for five days" in TEXT
