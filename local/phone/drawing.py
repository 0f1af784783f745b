"""A contact flow as it is drawn: its blocks, where they stand, and the ways between them."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from local.connect.flow import Action, Flow, read_flow

_COLUMN, _ROW = 280, 220


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """`text` is what it always says, None where that depends on the call."""

    id: str
    type: str
    x: int
    y: int
    text: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Transition:
    """`labels`: the results or errors with which the flow goes this way, none for any."""

    source: str
    target: str
    kind: Literal["next", "condition", "error"]
    labels: Sequence[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawing:
    """`start` is the block every call enters first."""

    start: str
    blocks: Sequence[Block]
    transitions: Sequence[Transition]


def draw_flow(content: str) -> Drawing:
    """Of a flow's text; blocks stand where its Metadata says, or by how far they are from the
    start. Raises SimulatorError on what is no flow."""
    flow = read_flow(content)
    places = _stated_places(json.loads(content), flow) or _layered_places(flow)
    return Drawing(
        start=flow.start,
        blocks=[_block(action, *places[action.identifier]) for action in flow.actions.values()],
        transitions=[
            transition for action in flow.actions.values() for transition in _transitions(action)
        ],
    )


def _block(action: Action, x: int, y: int) -> Block:
    text = action.parameters.get("Text")
    return Block(
        id=action.identifier,
        type=action.type,
        x=x,
        y=y,
        text=text if isinstance(text, str) and "$." not in text else None,
    )


def _transitions(action: Action) -> list[Transition]:
    """One for each block that this one leads to, whatever the ways."""
    ways: dict[str, list[tuple[Literal["next", "condition", "error"], str | None]]] = {}
    for condition in action.conditions:
        ways.setdefault(condition.target, []).append(("condition", condition.operand))
    if action.next_action is not None:
        ways.setdefault(action.next_action, []).append(("next", None))
    for error, target in action.errors.items():
        ways.setdefault(target, []).append(("error", error))
    return [
        Transition(
            source=action.identifier,
            target=target,
            kind=taken[0][0],
            labels=[label for _, label in taken if label is not None],
        )
        for target, taken in ways.items()
    ]


def _stated_places(content: Mapping[str, Any], flow: Flow) -> dict[str, tuple[int, int]] | None:
    stated = content.get("Metadata", {}).get("ActionMetadata", {})
    try:
        return {
            identifier: (int(at["x"]), int(at["y"]))
            for identifier in flow.actions
            for at in [stated[identifier]["position"]]
        }
    except (KeyError, TypeError, ValueError):
        return None


def _layered_places(flow: Flow) -> dict[str, tuple[int, int]]:
    """A column for each number of steps from the start; what nothing leads to comes last."""
    layers, placed = [[flow.start]], {flow.start}
    while True:
        reached = [
            transition.target
            for identifier in layers[-1]
            for transition in _transitions(flow.action(identifier))
        ]
        layer = [target for target in dict.fromkeys(reached) if target not in placed]
        if not layer:
            break
        layers.append(layer)
        placed.update(layer)
    layers.append([identifier for identifier in flow.actions if identifier not in placed])
    return {
        identifier: (column * _COLUMN, row * _ROW)
        for column, layer in enumerate(layers)
        for row, identifier in enumerate(layer)
    }
