"""Deploy a synthesized cloud assembly (`cdk.out`) with boto3 alone, as the CDK CLI would.

Assets first, then the stacks in the order of their dependencies. A second deployment uploads only
what changed, and a stack without changes is left alone. References between stacks are exports and
Fn::ImportValue, which CloudFormation resolves.
"""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from graphlib import TopologicalSorter
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from botocore.exceptions import ClientError

from local.assets import AssetStore

if TYPE_CHECKING:
    from mypy_boto3_cloudformation import CloudFormationClient
    from mypy_boto3_cloudformation.literals import CapabilityType
    from mypy_boto3_cloudformation.type_defs import ParameterTypeDef, StackTypeDef
    from mypy_boto3_ssm import SSMClient

Outputs = dict[str, dict[str, str]]
"""Stack name -> output key -> value."""

Progress = Callable[[str], None]
"""Called with one short sentence whenever something begins or ends."""

_CAPABILITIES: tuple[CapabilityType, ...] = (
    "CAPABILITY_IAM",
    "CAPABILITY_NAMED_IAM",
    "CAPABILITY_AUTO_EXPAND",
)
_LONGEST_STACK_SECONDS = 300.0
_POLL_SECONDS = 0.1
# A stack whose creation failed cannot be updated, only made anew.
_STILLBORN = ("CREATE_FAILED", "ROLLBACK_COMPLETE", "ROLLBACK_FAILED", "DELETE_FAILED")
_BOOTSTRAP_PARAMETER_TYPE = "AWS::SSM::Parameter::Value<String>"
_BOOTSTRAP_VERSION = "30"


class DeploymentError(Exception):
    """A stack could not be deployed. The message is one line with CloudFormation's reason."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Stack:
    name: str
    template: Path
    template_url: str
    parameters: list[ParameterTypeDef]


def deploy(
    assembly: Path,
    client: Callable[[str], Any],
    progress: Progress = lambda _sentence: None,
    *,
    parameters: Mapping[str, str] = MappingProxyType({}),
) -> Outputs:
    """Deploy every stack of `assembly` and return their outputs.

    `client` makes a boto3 client from a service's name: `emulator.client`, for one. Each stack is
    given those of the `parameters` that it declares.
    Raises DeploymentError at the first stack that fails; the stacks before it stay deployed.
    """
    manifest = _read(assembly / "manifest.json")["artifacts"]
    store = AssetStore(client("s3"))
    for assets in _of_type(manifest, "cdk:asset-manifest"):
        uploaded = store.upload_all(assembly, _read(assembly / assets["properties"]["file"]))
        if uploaded:
            progress(f"{uploaded} assets uploaded")
    cloudformation: CloudFormationClient = client("cloudformation")
    outputs: Outputs = {}
    for stack in _stacks_in_order(assembly, manifest, store, parameters):
        _provide_bootstrap_version(stack, client("ssm"))
        outputs[stack.name] = _deploy_stack(stack, cloudformation, progress)
    return outputs


def _read(path: Path) -> dict[str, Any]:
    content: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return content


def _of_type(manifest: dict[str, Any], kind: str) -> Iterator[dict[str, Any]]:
    return (artifact for artifact in manifest.values() if artifact["type"] == kind)


def _stacks_in_order(
    assembly: Path, manifest: dict[str, Any], store: AssetStore, parameters: Mapping[str, str]
) -> Iterator[_Stack]:
    order = TopologicalSorter(
        {name: artifact.get("dependencies", []) for name, artifact in manifest.items()}
    )
    for artifact_id in order.static_order():
        artifact = manifest.get(artifact_id, {})
        if artifact.get("type") == "aws:cloudformation:stack":
            properties = artifact["properties"]
            template = assembly / properties["templateFile"]
            declared = _read(template).get("Parameters", {})
            yield _Stack(
                name=properties.get("stackName", artifact_id),
                template=template,
                template_url=store.url(properties["stackTemplateAssetObjectUrl"]),
                parameters=[
                    {"ParameterKey": name, "ParameterValue": value}
                    for name, value in parameters.items()
                    if name in declared
                ],
            )


def _provide_bootstrap_version(stack: _Stack, ssm: SSMClient) -> None:
    """What `cdk bootstrap` would have left in the account: the version CDK's templates ask for."""
    for parameter in _read(stack.template).get("Parameters", {}).values():
        if parameter.get("Type") == _BOOTSTRAP_PARAMETER_TYPE:
            ssm.put_parameter(
                Name=parameter["Default"], Value=_BOOTSTRAP_VERSION, Type="String", Overwrite=True
            )


