"""The state machines keep to the rules, and the rules find every mistake that is planted."""

import copy
import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from infra.constructs.state_machine import DEFINITIONS
from tests.infrastructure.asl_rules import find_faults

type Machine = dict[str, Any]
type Change = Callable[[Machine], None]

MACHINES = sorted(DEFINITIONS.glob("*.asl.json"))


def read(path: Path) -> Machine:
    machine: Machine = json.loads(path.read_text(encoding="utf-8"))
    return machine


def dispatch() -> Machine:
    return read(DEFINITIONS / "dispatch_invoice.asl.json")


@pytest.mark.parametrize("path", MACHINES, ids=lambda path: path.stem)
def test_a_state_machine_has_no_fault(path: Path) -> None:
    assert find_faults(read(path)) == []


def test_there_are_two_state_machines_and_both_are_checked() -> None:
    assert [path.name for path in MACHINES] == [
        "dispatch_invoice.asl.json",
        "settle_payment.asl.json",
    ]


def set_in(state: str, *path: str | int, to: object) -> Change:
    """Change one place of a state."""

    def change(machine: Machine) -> None:
        place = machine["States"][state]
        for step in path[:-1]:
            place = place[step]
        place[path[-1]] = to

    return change


def drop(state: str, *path: str | int) -> Change:
    def change(machine: Machine) -> None:
        place = machine["States"][state]
        for step in path[:-1]:
            place = place[step]
        del place[path[-1]]

    return change


def set_top(name: str, to: object) -> Change:
    return lambda machine: machine.update({name: to})


def add_state(name: str, state: object) -> Change:
    return lambda machine: machine["States"].update({name: state})


def add_catcher(machine: Machine) -> None:
    catch = machine["States"]["Submit"]["Catch"]
    catch.append({"ErrorEquals": ["States.Timeout"], "Next": "GiveUp"})


def repeat_retrier(machine: Machine) -> None:
    retry = machine["States"]["Submit"]["Retry"]
    retry.insert(0, copy.deepcopy(retry[0]))


def skip_freezing(machine: Machine) -> None:
    machine["StartAt"] = "Record"


