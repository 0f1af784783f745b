"""A cloud assembly as CDK writes it, made by hand and small: two stacks, functions, a layer."""

import hashlib
import json
from pathlib import Path
from typing import Any

from local.assets import zipped

STORE_STACK = "Probe-Store"
CALLS_STACK = "Probe-Calls"
RETRY_LIMIT = 1

_FUNCTIONS = Path(__file__).parent / "functions"
# Longer than what a checkpoint keeps in a file of its own.
_LAYER_MODULE = 'LETTERHEAD = "AgentLine"\n' + "# watermark\n" * 10_000
_BUCKET = "cdk-hnb659fds-assets-${AWS::AccountId}-${AWS::Region}"
_LAYER_KEY = hashlib.sha256(_LAYER_MODULE.encode()).hexdigest() + ".zip"
_TABLE_EXPORT = f"{STORE_STACK}:ExportsOutputRefTable"


def write_assembly(folder: Path, templates: dict[str, dict[str, Any]] | None = None) -> Path:
    """Write the assembly into `folder`; later stacks depend on earlier ones."""
    templates = templates or {STORE_STACK: store_template(), CALLS_STACK: calls_template()}
    folder.mkdir(parents=True, exist_ok=True)
    artifacts: dict[str, Any] = {}
    previous: list[str] = []
    for name, template in reversed(templates.items()):  # the order in the file must not matter
        artifacts |= _artifacts(folder, name, template)
    for name in templates:
        artifacts[name]["dependencies"] = [*previous, f"{name}.assets"]
        previous = [name]
    (folder / "manifest.json").write_text(json.dumps({"artifacts": artifacts}))
    return folder


def _artifacts(folder: Path, name: str, template: dict[str, Any]) -> dict[str, Any]:
    content = json.dumps(template)
    key = hashlib.sha256(content.encode()).hexdigest() + ".json"
    (folder / f"{name}.template.json").write_text(content)
    layer = folder / "layer" / "python"
    layer.mkdir(parents=True, exist_ok=True)
    (layer / "stationery.py").write_text(_LAYER_MODULE)
    files = {
        "functions": _asset(str(_FUNCTIONS), "zip", _functions_key()),
        "layer": _asset("layer", "zip", _LAYER_KEY),
        "template": _asset(f"{name}.template.json", "file", key),
    }
    (folder / f"{name}.assets.json").write_text(json.dumps({"files": files}))
    return {
        name: {
            "type": "aws:cloudformation:stack",
            "properties": {
                "templateFile": f"{name}.template.json",
                "stackTemplateAssetObjectUrl": f"s3://{_BUCKET}/{key}",
            },
        },
        f"{name}.assets": {
            "type": "cdk:asset-manifest",
            "properties": {"file": f"{name}.assets.json"},
        },
    }


def _asset(path: str, packaging: str, key: str) -> dict[str, Any]:
    return {
        "source": {"path": path, "packaging": packaging},
        "destinations": {"here": {"bucketName": _BUCKET, "objectKey": key}},
    }


def _functions_key() -> str:
    return hashlib.sha256(zipped(_FUNCTIONS)).hexdigest() + ".zip"


def store_template() -> dict[str, Any]:
    return {
        "Parameters": {
            "BootstrapVersion": {
                "Type": "AWS::SSM::Parameter::Value<String>",
                "Default": "/cdk-bootstrap/hnb659fds/version",
            }
        },
        "Resources": {
            "Table": {
                "Type": "AWS::DynamoDB::Table",
                "Properties": {
                    "BillingMode": "PAY_PER_REQUEST",
                    "KeySchema": [
                        {"AttributeName": "pk", "KeyType": "HASH"},
                        {"AttributeName": "sk", "KeyType": "RANGE"},
                    ],
                    "AttributeDefinitions": [
                        {"AttributeName": "pk", "AttributeType": "S"},
                        {"AttributeName": "sk", "AttributeType": "S"},
                    ],
                },
            },
            "Letters": {"Type": "AWS::Kinesis::Stream", "Properties": {"ShardCount": 1}},
            "Undelivered": {"Type": "AWS::SQS::Queue"},
        },
        "Outputs": {
            "TableName": {"Value": {"Ref": "Table"}, "Export": {"Name": _TABLE_EXPORT}},
            "TableArn": _exported("TableArn", "Table", "Arn"),
            "StreamArn": _exported("StreamArn", "Letters", "Arn"),
            "StreamName": {"Value": {"Ref": "Letters"}},
            "UndeliveredArn": _exported("UndeliveredArn", "Undelivered", "Arn"),
            "UndeliveredUrl": {"Value": {"Ref": "Undelivered"}},
        },
    }


