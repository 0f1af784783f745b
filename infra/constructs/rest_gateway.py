"""An API Gateway REST API of ours: what it logs, how much it takes, how it refuses."""

import json
from collections.abc import Mapping, Sequence

import aws_cdk as cdk
from aws_cdk import aws_apigateway as apigateway
from aws_cdk import aws_cloudwatch as cloudwatch
from aws_cdk import aws_logs as logs
from constructs import Construct

from infra.constructs.acknowledgement import acknowledge
from infra.constructs.metrics import FIVE_MINUTES
from infra.constructs.python_function import RETENTION
from infra.constructs.removal import removal_policy
from infra.settings import StageSettings

VERSION = "v1"
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
# As the function answers; but `sandbox` says it all, and needs none of the quotes that the gateway
# puts around a value.
PROBLEM = {
    "Content-Type": "'application/problem+json'",
    "Cache-Control": "'no-store'",
    "Content-Security-Policy": "'sandbox'",
    "Cross-Origin-Resource-Policy": "'same-origin'",
    "Referrer-Policy": "'no-referrer'",
    "Strict-Transport-Security": "'max-age=63072000; includeSubDomains'",
    "X-Content-Type-Options": "'nosniff'",
    "X-Frame-Options": "'DENY'",
}

type Kind = apigateway.ResponseType


class RestGateway(Construct):
    """The API `AgentLine-<stage>-<name>`, served as stage v1.

    Every error of the gateway itself is told as problem details (RFC 9457).
    """

    def __init__(
        self,
        scope: Construct,
        construct_id: str,
        *,
        name: str,
        description: str,
        requests_a_second: int,
        burst: int,
        settings: StageSettings,
        binary_media_types: Sequence[str] | None = None,
    ) -> None:
        super().__init__(scope, construct_id)
        log_group = logs.LogGroup(
            self,
            "AccessLog",
            retention=RETENTION[settings.functions.log_retention_days],
            removal_policy=removal_policy(settings),
        )
        self.api = apigateway.RestApi(
            self,
            "Api",
            rest_api_name=f"AgentLine-{settings.stage}-{name}",
            description=description,
            endpoint_types=[apigateway.EndpointType.REGIONAL],
            binary_media_types=None if binary_media_types is None else list(binary_media_types),
            cloud_watch_role=False,
            deploy_options=apigateway.StageOptions(
                stage_name=VERSION,
                throttling_rate_limit=requests_a_second,
                throttling_burst_limit=burst,
                access_log_destination=apigateway.LogGroupLogDestination(log_group),
                access_log_format=apigateway.AccessLogFormat.custom(json.dumps(ACCESS_LOG)),
            ),
        )
        self.api.node.try_remove_child("Endpoint")  # our stacks tell their own outputs
        stage = self.api.deployment_stage
        acknowledge(stage, "A web ACL belongs to the operations stack.", "AwsSolutions-APIG3")
        acknowledge(
            stage,
            "The function logs each request it refuses, and why.",
            "AwsSolutions-APIG6",
        )
        acknowledge(
            stage,
            "The access log says how long each message took; X-Ray would say the same.",
            "Serverless-APIGWXrayEnabled",
        )

    @property
    def host(self) -> str:
        stack = cdk.Stack.of(self)
        return f"{self.api.rest_api_id}.execute-api.{stack.region}.{stack.url_suffix}"

    @property
    def url(self) -> str:
        return f"https://{self.host}/{self.api.deployment_stage.stage_name}"

    @property
    def stage_arn(self) -> str:
        """As a web ACL names what it protects."""
        stack = cdk.Stack.of(self)
        return (
            f"arn:{stack.partition}:apigateway:{stack.region}::/restapis/{self.api.rest_api_id}"
            f"/stages/{self.api.deployment_stage.stage_name}"
        )

    def server_errors(self) -> cloudwatch.Metric:
        """Requests answered by 5xx."""
        return self.api.metric_server_error(period=FIVE_MINUTES, statistic=cloudwatch.Stats.SUM)

    def answer(
        self,
        name: str,
        kind: Kind,
        problem: Mapping[str, object],
        headers: Mapping[str, str] | None = None,
    ) -> None:
        """Have the gateway answer errors of a kind with a problem."""
        self.api.add_gateway_response(
            name,
            type=kind,
            response_headers={**PROBLEM, **(headers or {})},
            templates={"application/json": json.dumps(problem)},
        )
