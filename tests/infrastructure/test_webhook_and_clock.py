"""What comes into invoicing from outside: messages of the ledger, and the clock."""

import json

from tests.infrastructure.conftest import Synthesised, named_in
from tests.infrastructure.grants import resource_name

PART = "Invoicing"


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
        assert "WebhooksApi" in resource_name(properties["SourceArn"])


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
