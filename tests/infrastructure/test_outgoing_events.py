"""What is published and delivered, and where it ends up when it cannot be."""

import json
from collections.abc import Mapping
from typing import Any

import aws_cdk as cdk
import pytest
from aws_cdk import aws_dynamodb as dynamodb
from aws_cdk import aws_iam as iam
from aws_cdk.assertions import Template
from cdk_nag import AwsSolutionsChecks, ServerlessChecks

from agentline.adapters.dynamodb.stream_images import TOLD_OF_AUDIT
from agentline.adapters.outgoing.postman import DEADLINE_SECONDS
from agentline.domain.webhook_delivery import ATTEMPT_LEASE
from infra.app import new_app
from infra.assets import Assets
from infra.constructs.outgoing_events import AUDITED, OutgoingEvents
from infra.constructs.python_function import PythonLayers
from infra.settings import StageSettings, load_settings
from tests.infrastructure.conftest import named_in


class Composed(cdk.Stack):
    """The construct alone in a stack, beside a table with a stream and a sweeper."""

    def __init__(self, app: cdk.App, settings: StageSettings, assets: Assets) -> None:
        super().__init__(app, "Composed")
        table = dynamodb.Table.from_table_attributes(
            self,
            "Table",
            table_arn="arn:aws:dynamodb:eu-central-1:111122223333:table/t",
            table_stream_arn="arn:aws:dynamodb:eu-central-1:111122223333:table/t/stream/1",
        )
        sweeper = iam.Role(self, "Sweeper", assumed_by=iam.ServicePrincipal("lambda.amazonaws.com"))
        OutgoingEvents(
            self,
            "OutgoingEvents",
            asset=assets.functions["outgoing_events"],
            layers=PythonLayers(self, "Layers", assets=assets, settings=settings),
            settings=settings,
            table=table,
        ).grant_send(sweeper)


type Resources = Mapping[str, dict[str, Any]]


def composed(stage: str, assets: Assets, folder: str) -> Resources:
    """Raises RuntimeError where a finding of cdk-nag is not acknowledged."""
    app = new_app(folder)
    cdk.Validations.of(app).add_plugins(AwsSolutionsChecks(app), ServerlessChecks(app))
    stack = Composed(app, load_settings(stage), assets)
    app.synth()
    resources: Resources = Template.from_stack(stack).to_json()["Resources"]
    return resources


@pytest.fixture(scope="module")
def on_aws(stand_in_assets: Assets, tmp_path_factory: pytest.TempPathFactory) -> Resources:
    return composed("example", stand_in_assets, str(tmp_path_factory.mktemp("example")))


@pytest.fixture(scope="module")
def on_one_machine(stand_in_assets: Assets, tmp_path_factory: pytest.TempPathFactory) -> Resources:
    return composed("local", stand_in_assets, str(tmp_path_factory.mktemp("local")))


def only(resources: Resources, resource_type: str, name_start: str = "") -> dict[str, Any]:
    [properties] = [
        resource["Properties"]
        for name, resource in resources.items()
        if resource["Type"] == resource_type and name.startswith(f"OutgoingEvents{name_start}")
    ]
    return dict(properties)


def mapping(resources: Resources, function: str) -> dict[str, Any]:
    return only(resources, "AWS::Lambda::EventSourceMapping", function)


def test_only_the_one_machine_stage_posts_to_itself(
    on_aws: Resources, on_one_machine: Resources
) -> None:
    for resources, network in ((on_aws, "public"), (on_one_machine, "any")):
        deliver = only(resources, "AWS::Lambda::Function", "Deliver")
        assert deliver["Handler"] == "outgoing_events.deliver.handler"
        assert deliver["Environment"]["Variables"]["AGENTLINE_DELIVERY_NETWORK"] == network


