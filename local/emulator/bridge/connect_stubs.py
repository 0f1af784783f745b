"""Amazon Connect resources in a stack.

AWS: creates the instance, its hours, queues, profiles and flows, each with an ARN.
ministack: knows no AWS::Connect type and therefore rejects the whole template.
Repaired: each type is recorded as a stub that keeps its identity through updates and has the
attributes that Fn::GetAtt may ask for. The calls themselves are played by the Connect simulator,
which reads what was deployed (flow content with every ARN filled in) from `deployed()`.
"""

# ruff: noqa: SLF001 - a repair reaches into private parts by nature
from functools import partial
from typing import Any
from uuid import uuid4

from local.emulator.bridge import stock

# The word that stands for each type in an ARN, below instance/<instance id>/.
_ARN_WORDS = {
    "AgentStatus": "agent-state",
    "ContactFlow": "contact-flow",
    "ContactFlowModule": "flow-module",
    "HoursOfOperation": "operating-hours",
    "Prompt": "prompt",
    "Queue": "queue",
    "QuickConnect": "transfer-destination",
    "RoutingProfile": "routing-profile",
    "SecurityProfile": "security-profile",
    "User": "agent",
    "View": "view",
}
# These have an id and no ARN.
_ASSOCIATIONS = {
    "InstanceStorageConfig": "AssociationId",
    "IntegrationAssociation": "IntegrationAssociationId",
}


def install() -> None:
    kinds = ["Instance", "PhoneNumber", *_ARN_WORDS, *_ASSOCIATIONS]
    for kind in kinds:
        stock.provisioners._RESOURCE_HANDLERS[f"AWS::Connect::{kind}"] = {
            "create": partial(_create, kind),
            "update": partial(_update, kind),
            "delete": _delete,
        }


def deployed() -> list[dict[str, Any]]:
    """Every Connect resource of every live stack: type, logical_id, stack, id, attributes and
    properties, the last with references already resolved."""
    return [
        {
            "type": resource["ResourceType"],
            "logical_id": logical_id,
            "stack": stack["StackName"],
            "id": resource["PhysicalResourceId"],
            "attributes": resource["Attributes"],
            "properties": resource["Properties"],
        }
        for stack in stock.stacks._stacks.all_values()
        if stack["StackStatus"] != "DELETE_COMPLETE"
        for logical_id, resource in stack.get("_resources", {}).items()
        if resource["ResourceType"].startswith("AWS::Connect::")
    ]


def _create(
    kind: str, _logical_id: str, properties: dict[str, Any], _stack_name: str
) -> tuple[str, dict[str, str]]:
    identity = str(uuid4())
    if kind in _ASSOCIATIONS:
        return identity, {_ASSOCIATIONS[kind]: identity}
    arn = _arn(kind, identity, properties)
    return arn, _attributes(kind, arn)


def _update(
    kind: str,
    physical_id: str,
    _old: dict[str, Any],
    _new: dict[str, Any],
    _stack_name: str,
) -> tuple[str, dict[str, str]]:
    if kind in _ASSOCIATIONS:
        return physical_id, {_ASSOCIATIONS[kind]: physical_id}
    return physical_id, _attributes(kind, physical_id)


def _delete(_physical_id: str, _properties: dict[str, Any]) -> None:
    """Nothing to undo: the record goes with its stack."""


def _arn(kind: str, identity: str, properties: dict[str, Any]) -> str:
    account = f"arn:aws:connect:{stock.scope.get_region()}:{stock.scope.get_account_id()}"
    if kind == "Instance":
        return f"{account}:instance/{identity}"
    if kind == "PhoneNumber":
        return f"{account}:phone-number/{identity}"
    if "InstanceArn" not in properties:
        raise ValueError(f"AWS::Connect::{kind} needs the property InstanceArn")
    return f"{properties['InstanceArn']}/{_ARN_WORDS[kind]}/{identity}"


def _attributes(kind: str, arn: str) -> dict[str, str]:
    if kind != "Instance":
        return {f"{kind}Arn": arn}
    return {
        "Arn": arn,
        "Id": arn.rsplit("/", 1)[-1],
        "InstanceStatus": "ACTIVE",
        "ServiceRole": (
            f"arn:aws:iam::{stock.scope.get_account_id()}:role/aws-service-role/"
            "connect.amazonaws.com/AWSServiceRoleForAmazonConnect"
        ),
    }
