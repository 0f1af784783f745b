"""The store."""

from constructs import Construct

from infra.constructs.table import Table
from infra.settings import StageSettings
from infra.stacks.agentline_stack import AgentLineStack


class DataStack(AgentLineStack):
    def __init__(self, scope: Construct, settings: StageSettings) -> None:
        super().__init__(
            scope, "Data", settings=settings, description="AgentLine: customers, orders, bases"
        )
        self.table = Table(self, "Store", settings=settings).table
        self.tell(TableName=self.table.table_name, TableArn=self.table.table_arn)
