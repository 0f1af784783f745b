import pytest

from infra.settings import load_settings
from tests.infrastructure.conftest import Synthesised, named_in

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
OWN_VARIABLES = {
    "screen_call": (
        "AGENTLINE_CODE_KEYS_SECRET",
        "AGENTLINE_DIRECTORY",
        "AGENTLINE_DIRECTORY_SECRET",
        "AGENTLINE_QUEUES",
    ),
    "rate_call": ("AGENTLINE_QUARANTINE_BUCKET",),
    "talk_guard": ("AGENTLINE_CUT_OFF", "AGENTLINE_INSTANCE_ID", "AGENTLINE_TIMER_QUEUE_URL"),
}
CHANGES = ["dynamodb:DescribeStream", "dynamodb:GetRecords", "dynamodb:GetShardIterator"]
TIMERS_TAKEN = [
    "sqs:ChangeMessageVisibility",
    "sqs:DeleteMessage",
    "sqs:GetQueueAttributes",
    "sqs:GetQueueUrl",
    "sqs:ReceiveMessage",
]


def allowed(stage: Synthesised, function: str) -> list[tuple[list[str], str]]:
    policy = stage.only("CallPath", "AWS::IAM::Policy", f"{function}Role")
    statements = policy["Properties"]["PolicyDocument"]["Statement"]
    assert all(statement["Effect"] == "Allow" for statement in statements)
    return [
        (_listed(statement["Action"]), named_in(statement["Resource"])) for statement in statements
    ]


def _listed(actions: str | list[str]) -> list[str]:
    return [actions] if isinstance(actions, str) else actions


@pytest.mark.parametrize(
    ("function", "expected"),
    [
        (
            "ScreenCall",
            [
                (OWN_LOG, "ScreenCallLog"),
                (DECISIONS, "StoreTable"),
                (["secretsmanager:GetSecretValue"], "CodeKeysSecret"),
            ],
        ),
        (
            "RateCall",
            [
                (OWN_LOG, "RateCallLog"),
                (DECISIONS, "StoreTable"),
                (["s3:PutObject"], "QuarantineRecords"),
                (FAILURES, "ContactsFailures"),
                (RECORDS, "ContactsStream"),
            ],
        ),
        (
            "TalkGuard",
            [
                (OWN_LOG, "TalkGuardLog"),
                (DECISIONS, "StoreTable"),
                (sorted([*TIMERS_TAKEN, "sqs:SendMessage"]), "TalkGuardTimers"),
                (["connect:DescribeContact", "connect:StopContact"], "/contact/*"),
                (FAILURES, "TalkGuardFailures"),
                (["dynamodb:ListStreams"], "*"),
                (CHANGES, "StoreTable"),
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
    functions = settings.functions
    for start, name, module, timeout, memory_mb in (
        ("ScreenCall", "screen_call", "screen_call.handler", 8, functions.screen_call_memory_mb),
        ("RateCall", "rate_call", "rate_call.handler", 60, functions.rate_call_memory_mb),
        ("TalkGuard", "talk_guard", "screen_call.talk_guard", 30, functions.talk_guard_memory_mb),
    ):
        function = any_stage.only("CallPath", "AWS::Lambda::Function", start)["Properties"]
        assert function["Handler"] == f"{module}.handler"
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
        for variable in OWN_VARIABLES[name]:
            del environment[variable]
        assert environment == {
            "AGENTLINE_STAGE": any_stage.stage,
            "POWERTOOLS_LOG_LEVEL": "INFO",
            "POWERTOOLS_METRICS_NAMESPACE": "AgentLine",
            "POWERTOOLS_SERVICE_NAME": name,
        }


def test_the_logs_end_after_the_days_of_the_stage(any_stage: Synthesised) -> None:
    days = load_settings(any_stage.stage).functions.log_retention_days
    logs = any_stage.resources("CallPath", "AWS::Logs::LogGroup")
    assert [log["Properties"]["RetentionInDays"] for log in logs.values()] == [days] * 3


def test_contact_records_are_retried_one_by_one_and_never_lost(any_stage: Synthesised) -> None:
    mapping = any_stage.only("CallPath", "AWS::Lambda::EventSourceMapping", "RateCall")[
        "Properties"
    ]
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
    queues = any_stage.resources("CallPath", "AWS::SQS::Queue").values()
    assert [queue["Properties"]["SqsManagedSseEnabled"] for queue in queues] == [True] * 4
    for bucket in any_stage.resources("CallPath", "AWS::S3::Bucket").values():
        assert "BucketEncryption" in bucket["Properties"]


@pytest.mark.parametrize(
    ("kind", "policy_kind", "named"),
    [
        ("AWS::SQS::Queue", "AWS::SQS::QueuePolicy", "Queues"),
        ("AWS::S3::Bucket", "AWS::S3::BucketPolicy", "Bucket"),
        ("AWS::SNS::Topic", "AWS::SNS::TopicPolicy", "Topics"),
    ],
)
def test_on_aws_every_queue_bucket_and_topic_refuses_requests_without_tls(
    example_stage: Synthesised, kind: str, policy_kind: str, named: str
) -> None:
    refusing = set()
    for policy in example_stage.resources("CallPath", policy_kind).values():
        statements = policy["Properties"]["PolicyDocument"]["Statement"]
        if any(
            statement["Effect"] == "Deny"
            and statement["Condition"] == {"Bool": {"aws:SecureTransport": "false"}}
            for statement in statements
        ):
            targets = policy["Properties"][named]
            refusing |= {
                target["Ref"] for target in (targets if isinstance(targets, list) else [targets])
            }
    assert refusing == set(example_stage.resources("CallPath", kind))


def test_only_flows_of_our_own_instance_may_invoke_the_screening(
    example_stage: Synthesised,
) -> None:
    settings = load_settings("example")
    permission = example_stage.only("CallPath", "AWS::Lambda::Permission", "Screen")["Properties"]
    assert named_in(permission.pop("FunctionName")).startswith("ScreeningAlias")
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
    assert named_in(association["IntegrationArn"]).startswith("ScreeningAlias")
    assert storage["InstanceArn"] == association["InstanceId"]
