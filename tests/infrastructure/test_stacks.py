"""What holds for all stacks of a stage."""

import json
from itertools import pairwise

import pytest

from tests.infrastructure.conftest import PARTS, Synthesised

OUTPUTS = {
    "Data": {"TableName", "TableArn"},
    "ContactCentre": {"InstanceArn", "HoursArn", "Queues", "RoutingProfileArn"},
    "CallPath": {
        "CodeKeysSecretArn",
        "ContactStreamArn",
        "ContactStreamName",
        "QuarantineBucketName",
        "RateCallArn",
        "ScreenCallArn",
        "TalkGuardArn",
        "TimerQueueUrl",
    },
    "Flows": {"InboundFlowArn"},
    "Invoicing": {
        "DeliveryQueueUrl",
        "DispatchMachineArn",
        "LedgerSecretArn",
        "ScheduleArn",
        "SettleMachineArn",
        "StepsArn",
        "WebhookUrl",
    },
    "Staff": {"ApiKeysSecretArn", "ApiUrl", "UserPoolClientId", "UserPoolId"},
}
# Known to the emulator or to its bridge. It rejects a whole template for one type it does not
# know: a new type needs a look at the emulator before it is added here.
DEPLOYABLE_ON_ONE_MACHINE = {
    "AWS::ApiGateway::Account",
    "AWS::ApiGateway::Authorizer",
    "AWS::ApiGateway::Deployment",
    "AWS::ApiGateway::GatewayResponse",
    "AWS::ApiGateway::Method",
    "AWS::ApiGateway::Resource",
    "AWS::ApiGateway::RestApi",
    "AWS::ApiGateway::Stage",
    "AWS::CloudWatch::Alarm",
    "AWS::CloudWatch::Dashboard",
    "AWS::Cognito::UserPool",
    "AWS::Cognito::UserPoolClient",
    "AWS::Cognito::UserPoolGroup",
    "AWS::Connect::ContactFlow",
    "AWS::Connect::HoursOfOperation",
    "AWS::Connect::Instance",
    "AWS::Connect::InstanceStorageConfig",
    "AWS::Connect::IntegrationAssociation",
    "AWS::Connect::Queue",
    "AWS::Connect::RoutingProfile",
    "AWS::DynamoDB::Table",
    "AWS::Events::Rule",
    "AWS::IAM::Policy",
    "AWS::IAM::Role",
    "AWS::KMS::Key",
    "AWS::Kinesis::Stream",
    "AWS::Lambda::Alias",
    "AWS::Lambda::EventInvokeConfig",
    "AWS::Lambda::EventSourceMapping",
    "AWS::Lambda::Function",
    "AWS::Lambda::LayerVersion",
    "AWS::Lambda::Permission",
    "AWS::Lambda::Version",
    "AWS::Logs::LogGroup",
    "AWS::S3::Bucket",
    "AWS::S3::BucketPolicy",
    "AWS::SNS::Subscription",
    "AWS::SNS::Topic",
    "AWS::SNS::TopicPolicy",
    "AWS::SQS::Queue",
    "AWS::SQS::QueuePolicy",
    "AWS::Scheduler::Schedule",
    "AWS::SecretsManager::Secret",
    "AWS::StepFunctions::StateMachine",
}


@pytest.mark.parametrize("part", PARTS)
def test_a_stack_tells_what_others_find_it_by(any_stage: Synthesised, part: str) -> None:
    outputs = any_stage.document(part)["Outputs"]
    own = {key for key in outputs if not key.startswith("ExportsOutput")}
    assert own == OUTPUTS[part]


@pytest.mark.parametrize("part", PARTS)
def test_every_resource_is_one_the_one_machine_stage_can_deploy(
    any_stage: Synthesised, part: str
) -> None:
    types = {resource["Type"] for resource in any_stage.document(part)["Resources"].values()}
    assert types <= DEPLOYABLE_ON_ONE_MACHINE


@pytest.mark.parametrize("part", PARTS)
def test_connect_resources_of_a_stack_are_made_one_after_another(
    any_stage: Synthesised, part: str
) -> None:
    waits_for = {
        name: set(resource.get("DependsOn", ()))
        for name, resource in any_stage.document(part)["Resources"].items()
        if resource["Type"].startswith("AWS::Connect::")
    }
    in_order: list[str] = []
    while len(in_order) < len(waits_for):
        ready = [
            name
            for name, others in waits_for.items()
            if name not in in_order and others & set(waits_for) <= set(in_order)
        ]
        assert len(ready) == 1, f"{ready} would be made at once"
        in_order += ready
    assert all(earlier in waits_for[later] for earlier, later in pairwise(in_order))


def test_the_stacks_deploy_in_order_and_the_flow_last(any_stage: Synthesised) -> None:
    manifest = json.loads((any_stage.assembly / "manifest.json").read_text(encoding="utf-8"))

    def dependencies(part: str) -> set[str]:
        artifact = manifest["artifacts"][f"AgentLine-{any_stage.stage}-{part}"]
        return {name.rpartition("-")[2] for name in artifact["dependencies"]} & set(PARTS)

    assert dependencies("Data") == set()
    assert dependencies("ContactCentre") == set()
    assert dependencies("CallPath") == {"Data", "ContactCentre"}
    assert dependencies("Flows") == {"ContactCentre", "CallPath"}
    assert {"Data", "Flows"} <= dependencies("Invoicing") <= {"Data", "Flows", "CallPath"}


def test_stacks_are_protected_against_deletion_where_the_stage_retains(
    local_stage: Synthesised, example_stage: Synthesised
) -> None:
    for stage, protected in ((local_stage, None), (example_stage, True)):
        manifest = json.loads((stage.assembly / "manifest.json").read_text(encoding="utf-8"))
        for part in PARTS:
            artifact = manifest["artifacts"][f"AgentLine-{stage.stage}-{part}"]
            assert artifact["properties"].get("terminationProtection") in (
                protected,
                bool(protected),
            )
