"""The simulator for a deployed stage: its own template, its own resources."""

import json
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import boto3
from botocore.exceptions import ClientError

from local.connect.centre import ContactCentre, RoutingProfile
from local.connect.errors import SimulatorError
from local.connect.flow import read_flow
from local.connect.lambda_invocation import BotoInvokeOnce, ConnectInvocation
from local.connect.live_call import LiveContacts
from local.connect.opening_hours import opening_hours
from local.connect.publisher import Publisher
from local.connect.simulator import ConnectSimulator
from local.connect.template import flow_content, properties_of

if TYPE_CHECKING:
    from mypy_boto3_cloudformation import CloudFormationClient
    from mypy_boto3_cloudformation.type_defs import StackTypeDef


def _now() -> datetime:
    return datetime.now(UTC)


def simulator_of_stage(
    *,
    assembly: Path,
    stage: str,
    session: boto3.Session,
    endpoint_url: str | None,
    live: LiveContacts | None = None,
    now: Callable[[], datetime] = _now,
) -> ConnectSimulator:
    """Reads flow and opening hours from the templates in `assembly` (cdk.out), the rest from
    CloudFormation at `endpoint_url`. `session` brings region and credentials. Contacts of live
    calls go into `live`, where a ConnectEndpoint finds them, and report to the stage's own stream
    and bus.

    Raises SimulatorError when a template or an output is missing.
    """
    cloudformation = session.client("cloudformation", endpoint_url=endpoint_url)
    centre = f"AgentLine-{stage}-ContactCentre"
    content = flow_of_stage(
        assembly=assembly, stage=stage, session=session, endpoint_url=endpoint_url
    )
    return ConnectSimulator(
        flow=read_flow(content),
        centre=_centre(_template(assembly, centre), stack_outputs(cloudformation, centre), now),
        invoke_lambda=ConnectInvocation(BotoInvokeOnce(session, endpoint_url)),
        reports=publisher_of_stage(stage=stage, session=session, endpoint_url=endpoint_url),
        live=live,
        now=now,
    )


def flow_of_stage(
    *, assembly: Path, stage: str, session: boto3.Session, endpoint_url: str | None
) -> str:
    """The text of the contact flow as it is deployed. Raises what `simulator_of_stage` does."""
    cloudformation = session.client("cloudformation", endpoint_url=endpoint_url)
    stack = f"AgentLine-{stage}-Flows"
    return flow_content(_template(assembly, stack), deployed_values(cloudformation, stack))


def publisher_of_stage(
    *, stage: str, session: boto3.Session, endpoint_url: str | None
) -> Publisher:
    """Publishes on the stage's contact-record stream and the account's default bus."""
    cloudformation = session.client("cloudformation", endpoint_url=endpoint_url)
    outputs = stack_outputs(cloudformation, f"AgentLine-{stage}-CallPath")
    return Publisher(
        kinesis=session.client("kinesis", endpoint_url=endpoint_url),
        events=session.client("events", endpoint_url=endpoint_url),
        stream_name=outputs["ContactStreamName"],
    )


def deployed_values(cloudformation: "CloudFormationClient", stack_name: str) -> dict[str, str]:
    """What a stack's template may refer to: its resources and parameters, pseudo parameters, and
    every export of the account in this region."""
    stack = _deployed_stack(cloudformation, stack_name)
    _, _, _, region, account, _ = stack["StackId"].split(":", 5)
    values = {
        "AWS::AccountId": account,
        "AWS::Partition": "aws",
        "AWS::Region": region,
        "AWS::StackName": stack_name,
        "AWS::URLSuffix": "amazonaws.com",
    }
    for parameter in stack.get("Parameters", []):
        values[parameter["ParameterKey"]] = parameter["ParameterValue"]
    resources = cloudformation.describe_stack_resources(StackName=stack_name)["StackResources"]
    for resource in resources:
        values[resource["LogicalResourceId"]] = resource["PhysicalResourceId"]
    for page in cloudformation.get_paginator("list_exports").paginate():
        values |= {export["Name"]: export["Value"] for export in page["Exports"]}
    return values


def stack_outputs(cloudformation: "CloudFormationClient", stack_name: str) -> dict[str, str]:
    """OutputKey -> OutputValue."""
    stack = _deployed_stack(cloudformation, stack_name)
    return {output["OutputKey"]: output["OutputValue"] for output in stack.get("Outputs", [])}


def _deployed_stack(cloudformation: "CloudFormationClient", stack_name: str) -> "StackTypeDef":
    try:
        [stack] = cloudformation.describe_stacks(StackName=stack_name)["Stacks"]
    except ClientError as error:
        raise SimulatorError(f"{stack_name} cannot be read: {error}") from error
    return stack


def _template(assembly: Path, stack_name: str) -> Mapping[str, Any]:
    path = assembly / f"{stack_name}.template.json"
    if not path.is_file():
        raise SimulatorError(f"{path} is missing: synthesize the stacks first")
    template: Mapping[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return template


def _centre(
    template: Mapping[str, Any], outputs: Mapping[str, str], now: Callable[[], datetime]
) -> ContactCentre:
    [profile] = properties_of(template, "AWS::Connect::RoutingProfile")
    return ContactCentre(
        instance_arn=outputs["InstanceArn"],
        queues=json.loads(outputs["Queues"]),
        routing_profile=RoutingProfile(str(profile["Name"]), outputs["RoutingProfileArn"]),
        is_open=opening_hours(properties_of(template, "AWS::Connect::HoursOfOperation"), now),
    )
