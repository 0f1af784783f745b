"""SQS queues: encrypted, over TLS only."""

import aws_cdk as cdk
from aws_cdk import aws_sqs as sqs
from constructs import Construct

from infra.constructs.acknowledgement import acknowledge, acknowledge_http
from infra.constructs.removal import removal_policy
from infra.settings import StageSettings

LAST_RESORT = "It is itself where failures end: an alarm rings as soon as a message is here."


class Queue(sqs.Queue):
    """A message that `dead_letters` is given has failed its five tries."""

    def __init__(
        self,
        scope: Construct,
        construct_id: str,
        *,
        settings: StageSettings,
        visibility_timeout: cdk.Duration | None = None,
        retention_period: cdk.Duration | None = None,
        dead_letters: sqs.IQueue | None = None,
    ) -> None:
        super().__init__(
            scope,
            construct_id,
            encryption=sqs.QueueEncryption.SQS_MANAGED,
            enforce_ssl=not settings.is_emulated,
            visibility_timeout=visibility_timeout,
            retention_period=retention_period,
            dead_letter_queue=sqs.DeadLetterQueue(max_receive_count=5, queue=dead_letters)
            if dead_letters
            else None,
            removal_policy=removal_policy(settings),
        )
        acknowledge_http(self, settings, "AwsSolutions-SQS4")


class FailureQueue(Queue):
    """What was given up, for two weeks: until somebody has looked at it."""

    def __init__(self, scope: Construct, construct_id: str, *, settings: StageSettings) -> None:
        super().__init__(
            scope, construct_id, settings=settings, retention_period=cdk.Duration.days(14)
        )
        acknowledge(self, LAST_RESORT, "AwsSolutions-SQS3")
        acknowledge(self, LAST_RESORT, "Serverless-SQSRedrivePolicy")
