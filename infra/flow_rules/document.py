"""The flow as a document: version, counts, size, identifiers, shape."""

import json
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

VERSION = "2019-10-30"
MOST_ACTIONS = 250
MOST_CHARACTERS = 256_000
LONGEST_IDENTIFIER = 50

_FORBIDDEN_IN_IDENTIFIER = re.compile(r"[%:(\\/)=$,;\[\]{}]")
# Connect keeps actions in a JavaScript object, so these names are taken.
_PROTOTYPE_WORDS = frozenset(
    {
        "__defineGetter__",
        "__defineSetter__",
        "__lookupGetter__",
        "__lookupSetter__",
        "__proto__",
        "constructor",
        "hasOwnProperty",
        "isPrototypeOf",
        "propertyIsEnumerable",
        "prototype",
        "toLocaleString",
        "toString",
        "valueOf",
    }
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Branch:
    """One entry of Conditions (value = the operand) or Errors (value = the error type)."""

    target: str
    value: str
    operator: str = ""
    operands: tuple[object, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class FlowAction:
    """One action, its transitions read out."""

    identifier: str
    type: str
    parameters: Mapping[str, object]
    has_transitions: bool
    next_action: str | None
    conditions: tuple[Branch, ...]
    errors: tuple[Branch, ...]

    def targets(self) -> Iterator[str]:
        """Where this action may lead, each target once."""
        named = [self.next_action] if self.next_action is not None else []
        yield from dict.fromkeys(
            [*named, *(branch.target for branch in (*self.conditions, *self.errors))]
        )

    def violation(self, what: str, rule: str) -> str:
        """One line of the report."""
        return f"{self.identifier}: {what} [{rule}]"


def broken_document_rules(flow: Mapping[str, object]) -> list[str]:
    """What is wrong with the flow before any action is understood."""
    broken = []
    if flow.get("Version") != VERSION:
        broken.append(f"flow: Version is {flow.get('Version')!r}, not {VERSION!r} [version]")
    if not isinstance(flow.get("StartAction"), str):
        broken.append("flow: StartAction names no action [start-action]")
    size = len(json.dumps(flow, ensure_ascii=False))
    if size > MOST_CHARACTERS:
        broken.append(f"flow: {size} characters, at most {MOST_CHARACTERS} [size]")
    actions = flow.get("Actions")
    if not isinstance(actions, list) or not actions:
        return [*broken, "flow: Actions is not a list of actions [actions]"]
    if len(actions) > MOST_ACTIONS:
        broken.append(f"flow: {len(actions)} actions, at most {MOST_ACTIONS} [action-count]")
    for position, action in enumerate(actions):
        broken += _broken_shape(position, action)
    return broken or _broken_identifiers([action["Identifier"] for action in actions])


def read_actions(flow: Mapping[str, object]) -> list[FlowAction]:
    """The actions of a flow that has no broken document rule, in the order of the file."""
    actions = flow["Actions"]
    if not isinstance(actions, list):
        raise TypeError("a flow is read after its document rules have been checked")
    return [_read(action) for action in actions]


def _read(action: Mapping[str, object]) -> FlowAction:
    transitions = _mapping(action["Transitions"])
    next_action = transitions.get("NextAction")
    return FlowAction(
        identifier=str(action["Identifier"]),
        type=str(action["Type"]),
        parameters=_mapping(action["Parameters"]),
        has_transitions=bool(transitions),
        next_action=next_action if isinstance(next_action, str) else None,
        conditions=tuple(map(_read_condition, _mappings(transitions.get("Conditions", [])))),
        errors=tuple(map(_read_error, _mappings(transitions.get("Errors", [])))),
    )


def _read_condition(entry: Mapping[str, object]) -> Branch:
    condition = _mapping(entry.get("Condition", {}))
    operands = condition.get("Operands")
    listed = tuple(operands) if isinstance(operands, list) else ()
    return Branch(
        target=str(entry.get("NextAction")),
        value=str(listed[0]) if listed else "",
        operator=str(condition.get("Operator")),
        operands=listed,
    )


def _read_error(entry: Mapping[str, object]) -> Branch:
    return Branch(target=str(entry.get("NextAction")), value=str(entry.get("ErrorType")))


def _broken_shape(position: int, action: object) -> list[str]:
    if not isinstance(action, dict):
        return [f"flow: action {position} is not an object [shape]"]
    name = action.get("Identifier")
    if not isinstance(name, str):
        return [f"flow: action {position} has no Identifier [identifier]"]
    broken = []
    if not isinstance(action.get("Type"), str):
        broken.append(f"{name}: has no Type [shape]")
    broken += [
        f"{name}: {part} is not an object [shape]"
        for part in ("Parameters", "Transitions")
        if not isinstance(action.get(part), dict)
    ]
    return broken


def _broken_identifiers(identifiers: list[str]) -> list[str]:
    broken = []
    for identifier, times in Counter(identifiers).items():
        if times > 1:
            broken.append(f"{identifier}: Identifier is used {times} times [identifier]")
        if not 1 <= len(identifier) <= LONGEST_IDENTIFIER:
            broken.append(
                f"{identifier}: Identifier is {len(identifier)} characters long,"
                f" not 1 to {LONGEST_IDENTIFIER} [identifier]"
            )
        if _FORBIDDEN_IN_IDENTIFIER.search(identifier):
            broken.append(f"{identifier}: Identifier has a forbidden character [identifier]")
        if identifier in _PROTOTYPE_WORDS:
            broken.append(f"{identifier}: Identifier is a JavaScript prototype word [identifier]")
    return broken


def _mapping(value: object) -> Mapping[str, object]:
    return value if isinstance(value, dict) else {}


def _mappings(value: object) -> list[Mapping[str, object]]:
    return [_mapping(entry) for entry in value] if isinstance(value, list) else []
