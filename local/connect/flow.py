"""A contact flow, read."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from local.connect.errors import SimulatorError


@dataclass(frozen=True, slots=True, kw_only=True)
class Condition:
    """Leads to `target` when the action's result stands in `operator` to `operand`."""

    operator: str
    operand: str
    target: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Action:
    """One action. `errors` maps an error type to the action it leads to."""

    identifier: str
    type: str
    parameters: Mapping[str, Any]
    next_action: str | None
    conditions: tuple[Condition, ...]
    errors: Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Flow:
    """Actions by identifier, and the one that begins."""

    start: str
    actions: Mapping[str, Action]

    def action(self, identifier: str) -> Action:
        """Raises SimulatorError when a transition leads nowhere."""
        if identifier not in self.actions:
            raise SimulatorError(f"the flow has no action {identifier}")
        return self.actions[identifier]


def read_flow(content: str) -> Flow:
    """Parse flow language 2019-10-30. Raises SimulatorError on anything else."""
    try:
        flow = json.loads(content)
        if flow["Version"] != "2019-10-30":
            raise SimulatorError(f"flow language {flow['Version']} is not known")
        actions = [_read_action(action) for action in flow["Actions"]]
        return Flow(
            start=flow["StartAction"],
            actions={action.identifier: action for action in actions},
        )
    except (KeyError, TypeError, ValueError) as error:
        raise SimulatorError(f"not a contact flow: {error!r}") from error


def _read_action(action: Mapping[str, Any]) -> Action:
    transitions = action["Transitions"]
    return Action(
        identifier=action["Identifier"],
        type=action["Type"],
        parameters=action["Parameters"],
        next_action=transitions.get("NextAction"),
        conditions=tuple(
            Condition(
                operator=entry["Condition"]["Operator"],
                operand=entry["Condition"]["Operands"][0],
                target=entry["NextAction"],
            )
            for entry in transitions.get("Conditions", [])
        ),
        errors={entry["ErrorType"]: entry["NextAction"] for entry in transitions.get("Errors", [])},
    )
