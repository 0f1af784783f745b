"""Alarms and the dashboard: what is watched is counted, and every alarm is explained."""

import json
import re
from typing import Any

import pytest

from agentline.domain.call import Verdict
from agentline.services.quarantine import Outcome
from infra.assets import ROOT
from tests.infrastructure.conftest import Synthesised, named_in

PARTS = ("CallPath", "Invoicing", "Staff")
RUNNING = ROOT / "docs" / "running.md"


def alarms(stage: Synthesised, *parts: str) -> dict[str, dict[str, Any]]:
    """By the name behind `AgentLine-<stage>-`, of some parts or all."""
    return {
        resource["Properties"]["AlarmName"].rpartition("-")[2]: resource["Properties"]
        for part in parts or PARTS
        for resource in stage.resources(part, "AWS::CloudWatch::Alarm").values()
    }


def dashboard(stage: Synthesised, part: str = "CallPath") -> str:
    body = stage.only(part, "AWS::CloudWatch::Dashboard")["Properties"]["DashboardBody"]
    return named_in(body)


def counted_as(prefix: str, word: str) -> str:
    """As the handlers name a metric by what came of a call or a contact record."""
    return prefix + word.title().replace("_", "")


@pytest.mark.parametrize(
    ("name", "metric"),
    [
        ("ScreeningFailed", {"service": "screen_call"}),
        ("ServiceUnknown", {"service": "screen_call"}),
        ("DirectoryFailed", {"service": "screen_call"}),
        ("ContactsQuarantined", {"service": "rate_call"}),
        ("GuardMissed", {"service": "talk_guard"}),
        ("StopRefused", {"service": "talk_guard"}),
        ("PaymentsSuspended", {"service": "invoice_steps"}),
        ("WebhookForged", {"service": "invoice_webhook"}),
        ("WebhookMalformed", {"service": "invoice_webhook"}),
        ("WorkRestarted", {"service": "invoice_schedule"}),
        ("BooksAmiss", {"service": "invoice_schedule"}),
        ("EndpointsDisabled", {"service": "deliver_event"}),
        ("RequestsFailed", {"service": "admin_api"}),
    ],
)
def test_what_a_function_counts_rings_under_the_name_it_is_counted_by(
    any_stage: Synthesised, name: str, metric: dict[str, str]
) -> None:
    alarm = alarms(any_stage)[name]
    assert alarm["Namespace"] == "AgentLine"
    assert alarm["MetricName"] == name
    assert {found["Name"]: found["Value"] for found in alarm["Dimensions"]} == metric


@pytest.mark.parametrize(
    ("name", "metric", "of"),
    [
        ("ScreeningDown", "Errors", "ScreenCallFunction"),
        ("ScreeningThrottled", "Throttles", "ScreenCallFunction"),
        ("ScreeningSlow", "Duration", "ScreenCallFunction"),
        ("RatingDown", "Errors", "RateCallFunction"),
        ("RatingThrottled", "Throttles", "RateCallFunction"),
        ("RatingBehind", "IteratorAge", "RateCallFunction"),
        ("GuardDown", "Errors", "TalkGuardFunction"),
        ("GuardThrottled", "Throttles", "TalkGuardFunction"),
        ("GuardBehind", "IteratorAge", "TalkGuardFunction"),
        ("ContactsGivenUp", "ApproximateNumberOfMessagesVisible", "ContactsFailures"),
        ("GuardGivenUp", "ApproximateNumberOfMessagesVisible", "TalkGuardFailures"),
        ("TimersGivenUp", "ApproximateNumberOfMessagesVisible", "TalkGuardTimerFailures"),
        ("DispatchFailed", "ExecutionsFailed", "DispatchMachine"),
        ("SettlementFailed", "ExecutionsFailed", "SettleMachine"),
        ("WebhookFailed", "5XXError", "AgentLine-"),
        ("ScheduleFailed", "Errors", "ScheduleFunction"),
        ("SchedulesGivenUp", "ApproximateNumberOfMessagesVisible", "ClockFailures"),
        ("EventsBehind", "IteratorAge", "OutgoingPublishFunction"),
        ("EventsGivenUp", "ApproximateNumberOfMessagesVisible", "OutgoingFailures"),
        ("DeliveriesGivenUp", "ApproximateNumberOfMessagesVisible", "OutgoingDeliveryFailures"),
    ],
)
def test_what_aws_counts_rings_for_the_function_or_queue_it_is_counted_of(
    any_stage: Synthesised, name: str, metric: str, of: str
) -> None:
    alarm = alarms(any_stage)[name]
    assert alarm["MetricName"] == metric
    assert [named_in(found["Value"]).startswith(of) for found in alarm["Dimensions"]] == [True]


