"""The index Todo: rows that somebody must see to later, by what for and since or until when.

It holds keys only: what is due, the rows tell.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import islice

from agentline.adapters.dynamodb import rows
from agentline.adapters.dynamodb.index_reading import (
    Index,
    Item,
    Stretch,
    read_all,
    read_stretches,
)
from agentline.office_ports import Listing, Position

TODO = Index(name="Todo", shard_key="todo", sort_key="todo_at")
# Nothing waits since before this.
_EARLIEST = "0001"


@dataclass(frozen=True, slots=True, kw_only=True)
class WaitingRow:
    """The keys of a row, and since or until when it waits."""

    pk: str
    sk: str
    at: datetime


def rows_waiting(todo: str, until: datetime | None = None) -> Iterator[WaitingRow]:
    """What waits for `todo`, since before `until` if that is given, the longest ago first.

    May be a moment old.
    """
    between = (_EARLIEST, rows.instant_text(until)) if until else None
    for item in read_all(TODO, Stretch(shard=todo, between=between)):
        waiting = _waiting(item)
        if until is None or waiting.at < until:
            yield waiting


def list_waiting_rows(
    todos: Sequence[str], limit: int, position: Position | None
) -> Listing[WaitingRow]:
    """Up to `limit` of what waits for the first of `todos`, then for the next, and so on."""
    stretches = [Stretch(shard=todo) for todo in todos]
    found = read_stretches(TODO, stretches, limit, position)
    return Listing(items=[_waiting(item) for item in found.items], position=found.position)


def read_waiting[Kind: rows.Row](
    kind: type[Kind], todo: str, until: datetime, limit: int
) -> Sequence[Kind]:
    """At most `limit` rows of a kind that have waited for `todo` since before `until`."""
    keys = [(row.pk, row.sk) for row in islice(rows_waiting(todo, until), limit)]
    return list(kind.batch_get(keys, consistent_read=True)) if keys else []


def _waiting(item: Item) -> WaitingRow:
    return WaitingRow(
        pk=item["pk"]["S"],
        sk=item["sk"]["S"],
        at=datetime.fromisoformat(item["todo_at"]["S"]),
    )
