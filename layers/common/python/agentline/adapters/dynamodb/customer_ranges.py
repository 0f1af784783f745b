"""Stretches of what is kept under one key, as the store sends it, of whatever kind it is."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from agentline.adapters.dynamodb import rows
from agentline.adapters.dynamodb.mapping.customers import customer_key

type Item = Mapping[str, Mapping[str, Any]]
"""As the store answers it: {"pk": {"S": ...}, ...}."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RangePage:
    """Items in their order; `is_last` if there are no more."""

    items: Sequence[Item]
    is_last: bool


def read_range(
    customer: str, prefix: str, limit: int, *, after: str | None, newest_first: bool = False
) -> RangePage:
    """At most `limit` of a customer's rows whose sort key begins with `prefix`, from the one after
    `after` on."""
    return read_key(customer_key(customer), prefix, limit, after=after, newest_first=newest_first)


def read_key(
    key: str, prefix: str, limit: int, *, after: str | None = None, newest_first: bool = False
) -> RangePage:
    """The same of any key."""
    client: Any = rows.Row.connect().client
    question: dict[str, Any] = {
        "TableName": rows.Row.Meta.table_name,
        "KeyConditionExpression": "pk = :pk AND begins_with(sk, :prefix)",
        "ExpressionAttributeValues": {":pk": {"S": key}, ":prefix": {"S": prefix}},
        "ScanIndexForward": not newest_first,
        "ConsistentRead": True,
        "Limit": limit,
    }
    if after is not None:
        question["ExclusiveStartKey"] = {"pk": {"S": key}, "sk": {"S": after}}
    found = client.query(**question)
    return RangePage(items=found["Items"], is_last="LastEvaluatedKey" not in found)


def row_of(item: Item) -> rows.Row:
    """The row that an item is, of a kind that is known. Raises ValueError for another."""
    return rows.Row.from_raw_data(dict(item))


def sort_key_of(item: Item) -> str:
    sort_key: str = item["sk"]["S"]
    return sort_key
