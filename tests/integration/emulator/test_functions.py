"""A function in the emulator runs, fails and is refused as on AWS."""

import base64
import json
from collections.abc import Callable
from typing import Any

import pytest

from local.deployment import Outputs
from tests.integration.emulator.probe_assembly import CALLS_STACK

Invoke = Callable[..., dict[str, Any]]


@pytest.fixture
def invoke(client: Callable[[str], Any], probe: Outputs) -> Invoke:
    def invoke(**event: str) -> dict[str, Any]:
        answer: dict[str, Any] = client("lambda").invoke(
            FunctionName=probe[CALLS_STACK]["BehaviourName"],
            Payload=json.dumps(event).encode(),
            LogType="Tail",
        )
        return answer

    return invoke


def test_the_error_type_is_the_class_of_the_exception(invoke: Invoke) -> None:
    answer = invoke(do="fail")
    error = json.load(answer["Payload"])
    assert answer["FunctionError"] == "Unhandled"
    assert error["errorType"] == "OutOfPaperError"
    assert error["errorMessage"] == "tray 2\nis empty"
    assert "raise OutOfPaperError" in error["stackTrace"][-1]


def test_a_function_is_denied_what_its_role_does_not_grant(invoke: Invoke) -> None:
    assert json.load(invoke(do="delete")["Payload"]) == {"error": "AccessDeniedException"}


def test_each_invocation_has_its_own_log_and_all_of_it(invoke: Invoke) -> None:
    for number in range(5):
        log = base64.b64decode(invoke(do="print", line=f"line {number}")["LogResult"]).decode()
        printed = [line for line in log.splitlines() if line.startswith("line ")]
        assert printed == [f"line {number}"]
