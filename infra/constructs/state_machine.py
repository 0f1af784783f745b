"""A Step Functions state machine, out of infra/state_machines."""

from pathlib import Path

import aws_cdk as cdk
from aws_cdk import aws_iam as iam
from aws_cdk import aws_lambda as lambda_
from aws_cdk import aws_logs as logs
from aws_cdk import aws_stepfunctions as sfn
from constructs import Construct

from infra.constructs.acknowledgement import acknowledge, attribute_in
from infra.constructs.python_function import RETENTION
from infra.constructs.removal import removal_policy
from infra.settings import StageSettings

DEFINITIONS = Path(__file__).parent.parent / "state_machines"
NOT_TRACED = (
    "Each step is in the execution's history with its times, and every decision is a row; X-Ray "
    "would show the same once more."
)


class StateMachine(Construct):
    """The machine of `<name>.asl.json`, whose tasks are all steps of one function.

    Failures are logged without what was passed on: the words of a ledger may name somebody.
    """

    def __init__(
        self,
        scope: Construct,
        construct_id: str,
        *,
        name: str,
        steps: lambda_.IFunction,
        settings: StageSettings,
    ) -> None:
        super().__init__(scope, construct_id)
        log_group = logs.LogGroup(
            self,
            "Log",
            retention=RETENTION[settings.functions.log_retention_days],
            removal_policy=removal_policy(settings),
        )
        role = iam.Role(
            self,
            "Role",
            assumed_by=iam.ServicePrincipal(
                "states.amazonaws.com",
                conditions={"StringEquals": {"aws:SourceAccount": cdk.Stack.of(self).account}},
            ),
        )
        # Not grant_invoke, which allows every version as well.
        role.add_to_policy(
            iam.PolicyStatement(actions=["lambda:InvokeFunction"], resources=[steps.function_arn])
        )
        definition = DEFINITIONS / f"{name}.asl.json"
        self.machine = sfn.StateMachine(
            self,
            "Machine",
            role=role,
            definition_body=sfn.DefinitionBody.from_string(definition.read_text(encoding="utf-8")),
            definition_substitutions={"StepsArn": steps.function_arn},
            logs=sfn.LogOptions(
                destination=log_group, level=sfn.LogLevel.ERROR, include_execution_data=False
            ),
            removal_policy=removal_policy(settings),
        )
        acknowledge(
            self.machine,
            "What went well is in the execution's history for 90 days, and in the table for good.",
            "AwsSolutions-SF1",
        )
        acknowledge(self.machine, NOT_TRACED, "AwsSolutions-SF2")
        acknowledge(self.machine, NOT_TRACED, "Serverless-StepFunctionStateMachineXray")
        acknowledge(
            role,
            "CloudWatch's log deliveries, by which the machine logs, know no resource.",
            "AwsSolutions-IAM5[Resource::*]",
        )

    @property
    def arn(self) -> str:
        return self.machine.state_machine_arn

    def grant_start(self, role: iam.Role) -> None:
        """Let `role` start executions, and see whether one that it can name is running."""
        stack = cdk.Stack.of(self)
        executions = stack.format_arn(
            service="states",
            resource="execution",
            resource_name=f"{self.machine.state_machine_name}:*",
            arn_format=cdk.ArnFormat.COLON_RESOURCE_NAME,
        )
        for action, resource in (
            ("states:StartExecution", self.arn),
            ("states:DescribeExecution", executions),
        ):
            role.add_to_policy(iam.PolicyStatement(actions=[action], resources=[resource]))
        name = attribute_in(cdk.Stack.of(role), self, self.machine.state_machine_name)
        acknowledge(
            role,
            "Executions of this machine only, which are named by what they work on.",
            f"AwsSolutions-IAM5[Resource::arn:<AWS::Partition>:states:{stack.region}:"
            f"{stack.account}:execution:{name}:*]",
        )
