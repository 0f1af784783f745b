"""A table with the keys and indexes that the data stack gives it, for benches and tests alone."""

from typing import Any

_ATTRIBUTES = ("pk", "sk", "todo", "todo_at", "listed", "listed_at")


def create_table(name: str, dynamodb: Any) -> None:
    """`dynamodb` is a client of boto3 or botocore."""
    dynamodb.create_table(TableName=name, BillingMode="PAY_PER_REQUEST", **definition())


def definition() -> dict[str, Any]:
    """Keys and indexes, in the words of CreateTable and of CloudFormation alike."""
    return {
        "KeySchema": _keys("pk", "sk"),
        "GlobalSecondaryIndexes": [
            {
                "IndexName": "Todo",
                "KeySchema": _keys("todo", "todo_at"),
                "Projection": {"ProjectionType": "KEYS_ONLY"},
            },
            {
                "IndexName": "Listed",
                "KeySchema": _keys("listed", "listed_at"),
                "Projection": {"ProjectionType": "ALL"},
            },
        ],
        "AttributeDefinitions": [
            {"AttributeName": attribute, "AttributeType": "S"} for attribute in _ATTRIBUTES
        ],
    }


def _keys(partition: str, sort: str) -> list[dict[str, str]]:
    return [
        {"AttributeName": partition, "KeyType": "HASH"},
        {"AttributeName": sort, "KeyType": "RANGE"},
    ]
