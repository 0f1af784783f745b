"""Where ledgers send what happened: an API Gateway REST API with one method."""

from aws_cdk import aws_apigateway as apigateway
from aws_cdk import aws_iam as iam
from aws_cdk import aws_lambda as lambda_
from constructs import Construct

from infra.constructs.acknowledgement import acknowledge
from infra.constructs.rest_gateway import RestGateway
from infra.settings import StageSettings

# A ledger that has much to tell is told to come back (429), and does.
REQUESTS_A_SECOND, BURST = 200, 500
SIGNED = "Messages carry a signature over their raw body, which the function verifies first of all."


class WebhookApi(RestGateway):
    """POST <url>/webhooks/<provider> reaches `function`, the body as it came, byte for byte.

    Everything else is refused by the gateway itself. What it answers by 5xx ledgers send again.
    """

    def __init__(
        self,
        scope: Construct,
        construct_id: str,
        *,
        function: lambda_.IFunction,
        settings: StageSettings,
    ) -> None:
        super().__init__(
            scope,
            construct_id,
            name="Webhooks",
            description="AgentLine: ledgers tell of payments",
            requests_a_second=REQUESTS_A_SECOND,
            burst=BURST,
            settings=settings,
            # Every body comes in base64, so that none is read as text on its way.
            binary_media_types=["*/*"],
        )
        provider = self.api.root.add_resource("webhooks").add_resource("{provider}")
        method = provider.add_method(
            "POST", apigateway.LambdaIntegration(function, allow_test_invoke=False)
        )
        self._answer_with_problems()
        self._let_the_gateway_log()
        acknowledge(method, SIGNED, "AwsSolutions-APIG4")
        acknowledge(method, SIGNED, "AwsSolutions-COG4")
        acknowledge(self.api, SIGNED, "AwsSolutions-APIG2")

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
        self.answer("Refused", kinds.DEFAULT_4_XX, told_by_gateway)
        self.answer("Failed", kinds.DEFAULT_5_XX, told_by_gateway)
        self.answer("NotHere", kinds.MISSING_AUTHENTICATION_TOKEN, not_here)
        self.answer("Later", kinds.THROTTLED, later, {"Retry-After": "'1'"})

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
        self.api.deployment_stage.node.add_dependency(account)
        acknowledge(
            role,
            "API Gateway asks for exactly this policy before it logs anything.",
            "AwsSolutions-IAM4[Policy::arn:<AWS::Partition>:iam::aws:policy/service-role/"
            "AmazonAPIGatewayPushToCloudWatchLogs]",
        )
