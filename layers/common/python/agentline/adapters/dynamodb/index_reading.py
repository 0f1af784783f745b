"""Reading an index, or the table by its keys, part by part: shard after shard, from wherever the
last request stopped.

Asked of the client: an index may hold keys only, without the kind PynamoDB tells rows by and
filters its answers by.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from agentline.adapters.dynamodb import rows
from agentline.office_ports import Listing, Position

# For one request: items looked at, and shards asked, empty ones too.
MOST_ITEMS = 1_000
MOST_SHARDS = 62
_SMALLEST_QUERY = 25

type Item = Mapping[str, Mapping[str, Any]]
"""As the store answers it: {"pk": {"S": ...}, ...}."""
type Keep = Callable[[Item], bool]


@dataclass(frozen=True, slots=True, kw_only=True)
class Index:
    """An index by its name, and its two keys. Without a name it is the table itself."""

    name: str | None
    shard_key: str
    sort_key: str


TABLE = Index(name=None, shard_key="pk", sort_key="sk")


@dataclass(frozen=True, slots=True, kw_only=True)
class Stretch:
    """A shard, or the part of it between two sort keys (both included) or with one beginning."""

    shard: str
    between: tuple[str, str] | None = None
    begins_with: str | None = None


def read_stretches(
    index: Index,
    stretches: Sequence[Stretch],
    limit: int,
    position: Position | None,
    *,
    newest_first: bool = False,
    keep: Keep = lambda _item: True,
) -> Listing[Item]:
    """Up to `limit` of the items that `keep` wants, of one stretch after the other.

    Each stretch is of a shard of its own. What is read for one request is bounded: the part may be
    short, and lead on all the same.
    """
    found: list[Item] = []
    looked_at = 0
    rest = _rest(stretches, position, index)
    for asked, stretch in enumerate(rest):
        if asked == MOST_SHARDS:
            return Listing(items=found, position={index.shard_key: stretch.shard})
        start = position if asked == 0 else None
        for page in _pages(index, stretch, limit, start, newest_first=newest_first):
            for item in page:
                looked_at += 1
                if keep(item):
                    found.append(item)
                if len(found) == limit or looked_at == MOST_ITEMS:
                    return Listing(items=found, position=_position_of(item, index))
    return Listing(items=found, position=None)


def read_all(index: Index, stretch: Stretch, attributes: Sequence[str] = ()) -> Iterator[Item]:
    """Every item of a stretch, in order; only these attributes of each, if any are named."""
    for page in _pages(index, stretch, MOST_ITEMS, None, newest_first=False, only=attributes):
        yield from page


def count_items(index: Index, shard: str, most: int) -> int:
    """How many items a shard has, counted up to `most`."""
    client: Any = rows.Row.connect().client
    question = _question(index, Stretch(shard=shard)) | {"Select": "COUNT"}
    counted = 0
    while True:
        page = client.query(**question, Limit=most - counted)
        counted += int(page["Count"])
        if counted >= most or "LastEvaluatedKey" not in page:
            return counted
        question["ExclusiveStartKey"] = page["LastEvaluatedKey"]


def _pages(
    index: Index,
    stretch: Stretch,
    limit: int,
    start: Position | None,
    *,
    newest_first: bool,
    only: Sequence[str] = (),
) -> Iterator[list[Item]]:
    client: Any = rows.Row.connect().client
    question = (
        _question(index, stretch)
        | _projection(only)
        | {
            "ScanIndexForward": not newest_first,
            "Limit": max(limit, _SMALLEST_QUERY),
        }
    )
    if start and index.sort_key in start:
        question["ExclusiveStartKey"] = {name: {"S": value} for name, value in start.items()}
    while True:
        page = client.query(**question)
        yield page["Items"]
        if "LastEvaluatedKey" not in page:
            return
        question["ExclusiveStartKey"] = page["LastEvaluatedKey"]


def _question(index: Index, stretch: Stretch) -> dict[str, Any]:
    condition = f"{index.shard_key} = :shard"
    values = {":shard": {"S": stretch.shard}}
    if stretch.begins_with is not None:
        condition += f" AND begins_with({index.sort_key}, :beginning)"
        values[":beginning"] = {"S": stretch.begins_with}
    elif stretch.between is not None:
        condition += f" AND {index.sort_key} BETWEEN :first AND :last"
        values |= {":first": {"S": stretch.between[0]}, ":last": {"S": stretch.between[1]}}
    question: dict[str, Any] = {
        "TableName": rows.Row.Meta.table_name,
        "KeyConditionExpression": condition,
        "ExpressionAttributeValues": values,
    }
    return question | ({"IndexName": index.name} if index.name else {"ConsistentRead": True})


def _projection(attributes: Sequence[str]) -> dict[str, Any]:
    if not attributes:
        return {}
    names = {f"#{name}": name for name in attributes}
    return {"ProjectionExpression": ", ".join(names), "ExpressionAttributeNames": names}


def _rest(
    stretches: Sequence[Stretch], position: Position | None, index: Index
) -> Sequence[Stretch]:
    if position is None:
        return stretches
    shards = [stretch.shard for stretch in stretches]
    stopped_at = position[index.shard_key]
    return stretches[shards.index(stopped_at) :] if stopped_at in shards else ()


def _position_of(item: Item, index: Index) -> Position:
    return {name: item[name]["S"] for name in ("pk", "sk", index.shard_key, index.sort_key)}