def test_slow_screening_is_the_slowest_twentieth_for_a_while(any_stage: Synthesised) -> None:
    alarm = alarms(any_stage)["ScreeningSlow"]
    assert alarm["ExtendedStatistic"] == "p95"
    assert alarm["Threshold"] == 2_000
    assert (alarm["DatapointsToAlarm"], alarm["EvaluationPeriods"]) == (2, 3)


def test_silence_at_night_is_no_alarm(any_stage: Synthesised) -> None:
    assert {alarm["TreatMissingData"] for alarm in alarms(any_stage).values()} == {"notBreaching"}


@pytest.mark.parametrize("part", PARTS)
def test_every_queue_of_failures_has_an_alarm(any_stage: Synthesised, part: str) -> None:
    watched = {
        named_in(dimension["Value"])
        for alarm in alarms(any_stage, part).values()
        if alarm["Namespace"] == "AWS/SQS"
        for dimension in alarm["Dimensions"]
    }
    queues = set(any_stage.resources(part, "AWS::SQS::Queue"))
    assert watched == {name for name in queues if "Failures" in name}


def test_alarms_and_their_end_are_told_by_encrypted_mail_where_the_stage_names_an_address(
    example_stage: Synthesised,
) -> None:
    subscription = example_stage.only("CallPath", "AWS::SNS::Subscription")["Properties"]
    assert subscription["Protocol"] == "email"
    assert subscription["Endpoint"] == "operator@example.com"
    topic = example_stage.only("CallPath", "AWS::SNS::Topic")["Properties"]
    key = example_stage.only("CallPath", "AWS::KMS::Key")["Properties"]
    assert "KmsMasterKeyId" in topic
    assert key["EnableKeyRotation"] is True
    for alarm in alarms(example_stage, "CallPath").values():
        assert alarm["AlarmActions"] == alarm["OKActions"] == [subscription["TopicArn"]]


def test_all_stacks_tell_alarms_through_one_topic_that_is_confirmed_once(
    example_stage: Synthesised,
) -> None:
    assert not example_stage.resources("Invoicing", "AWS::SNS::Topic")
    for alarm in alarms(example_stage, "Invoicing").values():
        [topic] = alarm["AlarmActions"]
        assert alarm["OKActions"] == [topic]
        assert "CallPath" in named_in(topic)
        assert "AlarmsTopic" in named_in(topic)


def test_cloudwatch_and_nobody_else_may_send_alarms_and_use_their_key(
    example_stage: Synthesised,
) -> None:
    sender = {"Service": "cloudwatch.amazonaws.com"}
    here = {"StringEquals": {"aws:SourceAccount": "111122223333"}}
    for kind, document, actions in (
        ("AWS::SNS::TopicPolicy", "PolicyDocument", "sns:Publish"),
        ("AWS::KMS::Key", "KeyPolicy", ["kms:Decrypt", "kms:GenerateDataKey*"]),
    ):
        policy = example_stage.only("CallPath", kind)["Properties"][document]
        [allowing] = [
            statement
            for statement in policy["Statement"]
            if statement["Principal"] == sender and statement["Effect"] == "Allow"
        ]
        assert allowing["Action"] == actions
        assert allowing["Condition"] == here


def test_without_an_address_alarms_tell_nobody(
    local_stage: Synthesised, other_stage: Synthesised
) -> None:
    for stage in (local_stage, other_stage):
        for part in PARTS:
            assert not stage.resources(part, "AWS::SNS::Topic")
        assert not any("AlarmActions" in alarm for alarm in alarms(stage).values())


def test_every_alarm_is_explained_to_who_runs_the_line(any_stage: Synthesised) -> None:
    headings = set(re.findall(r"^### (\w+)$", RUNNING.read_text(encoding="utf-8"), re.MULTILINE))
    assert headings == set(alarms(any_stage))
    for name, alarm in alarms(any_stage).items():
        assert alarm["AlarmDescription"].endswith(f"What to do: docs/running.md, {name}.")


@pytest.mark.parametrize("part", PARTS)
def test_a_dashboard_shows_all_alarms_of_its_stack(any_stage: Synthesised, part: str) -> None:
    widgets = json.loads(dashboard(any_stage, part))["widgets"]
    [status] = [widget for widget in widgets if widget["type"] == "alarm"]
    assert len(status["properties"]["alarms"]) == len(alarms(any_stage, part))


def test_the_dashboard_shows_calls_by_every_verdict_there_is(any_stage: Synthesised) -> None:
    drawn = re.findall(r'"(Screened[A-Za-z]+)"', dashboard(any_stage))
    assert {counted_as("Screened", verdict.value) for verdict in Verdict} <= set(drawn)


def test_the_dashboard_shows_of_contact_records_what_is_counted(any_stage: Synthesised) -> None:
    drawn = re.findall(r'"(Contacts[A-Za-z]+)"', dashboard(any_stage))
    known = {counted_as("Contacts", outcome.value) for outcome in Outcome}
    assert {"ContactsRated", "ContactsQuarantined"} <= set(drawn) <= known | {"ContactsFailed"}