def test_both_functions_know_the_queue_and_may_send_to_it(on_aws: Resources) -> None:
    for name in ("Publish", "Deliver"):
        variables = only(on_aws, "AWS::Lambda::Function", name)["Environment"]["Variables"]
        queue = named_in(variables["AGENTLINE_DELIVERY_QUEUE_URL"])
        assert queue.startswith("OutgoingEventsDeliveries")
        policy = only(on_aws, "AWS::IAM::Policy", name)
        assert may(policy, "sqs:SendMessage", queue)


def may(policy: Mapping[str, Any], action: str, resource: str) -> bool:
    statements = policy["PolicyDocument"]["Statement"]
    return any(
        action in ([actions] if isinstance(actions := each["Action"], str) else actions)
        and resource in json.dumps(each["Resource"])
        for each in statements
    )


def test_the_sweeper_may_be_let_send_messages(on_aws: Resources) -> None:
    [policy] = [
        resource["Properties"]
        for name, resource in on_aws.items()
        if resource["Type"] == "AWS::IAM::Policy" and name.startswith("Sweeper")
    ]
    assert may(policy, "sqs:SendMessage", "OutgoingEventsDeliveries")


def test_a_change_is_tried_again_alone_and_told_where_it_cannot_be_published(
    on_aws: Resources,
) -> None:
    changes = mapping(on_aws, "Publish")
    assert changes["FunctionResponseTypes"] == ["ReportBatchItemFailures"]
    assert changes["BisectBatchOnFunctionError"] is True
    assert changes["StartingPosition"] == "TRIM_HORIZON"
    assert (changes["MaximumRetryAttempts"], changes["MaximumRecordAgeInSeconds"]) == (20, 86_400)
    destination = changes["DestinationConfig"]["OnFailure"]["Destination"]
    assert named_in(destination).startswith("OutgoingEventsFailures")


def test_the_stream_is_asked_for_events_and_steps_of_calls_only(on_aws: Resources) -> None:
    patterns = [
        json.loads(entry["Pattern"])
        for entry in mapping(on_aws, "Publish")["FilterCriteria"]["Filters"]
    ]
    assert patterns == [
        {
            "eventName": ["INSERT"],
            "dynamodb": {"NewImage": {"kind": {"S": ["audit"]}, "what": {"S": AUDITED}}},
        },
        {"eventName": ["INSERT"], "dynamodb": {"NewImage": {"kind": {"S": ["order"]}}}},
        {"eventName": ["INSERT", "MODIFY"], "dynamodb": {"NewImage": {"kind": {"S": ["call"]}}}},
    ]


def test_only_the_publisher_may_write_the_journal(on_aws: Resources) -> None:
    may_write = {
        name: may(only(on_aws, "AWS::IAM::Policy", name), "dynamodb:BatchWriteItem", "table/t")
        for name in ("Publish", "Deliver")
    }
    assert may_write == {"Publish": True, "Deliver": False}


def test_the_stream_is_asked_for_every_entry_of_the_audit_trail_that_is_an_event() -> None:
    assert sorted(AUDITED) == sorted(TOLD_OF_AUDIT)


def test_one_message_is_met_at_a_time_and_kept_when_it_cannot_be(on_aws: Resources) -> None:
    messages = mapping(on_aws, "Deliver")
    assert messages["BatchSize"] == 1
    assert messages["ScalingConfig"] == {"MaximumConcurrency": 10}
    queue = only(on_aws, "AWS::SQS::Queue", "Deliveries")
    dead_letters = queue["RedrivePolicy"]["deadLetterTargetArn"]
    assert named_in(dead_letters).startswith("OutgoingEventsDeliveryFailures")


def test_a_lost_attempt_is_due_again_before_its_message_comes_back(on_aws: Resources) -> None:
    deliver = only(on_aws, "AWS::Lambda::Function", "Deliver")
    queue = only(on_aws, "AWS::SQS::Queue", "Deliveries")
    lease = ATTEMPT_LEASE.total_seconds()
    assert DEADLINE_SECONDS < deliver["Timeout"] < lease < queue["VisibilityTimeout"]
