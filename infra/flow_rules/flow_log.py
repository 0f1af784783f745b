"""What a caller enters stays out of the flow log, and the log goes on afterwards.

Connect writes what goes into and comes out of an action to the flow log, so a code must neither be
asked for nor handed on while the log is on. Nor may it become an attribute: attributes are in the
contact record.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from enum import Enum, auto

from infra.flow_rules.document import FlowAction

STORED_INPUT = "StoredCustomerInput"

_SWITCH = "UpdateFlowLoggingBehavior"
# Only what takes and judges a code may go unlogged; all that follows is to be found in the log.
_MAY_BE_UNLOGGED = frozenset({"Compare", "GetParticipantInput", "InvokeLambdaFunction", _SWITCH})
_ATTRIBUTES = frozenset({"UpdateContactAttributes", "UpdateFlowAttributes"})


class _Log(Enum):
    """NEVER: this flow has not switched the log on yet, so it owes nobody to do it again."""

    NEVER = auto()
    ON = auto()
    OFF = auto()


def broken_logging_rules(start: str, by_name: Mapping[str, FlowAction]) -> list[str]:
    """What is logged and must not be, and the reverse, on any way from the start."""
    states = _states(start, by_name)
    return [
        violation
        for action in by_name.values()
        for violation in (*_broken_attributes(action), *_broken(action, states[action.identifier]))
    ]


def _broken(action: FlowAction, states: Sequence[_Log]) -> Iterator[str]:
    if _Log.ON in states:
        if action.parameters.get("StoreInput") == "True":
            yield action.violation("stores input while the flow is logged", "logged-input")
        elif _names_stored_input(action):
            yield action.violation(
                f"refers to $.{STORED_INPUT} while the flow is logged", "logged-input"
            )
    if _Log.OFF in states and action.type not in _MAY_BE_UNLOGGED:
        yield action.violation("is reached while logging is still off", "unlogged")


def _broken_attributes(action: FlowAction) -> Iterator[str]:
    if action.type in _ATTRIBUTES and _names_stored_input(action):
        yield action.violation(f"keeps $.{STORED_INPUT} as an attribute", "logged-input")


def _names_stored_input(action: FlowAction) -> bool:
    return STORED_INPUT in json.dumps(action.parameters)


def _states(start: str, by_name: Mapping[str, FlowAction]) -> Mapping[str, Sequence[_Log]]:
    """The states of the log in which each action can be reached."""
    found: dict[str, list[_Log]] = {name: [] for name in by_name}
    ahead = [(start, _Log.NEVER)]
    while ahead:
        name, log = ahead.pop()
        if log in found[name]:
            continue
        found[name].append(log)
        action = by_name[name]
        ahead += [(target, _after(action, log)) for target in action.targets()]
    return found


def _after(action: FlowAction, log: _Log) -> _Log:
    if action.type != _SWITCH:
        return log
    if action.parameters.get("FlowLoggingBehavior") == "Enabled":
        return _Log.ON
    return _Log.NEVER if log is _Log.NEVER else _Log.OFF
