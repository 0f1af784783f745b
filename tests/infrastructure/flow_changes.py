"""Ways to break the flow that is deployed, one at a time."""

import copy
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

INBOUND_FLOW = Path(__file__).parents[2] / "infra" / "contact_flows" / "inbound_call.json"

type Flow = dict[str, Any]
type Change = Callable[[Flow], None]


def inbound_flow() -> Flow:
    """The flow that is deployed, freshly read."""
    flow: Flow = json.loads(INBOUND_FLOW.read_text(encoding="utf-8"))
    return flow


def action_of(flow: Flow, identifier: str) -> dict[str, Any]:
    """One action of it."""
    found: dict[str, Any] = next(
        action for action in flow["Actions"] if action["Identifier"] == identifier
    )
    return found


def set_parameter(identifier: str, name: str, value: object) -> Change:
    """Give an action another parameter."""

    def change(flow: Flow) -> None:
        action_of(flow, identifier)["Parameters"][name] = value

    return change


def set_transition(identifier: str, name: str, value: object) -> Change:
    """Give an action another NextAction, Conditions or Errors."""

    def change(flow: Flow) -> None:
        action_of(flow, identifier)["Transitions"][name] = value

    return change


def set_condition(identifier: str, name: str, value: object) -> Change:
    """Change Operator or Operands of an action's first condition."""

    def change(flow: Flow) -> None:
        action_of(flow, identifier)["Transitions"]["Conditions"][0]["Condition"][name] = value

    return change


def drop(identifier: str, part: str, name: str) -> Change:
    """Take a parameter or a transition away."""

    def change(flow: Flow) -> None:
        del action_of(flow, identifier)[part][name]

    return change


def set_top(name: str, value: object) -> Change:
    """Change Version, StartAction or Actions."""

    def change(flow: Flow) -> None:
        flow[name] = value

    return change


def rename(identifier: str, to: str) -> Change:
    """Rename an action, not what leads to it."""

    def change(flow: Flow) -> None:
        action_of(flow, identifier)["Identifier"] = to

    return change


def add_action(action: dict[str, Any]) -> Change:
    """Put another action at the end."""

    def change(flow: Flow) -> None:
        flow["Actions"].append(action)

    return change


def add_many_actions(flow: Flow) -> None:
    """More than Connect takes."""
    flow["Actions"] += [
        copy.deepcopy(action_of(flow, "hang-up")) | {"Identifier": f"end-{number}"}
        for number in range(250)
    ]


def error(target: str, error_type: str = "NoMatchingError") -> dict[str, str]:
    """One entry of Errors."""
    return {"NextAction": target, "ErrorType": error_type}


HANG_UP = {
    "Identifier": "second-end",
    "Type": "DisconnectParticipant",
    "Parameters": {},
    "Transitions": {},
}
