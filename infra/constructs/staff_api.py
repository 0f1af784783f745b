"""The staff API's front: every path and method reaches one function, for who is signed in."""

from aws_cdk import aws_apigateway as apigateway
from aws_cdk import aws_cognito as cognito
from aws_cdk import aws_lambda as lambda_
from constructs import Construct

from infra.constructs.acknowledgement import acknowledge
from infra.constructs.rest_gateway import RestGateway
from infra.settings import StageSettings

# Some dozens of people, each of whose pages asks for a handful of things.
REQUESTS_A_SECOND, BURST = 50, 200


class StaffApi(RestGateway):
    """The gateway checks the token's signature, issuer and time; the function what it says."""

    def __init__(
        self,
        scope: Construct,
        construct_id: str,
        *,
        function: lambda_.IFunction,
        pool: cognito.IUserPool,
        settings: StageSettings,
    ) -> None:
        super().__init__(
            scope,
            construct_id,
            name="Staff",
            description="AgentLine: everything staff can do",
            requests_a_second=REQUESTS_A_SECOND,
            burst=BURST,
            settings=settings,
        )
        authorizer = apigateway.CognitoUserPoolsAuthorizer(
            self, "SignedIn", cognito_user_pools=[pool]
        )
        everything = apigateway.LambdaIntegration(function, allow_test_invoke=False)
        for resource in (self.api.root, self.api.root.add_resource("{proxy+}")):
            resource.add_method(
                "ANY",
                everything,
                authorizer=authorizer,
                authorization_type=apigateway.AuthorizationType.COGNITO,
            )
        self._answer_with_problems()
        acknowledge(
            self.api,
            "The function validates every request against its own models.",
            "AwsSolutions-APIG2",
        )

    def _answer_with_problems(self) -> None:
        kinds = apigateway.ResponseType
        sign_in = _problem(
            "not_authenticated", 401, "Sign in first", "Send your ID token as a bearer token."
        )
        for name, kind in (
            ("SignIn", kinds.UNAUTHORIZED),
            ("TokenMissing", kinds.MISSING_AUTHENTICATION_TOKEN),
            ("TokenExpired", kinds.EXPIRED_TOKEN),
        ):
            self.answer(name, kind, sign_in, {"WWW-Authenticate": "'Bearer'"})
        later = _problem(
            "too_many_requests", 429, "Too many requests", "Wait as long as Retry-After says."
        )
        for name, kind in (("Later", kinds.THROTTLED), ("Quota", kinds.QUOTA_EXCEEDED)):
            self.answer(name, kind, later, {"Retry-After": "'1'"})
        too_large = _problem(
            "body_too_large", 413, "The body is too large", "No request may be so large."
        )
        self.answer("TooLarge", kinds.REQUEST_TOO_LARGE, too_large)
        for name, kind in (("Refused", kinds.DEFAULT_4_XX), ("Failed", kinds.DEFAULT_5_XX)):
            self.answer(name, kind, _told_by_gateway(name.lower()))


def _problem(code: str, status: int, title: str, detail: str) -> dict[str, object]:
    return {
        "type": f"urn:agentline:problem:{code}",
        "title": title,
        "status": status,
        "detail": detail,
        "code": code,
        "instance": "urn:request:$context.requestId",
    }


def _told_by_gateway(code: str) -> dict[str, object]:
    """Of errors that have a status of their own, which templates cannot tell."""
    problem = _problem(code, 0, "$context.error.responseType", "$context.error.message")
    del problem["status"]
    return problem
