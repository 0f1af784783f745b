"""A contact flow as it is drawn."""

import json
from typing import Any

import pytest

from local.connect.errors import SimulatorError
from local.phone.drawing import Drawing, draw_flow
from tests.infrastructure.flow_changes import INBOUND_FLOW

CONTENT = INBOUND_FLOW.read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def inbound() -> Drawing:
    return draw_flow(CONTENT)


def without_places(content: str) -> str:
    flow: dict[str, Any] = json.loads(content)
    del flow["Metadata"]
    return json.dumps(flow)


def test_blocks_stand_where_the_flow_says(inbound: Drawing) -> None:
    assert inbound.start == "log-on"
    [block] = [block for block in inbound.blocks if block.id == "screen-number"]
    assert (block.x, block.y, block.type) == (1000, 20, "InvokeLambdaFunction")


def test_every_transition_leads_from_a_block_to_a_block(inbound: Drawing) -> None:
    blocks = {block.id for block in inbound.blocks}
    assert blocks == {action["Identifier"] for action in json.loads(CONTENT)["Actions"]}
    assert {way.source for way in inbound.transitions} <= blocks
    assert {way.target for way in inbound.transitions} <= blocks
    assert blocks - {way.target for way in inbound.transitions} == {"log-on"}


def test_ways_to_the_same_block_are_one(inbound: Drawing) -> None:
    ways = [(way.source, way.target) for way in inbound.transitions]
    assert len(ways) == len(set(ways))
    [entered] = [
        way
        for way in inbound.transitions
        if (way.source, way.target) == ("branch-entry", "screen-code")
    ]
    assert (entered.kind, entered.labels) == ("condition", list("0123456789"))


def test_only_what_is_always_said_is_shown(inbound: Drawing) -> None:
    said = {block.id: block.text for block in inbound.blocks}
    assert said["say-price"] is None
    assert said["say-closed-sv"]


def test_blocks_without_places_stand_in_columns_from_the_start() -> None:
    drawn = draw_flow(without_places(CONTENT))
    places = {block.id: (block.x, block.y) for block in drawn.blocks}
    assert places["log-on"] == (0, 0)
    assert places["opening-voice-sv"] == (280, 0)
    assert len(set(places.values())) == len(places)


def test_what_is_no_flow_is_not_drawn() -> None:
    with pytest.raises(SimulatorError, match="not a contact flow"):
        draw_flow("{}")
