"""Expressions in a state machine: JSONata throughout, and nothing named that is not there."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

type Machine = Mapping[str, Any]

_JSONPATH_FIELDS = {"InputPath", "OutputPath", "Parameters", "ResultPath", "ResultSelector"} | {
    *("Result", "ErrorPath", "CausePath", "TimeoutSecondsPath", "Variable"),
}
_INPUT_FIELDS = {"reference", "attempt", "event"}
_PLACEHOLDERS = {"StepsArn"}
_EXPRESSION = re.compile(r"\{%(.*)%\}", re.DOTALL)
_VARIABLE = re.compile(r"\$([A-Za-z_]\w*)(?!\w*\()")
_FUNCTION_CALL = re.compile(r"\$[A-Za-z]\w*\(")


def find_expression_faults(machine: Machine) -> list[str]:
    """One line for each fault; the first word is the state."""
    states, start = machine["States"], machine.get("StartAt")
    known = _variables_known(machine)
    return [
        f"{name}: {fault}"
        for name, state in states.items()
        for fault in (
            *_faults_in(state, (), known.get(name, set())),
            *(_faults_of_input(state) if name == start else ()),
        )
    ]


def targets(state: Mapping[str, Any]) -> Iterator[str]:
    """Where a state may lead."""
    for holder in (state, *state.get("Choices", ()), *state.get("Catch", ())):
        for field in ("Next", "Default"):
            if field in holder:
                yield holder[field]


def _faults_in(value: Any, path: tuple[str, ...], known: set[str]) -> Iterator[str]:
    match value:
        case dict():
            for key, part in value.items():
                if key in _JSONPATH_FIELDS or key.endswith(".$"):
                    yield f"{key} belongs to JSONPath"
                yield from _faults_in(part, (*path, key), known)
        case list():
            for part in value:
                yield from _faults_in(part, path, known)
        case str():
            yield from _faults_of_text(value, path, known)


def _faults_of_text(text: str, path: tuple[str, ...], known: set[str]) -> Iterator[str]:
    for placeholder in re.findall(r"\$\{([^}]*)\}", text):
        if placeholder not in _PLACEHOLDERS:
            yield f"${{{placeholder}}} is substituted by nothing"
    if found := _EXPRESSION.fullmatch(text):
        yield from _faults_of_expression(found[1], path, known)
        return
    if "{%" in text or "%}" in text:
        yield f"{text!r} is an expression only in part"
    elif text.startswith("$") and not text.startswith("${"):
        yield f"{text!r} is a JSONPath"
    if path[-1] == "Condition":
        yield "Condition is no expression"


def _faults_of_expression(expression: str, path: tuple[str, ...], known: set[str]) -> Iterator[str]:
    if expression.count("(") != expression.count(")") or expression.count("'") % 2:
        yield f"{expression!r} is not closed"
    for variable in _VARIABLE.findall(_FUNCTION_CALL.sub("(", expression)):
        if variable != "states" and variable not in known:
            yield f"${variable} may not be assigned yet"
    if "$states.result" in expression and not (
        path[0] in ("Output", "Assign") and "Catch" not in path
    ):
        yield "$states.result is read where there is none"
    if "$states.errorOutput" in expression and "Catch" not in path:
        yield "$states.errorOutput is read where there is none"


def _faults_of_input(first: Mapping[str, Any]) -> Iterator[str]:
    """An execution is given ids and an attempt, never a document."""
    for field in re.findall(r"\$states\.input\.?(\w*)", str(first)):
        if field not in _INPUT_FIELDS:
            yield f"takes {field or 'everything'} of the input, which is no id"


def _variables_known(machine: Machine) -> dict[str, set[str]]:
    """By state, the variables that are assigned on every way to it."""
    states = machine["States"]
    everything = {name for state in states.values() for name in state.get("Assign", {})}
    known = {name: set(everything) for name in states}
    if machine.get("StartAt") in known:
        known[machine["StartAt"]] = set()
    for _ in states:
        for name, state in states.items():
            for target in set(targets(state)) & set(states):
                # What a state assigns is not there where it failed.
                caught = {catcher.get("Next") for catcher in state.get("Catch", ())}
                own = set() if target in caught else set(state.get("Assign", {}))
                known[target] &= known[name] | own
    return known
