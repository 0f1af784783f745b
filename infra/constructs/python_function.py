"""A Lambda function with its role and its log group, and the layers the functions share."""

from collections.abc import Mapping

import aws_cdk as cdk
from aws_cdk import aws_iam as iam
from aws_cdk import aws_lambda as lambda_
from aws_cdk import aws_logs as logs
from constructs import Construct

from infra.assets import Asset, Assets
from infra.constructs.acknowledgement import acknowledge
from infra.constructs.removal import removal_policy
from infra.settings import StageSettings

RUNTIME = lambda_.Runtime.PYTHON_3_13
ARCHITECTURES = {"x86_64": lambda_.Architecture.X86_64, "arm64": lambda_.Architecture.ARM_64}
RETENTION = {
    7: logs.RetentionDays.ONE_WEEK,
    30: logs.RetentionDays.ONE_MONTH,
    90: logs.RetentionDays.THREE_MONTHS,
    365: logs.RetentionDays.ONE_YEAR,
}
NOT_THE_LATEST_PYTHON = (
    "Layers and bytecode are made by and for Python 3.13, the version all tests run; AWS supports "
    "it until 2029."
)
NOT_TRACED = (
    "Every decision is a row and a log line under the contact's id. X-Ray would show how long, "
    "which the metric Duration says, and its tracer alone adds 0.4 s to a cold start."
)


class PythonLayers(Construct):
    """The third-party packages and our own common code, each a layer."""

    def __init__(
        self, scope: Construct, construct_id: str, *, assets: Assets, settings: StageSettings
    ) -> None:
        super().__init__(scope, construct_id)
        architecture = ARCHITECTURES[settings.processor]
        self.versions = tuple(
            lambda_.LayerVersion(
                self,
                name,
                code=_code(asset),
                description=description,
                compatible_runtimes=[RUNTIME],
                compatible_architectures=[architecture],
            )
            for name, asset, description in (
                ("Dependencies", assets.dependencies, "Third-party packages from uv.lock"),
                ("Common", assets.common, "The agentline package"),
            )
        )


class PythonFunction(Construct):
    """The service `name` of one asset of `functions/`, started at `handler`.

    It may write its own log and nothing else: grants are up to who composes it.
    """

    def __init__(
        self,
        scope: Construct,
        construct_id: str,
        *,
        name: str,
        handler: str,
        asset: Asset,
        layers: PythonLayers,
        settings: StageSettings,
        description: str,
        timeout: cdk.Duration,
        memory_mb: int,
        environment: Mapping[str, str],
        snap_start: bool = False,
    ) -> None:
        super().__init__(scope, construct_id)
        log_group = logs.LogGroup(
            self,
            "Log",
            retention=RETENTION[settings.functions.log_retention_days],
            removal_policy=removal_policy(settings),
        )
        # A role of our own: CDK's would hold AWSLambdaBasicExecutionRole, which writes to any log.
        self.role = iam.Role(self, "Role", assumed_by=iam.ServicePrincipal("lambda.amazonaws.com"))
        log_group.grant_write(self.role)
        self.function = lambda_.Function(
            self,
            "Function",
            description=description,
            runtime=RUNTIME,
            architecture=ARCHITECTURES[settings.processor],
            handler=handler,
            code=_code(asset),
            layers=list(layers.versions),
            role=self.role,
            log_group=log_group,
            timeout=timeout,
            memory_size=memory_mb,
            snap_start=lambda_.SnapStartConf.ON_PUBLISHED_VERSIONS if snap_start else None,
            environment={
                "AGENTLINE_STAGE": settings.stage,
                "POWERTOOLS_LOG_LEVEL": settings.functions.log_level,
                "POWERTOOLS_METRICS_NAMESPACE": "AgentLine",
                "POWERTOOLS_SERVICE_NAME": name,
                **environment,
            },
        )
        acknowledge(self.function, NOT_THE_LATEST_PYTHON, "AwsSolutions-L1")
        acknowledge(self.function, NOT_THE_LATEST_PYTHON, "Serverless-LambdaLatestVersion")
        acknowledge(self.function, NOT_TRACED, "Serverless-LambdaTracing")


def _code(asset: Asset) -> lambda_.Code:
    return lambda_.Code.from_asset(str(asset.folder), asset_hash=asset.digest)
