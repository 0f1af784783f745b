"""The stream of contact records, from Connect to the function that rates them."""

import aws_cdk as cdk
from aws_cdk import aws_connect as connect
from aws_cdk import aws_iam as iam
from aws_cdk import aws_kinesis as kinesis
from aws_cdk import aws_lambda as lambda_
from aws_cdk import aws_lambda_event_sources as event_sources
from constructs import Construct

from infra.constructs.queues import FailureQueue
from infra.constructs.removal import removal_policy
from infra.settings import StageSettings

# Kinesis keeps every record for a week. What the rating function gives up, after six tries or two
# days, is named in the failure queue, and can be read from the stream for five days more.
KEPT = cdk.Duration.days(7)
GIVEN_UP_AFTER = cdk.Duration.days(2)
RETRIES = 5


class ContactStream(Construct):
    """One shard takes 1,000 contact records a second."""

    def __init__(self, scope: Construct, construct_id: str, *, settings: StageSettings) -> None:
        super().__init__(scope, construct_id)
        self.stream = kinesis.Stream(
            self,
            "Stream",
            stream_mode=kinesis.StreamMode.PROVISIONED,
            shard_count=1,
            retention_period=KEPT,
            encryption=kinesis.StreamEncryption.MANAGED,
            removal_policy=removal_policy(settings),
        )
        self.failures = FailureQueue(self, "Failures", settings=settings)

    def collect_from(self, instance_arn: str) -> connect.CfnInstanceStorageConfig:
        """Have the Connect instance put its contact records here."""
        return connect.CfnInstanceStorageConfig(
            self,
            "ContactRecords",
            instance_arn=instance_arn,
            resource_type="CONTACT_TRACE_RECORDS",
            storage_type="KINESIS_STREAM",
            kinesis_stream_config=connect.CfnInstanceStorageConfig.KinesisStreamConfigProperty(
                stream_arn=self.stream.stream_arn
            ),
        )

    def grant_put(self, role: iam.Role) -> None:
        """Let `role` put records on the stream, as replaying does."""
        role.add_to_policy(
            iam.PolicyStatement(actions=["kinesis:PutRecord"], resources=[self.stream.stream_arn])
        )

    def deliver_to(self, function: lambda_.IFunction) -> None:
        """Invoke `function` with batches, until each record is taken or given up."""
        function.add_event_source(
            event_sources.KinesisEventSource(
                self.stream,
                starting_position=lambda_.StartingPosition.TRIM_HORIZON,
                batch_size=100,
                report_batch_item_failures=True,
                bisect_batch_on_error=True,
                retry_attempts=RETRIES,
                max_record_age=GIVEN_UP_AFTER,
                on_failure=event_sources.SqsDlq(self.failures),
            )
        )
