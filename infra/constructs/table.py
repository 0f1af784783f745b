"""The one DynamoDB table."""

from aws_cdk import aws_dynamodb as dynamodb
from aws_cdk import aws_iam as iam
from constructs import Construct

from infra.constructs.removal import removal_policy
from infra.settings import StageSettings

TODO = "Todo"
# What one conditional transaction per decision takes. Nothing on the call path scans or deletes.
DECISION_ACTIONS = (
    "dynamodb:BatchGetItem",
    "dynamodb:ConditionCheckItem",
    "dynamodb:GetItem",
    "dynamodb:PutItem",
    "dynamodb:Query",
    "dynamodb:UpdateItem",
)


class Table(Construct):
    """Keys `pk` and `sk`, items that end at `expires`, and a stream for outgoing events.

    Items that carry `todo` and `todo_at` wait for somebody, and are listed in the index `Todo`.
    """

    def __init__(self, scope: Construct, construct_id: str, *, settings: StageSettings) -> None:
        super().__init__(scope, construct_id)
        self.table = dynamodb.Table(
            self,
            "Table",
            partition_key=dynamodb.Attribute(name="pk", type=dynamodb.AttributeType.STRING),
            sort_key=dynamodb.Attribute(name="sk", type=dynamodb.AttributeType.STRING),
            billing_mode=dynamodb.BillingMode.PAY_PER_REQUEST,
            time_to_live_attribute="expires",
            stream=dynamodb.StreamViewType.NEW_AND_OLD_IMAGES,
            encryption=dynamodb.TableEncryption.AWS_MANAGED,
            point_in_time_recovery_specification=dynamodb.PointInTimeRecoverySpecification(
                point_in_time_recovery_enabled=True
            ),
            deletion_protection=settings.is_retained,
            removal_policy=removal_policy(settings),
        )
        self.table.add_global_secondary_index(
            index_name=TODO,
            partition_key=dynamodb.Attribute(name="todo", type=dynamodb.AttributeType.STRING),
            sort_key=dynamodb.Attribute(name="todo_at", type=dynamodb.AttributeType.STRING),
            projection_type=dynamodb.ProjectionType.KEYS_ONLY,
        )


def grant_decisions(table: dynamodb.ITable, grantee: iam.IGrantable) -> None:
    """Let `grantee` read and write single items and transactions."""
    iam.Grant.add_to_principal(
        grantee=grantee, actions=list(DECISION_ACTIONS), resource_arns=[table.table_arn]
    )


def grant_todo(table: dynamodb.ITable, grantee: iam.IGrantable) -> None:
    """Let `grantee` list what waits for somebody."""
    iam.Grant.add_to_principal(
        grantee=grantee,
        actions=["dynamodb:Query"],
        resource_arns=[f"{table.table_arn}/index/{TODO}"],
    )


def grant_scan(table: dynamodb.ITable, grantee: iam.IGrantable) -> None:
    """Let `grantee` read the whole table, as reconciliation does."""
    iam.Grant.add_to_principal(
        grantee=grantee, actions=["dynamodb:Scan"], resource_arns=[table.table_arn]
    )
