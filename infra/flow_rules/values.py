"""The values in a flow: strings everywhere, operators and operands, JSONPath names."""

import re
from collections.abc import Iterator, Mapping, Sequence

from infra.flow_rules.document import Branch, FlowAction

OPERATORS = frozenset(
    {
        "Equals",
        "KeyExists",
        "NumberGreaterOrEqualTo",
        "NumberGreaterThan",
        "NumberLessOrEqualTo",
        "NumberLessThan",
        "TextContains",
        "TextEndsWith",
        "TextStartsWith",
    }
)

# A reference as it stands in a text: names after dots or in brackets. The full stop that ends a
# sentence is no part of it.
REFERENCE = re.compile(r"\$(?:\.[A-Za-z_][\w-]*|\['[^']*'\])+", re.ASCII)
_NAME = re.compile(r"\.([A-Za-z_][\w-]*)|\['([^']*)'\]", re.ASCII)

# Names that hold a value, names whose keys the flow chooses, names with fixed keys.
_VALUES = frozenset(
    {
        "AwsRegion",
        "Channel",
        "ContactId",
        "InitialContactId",
        "InitiationMethod",
        "InstanceARN",
        "LanguageCode",
        "PreviousContactId",
        "StoredCustomerInput",
    }
)
_OPEN_ROOTS = frozenset({"Attributes", "External", "FlowAttributes", "Media", "Metrics"})
_FIXED_ROOTS: Mapping[str, frozenset[str]] = {
    "Agent": frozenset({"UserName"}),
    "CustomerEndpoint": frozenset({"Address", "Type"}),
    "Queue": frozenset({"ARN", "Name"}),
    "SegmentAttributes": frozenset({"connect:Subtype"}),
    "SystemEndpoint": frozenset({"Address", "Type"}),
}


def broken_value_rules(action: FlowAction, flow: Sequence[FlowAction]) -> list[str]:
    """Every scalar a string and none empty, conditions well formed, every reference known."""
    broken = []
    for place, value in _scalars(action.parameters):
        if not isinstance(value, str):
            broken.append(action.violation(f"{place} is {value!r}, not a string", "strings"))
        elif not value:
            broken.append(action.violation(f"{place} is empty", "empty-string"))
        else:
            broken += _broken_references(action, place, value, takes_json=_takes_json(flow))
    for condition in action.conditions:
        broken += _broken_condition(action, condition)
    return broken


def names_in(reference: str) -> tuple[str, ...]:
    """The names of a reference: `$.Attributes.key` -> ("Attributes", "key")."""
    return tuple(dotted or bracketed for dotted, bracketed in _NAME.findall(reference))


def has_leaf(names: tuple[str, ...]) -> bool:
    """Whether a reference names one value, not a bare root such as `$.External`."""
    return len(names) > 1 or names[0] in _VALUES


def _scalars(value: object, place: str = "Parameters") -> Iterator[tuple[str, object]]:
    if isinstance(value, dict):
        for key, member in value.items():
            yield from _scalars(member, f"{place}.{key}")
    elif isinstance(value, list):
        for position, member in enumerate(value):
            yield from _scalars(member, f"{place}[{position}]")
    else:
        yield place, value


def _broken_references(
    action: FlowAction, place: str, text: str, *, takes_json: bool
) -> Iterator[str]:
    for reference in REFERENCE.findall(text):
        names = names_in(reference)
        if not _is_known(names):
            yield action.violation(f"{place} refers to {reference}", "reference")
        elif names[0] == "External" and len(names) > 2 and not takes_json:
            yield action.violation(
                f"{place} refers to {reference}, nested, but no Lambda answers JSON", "reference"
            )


def _is_known(names: tuple[str, ...]) -> bool:
    root, *keys = names
    if root in _VALUES:
        return not keys
    if root in _FIXED_ROOTS:
        return len(keys) == 1 and keys[0] in _FIXED_ROOTS[root]
    return root in _OPEN_ROOTS and bool(keys)


def _takes_json(flow: Sequence[FlowAction]) -> bool:
    return any(
        validation.get("ResponseType") == "JSON"
        for action in flow
        if isinstance(validation := action.parameters.get("ResponseValidation"), dict)
    )


def _broken_condition(action: FlowAction, condition: Branch) -> Iterator[str]:
    if condition.operator not in OPERATORS:
        yield action.violation(f"operator {condition.operator} does not exist", "operator")
    if len(condition.operands) != 1:
        yield action.violation(
            f"a condition has {len(condition.operands)} operands, not one", "operand"
        )
        return
    operand = condition.operands[0]
    if not isinstance(operand, str):
        yield action.violation(f"operand {operand!r} is not a string", "strings")
    elif not operand:
        yield action.violation("an operand is empty", "empty-string")
    elif operand.startswith("$"):
        yield action.violation(f"operand {operand} is not static", "operand")
