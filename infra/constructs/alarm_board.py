"""Alarms: who is told, and what they have in common."""

import aws_cdk as cdk
from aws_cdk import aws_cloudwatch as cloudwatch
from aws_cdk import aws_cloudwatch_actions as actions
from aws_cdk import aws_iam as iam
from aws_cdk import aws_kms as kms
from aws_cdk import aws_sns as sns
from aws_cdk import aws_sns_subscriptions as subscriptions
from constructs import Construct

from infra.constructs.acknowledgement import acknowledge
from infra.settings import StageSettings

CLOUDWATCH = iam.ServicePrincipal("cloudwatch.amazonaws.com")


class AlarmBoard(Construct):
    """Alarms `AgentLine-<stage>-<name>`, each explained in docs/running.md under its name.

    They are told by e-mail where the stage names an address, through the `topic` of another board
    where one is given. `alarms` are all that were added.
    """

    def __init__(
        self,
        scope: Construct,
        construct_id: str,
        *,
        settings: StageSettings,
        topic: sns.ITopic | None = None,
    ) -> None:
        super().__init__(scope, construct_id)
        self.alarms: list[cloudwatch.Alarm] = []
        self._stage = settings.stage
        address = settings.alarm_email
        self.topic = topic or (self._topic(address) if address else None)
        self._action = actions.SnsAction(self.topic) if self.topic else None

    def add(
        self,
        name: str,
        metric: cloudwatch.IMetric,
        *,
        means: str,
        threshold: float = 1,
        periods: int = 1,
        of: int | None = None,
    ) -> None:
        """Ring while `metric` is at or above `threshold` in `periods` of the last `of` periods."""
        alarm = cloudwatch.Alarm(
            self,
            name,
            alarm_name=f"AgentLine-{self._stage}-{name}",
            alarm_description=f"{means} What to do: docs/running.md, {name}.",
            metric=metric,
            threshold=threshold,
            comparison_operator=cloudwatch.ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
            evaluation_periods=of or periods,
            datapoints_to_alarm=periods,
            # Nothing counted is nothing wrong: at night nobody calls.
            treat_missing_data=cloudwatch.TreatMissingData.NOT_BREACHING,
        )
        if self._action:
            alarm.add_alarm_action(self._action)
            alarm.add_ok_action(self._action)
        self.alarms.append(alarm)

    def _topic(self, address: str) -> sns.Topic:
        # CloudWatch cannot use the AWS managed key of SNS.
        key = kms.Key(
            self,
            "Key",
            description="AgentLine: alarms on their way",
            enable_key_rotation=True,
            removal_policy=cdk.RemovalPolicy.DESTROY,
        )
        topic = sns.Topic(self, "Topic", master_key=key, enforce_ssl=True)
        here = {"StringEquals": {"aws:SourceAccount": cdk.Stack.of(self).account}}
        key.add_to_resource_policy(
            iam.PolicyStatement(
                principals=[CLOUDWATCH],
                actions=["kms:Decrypt", "kms:GenerateDataKey*"],
                resources=["*"],
                conditions=here,
            )
        )
        topic.add_to_resource_policy(
            iam.PolicyStatement(
                principals=[CLOUDWATCH],
                actions=["sns:Publish"],
                resources=[topic.topic_arn],
                conditions=here,
            )
        )
        subscription = topic.add_subscription(subscriptions.EmailSubscription(address))
        acknowledge(
            subscription,
            "SNS keeps nothing of an e-mail that another server refused; the alarm stays on the "
            "dashboard.",
            "Serverless-SNSRedrivePolicy",
        )
        return topic
