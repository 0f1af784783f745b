import json
from collections.abc import Mapping
from typing import Any

import pytest

from infra.settings import load_settings
from tests.infrastructure.conftest import Synthesised

DECISIONS = [
    "dynamodb:BatchGetItem",
    "dynamodb:ConditionCheckItem",
    "dynamodb:GetItem",
    "dynamodb:PutItem",
    "dynamodb:Query",
    "dynamodb:UpdateItem",
]
OWN_LOG = ["logs:CreateLogStream", "logs:PutLogEvents"]
FAILURES = ["sqs:GetQueueAttributes", "sqs:GetQueueUrl", "sqs:SendMessage"]
# What Lambda's poller does in the function's name; the set is CDK's for a Kinesis source.
RECORDS = [
    "kinesis:DescribeStream",
    "kinesis:DescribeStreamConsumer",
    "kinesis:DescribeStreamSummary",
    "kinesis:GetRecords",
    "kinesis:GetShardIterator",
    "kinesis:ListShards",
    "kinesis:ListStreams",
    "kinesis:SubscribeToShard",
]


def named_in(resource: Mapping[str, Any]) -> str:
    """The logical id or the export that a policy's resource names."""
    if "Fn::ImportValue" in resource:
        return str(resource["Fn::ImportValue"])
    return str(resource["Fn::GetAtt"][0])


def allowed(stage: Synthesised, function: str) -> list[tuple[list[str], str]]:
    policy = stage.only("CallPath", "AWS::IAM::Policy", f"{function}Role")
    statements = policy["Properties"]["PolicyDocument"]["Statement"]
    assert all(statement["Effect"] == "Allow" for statement in statements)
    return [(statement["Action"], named_in(statement["Resource"])) for statement in statements]


@pytest.mark.parametrize(
    ("function", "expected"),
    [
        ("ScreenCall", [(OWN_LOG, "ScreenCallLog"), (DECISIONS, "StoreTable")]),
        (
            "RateCall",
            [
                (OWN_LOG, "RateCallLog"),
                (DECISIONS, "StoreTable"),
                (FAILURES, "ContactsFailures"),
                (RECORDS, "ContactsStream"),
            ],
        ),
    ],
)
def test_a_function_may_do_its_work_on_its_own_resources_and_nothing_else(
    any_stage: Synthesised, function: str, expected: list[tuple[list[str], str]]
) -> None:
    found = allowed(any_stage, function)
    assert [actions for actions, _ in found] == [actions for actions, _ in expected]
    for (_, resource), (_, name) in zip(found, expected, strict=True):
        assert name in resource


def test_the_roles_hold_no_managed_policy(any_stage: Synthesised) -> None:
    for role in any_stage.resources("CallPath", "AWS::IAM::Role").values():
        assert set(role["Properties"]) == {"AssumeRolePolicyDocument"}


def test_the_functions_run_our_bytecode_with_their_layers_time_limit_and_settings(
    any_stage: Synthesised,
) -> None:
    settings = load_settings(any_stage.stage)
    for start, name, timeout, memory_mb in (
        ("ScreenCall", "screen_call", 8, settings.functions.screen_call_memory_mb),
        ("RateCall", "rate_call", 60, settings.functions.rate_call_memory_mb),
    ):
        function = any_stage.only("CallPath", "AWS::Lambda::Function", start)["Properties"]
        assert function["Handler"] == f"{name}.handler.handler"
        assert function["Runtime"] == "python3.13"
        assert function["Architectures"] == [settings.processor]
        assert function["Timeout"] == timeout
        assert function["MemorySize"] == memory_mb
        assert len(function["Layers"]) == 2
        assert function["LoggingConfig"]["LogGroup"]["Ref"].startswith(f"{start}Log")
        assert "TracingConfig" not in function
        environment = function["Environment"]["Variables"]
        table = environment.pop("AGENTLINE_TABLE")
        assert "StoreTable" in table["Fn::ImportValue"]
        if name == "screen_call":
            assert environment.pop("AGENTLINE_DIRECTORY") == "file"
            assert "Queuetarot" in json.dumps(environment.pop("AGENTLINE_QUEUES"))
        assert environment == {
            "AGENTLINE_STAGE": any_stage.stage,
            "POWERTOOLS_LOG_LEVEL": "INFO",
            "POWERTOOLS_METRICS_NAMESPACE": "AgentLine",
            "POWERTOOLS_SERVICE_NAME": name,
        }


