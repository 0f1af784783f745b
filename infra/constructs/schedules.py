"""What the clock starts: EventBridge schedules of one function, and what becomes of failures."""

import json
from collections.abc import Mapping

import aws_cdk as cdk
from aws_cdk import aws_iam as iam
from aws_cdk import aws_lambda as lambda_
from aws_cdk import aws_lambda_destinations as destinations
from aws_cdk import aws_scheduler as scheduler
from constructs import Construct

from infra.constructs.acknowledgement import acknowledge
from infra.constructs.queues import FailureQueue
from infra.settings import StageSettings

OFF = "off"
# By then the same task has been started again, or can wait for its next time.
TOO_LATE = cdk.Duration.hours(1)


class Schedules(Construct):
    """Invokes `function` with {"task": <name>} by the schedules of `tasks`, in UTC.

    A task is tried three times; one that failed for good, or could not be started, is told to
    the queue `failures`.
    """

    def __init__(
        self,
        scope: Construct,
        construct_id: str,
        *,
        function: lambda_.IFunction,
        tasks: Mapping[str, str],
        settings: StageSettings,
    ) -> None:
        super().__init__(scope, construct_id)
        self.failures = FailureQueue(self, "Failures", settings=settings)
        function.configure_async_invoke(
            max_event_age=TOO_LATE,
            retry_attempts=2,
            on_failure=destinations.SqsDestination(self.failures),
        )
        acknowledge(
            function,
            "Tasks that failed go to the failure destination, which tells why as well.",
            "Serverless-LambdaDLQ",
        )
        role = self._role(function)
        for task, schedule in tasks.items():
            if schedule != OFF:
                self._add(task, schedule, function, role)

    def _role(self, function: lambda_.IFunction) -> iam.Role:
        role = iam.Role(
            self,
            "Role",
            assumed_by=iam.ServicePrincipal(
                "scheduler.amazonaws.com",
                conditions={"StringEquals": {"aws:SourceAccount": cdk.Stack.of(self).account}},
            ),
        )
        for action, resource in (
            ("lambda:InvokeFunction", function.function_arn),
            ("sqs:SendMessage", self.failures.queue_arn),
        ):
            role.add_to_policy(iam.PolicyStatement(actions=[action], resources=[resource]))
        return role

    def _add(self, task: str, schedule: str, function: lambda_.IFunction, role: iam.Role) -> None:
        scheduler.CfnSchedule(
            self,
            task.title().replace("_", ""),
            description=f"AgentLine: {task.replace('_', ' ')}",
            schedule_expression=schedule,
            flexible_time_window=scheduler.CfnSchedule.FlexibleTimeWindowProperty(mode="OFF"),
            target=scheduler.CfnSchedule.TargetProperty(
                arn=function.function_arn,
                role_arn=role.role_arn,
                input=json.dumps({"task": task}),
                retry_policy=scheduler.CfnSchedule.RetryPolicyProperty(
                    maximum_event_age_in_seconds=int(TOO_LATE.to_seconds()),
                    maximum_retry_attempts=5,
                ),
                dead_letter_config=scheduler.CfnSchedule.DeadLetterConfigProperty(
                    arn=self.failures.queue_arn
                ),
            ),
        )