def add_loop(machine: Machine) -> None:
    choices = [{"Condition": "{% true %}", "Next": "Loop"}]
    machine["States"]["Loop"] = {"Type": "Choice", "Choices": choices, "Default": "Loop"}
    machine["States"]["IsFrozen"]["Default"] = "Loop"


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (set_top("StartAt", "Begin"), r"machine: StartAt names no state"),
        (set_top("QueryLanguage", "JSONPath"), r"machine: does not say QueryLanguage"),
        (set_top("TimeoutSeconds", 600), r"machine: TimeoutSeconds is less than .*\(\d+\)"),
        (set_top("Version", "1.0"), r"machine: has Version"),
        (add_state("Lost", {"Type": "Succeed"}), r"machine: Lost is never reached"),
        (add_state("Pause", {"Type": "Wait", "Seconds": 5}), r"Pause: is of type Wait"),
        (set_in("IsFrozen", "Default", to="Nowhere"), r"IsFrozen: leads to Nowhere"),
        (drop("IsFrozen", "Default"), r"IsFrozen: has no Default"),
        (set_in("IsFrozen", "Choices", to=[]), r"IsFrozen: has no Choices"),
        (
            set_in("IsFrozen", "Choices", 0, "Condition", to="$.outcome"),
            r"IsFrozen: '\$\.outcome' is a JSONPath",
        ),
        (
            set_in("IsFrozen", "Choices", 0, "Condition", to="true"),
            r"IsFrozen: Condition is no expression",
        ),
        (drop("IsFrozen", "Choices", 0, "Next"), r"IsFrozen: has a choice without"),
        (set_in("Record", "Next", to="NothingToSend"), r"Record: has not exactly one of"),
        (drop("Record", "End"), r"Record: has not exactly one of"),
        (set_in("Record", "End", to=False), r"Record: has not exactly one of"),
        (drop("Submit", "TimeoutSeconds"), r"Submit: has no TimeoutSeconds"),
        (set_in("Submit", "TimeoutSeconds", to=True), r"Submit: has no TimeoutSeconds"),
        (drop("Submit", "Output"), r"Submit: says no Output"),
        (set_in("Submit", "ResultPath", to="$"), r"Submit: has ResultPath"),
        (set_in("Submit", "ResultPath", to="$"), r"Submit: ResultPath belongs to JSONPath"),
        (
            set_in("Submit", "Arguments", "Payload", "who.$", to="$.who"),
            r"Submit: who\.\$ belongs to JSONPath",
        ),
        (set_in("Submit", "Resource", to="${StepsArn}"), r"Submit: does not invoke a function"),
        (
            set_in("Submit", "Arguments", "FunctionName", to="${OtherArn}"),
            r"Submit: \$\{OtherArn\} is substituted by nothing",
        ),
        (drop("Submit", "Arguments", "Payload", "step"), r"Submit: names no step"),
        (set_in("Submit", "Retry", to=[]), r"Submit: Retry does not end with States\.ALL"),
        (
            set_in("Submit", "Retry", 1, "ErrorEquals", to=["States.ALL", "Other"]),
            r"Submit: Retry names States\.ALL beside others",
        ),
        (repeat_retrier, r"Submit: Retry names LedgerUnavailableError twice"),
        (drop("Submit", "Retry", 0, "ErrorEquals"), r"Submit: Retry without ErrorEquals"),
        (drop("Submit", "Retry", 0, "JitterStrategy"), r"Submit: Retry without JitterStrategy"),
        (set_in("Submit", "Retry", 0, "BackoffRate", to=1), r"Submit: Retry does not wait longer"),
        (drop("Submit", "Retry", 0, "MaxAttempts"), r"Submit: Retry without MaxAttempts"),
        (drop("Submit", "Retry", 0, "IntervalSeconds"), r"Submit: Retry without IntervalSeconds"),
        (
            set_in("Submit", "Retry", 0, "MaxDelaySeconds", to=5),
            r"Submit: Retry without MaxDelaySeconds",
        ),
        (set_in("Submit", "Retry", 0, "Backoff", to=2), r"Submit: Retry has Backoff"),
        (drop("Submit", "Catch", 0, "Next"), r"Submit: Catch without Next"),
        (set_in("Submit", "Catch", 0, "Next", to="Nowhere"), r"Submit: leads to Nowhere"),
        (set_in("Submit", "Catch", 0, "ResultPath", to="$"), r"Submit: Catch has ResultPath"),
        (add_catcher, r"Submit: Catch goes on behind States\.ALL"),
        (
            set_in("Submit", "Arguments", "Payload", "reference", to="{% $reference"),
            r"Submit: .* is an expression only in part",
        ),
        (
            set_in("Submit", "Arguments", "Payload", "reference", to="{% $string($reference %}"),
            r"Submit: .* is not closed",
        ),
        (
            set_in("Submit", "Arguments", "Payload", "reference", to="{% $customer %}"),
            r"Submit: \$customer may not be assigned yet",
        ),
        (skip_freezing, r"Record: \$reference may not be assigned yet"),
        (
            set_in("Submit", "Arguments", "Payload", "x", to="{% $states.result.x %}"),
            r"Submit: \$states\.result is read where there is none",
        ),
        (
            set_in("Submit", "Output", to="{% $states.errorOutput %}"),
            r"Submit: \$states\.errorOutput is read where there is none",
        ),
        (
            set_in("Freeze", "Arguments", "Payload", "basis", to="{% $states.input.basis %}"),
            r"Freeze: takes basis of the input, which is no id",
        ),
        (
            set_in("Freeze", "Arguments", "Payload", "all", to="{% $states.input %}"),
            r"Freeze: takes everything of the input",
        ),
        (drop("DispatchFailed", "Cause"), r"DispatchFailed: does not say Error and Cause"),
        (add_loop, r"machine: Loop leads to no end"),
    ],
)
def test_a_planted_mistake_is_found(change: Change, said: str) -> None:
    machine = dispatch()
    change(machine)
    faults = find_faults(machine)
    assert any(re.match(said, fault) for fault in faults), faults
