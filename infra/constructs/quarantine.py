"""Where contact records that could not be rated are kept whole."""

import aws_cdk as cdk
from aws_cdk import aws_iam as iam
from aws_cdk import aws_s3 as s3
from constructs import Construct

from infra.constructs.acknowledgement import acknowledge, acknowledge_http, attribute_in
from infra.constructs.removal import removal_policy
from infra.settings import StageSettings

# As long as the calls they belong to.
KEPT = cdk.Duration.days(400)


class Quarantine(Construct):
    """They name people: who reads them is logged."""

    def __init__(self, scope: Construct, construct_id: str, *, settings: StageSettings) -> None:
        super().__init__(scope, construct_id)
        self.bucket = _bucket(self, "Records", settings, log=_bucket(self, "AccessLog", settings))

    def grant_put(self, role: iam.Role) -> None:
        """Let `role` add records, and not read, list or delete them."""
        self._grant("s3:PutObject", "adding", role)

    def grant_read(self, role: iam.Role) -> None:
        """Let `role` read records it can name, and nothing else."""
        self._grant("s3:GetObject", "reading", role)

    def _grant(self, action: str, doing: str, role: iam.Role) -> None:
        role.add_to_policy(
            iam.PolicyStatement(actions=[action], resources=[self.bucket.arn_for_objects("*")])
        )
        bucket = attribute_in(cdk.Stack.of(role), self.bucket, self.bucket.bucket_arn)
        acknowledge(
            role,
            f"Records are named by day and contact; {doing} is all that is allowed.",
            f"AwsSolutions-IAM5[Resource::{bucket}/*]",
        )


def _bucket(
    scope: Construct, construct_id: str, settings: StageSettings, log: s3.IBucket | None = None
) -> s3.Bucket:
    bucket = s3.Bucket(
        scope,
        construct_id,
        block_public_access=s3.BlockPublicAccess.BLOCK_ALL,
        object_ownership=s3.ObjectOwnership.BUCKET_OWNER_ENFORCED,
        encryption=s3.BucketEncryption.S3_MANAGED,
        enforce_ssl=not settings.is_emulated,
        lifecycle_rules=[s3.LifecycleRule(expiration=KEPT)],
        server_access_logs_bucket=log,
        removal_policy=removal_policy(settings),
    )
    acknowledge_http(bucket, settings, "AwsSolutions-S10")
    return bucket
