"""Where ledgers send what happened: an API Gateway REST API with one method."""

import json

import aws_cdk as cdk
from aws_cdk import aws_apigateway as apigateway
from aws_cdk import aws_cloudwatch as cloudwatch
from aws_cdk import aws_iam as iam
from aws_cdk import aws_lambda as lambda_
from aws_cdk import aws_logs as logs
from constructs import Construct

from infra.constructs.acknowledgement import acknowledge
from infra.constructs.metrics import FIVE_MINUTES
from infra.constructs.python_function import RETENTION
from infra.constructs.removal import removal_policy
from infra.settings import StageSettings

VERSION = "v1"
# A ledger that has much to tell is told to come back (429), and does.
REQUESTS_A_SECOND, BURST = 200, 500
# Neither who asked nor what was sent.
ACCESS_LOG = {
    "request_id": "$context.requestId",
    "at": "$context.requestTime",
    "method": "$context.httpMethod",
    "path": "$context.resourcePath",
    "status": "$context.status",
    "error": "$context.error.responseType",
    "answered_in_ms": "$context.responseLatency",
}
PROBLEM = {"Content-Type": "'application/problem+json'"}
SIGNED = "Messages carry a signature over their raw body, which the function verifies first of all."


class WebhookApi(Construct):
    """POST <url>/webhooks/<provider> reaches `function`, the body as it came, byte for byte.

    Everything else is refused by the gateway itself, with problem details (RFC 9457).
    """

    def __init__(
        self,
        scope: Construct,
        construct_id: str,
        *,
        function: lambda_.IFunction,
        settings: StageSettings,
    ) -> None:
        super().__init__(scope, construct_id)
        log_group = logs.LogGroup(
            self,
            "AccessLog",
            retention=RETENTION[settings.functions.log_retention_days],
            removal_policy=removal_policy(settings),
        )
        self._api = apigateway.RestApi(
            self,
            "Api",
            rest_api_name=f"AgentLine-{settings.stage}-Webhooks",
            description="AgentLine: ledgers tell of payments",
            endpoint_types=[apigateway.EndpointType.REGIONAL],
            # Every body comes in base64, so that none is read as text on its way.
            binary_media_types=["*/*"],
            cloud_watch_role=False,
            deploy_options=apigateway.StageOptions(
                stage_name=VERSION,
                throttling_rate_limit=REQUESTS_A_SECOND,
                throttling_burst_limit=BURST,
                access_log_destination=apigateway.LogGroupLogDestination(log_group),
                access_log_format=apigateway.AccessLogFormat.custom(json.dumps(ACCESS_LOG)),
            ),
        )
        self._api.node.try_remove_child("Endpoint")  # our stacks tell their own outputs
        provider = self._api.root.add_resource("webhooks").add_resource("{provider}")
        method = provider.add_method(
            "POST", apigateway.LambdaIntegration(function, allow_test_invoke=False)
        )
        self._answer_with_problems()
        self._let_the_gateway_log()
        acknowledge(method, SIGNED, "AwsSolutions-APIG4")
        acknowledge(method, SIGNED, "AwsSolutions-COG4")
        acknowledge(self._api, SIGNED, "AwsSolutions-APIG2")
        stage = self._api.deployment_stage
        acknowledge(stage, "A web ACL belongs to the operations stack.", "AwsSolutions-APIG3")
        acknowledge(
            stage, "The function logs each message it refuses, and why.", "AwsSolutions-APIG6"
        )
        acknowledge(
            stage,
            "The access log says how long each message took; X-Ray would say the same.",
            "Serverless-APIGWXrayEnabled",
        )

    @property
    def url(self) -> str:
        stack = cdk.Stack.of(self)
        host = f"{self._api.rest_api_id}.execute-api.{stack.region}.{stack.url_suffix}"
        return f"https://{host}/{self._api.deployment_stage.stage_name}"

    def server_errors(self) -> cloudwatch.Metric:
        """Messages answered by 5xx: the ledger sends them again."""
        return self._api.metric_server_error(period=FIVE_MINUTES, statistic=cloudwatch.Stats.SUM)

    def _answer_with_problems(self) -> None:
        told_by_gateway = {"type": "about:blank", "title": "$context.error.message"}
        not_here = {
            "type": "about:blank",
            "title": "Forbidden",
            "status": 403,
            "detail": "Only POST to /webhooks/<provider> is answered here.",
        }
        later = {"type": "about:blank", "title": "Too Many Requests", "status": 429}
        kinds = apigateway.ResponseType
        for name, kind, problem, headers in (
            ("Refused", kinds.DEFAULT_4_XX, told_by_gateway, PROBLEM),
            ("Failed", kinds.DEFAULT_5_XX, told_by_gateway, PROBLEM),
            ("NotHere", kinds.MISSING_AUTHENTICATION_TOKEN, not_here, PROBLEM),
            ("Later", kinds.THROTTLED, later, PROBLEM | {"Retry-After": "'1'"}),
        ):
            self._api.add_gateway_response(
                name,
                type=kind,
                response_headers=headers,
                templates={"application/json": json.dumps(problem)},
            )

    def _let_the_gateway_log(self) -> None:
        """API Gateway writes every log of the account and Region by one role."""
        role = iam.Role(
            self,
            "LogRole",
            assumed_by=iam.ServicePrincipal("apigateway.amazonaws.com"),
            managed_policies=[
                iam.ManagedPolicy.from_aws_managed_policy_name(
                    "service-role/AmazonAPIGatewayPushToCloudWatchLogs"
                )
            ],
        )
        account = apigateway.CfnAccount(self, "Account", cloud_watch_role_arn=role.role_arn)
        self._api.deployment_stage.node.add_dependency(account)
        acknowledge(
            role,
            "API Gateway asks for exactly this policy before it logs anything.",
            "AwsSolutions-IAM4[Policy::arn:<AWS::Partition>:iam::aws:policy/service-role/"
            "AmazonAPIGatewayPushToCloudWatchLogs]",
        )