def _deploy_stack(
    stack: _Stack, cloudformation: CloudFormationClient, progress: Progress
) -> dict[str, str]:
    existing = _settled(stack.name, cloudformation)
    if existing is not None and existing["StackStatus"] in _STILLBORN:
        progress(f"{stack.name}: clearing what an earlier failure left")
        cloudformation.delete_stack(StackName=stack.name)
        existing = _settled(stack.name, cloudformation)
    try:
        if existing is None:
            progress(f"{stack.name}: creating")
            cloudformation.create_stack(
                StackName=stack.name,
                TemplateURL=stack.template_url,
                Parameters=stack.parameters,
                Capabilities=_CAPABILITIES,
            )
        else:
            cloudformation.update_stack(
                StackName=stack.name,
                TemplateURL=stack.template_url,
                Parameters=stack.parameters,
                Capabilities=_CAPABILITIES,
            )
            progress(f"{stack.name}: updating")
    except ClientError as error:
        message = error.response["Error"]["Message"]
        if existing is None or "No updates are to be performed" not in message:
            raise DeploymentError(f"{stack.name} was refused: {_one_line(message)}") from error
        progress(f"{stack.name}: unchanged")
        return _outputs(existing)
    deployed = _settled(stack.name, cloudformation)
    if deployed is None or deployed["StackStatus"] not in ("CREATE_COMPLETE", "UPDATE_COMPLETE"):
        raise DeploymentError(f"{stack.name} failed: {_reason(stack.name, cloudformation)}")
    progress(f"{stack.name}: deployed")
    return _outputs(deployed)


def _settled(name: str, cloudformation: CloudFormationClient) -> StackTypeDef | None:
    """The stack once nothing is in progress any more; None when there is no such stack."""
    deadline = time.monotonic() + _LONGEST_STACK_SECONDS
    while time.monotonic() < deadline:
        try:
            stack = cloudformation.describe_stacks(StackName=name)["Stacks"][0]
        except ClientError as error:
            if "does not exist" in error.response["Error"]["Message"]:
                return None
            raise
        if not stack["StackStatus"].endswith("_IN_PROGRESS"):
            return stack
        time.sleep(_POLL_SECONDS)
    raise DeploymentError(f"{name} is still in progress after {_LONGEST_STACK_SECONDS:.0f} s.")


def _reason(name: str, cloudformation: CloudFormationClient) -> str:
    """Why the latest operation on a stack failed: its first failed resource."""
    failures = []
    for event in cloudformation.describe_stack_events(StackName=name)["StackEvents"]:
        status, resource = event.get("ResourceStatus", ""), event.get("LogicalResourceId", "")
        if status.endswith("_FAILED"):
            failures.append(f"{resource}: {_one_line(event.get('ResourceStatusReason', status))}")
        is_start = status in ("CREATE_IN_PROGRESS", "UPDATE_IN_PROGRESS")
        if is_start and event.get("ResourceType") == "AWS::CloudFormation::Stack":
            break
    return failures[-1] if failures else "CloudFormation gives no reason"


def _outputs(stack: StackTypeDef) -> dict[str, str]:
    return {output["OutputKey"]: output["OutputValue"] for output in stack.get("Outputs", [])}


def _one_line(text: str) -> str:
    return " ".join(text.split())
