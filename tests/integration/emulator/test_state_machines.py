"""The product's state machines run in the emulator as on AWS, over steps that fail as told."""

import json
from collections.abc import Callable
from typing import Any
from uuid import uuid4

import pytest

from agentline.adapters.step_functions import StepFunctionsExecutions, execution_name
from local.deployment import Outputs
from local.emulator.server import Emulator
from tests.integration.emulator.executions import Machines
from tests.integration.emulator.invoicing_assembly import INVOICING_STACK
from tests.integration.emulator.waiting import until


@pytest.fixture
def machines(client: Callable[[str], Any], invoicing: Outputs) -> Machines:
    return Machines(client, invoicing[INVOICING_STACK])


@pytest.fixture
def executions(
    emulator: Emulator, machines: Machines, monkeypatch: pytest.MonkeyPatch
) -> StepFunctionsExecutions:
    monkeypatch.setenv("AWS_ENDPOINT_URL", emulator.endpoint_url)
    monkeypatch.setenv("AWS_DEFAULT_REGION", emulator.settings.region)
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "test")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "test")
    return StepFunctionsExecutions(machines.dispatch, machines.settle)


def a_subject(kind: str) -> str:
    return f"{kind}-{uuid4().hex}"


def test_a_dispatch_records_what_the_ledger_told_texts_and_nothings(machines: Machines) -> None:
    subject = a_subject("good")
    done = machines.run(machines.dispatch, reference=subject, attempt=1)
    assert done["status"] == "SUCCEEDED"
    freeze, submit, record = machines.events(subject)
    assert freeze == {"step": "freeze", "reference": subject}
    assert submit == {"step": "submit", "reference": subject}
    assert record == {
        "step": "record",
        "reference": subject,
        "ledger_invoice": {
            "outcome": "accepted",
            "ledger_id": "inv-1",
            "number": None,
            "ocr": "123455",
            "due_on": None,
        },
    }


def test_a_basis_that_is_settled_or_recorded_is_not_submitted(machines: Machines) -> None:
    subject = a_subject("settled")
    assert machines.run(machines.dispatch, reference=subject, attempt=1)["status"] == "SUCCEEDED"
    assert machines.steps(subject) == ["freeze"]


def test_f29_a_ledger_that_is_unavailable_is_asked_again_by_that_name(machines: Machines) -> None:
    subject = a_subject("flaky")
    assert machines.run(machines.dispatch, reference=subject, attempt=1)["status"] == "SUCCEEDED"
    assert machines.steps(subject) == ["freeze", "submit", "submit", "submit", "record"]


def test_what_the_ledger_rejects_is_given_up_at_once_in_the_ledgers_words(
    machines: Machines,
) -> None:
    subject = a_subject("rejected")
    done = machines.run(machines.dispatch, reference=subject, attempt=1)
    assert (done["status"], done["error"]) == ("FAILED", "DispatchFailed")
    assert "spärrad" not in done["cause"]
    assert machines.steps(subject) == ["freeze", "submit", "give_up"]
    assert machines.events(subject)[-1]["failure"]["words"] == "Kunden är spärrad."


def test_a_ledger_that_stays_away_is_given_up_with_the_name_of_the_error(
    machines: Machines,
) -> None:
    subject = a_subject("down")
    done = machines.run(machines.hurried(machines.dispatch), reference=subject, attempt=1)
    assert (done["status"], done["error"]) == ("FAILED", "DispatchFailed")
    assert machines.steps(subject) == ["freeze", *["submit"] * 9, "give_up"]
    failure = machines.events(subject)[-1]["failure"]
    assert failure["Error"] == "LedgerUnavailableError"
    assert json.loads(failure["Cause"])["errorMessage"] == "no answer"


def test_a_dispatch_the_ledger_took_is_never_given_up(machines: Machines) -> None:
    subject = a_subject("unrecorded")
    done = machines.run(machines.hurried(machines.dispatch), reference=subject, attempt=1)
    assert (done["status"], done["error"]) == ("FAILED", "StepError")
    assert machines.steps(subject) == ["freeze", "submit", *["record"] * 9]


def test_a_settlement_is_tried_until_it_is_applied(machines: Machines) -> None:
    subject = a_subject("flaky")
    assert machines.run(machines.settle, event=subject, attempt=1)["status"] == "SUCCEEDED"
    assert machines.events(subject) == [{"step": "apply", "event": subject}] * 3


def test_f28_an_attempt_is_started_once_however_often_it_is_asked_for(
    machines: Machines, executions: StepFunctionsExecutions
) -> None:
    subject = a_subject("good")
    executions.start_dispatch(subject, 1)
    executions.start_dispatch(subject, 1)
    until(lambda: not executions.is_dispatching(subject, 1))
    executions.start_dispatch(subject, 1)
    assert not executions.is_dispatching(subject, 1)
    assert machines.steps(subject) == ["freeze", "submit", "record"]


def test_an_execution_is_seen_at_work_until_it_ends(
    machines: Machines, executions: StepFunctionsExecutions
) -> None:
    event = a_subject("good")
    assert not executions.is_settling(event, 1)
    executions.start_settling(event, 1)
    assert executions.is_settling(event, 1)
    assert not executions.is_settling(event, 2)
    until(lambda: not executions.is_settling(event, 1))
    assert machines.steps(event) == ["apply"]


def test_another_attempt_is_another_execution(
    machines: Machines, executions: StepFunctionsExecutions
) -> None:
    subject = a_subject("settled")
    executions.start_dispatch(subject, 1)
    until(lambda: not executions.is_dispatching(subject, 1))
    executions.start_dispatch(subject, 2)
    until(lambda: not executions.is_dispatching(subject, 2))
    assert machines.steps(subject) == ["freeze", "freeze"]


def test_the_name_of_an_attempt_is_refused_a_second_time(machines: Machines) -> None:
    name = execution_name("settle", a_subject("good"), 1)
    start = {"stateMachineArn": machines.settle, "name": name, "input": '{"event": "good-1"}'}
    execution = machines.states.start_execution(**start)["executionArn"]
    assert machines.ended(execution)["status"] == "SUCCEEDED"
    with pytest.raises(machines.states.exceptions.ExecutionAlreadyExists):
        machines.states.start_execution(**start | {"input": '{"event": "good-2"}'})


def test_the_clock_starts_a_task_by_its_name(machines: Machines) -> None:
    assert until(lambda: machines.events("sweep")) == [{"task": "sweep"}]
