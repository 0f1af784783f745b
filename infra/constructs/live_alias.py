"""The version of the screening function that calls reach."""

from aws_cdk import aws_lambda as lambda_
from constructs import Construct

from infra.settings import Functions


class LiveAlias(Construct):
    """The alias `live` on a version of its own for every change.

    Snapshots and provisioned instances belong to versions; the flow names the alias and need not be
    published again.
    """

    def __init__(
        self,
        scope: Construct,
        construct_id: str,
        *,
        function: lambda_.Function,
        settings: Functions,
    ) -> None:
        super().__init__(scope, construct_id)
        self.alias = lambda_.Alias(
            self,
            "Alias",
            alias_name="live",
            version=function.current_version,
            provisioned_concurrent_executions=settings.screening_provisioned,
        )