def test_the_logs_end_after_the_days_of_the_stage(any_stage: Synthesised) -> None:
    days = load_settings(any_stage.stage).functions.log_retention_days
    logs = any_stage.resources("CallPath", "AWS::Logs::LogGroup")
    assert [log["Properties"]["RetentionInDays"] for log in logs.values()] == [days, days]


def test_contact_records_are_retried_one_by_one_and_never_lost(any_stage: Synthesised) -> None:
    mapping = any_stage.only("CallPath", "AWS::Lambda::EventSourceMapping")["Properties"]
    stream = any_stage.only("CallPath", "AWS::Kinesis::Stream")["Properties"]
    assert mapping["FunctionResponseTypes"] == ["ReportBatchItemFailures"]
    assert mapping["BisectBatchOnFunctionError"] is True
    assert mapping["BatchSize"] == 100
    assert mapping["MaximumRetryAttempts"] == 5
    assert mapping["StartingPosition"] == "TRIM_HORIZON"
    destination = mapping["DestinationConfig"]["OnFailure"]["Destination"]
    assert named_in(destination).startswith("ContactsFailures")
    # What is given up must still be in the stream when somebody comes to look.
    assert mapping["MaximumRecordAgeInSeconds"] < stream["RetentionPeriodHours"] * 3600


def test_what_is_stored_is_encrypted(any_stage: Synthesised) -> None:
    stream = any_stage.only("CallPath", "AWS::Kinesis::Stream")["Properties"]
    assert stream["StreamEncryption"] == {"EncryptionType": "KMS", "KeyId": "alias/aws/kinesis"}
    queue = any_stage.only("CallPath", "AWS::SQS::Queue")["Properties"]
    assert queue["SqsManagedSseEnabled"] is True


def test_on_aws_the_failure_queue_refuses_requests_without_tls(
    example_stage: Synthesised,
) -> None:
    policy = example_stage.only("CallPath", "AWS::SQS::QueuePolicy")["Properties"]
    [statement] = policy["PolicyDocument"]["Statement"]
    assert statement["Effect"] == "Deny"
    assert statement["Condition"] == {"Bool": {"aws:SecureTransport": "false"}}


def test_only_flows_of_our_own_instance_may_invoke_the_screening(
    example_stage: Synthesised,
) -> None:
    settings = load_settings("example")
    permission = example_stage.only("CallPath", "AWS::Lambda::Permission")["Properties"]
    assert named_in(permission.pop("FunctionName")).startswith("ScreenCall")
    assert permission == {
        "Action": "lambda:InvokeFunction",
        "Principal": "connect.amazonaws.com",
        "SourceAccount": settings.account,
        "SourceArn": settings.contact_centre.instance_arn,
    }


def test_the_instance_sends_contact_records_to_the_stream_and_knows_the_screening(
    any_stage: Synthesised,
) -> None:
    storage = any_stage.only("CallPath", "AWS::Connect::InstanceStorageConfig")["Properties"]
    association = any_stage.only("CallPath", "AWS::Connect::IntegrationAssociation")["Properties"]
    assert storage["ResourceType"] == "CONTACT_TRACE_RECORDS"
    assert named_in(storage["KinesisStreamConfig"]["StreamArn"]).startswith("ContactsStream")
    assert named_in(association["IntegrationArn"]).startswith("ScreenCall")
    assert storage["InstanceArn"] == association["InstanceId"]
