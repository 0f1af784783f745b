"""What roles may do, in the words of a template without its noise."""

import re
from typing import Any

from tests.infrastructure.conftest import Synthesised, named_in

TABLE = "TABLE"
DECISIONS = [
    "dynamodb:BatchGetItem",
    "dynamodb:ConditionCheckItem",
    "dynamodb:GetItem",
    "dynamodb:PutItem",
    "dynamodb:Query",
    "dynamodb:UpdateItem",
]
OWN_LOG = ["logs:CreateLogStream", "logs:PutLogEvents"]
# What CDK lets a function do to its failure destination.
FAILURES = ["sqs:GetQueueAttributes", "sqs:GetQueueUrl", "sqs:SendMessage"]

type Allowed = set[tuple[str, str]]


def on(resource: str, *actions: str) -> Allowed:
    return {(action, resource) for action in actions}


def allowed(stage: Synthesised, part: str, role: str) -> Allowed:
    """Actions with what they are allowed on, without CDK's hashes in names."""
    policy = stage.only(part, "AWS::IAM::Policy", f"{role}RoleDefault")
    return {
        (action, _plain(resource_name(resource)))
        for statement in policy["Properties"]["PolicyDocument"]["Statement"]
        for action in _listed(statement["Action"])
        for resource in _listed(statement["Resource"])
    }


def _plain(resource: str) -> str:
    for noise, plain in (
        (r"AgentLine-\w+-Data:\w+StoreTable\w+Arn[0-9A-F]{8}", TABLE),
        (r"arn:aws:states:[a-z0-9-]+:[0-9]{12}:", ""),
        (r"(?<=[a-z])[0-9A-F]{8}(?=:|$)", ""),
    ):
        resource = re.sub(noise, plain, resource)
    return resource


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def resource_name(reference: Any) -> str:
    """As `named_in`, of what CDK joins with the partition too."""
    match reference:
        case {"Fn::Join": ["", parts]}:
            return "".join(resource_name(part) for part in parts)
        case {"Ref": "AWS::Partition"}:
            return "aws"
    return named_in(reference)
