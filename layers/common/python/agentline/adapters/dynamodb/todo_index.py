"""The index Todo: rows that somebody must see to later, by what for and since or until when.

Asked of the client: the index holds keys only, without the kind PynamoDB tells rows by and filters
its answers by.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from agentline.adapters.dynamodb import rows

INDEX_NAME = "Todo"


@dataclass(frozen=True, slots=True, kw_only=True)
class WaitingRow:
    """The keys of a row, and since or until when it waits."""

    pk: str
    sk: str
    at: datetime


def rows_waiting(todo: str, until: datetime) -> Iterator[WaitingRow]:
    """What waits for `todo` since before `until`, the longest ago first. May be a moment old."""
    client: Any = rows.Row.connect().client
    question: dict[str, Any] = {
        "TableName": rows.Row.Meta.table_name,
        "IndexName": INDEX_NAME,
        "KeyConditionExpression": "todo = :todo AND todo_at < :until",
        "ExpressionAttributeValues": {
            ":todo": {"S": todo},
            ":until": {"S": rows.instant_text(until)},
        },
    }
    while True:
        page = client.query(**question)
        for item in page["Items"]:
            yield WaitingRow(
                pk=item["pk"]["S"],
                sk=item["sk"]["S"],
                at=datetime.fromisoformat(item["todo_at"]["S"]),
            )
        if "LastEvaluatedKey" not in page:
            return
        question["ExclusiveStartKey"] = page["LastEvaluatedKey"]
