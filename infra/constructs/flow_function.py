"""Lets the flows of a Connect instance invoke a function."""

import aws_cdk as cdk
from aws_cdk import aws_connect as connect
from aws_cdk import aws_iam as iam
from aws_cdk import aws_lambda as lambda_
from constructs import Construct


class FlowFunction(Construct):
    """The function's permission, and its place among the instance's Lambda functions."""

    def __init__(
        self, scope: Construct, construct_id: str, *, function: lambda_.IFunction, instance_arn: str
    ) -> None:
        super().__init__(scope, construct_id)
        permission = "InvokeFromFlows"
        function.add_permission(
            permission,
            principal=iam.ServicePrincipal("connect.amazonaws.com"),
            source_account=cdk.Stack.of(self).account,
            source_arn=instance_arn,
        )
        self.association = connect.CfnIntegrationAssociation(
            self,
            "Association",
            instance_id=instance_arn,
            integration_arn=function.function_arn,
            integration_type="LAMBDA_FUNCTION",
        )
        self.association.node.add_dependency(function.node.find_child(permission))
