"""What the template may refer to is read from the deployed stacks."""

from datetime import UTC, datetime
from pathlib import Path

import boto3
import pytest
from botocore.stub import Stubber

from local.connect.deployment import deployed_values, simulator_of_stage, stack_outputs
from local.connect.errors import SimulatorError

SESSION = boto3.Session(
    aws_access_key_id="test", aws_secret_access_key="test", region_name="eu-north-1"
)
DEPLOYED = datetime(2026, 3, 10, tzinfo=UTC)
STACK = {
    "StackId": "arn:aws:cloudformation:eu-north-1:000000000000:stack/flows/an-id",
    "StackName": "flows",
    "CreationTime": DEPLOYED,
    "StackStatus": "CREATE_COMPLETE",
    "Parameters": [{"ParameterKey": "Alias", "ParameterValue": "agentline"}],
    "Outputs": [{"OutputKey": "InboundFlowArn", "OutputValue": "arn:flow"}],
}
RESOURCE = {
    "LogicalResourceId": "InboundFlow",
    "PhysicalResourceId": "arn:flow",
    "ResourceType": "AWS::Connect::ContactFlow",
    "ResourceStatus": "CREATE_COMPLETE",
    "Timestamp": DEPLOYED,
}


def test_resources_parameters_exports_and_pseudo_parameters_have_values() -> None:
    cloudformation = SESSION.client("cloudformation")
    with Stubber(cloudformation) as answers:
        answers.add_response("describe_stacks", {"Stacks": [STACK]})
        answers.add_response("describe_stack_resources", {"StackResources": [RESOURCE]})
        first_page = {"Exports": [{"Name": "Stage:HoursArn", "Value": "arn:hours"}]}
        answers.add_response("list_exports", first_page | {"NextToken": "more"})
        answers.add_response("list_exports", {"Exports": [{"Name": "Other", "Value": "x"}]})
        values = deployed_values(cloudformation, "flows")
    assert values == {
        "AWS::AccountId": "000000000000",
        "AWS::Partition": "aws",
        "AWS::Region": "eu-north-1",
        "AWS::StackName": "flows",
        "AWS::URLSuffix": "amazonaws.com",
        "Alias": "agentline",
        "InboundFlow": "arn:flow",
        "Other": "x",
        "Stage:HoursArn": "arn:hours",
    }


def test_outputs_are_read_by_their_keys() -> None:
    cloudformation = SESSION.client("cloudformation")
    with Stubber(cloudformation) as answers:
        answers.add_response("describe_stacks", {"Stacks": [STACK]})
        assert stack_outputs(cloudformation, "flows") == {"InboundFlowArn": "arn:flow"}


def test_a_stack_that_is_not_deployed_is_named() -> None:
    cloudformation = SESSION.client("cloudformation")
    with Stubber(cloudformation) as answers:
        answers.add_client_error("describe_stacks", "ValidationError", "does not exist")
        with pytest.raises(SimulatorError, match=r"flows cannot be read: .* does not exist"):
            stack_outputs(cloudformation, "flows")


def test_a_stage_that_was_not_synthesized_is_named(tmp_path: Path) -> None:
    with pytest.raises(SimulatorError, match=r"AgentLine-demo-Flows\.template\.json is missing"):
        simulator_of_stage(assembly=tmp_path, stage="demo", session=SESSION, endpoint_url=None)