def calls_template() -> dict[str, Any]:
    return {
        "Resources": {
            "Role": {"Type": "AWS::IAM::Role", "Properties": _role()},
            "Stationery": {
                "Type": "AWS::Lambda::LayerVersion",
                "Properties": {
                    "LayerName": "stationery",
                    "Content": {"S3Bucket": {"Fn::Sub": _BUCKET}, "S3Key": _LAYER_KEY},
                },
            },
            "LettersFunction": _function("letters.handler"),
            "BehaviourFunction": _function("behaviour.handler"),
            "Mapping": {
                "Type": "AWS::Lambda::EventSourceMapping",
                "Properties": {
                    "FunctionName": {"Ref": "LettersFunction"},
                    "EventSourceArn": _imported("StreamArn"),
                    "StartingPosition": "TRIM_HORIZON",
                    "BatchSize": 100,
                    "MaximumRetryAttempts": RETRY_LIMIT,
                    "BisectBatchOnFunctionError": True,
                    "FunctionResponseTypes": ["ReportBatchItemFailures"],
                    "DestinationConfig": {
                        "OnFailure": {"Destination": _imported("UndeliveredArn")}
                    },
                },
            },
            **_connect_resources(),
        },
        "Outputs": {
            "BehaviourName": {"Value": {"Ref": "BehaviourFunction"}},
            "InstanceArn": {"Value": {"Fn::GetAtt": ["Instance", "Arn"]}},
            "QueueArn": {"Value": {"Fn::GetAtt": ["Queue", "QueueArn"]}},
            "FlowArn": {"Value": {"Fn::GetAtt": ["Flow", "ContactFlowArn"]}},
        },
    }


def _exported(name: str, resource: str, attribute: str) -> dict[str, Any]:
    return {
        "Value": {"Fn::GetAtt": [resource, attribute]},
        "Export": {"Name": f"{STORE_STACK}:{name}"},
    }


def _imported(name: str) -> dict[str, str]:
    return {"Fn::ImportValue": f"{STORE_STACK}:{name}"}


def _role() -> dict[str, Any]:
    """May update the table and nothing else: no DeleteItem."""
    return {
        "AssumeRolePolicyDocument": {
            "Version": "2012-10-17",
            "Statement": [
                {
                    "Effect": "Allow",
                    "Action": "sts:AssumeRole",
                    "Principal": {"Service": "lambda.amazonaws.com"},
                }
            ],
        },
        "Policies": [
            {
                "PolicyName": "Letters",
                "PolicyDocument": {
                    "Version": "2012-10-17",
                    "Statement": [
                        {
                            "Effect": "Allow",
                            "Action": "dynamodb:UpdateItem",
                            "Resource": _imported("TableArn"),
                        }
                    ],
                },
            }
        ],
    }


def _function(handler: str) -> dict[str, Any]:
    return {
        "Type": "AWS::Lambda::Function",
        "Properties": {
            "Runtime": "python3.13",
            "Handler": handler,
            "Timeout": 10,
            "Role": {"Fn::GetAtt": ["Role", "Arn"]},
            "Layers": [{"Ref": "Stationery"}],
            "Code": {"S3Bucket": {"Fn::Sub": _BUCKET}, "S3Key": _functions_key()},
            "Environment": {"Variables": {"TABLE": {"Fn::ImportValue": _TABLE_EXPORT}}},
        },
    }


def _connect_resources() -> dict[str, Any]:
    instance = {"Fn::GetAtt": ["Instance", "Arn"]}
    queue = {"Fn::GetAtt": ["Queue", "QueueArn"]}
    return {
        "Instance": {
            "Type": "AWS::Connect::Instance",
            "Properties": {
                "IdentityManagementType": "CONNECT_MANAGED",
                "Attributes": {"InboundCalls": True, "OutboundCalls": False},
            },
        },
        "Hours": {
            "Type": "AWS::Connect::HoursOfOperation",
            "Properties": {"InstanceArn": instance, "Name": "always", "TimeZone": "UTC"},
        },
        "Queue": {
            "Type": "AWS::Connect::Queue",
            "Properties": {
                "InstanceArn": instance,
                "Name": "letters",
                "HoursOfOperationArn": {"Fn::GetAtt": ["Hours", "HoursOfOperationArn"]},
            },
        },
        "Flow": {
            "Type": "AWS::Connect::ContactFlow",
            "Properties": {
                "InstanceArn": instance,
                "Name": "inbound",
                "Type": "CONTACT_FLOW",
                "Content": {"Fn::Join": ["", ['{"queue":"', queue, '"}']]},
            },
        },
    }
