"""The files of the web interface, put into its bucket when the stack is deployed."""

from collections.abc import Mapping
from pathlib import Path

import aws_cdk as cdk
from aws_cdk import aws_iam as iam
from aws_cdk import aws_logs as logs
from aws_cdk import aws_s3 as s3
from aws_cdk import aws_s3_deployment as deployment
from constructs import Construct

from infra.constructs.acknowledgement import acknowledge, attribute_in
from infra.constructs.python_function import RETENTION
from infra.constructs.removal import removal_policy
from infra.settings import StageSettings
from infra.web_headers import HASHED_CACHING, HASHED_FOLDER, INDEX_CACHING

CONFIG = "config.json"
_COPIER = "Custom::CDKBucketDeployment"
_COPYING = ("GetBucket*", "GetObject*", "List*", "DeleteObject*", "Abort*")
_COPIES = "CDK copies from its bucket of assets into this one, and knows no names before."
_NOT_OURS = "It is CDK's and runs while the stack is deployed, which says how that went."


class WebFiles(Construct):
    """First what has a hash in its name, then the page that names it, and `config` beside it.

    Earlier files stay: who has an earlier page open goes on with them.
    """

    def __init__(
        self,
        scope: Construct,
        construct_id: str,
        *,
        folder: Path,
        bucket: s3.Bucket,
        config: Mapping[str, object],
        settings: StageSettings,
    ) -> None:
        super().__init__(scope, construct_id)
        self._bucket = bucket
        self._log_group = logs.LogGroup(
            self,
            "Log",
            retention=RETENTION[settings.functions.log_retention_days],
            removal_policy=removal_policy(settings),
        )
        # A role of our own: CDK's would hold AWSLambdaBasicExecutionRole, which writes to any log.
        self._role = iam.Role(self, "Role", assumed_by=iam.ServicePrincipal("lambda.amazonaws.com"))
        self._log_group.grant_write(self._role)
        hashed = self._deploy("Hashed", HASHED_CACHING, _part(folder, "/*", f"!/{HASHED_FOLDER}"))
        pages = self._deploy(
            "Pages",
            INDEX_CACHING,
            _part(folder, f"/{HASHED_FOLDER}"),
            deployment.Source.json_data(CONFIG, config),
        )
        pages.node.add_dependency(hashed)
        self._acknowledge_findings()

    def _deploy(
        self, construct_id: str, cache_control: str, *sources: deployment.ISource
    ) -> deployment.BucketDeployment:
        return deployment.BucketDeployment(
            self,
            construct_id,
            destination_bucket=self._bucket,
            sources=list(sources),
            cache_control=[deployment.CacheControl.from_string(cache_control)],
            prune=False,
            role=self._role,
            log_group=self._log_group,
        )

    def _acknowledge_findings(self) -> None:
        stack = cdk.Stack.of(self)
        [copier] = [each for each in stack.node.children if each.node.id.startswith(_COPIER)]
        for rule in (
            "AwsSolutions-L1",
            "Serverless-LambdaLatestVersion",
            "Serverless-LambdaTracing",
            "Serverless-LambdaDLQ",
        ):
            acknowledge(copier, _NOT_OURS, rule)
        bucket = attribute_in(stack, self._bucket, self._bucket.bucket_arn)
        qualifier = cdk.DefaultStackSynthesizer.DEFAULT_QUALIFIER
        bootstrap = f"cdk-{qualifier}-assets-{stack.account}-{stack.region}"
        for finding in (
            *(f"Action::s3:{action}" for action in _COPYING),
            f"Resource::{bucket}/*",
            f"Resource::arn:<AWS::Partition>:s3:::{bootstrap}/*",
        ):
            acknowledge(self._role, _COPIES, f"AwsSolutions-IAM5[{finding}]")


def _part(folder: Path, *left_out: str) -> deployment.ISource:
    return deployment.Source.asset(
        str(folder), exclude=list(left_out), ignore_mode=cdk.IgnoreMode.GIT
    )
