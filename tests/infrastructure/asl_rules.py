"""What a state machine of ours must keep to, besides the JSON schema that cfn-lint knows.

https://states-language.net and
https://docs.aws.amazon.com/step-functions/latest/dg/transforming-data.html.
"""

import re
from collections.abc import Iterator, Mapping
from itertools import pairwise
from typing import Any

from tests.infrastructure.asl_expressions import find_expression_faults, targets

type State = Mapping[str, Any]
type Machine = Mapping[str, Any]

LAMBDA = "arn:aws:states:::lambda:invoke"
FUNCTION = "${StepsArn}"
EVERYTHING = "States.ALL"

_EVERYWHERE = {"Type", "Comment"}
_FIELDS = {
    "Task": {"Resource", "Arguments", "TimeoutSeconds", "Retry", "Catch", "Assign", "Output"}
    | {"Next", "End"},
    "Choice": {"Choices", "Default", "Assign", "Output"},
    "Succeed": {"Output"},
    "Fail": {"Error", "Cause"},
}
_LONGEST_NAME = 80


def find_faults(machine: Machine) -> list[str]:
    """One line for each fault; the first word is the state, or "machine"."""
    return [
        *(f"machine: {fault}" for fault in _faults_of_whole(machine)),
        *(
            f"{name}: {fault}"
            for name, state in machine["States"].items()
            for fault in _faults_of_state(name, state, machine["States"])
        ),
        *find_expression_faults(machine),
    ]


def _faults_of_whole(machine: Machine) -> Iterator[str]:
    states = machine["States"]
    if unknown := set(machine) - {
        *("Comment", "QueryLanguage", "StartAt", "TimeoutSeconds", "States"),
    }:
        yield f"has {', '.join(sorted(unknown))}"
    if machine.get("QueryLanguage") != "JSONata":
        yield "does not say QueryLanguage JSONata"
    if machine.get("StartAt") not in states:
        yield "StartAt names no state"
        return
    reached = _reached_from(machine["StartAt"], states)
    for name in set(states) - reached:
        yield f"{name} is never reached"
    for name in reached & set(states):
        if not any(_is_end(states[one]) for one in _reached_from(name, states) if one in states):
            yield f"{name} leads to no end"
    longest = sum(_longest_seconds(state) for state in states.values())
    if machine.get("TimeoutSeconds", 0) < longest:
        yield f"TimeoutSeconds is less than all tries of its tasks may take ({longest})"


def _reached_from(start: str, states: Mapping[str, State]) -> set[str]:
    reached: set[str] = set()
    ahead = [start]
    while ahead:
        name = ahead.pop()
        if name in reached or name not in states:
            continue
        reached.add(name)
        ahead += targets(states[name])
    return reached


def _is_end(state: State) -> bool:
    return state.get("End") is True or state.get("Type") in ("Succeed", "Fail")


def _longest_seconds(state: State) -> int:
    """All tries of a task and the pauses between them."""
    limit, seconds = state.get("TimeoutSeconds", 0), state.get("TimeoutSeconds", 0)
    for retrier in state.get("Retry", ()):
        for attempt in range(retrier.get("MaxAttempts", 3)):
            pause = retrier.get("IntervalSeconds", 1) * retrier.get("BackoffRate", 2) ** attempt
            seconds += limit + min(pause, retrier.get("MaxDelaySeconds", pause))
    return int(seconds)


def _faults_of_state(name: str, state: State, states: Mapping[str, State]) -> Iterator[str]:
    kind = state.get("Type")
    if kind not in _FIELDS:
        yield f"is of type {kind}, which we do not use"
        return
    if len(name) > _LONGEST_NAME:
        yield "has too long a name"
    if unknown := set(state) - _FIELDS[kind] - _EVERYWHERE:
        yield f"has {', '.join(sorted(unknown))}"
    for target in targets(state):
        if target not in states:
            yield f"leads to {target}, which is no state"
    match kind:
        case "Task":
            yield from _faults_of_task(state)
        case "Choice":
            yield from _faults_of_choice(state)
        case "Fail":
            if not {"Error", "Cause"} <= set(state):
                yield "does not say Error and Cause"


