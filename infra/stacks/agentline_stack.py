"""What all stacks have in common."""

import aws_cdk as cdk
from constructs import Construct

from infra.settings import StageSettings


class AgentLineStack(cdk.Stack):
    """The stack `AgentLine-<stage>-<part>`."""

    def __init__(
        self, scope: Construct, part: str, *, settings: StageSettings, description: str
    ) -> None:
        super().__init__(
            scope,
            f"AgentLine-{settings.stage}-{part}",
            description=description,
            env=cdk.Environment(account=settings.account, region=settings.region),
            termination_protection=settings.is_retained,
            tags={"application": "agentline", "stage": settings.stage},
        )

    def tell(self, **outputs: str) -> None:
        """Add the outputs by which operators and the one-machine stage find what is here."""
        for key, value in outputs.items():
            cdk.CfnOutput(self, key, value=value)
