"""What becomes of a resource that leaves its stack, or whose stack is deleted."""

import aws_cdk as cdk

from infra.settings import StageSettings


def removal_policy(settings: StageSettings) -> cdk.RemovalPolicy:
    return cdk.RemovalPolicy.RETAIN if settings.is_retained else cdk.RemovalPolicy.DESTROY