def _faults_of_task(state: State) -> Iterator[str]:
    if ("Next" in state) == ("End" in state) or state.get("End") not in (None, True):
        yield "has not exactly one of Next and End"
    if state.get("Resource") != LAMBDA:
        yield f"does not invoke a function by {LAMBDA}"
    arguments = state.get("Arguments", {})
    if arguments.get("FunctionName") != FUNCTION:
        yield f"does not invoke {FUNCTION}"
    if not re.fullmatch(r"[a-z_]+", str(arguments.get("Payload", {}).get("step"))):
        yield "names no step"
    if not _is_number(state.get("TimeoutSeconds"), at_least=1):
        yield "has no TimeoutSeconds"
    if "Output" not in state:
        yield "says no Output: everything Lambda answers would be carried on"
    yield from _faults_of_handlers("Retry", state.get("Retry", ()))
    yield from _faults_of_handlers("Catch", state.get("Catch", ()))
    for retrier in state.get("Retry", ()):
        yield from _faults_of_retrier(retrier)
    if not any(EVERYTHING in retrier.get("ErrorEquals", ()) for retrier in state.get("Retry", ())):
        yield f"Retry does not end with {EVERYTHING}"


def _faults_of_handlers(field: str, handlers: Any) -> Iterator[str]:
    """What Retry and Catch have in common: the first that names an error decides."""
    named: set[str] = set()
    for handler in handlers:
        errors = handler.get("ErrorEquals")
        if not errors:
            yield f"{field} without ErrorEquals"
            continue
        if EVERYTHING in errors and len(errors) > 1:
            yield f"{field} names {EVERYTHING} beside others"
        for error in named & set(errors):
            yield f"{field} names {error} twice"
        named |= set(errors)
        if field == "Catch" and "Next" not in handler:
            yield "Catch without Next"
        if unknown := set(handler) - _HANDLER_FIELDS[field]:
            yield f"{field} has {', '.join(sorted(unknown))}"
    for earlier, _later in pairwise(handlers):
        if EVERYTHING in earlier.get("ErrorEquals", ()):
            yield f"{field} goes on behind {EVERYTHING}"


_HANDLER_FIELDS = {
    "Retry": {"ErrorEquals", "IntervalSeconds", "BackoffRate", "MaxAttempts", "MaxDelaySeconds"}
    | {"JitterStrategy"},
    "Catch": {"ErrorEquals", "Output", "Assign", "Next"},
}


def _faults_of_retrier(retrier: Mapping[str, Any]) -> Iterator[str]:
    interval, longest = retrier.get("IntervalSeconds"), retrier.get("MaxDelaySeconds")
    if not _is_number(interval, at_least=1):
        yield "Retry without IntervalSeconds"
    if not _is_number(retrier.get("MaxAttempts"), at_least=1):
        yield "Retry without MaxAttempts"
    if not _is_number(retrier.get("BackoffRate"), at_least=2):
        yield "Retry does not wait longer each time"
    if not _is_number(longest, at_least=(interval or 0) + 1):
        yield "Retry without MaxDelaySeconds, longer than the first wait"
    if retrier.get("JitterStrategy") != "FULL":
        yield "Retry without JitterStrategy FULL: all that failed together come again together"


def _faults_of_choice(state: State) -> Iterator[str]:
    if not state.get("Choices"):
        yield "has no Choices"
    if "Default" not in state:
        yield "has no Default"
    for choice in state.get("Choices", ()):
        if not {"Condition", "Next"} <= set(choice):
            yield "has a choice without Condition and Next"


def _is_number(value: object, *, at_least: int) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and value >= at_least
