"""From the closed basis to the raised limit: what runs, and what it may do."""

import json
from typing import Any

import pytest

from infra.settings import load_settings
from tests.infrastructure.conftest import (
    DIRECTORY_SECRET,
    LEDGER_SECRET,
    Synthesised,
    named_in,
)
from tests.infrastructure.grants import (
    DECISIONS,
    FAILURES,
    OWN_LOG,
    TABLE,
    Allowed,
    allowed,
    on,
)

PART = "Invoicing"

EXECUTIONS = (
    on("DispatchMachine", "states:StartExecution")
    | on("execution:DispatchMachine:*", "states:DescribeExecution")
    | on("SettleMachine", "states:StartExecution")
    | on("execution:SettleMachine:*", "states:DescribeExecution")
)


def function(stage: Synthesised, name: str) -> dict[str, Any]:
    properties: dict[str, Any] = stage.only(PART, "AWS::Lambda::Function", f"{name}Function")[
        "Properties"
    ]
    return properties


def variables(stage: Synthesised, name: str) -> dict[str, Any]:
    found: dict[str, Any] = function(stage, name)["Environment"]["Variables"]
    return found


@pytest.mark.parametrize(
    ("role", "expected"),
    [
        ("Steps", set()),
        ("Webhook", EXECUTIONS),
        (
            "Schedule",
            EXECUTIONS
            | on("OutgoingDeliveries", "sqs:SendMessage")
            | on(TABLE, "dynamodb:BatchWriteItem", "dynamodb:DeleteItem", "dynamodb:Scan")
            | on("ClockFailures", *FAILURES),
        ),
    ],
)
def test_a_function_may_do_its_work_on_its_own_resources_and_nothing_else(
    local_stage: Synthesised, role: str, expected: Allowed
) -> None:
    assert allowed(local_stage, PART, role) == expected | (
        on(f"{role}Log", *OWN_LOG)
        | on(TABLE, *DECISIONS)
        | on(f"{TABLE}/index/Todo", "dynamodb:Query")
        | on("LedgerSecret", "secretsmanager:GetSecretValue")
    )


def test_the_secrets_of_ledger_and_directory_may_be_read_where_there_are_any(
    example_stage: Synthesised, other_stage: Synthesised
) -> None:
    for stage, secrets in (
        (example_stage, set()),
        (other_stage, {LEDGER_SECRET, DIRECTORY_SECRET}),
    ):
        for role in ("Steps", "Webhook", "Schedule"):
            assert secrets == {
                resource
                for action, resource in allowed(stage, PART, role)
                if action == "secretsmanager:GetSecretValue"
            }


def test_the_functions_are_one_asset_with_three_handlers_and_their_time_limits(
    any_stage: Synthesised,
) -> None:
    memory_mb = load_settings(any_stage.stage).functions.invoice_memory_mb
    for name, timeout in (("Steps", 30), ("Webhook", 25), ("Schedule", 900)):
        found = function(any_stage, name)
        assert found["Handler"] == f"invoice.{name.lower()}.handler"
        assert found["Code"] == function(any_stage, "Steps")["Code"]
        assert found["Timeout"] == timeout
        assert found["MemorySize"] == memory_mb
        told = found["Environment"]["Variables"]
        assert told["POWERTOOLS_SERVICE_NAME"] == f"invoice_{name.lower()}"


def test_the_functions_are_told_terms_ledger_and_directory(other_stage: Synthesised) -> None:
    for name in ("Steps", "Webhook", "Schedule"):
        told = variables(other_stage, name)
        assert json.loads(told["AGENTLINE_LEDGER"]) == {"kind": "stripe"}
        assert told["AGENTLINE_LEDGER_SECRET"] == LEDGER_SECRET
        assert json.loads(told["AGENTLINE_DIRECTORY"]) == {"kind": "nrop", "user": "agentline"}
        assert told["AGENTLINE_DIRECTORY_SECRET"] == DIRECTORY_SECRET
        assert json.loads(told["AGENTLINE_BILLING"]) == {
            "due_days": 30,
            "rounding": "off",
            "limit_step": "500.00",
            "limit_cap": "5000.00",
            "limit_days": 30,
            "address_days": 90,
        }


def test_only_what_starts_executions_is_told_the_state_machines(any_stage: Synthesised) -> None:
    machines = {"AGENTLINE_DISPATCH_MACHINE", "AGENTLINE_SETTLE_MACHINE"}
    assert not machines & set(variables(any_stage, "Steps"))
    for name in ("Webhook", "Schedule"):
        assert machines <= set(variables(any_stage, name))


def test_the_one_machine_stage_can_be_told_where_its_ledger_is(
    local_stage: Synthesised, example_stage: Synthesised
) -> None:
    assert local_stage.document(PART)["Parameters"]["LedgerUrl"]["Default"].startswith("http://")
    told = variables(local_stage, "Steps")["AGENTLINE_LEDGER"]
    assert json.loads(named_in(told)) == {"kind": "webhook", "url": "LedgerUrl"}
    assert "LedgerUrl" not in example_stage.document(PART).get("Parameters", {})
    assert json.loads(variables(example_stage, "Steps")["AGENTLINE_LEDGER"]) == {"kind": "manual"}


@pytest.mark.parametrize("name", ["Dispatch", "Settle"])
def test_a_state_machine_invokes_the_steps_and_logs_failures_without_what_was_passed_on(
    any_stage: Synthesised, name: str
) -> None:
    machine = any_stage.only(PART, "AWS::StepFunctions::StateMachine", name)["Properties"]
    assert named_in(machine["DefinitionSubstitutions"]["StepsArn"]).startswith("StepsFunction")
    logging = machine["LoggingConfiguration"]
    assert logging["Level"] == "ERROR"
    assert logging["IncludeExecutionData"] is False
    assert "TracingConfiguration" not in machine
    assert machine.get("StateMachineType", "STANDARD") == "STANDARD"
    assert ("lambda:InvokeFunction", "StepsFunction") in allowed(any_stage, PART, name)
    assert {action.partition(":")[0] for action, _ in allowed(any_stage, PART, name)} == {
        "lambda",
        "logs",
    }
