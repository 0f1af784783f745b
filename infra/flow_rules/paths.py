"""The ways through a flow: targets exist, nothing is unreachable, no error ends in silence.

What is logged on the way has a module of its own (flow_log).
"""

from collections.abc import Mapping, Sequence

from infra.flow_rules.document import FlowAction
from infra.flow_rules.flow_log import broken_logging_rules
from infra.flow_rules.syntax import SPEAKING, TERMINAL


def broken_path_rules(start: str, actions: Sequence[FlowAction]) -> list[str]:
    """What is wrong with the transitions, taken together."""
    by_name = {action.identifier: action for action in actions}
    missing = [
        action.violation(f"leads to {target}, which does not exist", "target")
        for action in actions
        for target in action.targets()
        if target not in by_name
    ]
    if start not in by_name:
        missing.append(f"flow: StartAction {start} does not exist [target]")
    if missing:
        return missing
    reached = _reachable(start, by_name)
    return [
        *(
            action.violation("no way leads here from the start", "reachable")
            for action in actions
            if action.identifier not in reached
        ),
        *_silent_errors(by_name),
        *broken_logging_rules(start, by_name),
    ]


def _reachable(start: str, by_name: Mapping[str, FlowAction]) -> set[str]:
    reached: set[str] = set()
    ahead = [start]
    while ahead:
        name = ahead.pop()
        if name not in reached:
            reached.add(name)
            ahead += by_name[name].targets()
    return reached


def _silent_errors(by_name: Mapping[str, FlowAction]) -> list[str]:
    """Error branches on which the caller can be cut off without having heard a word.

    The errors of a speaking action are left out: that the message itself cannot be played leaves
    nothing to say.
    """
    return [
        action.violation(f"{error.value} reaches {silent} without a word", "spoken-error")
        for action in by_name.values()
        if action.type not in SPEAKING
        for error in action.errors
        if (silent := _end_without_a_word(error.target, by_name)) is not None
    ]


def _end_without_a_word(start: str, by_name: Mapping[str, FlowAction]) -> str | None:
    seen: set[str] = set()
    ahead = [start]
    while ahead:
        name = ahead.pop()
        action = by_name[name]
        if name in seen or action.type in SPEAKING:
            continue
        if action.type in TERMINAL:
            return name
        seen.add(name)
        ahead += action.targets()
    return None
