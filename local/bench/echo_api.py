"""A front like the staff API's before a function that only answers what it was sent."""

import io
import json
import zipfile
from typing import Any

from local.emulator.server import Emulator

_CODE = """
import json


def handler(event, context):
    return {"statusCode": 200, "body": json.dumps({"path": event["path"]})}
"""
_NAME = "bench-echo"


def deploy_echo(emulator: Emulator, pool: str) -> str:
    """The URL of the API, for who has signed in to the pool; any path is echoed."""
    function = _function(emulator)
    gateway: Any = emulator.client("apigateway")
    api = gateway.create_rest_api(name=_NAME)["id"]
    [root] = gateway.get_resources(restApiId=api)["items"]
    resource = gateway.create_resource(restApiId=api, parentId=root["id"], pathPart="{proxy+}")
    region = emulator.settings.region
    authorizer = gateway.create_authorizer(
        restApiId=api,
        name="signed-in",
        type="COGNITO_USER_POOLS",
        providerARNs=[f"arn:aws:cognito-idp:{region}:000000000000:userpool/{pool}"],
        identitySource="method.request.header.Authorization",
    )["id"]
    method = {"restApiId": api, "resourceId": resource["id"], "httpMethod": "ANY"}
    gateway.put_method(**method, authorizationType="COGNITO_USER_POOLS", authorizerId=authorizer)
    path = f"2015-03-31/functions/{function}/invocations"
    gateway.put_integration(
        **method,
        type="AWS_PROXY",
        integrationHttpMethod="POST",
        uri=f"arn:aws:apigateway:{region}:lambda:path/{path}",
    )
    gateway.create_deployment(restApiId=api, stageName="v1")
    return f"{emulator.endpoint_url}/restapis/{api}/v1/_user_request_"


def _function(emulator: Emulator) -> str:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("echo.py", _CODE)
    role = emulator.client("iam").create_role(
        RoleName=_NAME,
        AssumeRolePolicyDocument=json.dumps(
            {
                "Version": "2012-10-17",
                "Statement": [
                    {
                        "Effect": "Allow",
                        "Principal": {"Service": "lambda.amazonaws.com"},
                        "Action": "sts:AssumeRole",
                    }
                ],
            }
        ),
    )["Role"]["Arn"]
    functions: Any = emulator.client("lambda")
    arn: str = functions.create_function(
        FunctionName=_NAME,
        Runtime="python3.13",
        Role=role,
        Handler="echo.handler",
        Code={"ZipFile": packed.getvalue()},
        MemorySize=512,
        Timeout=10,
    )["FunctionArn"]
    functions.add_permission(
        FunctionName=_NAME,
        StatementId="gateway",
        Action="lambda:InvokeFunction",
        Principal="apigateway.amazonaws.com",
    )
    return arn
