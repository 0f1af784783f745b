"""From the closed basis to the raised limit: what runs, and what it may do."""

import json
import re
from typing import Any

import pytest

from infra.settings import load_settings
from tests.infrastructure.conftest import (
    DIRECTORY_SECRET,
    LEDGER_SECRET,
    Synthesised,
    named_in,
)

PART = "Invoicing"
TABLE = "TABLE"
DECISIONS = [
    "dynamodb:BatchGetItem",
    "dynamodb:ConditionCheckItem",
    "dynamodb:GetItem",
    "dynamodb:PutItem",
    "dynamodb:Query",
    "dynamodb:UpdateItem",
]
OWN_LOG = ["logs:CreateLogStream", "logs:PutLogEvents"]
# What CDK lets a function do to its failure destination.
FAILURES = ["sqs:GetQueueAttributes", "sqs:GetQueueUrl", "sqs:SendMessage"]

type Allowed = set[tuple[str, str]]


def on(resource: str, *actions: str) -> Allowed:
    return {(action, resource) for action in actions}


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


def allowed(stage: Synthesised, role: str) -> Allowed:
    """Actions with what they are allowed on, without CDK's hashes in names."""
    policy = stage.only(PART, "AWS::IAM::Policy", f"{role}RoleDefault")
    return {
        (action, _plain(_resource(resource)))
        for statement in policy["Properties"]["PolicyDocument"]["Statement"]
        for action in _listed(statement["Action"])
        for resource in _listed(statement["Resource"])
    }


def _plain(resource: str) -> str:
    for noise, plain in (
        (r"AgentLine-\w+-Data:\w+StoreTable\w+Arn[0-9A-F]{8}", TABLE),
        (r"arn:aws:states:[a-z0-9-]+:[0-9]{12}:", ""),
        (r"(?<=[a-z])[0-9A-F]{8}(?=:|$)", ""),
    ):
        resource = re.sub(noise, plain, resource)
    return resource


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def _resource(reference: Any) -> str:
    """As `named_in`, of what CDK joins with the partition too."""
    match reference:
        case {"Fn::Join": ["", parts]}:
            return "".join(_resource(part) for part in parts)
        case {"Ref": "AWS::Partition"}:
            return "aws"
    return named_in(reference)


@pytest.mark.parametrize(
    ("role", "expected"),
    [
        ("Steps", set()),
        ("Webhook", EXECUTIONS),
        (
            "Schedule",
            EXECUTIONS
            | on("OutgoingDeliveries", "sqs:SendMessage")
            | on(TABLE, "dynamodb:Scan")
            | on("ClockFailures", *FAILURES),
        ),
    ],
)
def test_a_function_may_do_its_work_on_its_own_resources_and_nothing_else(
    local_stage: Synthesised, role: str, expected: Allowed
) -> None:
    assert allowed(local_stage, role) == expected | (
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
                for action, resource in allowed(stage, role)
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
    assert ("lambda:InvokeFunction", "StepsFunction") in allowed(any_stage, name)
    assert {action.partition(":")[0] for action, _ in allowed(any_stage, name)} == {
        "lambda",
        "logs",
    }


def test_the_api_takes_posts_as_they_are_so_many_a_second_and_logs_nobody(
    any_stage: Synthesised,
) -> None:
    api = any_stage.only(PART, "AWS::ApiGateway::RestApi")["Properties"]
    assert api["BinaryMediaTypes"] == ["*/*"]
    method = any_stage.only(PART, "AWS::ApiGateway::Method")["Properties"]
    assert (method["HttpMethod"], method["AuthorizationType"]) == ("POST", "NONE")
    stage = any_stage.only(PART, "AWS::ApiGateway::Stage")["Properties"]
    [limits] = stage["MethodSettings"]
    assert limits["ThrottlingRateLimit"] == 200
    assert limits["ThrottlingBurstLimit"] == 500
    assert limits["DataTraceEnabled"] is False
    logged = json.loads(stage["AccessLogSetting"]["Format"])
    assert set(logged) == {
        "request_id",
        "at",
        "method",
        "path",
        "status",
        "error",
        "answered_in_ms",
    }
    assert not any(word in str(logged) for word in ("identity", "header", "requestPath"))


def test_the_webhook_may_be_invoked_by_its_own_api_only(any_stage: Synthesised) -> None:
    for permission in any_stage.resources(PART, "AWS::Lambda::Permission").values():
        properties = permission["Properties"]
        assert properties["Principal"] == "apigateway.amazonaws.com"
        assert named_in(properties["FunctionName"]).startswith("WebhookFunction")
        assert "WebhooksApi" in _resource(properties["SourceArn"])


def test_the_gateway_answers_by_problem_details(any_stage: Synthesised) -> None:
    found = {
        resource["Properties"]["ResponseType"]: resource["Properties"]
        for resource in any_stage.resources(PART, "AWS::ApiGateway::GatewayResponse").values()
    }
    assert set(found) == {
        "DEFAULT_4XX",
        "DEFAULT_5XX",
        "MISSING_AUTHENTICATION_TOKEN",
        "THROTTLED",
    }
    for response in found.values():
        content_type = response["ResponseParameters"]["gatewayresponse.header.Content-Type"]
        assert content_type == "'application/problem+json'"
        problem = json.loads(response["ResponseTemplates"]["application/json"])
        assert problem["type"] == "about:blank"
        assert problem["title"]


def test_the_clock_starts_what_the_stage_wants_and_tells_what_it_could_not_start(
    local_stage: Synthesised, example_stage: Synthesised, other_stage: Synthesised
) -> None:
    nightly = {
        "sweep": "rate(5 minutes)",
        "mark_overdue": "cron(15 1 * * ? *)",
        "reconcile": "cron(30 2 * * ? *)",
    }
    for stage, own in (
        (local_stage, {}),
        (example_stage, {"poll_ledger": "rate(15 minutes)"}),
        (other_stage, {"check_addresses": "cron(0 3 1 * ? *)"}),
    ):
        schedules = [
            resource["Properties"]
            for resource in stage.resources(PART, "AWS::Scheduler::Schedule").values()
        ]
        started = {
            json.loads(schedule["Target"]["Input"])["task"]: schedule["ScheduleExpression"]
            for schedule in schedules
        }
        assert started == nightly | own
        for schedule in schedules:
            target = schedule["Target"]
            assert named_in(target["Arn"]).startswith("ScheduleFunction")
            assert named_in(target["DeadLetterConfig"]["Arn"]).startswith("ClockFailures")
            assert target["RetryPolicy"]["MaximumRetryAttempts"] == 5


def test_a_task_that_fails_is_tried_again_and_then_told(any_stage: Synthesised) -> None:
    invocation = any_stage.only(PART, "AWS::Lambda::EventInvokeConfig")["Properties"]
    assert named_in(invocation["FunctionName"]).startswith("ScheduleFunction")
    assert invocation["MaximumRetryAttempts"] == 2
    destination = invocation["DestinationConfig"]["OnFailure"]["Destination"]
    assert named_in(destination).startswith("ClockFailures")


def test_who_may_take_a_role_of_ours_acts_for_this_account(example_stage: Synthesised) -> None:
    for name, service in (
        ("DispatchRole", "states"),
        ("SettleRole", "states"),
        ("ClockRole", "scheduler"),
    ):
        role = example_stage.only(PART, "AWS::IAM::Role", name)["Properties"]
        [statement] = role["AssumeRolePolicyDocument"]["Statement"]
        assert statement["Principal"] == {"Service": f"{service}.amazonaws.com"}
        assert statement["Condition"] == {"StringEquals": {"aws:SourceAccount": "111122223333"}}
