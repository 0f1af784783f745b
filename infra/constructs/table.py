"""The one DynamoDB table."""

from aws_cdk import aws_dynamodb as dynamodb
from aws_cdk import aws_iam as iam
from constructs import Construct

from infra.constructs.removal import removal_policy
from infra.settings import StageSettings

TODO, LISTED = "Todo", "Listed"
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

    Items that carry `todo` and `todo_at` wait for somebody, and are in the index `Todo`; those with
    `listed` and `listed_at` are listed for staff, in the index `Listed`.
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
        self.table.add_global_secondary_index(
            index_name=LISTED,
            partition_key=dynamodb.Attribute(name="listed", type=dynamodb.AttributeType.STRING),
            sort_key=dynamodb.Attribute(name="listed_at", type=dynamodb.AttributeType.STRING),
        )


def grant_decisions(table: dynamodb.ITable, grantee: iam.IGrantable) -> None:
    """Let `grantee` read and write single items and transactions."""
    iam.Grant.add_to_principal(
        grantee=grantee, actions=list(DECISION_ACTIONS), resource_arns=[table.table_arn]
    )


def grant_batch_write(table: dynamodb.ITable, grantee: iam.IGrantable) -> None:
    """Let `grantee` write many items at once, unconditionally."""
    iam.Grant.add_to_principal(
        grantee=grantee, actions=["dynamodb:BatchWriteItem"], resource_arns=[table.table_arn]
    )


def grant_removal(table: dynamodb.ITable, grantee: iam.IGrantable) -> None:
    """Let `grantee` delete items, as merges and erasures do."""
    iam.Grant.add_to_principal(
        grantee=grantee, actions=["dynamodb:DeleteItem"], resource_arns=[table.table_arn]
    )


def grant_index(index: str, table: dynamodb.ITable, grantee: iam.IGrantable) -> None:
    """Let `grantee` read the index `index`."""
    iam.Grant.add_to_principal(
        grantee=grantee,
        actions=["dynamodb:Query"],
        resource_arns=[f"{table.table_arn}/index/{index}"],
    )


def grant_scan(table: dynamodb.ITable, grantee: iam.IGrantable) -> None:
    """Let `grantee` read the whole table, as reconciliation does."""
    iam.Grant.add_to_principal(
        grantee=grantee, actions=["dynamodb:Scan"], resource_arns=[table.table_arn]
    )
