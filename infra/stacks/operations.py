"""What only AWS has, and the one-machine stage does without."""

from collections.abc import Mapping

from constructs import Construct

from infra.constructs.web_shield import WebShield
from infra.settings import StageSettings
from infra.stacks.agentline_stack import AgentLineStack


class OperationsStack(AgentLineStack):
    """A web ACL before `gateways`, the ARNs of their stages by name."""

    def __init__(
        self, scope: Construct, settings: StageSettings, *, gateways: Mapping[str, str]
    ) -> None:
        super().__init__(
            scope, "Operations", settings=settings, description="AgentLine: what only AWS has"
        )
        WebShield(self, "Shield", stages=gateways, settings=settings)
