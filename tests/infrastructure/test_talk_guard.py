"""What reaches the talk guard, and where it ends up when the guard fails."""

import json
from typing import Any

import pytest

from infra.settings import load_settings
from tests.infrastructure.conftest import Synthesised, named_in

PART = "CallPath"


def environment(stage: Synthesised) -> dict[str, Any]:
    function = stage.only(PART, "AWS::Lambda::Function", "TalkGuard")["Properties"]
    variables: dict[str, Any] = function["Environment"]["Variables"]
    return variables


def mapping(stage: Synthesised, source: str) -> dict[str, Any]:
    found = [
        resource["Properties"]
        for resource in stage.resources(PART, "AWS::Lambda::EventSourceMapping").values()
    ]
    properties: dict[str, Any]
    [properties] = [each for each in found if source in named_in(each["EventSourceArn"])]
    return properties


def test_the_guard_is_the_screening_asset_with_a_handler_of_its_own(
    any_stage: Synthesised,
) -> None:
    guard = any_stage.only(PART, "AWS::Lambda::Function", "TalkGuard")["Properties"]
    screening = any_stage.only(PART, "AWS::Lambda::Function", "ScreenCall")["Properties"]
    assert guard["Code"] == screening["Code"]
    assert guard["Handler"] == "screen_call.talk_guard.handler"


def test_the_guard_knows_its_timers_its_instance_and_whether_to_cut_off(
    local_stage: Synthesised, example_stage: Synthesised, other_stage: Synthesised
) -> None:
    for stage, cut_off in ((local_stage, "on"), (example_stage, "on"), (other_stage, "off")):
        variables = environment(stage)
        assert named_in(variables["AGENTLINE_TIMER_QUEUE_URL"]).startswith("TalkGuardTimers")
        assert variables["AGENTLINE_CUT_OFF"] == cut_off
    imported = load_settings("example").contact_centre.instance_arn
    assert imported is not None
    assert imported.endswith(f"/{environment(example_stage)['AGENTLINE_INSTANCE_ID']}")
    created = named_in(environment(local_stage)["AGENTLINE_INSTANCE_ID"])
    assert "ContactCentreInstance" in created
    assert "Id" in created


def test_calls_that_an_agent_answers_or_that_end_reach_the_guard(any_stage: Synthesised) -> None:
    rule = any_stage.only(PART, "AWS::Events::Rule")["Properties"]
    assert rule["EventPattern"] == {
        "source": ["aws.connect"],
        "detail-type": ["Amazon Connect Contact Event"],
        "detail": {"eventType": ["CONNECTED_TO_AGENT", "DISCONNECTED"], "channel": ["VOICE"]},
    }
    assert "EventBusName" not in rule
    [target] = rule["Targets"]
    assert named_in(target["Arn"]).startswith("TalkGuardFunction")
    assert named_in(target["DeadLetterConfig"]["Arn"]).startswith("TalkGuardFailures")


def test_an_event_the_guard_fails_on_is_tried_again_and_then_kept(any_stage: Synthesised) -> None:
    invocation = any_stage.only(PART, "AWS::Lambda::EventInvokeConfig")["Properties"]
    assert invocation["MaximumRetryAttempts"] == 2
    destination = invocation["DestinationConfig"]["OnFailure"]["Destination"]
    assert named_in(destination).startswith("TalkGuardFailures")


def test_a_timer_is_tried_five_times_and_not_twice_at_once(any_stage: Synthesised) -> None:
    timers = any_stage.only(PART, "AWS::SQS::Queue", "TalkGuardTimers8")["Properties"]
    function = any_stage.only(PART, "AWS::Lambda::Function", "TalkGuard")["Properties"]
    assert timers["VisibilityTimeout"] == 60 > function["Timeout"]
    assert timers["RedrivePolicy"]["maxReceiveCount"] == 5
    dead_letters = named_in(timers["RedrivePolicy"]["deadLetterTargetArn"])
    assert dead_letters.startswith("TalkGuardTimerFailures")
    found = mapping(any_stage, "TalkGuardTimers")
    assert found["BatchSize"] == 10
    assert found["FunctionResponseTypes"] == ["ReportBatchItemFailures"]


def test_new_holds_reach_the_guard_and_are_retried_and_then_kept(any_stage: Synthesised) -> None:
    found = mapping(any_stage, "StoreTable")
    assert "StreamArn" in named_in(found["EventSourceArn"])
    assert found["BatchSize"] == 10
    assert found["MaximumRetryAttempts"] == 5
    assert found["FunctionResponseTypes"] == ["ReportBatchItemFailures"]
    destination = found["DestinationConfig"]["OnFailure"]["Destination"]
    assert named_in(destination).startswith("TalkGuardFailures")


@pytest.mark.parametrize(
    ("event", "pattern"),
    [
        (
            "INSERT",
            {"NewImage": {"kind": {"S": ["call"]}, "hold": {"N": [{"exists": True}]}}},
        ),
        (
            "MODIFY",
            {
                "OldImage": {"verdict": {"S": [{"anything-but": ["ADMIT"]}]}},
                "NewImage": {"kind": {"S": ["call"]}, "hold": {"N": [{"exists": True}]}},
            },
        ),
    ],
)
def test_a_hold_is_new_with_its_call_or_when_a_code_lets_the_call_in(
    any_stage: Synthesised, event: str, pattern: dict[str, Any]
) -> None:
    filters = mapping(any_stage, "StoreTable")["FilterCriteria"]["Filters"]
    assert {"eventName": [event], "dynamodb": pattern} in [
        json.loads(entry["Pattern"]) for entry in filters
    ]
