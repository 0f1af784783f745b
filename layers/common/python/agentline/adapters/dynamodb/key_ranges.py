"""Lists of what is kept side by side under one key: of one customer, of one day."""

from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta
from typing import Any

from pynamodb.expressions.condition import Condition

from agentline.adapters.dynamodb import rows
from agentline.adapters.dynamodb.index_reading import MOST_ITEMS
from agentline.office_ports import Listing, Position

_SMALLEST_PAGE = 25


def list_range[Kind: rows.Row](
    kind: type[Kind],
    key: str,
    condition: Condition | None,
    limit: int,
    position: Position | None,
    *,
    newest_first: bool = True,
) -> Listing[Kind]:
    """Up to `limit` rows of a kind under `key` whose sort key meets the condition."""
    found = kind.query(
        key,
        condition,
        limit=limit,
        last_evaluated_key=_start(position),
        scan_index_forward=not newest_first,
        consistent_read=True,
    )
    items = list(found)
    last: Any = found.last_evaluated_key
    leads_on = {name: last[name]["S"] for name in ("pk", "sk")} if last else None
    return Listing(items=items, position=leads_on)


def sift_range[Kind: rows.Row](
    kind: type[Kind],
    key: str,
    condition: Condition | None,
    limit: int,
    position: Position | None,
    is_wanted: Callable[[Kind], bool],
) -> Listing[Kind]:
    """Up to `limit` rows as `list_range` gives, but for those that are not wanted; newest first.

    What is read for one request is bounded: the part may be short, and lead on all the same.
    """
    found: list[Kind] = []
    queried = kind.query(
        key,
        condition,
        page_size=max(limit, _SMALLEST_PAGE),
        last_evaluated_key=_start(position),
        scan_index_forward=False,
        consistent_read=True,
    )
    for looked_at, row in enumerate(queried, start=1):
        if is_wanted(row):
            found.append(row)
        if len(found) == limit or looked_at == MOST_ITEMS:
            return Listing(items=found, position={"pk": row.pk, "sk": row.sk})
    return Listing(items=found, position=None)


def within_days(prefix: str, since: date, until: date) -> Condition:
    """Of sort keys in which an instant follows the prefix: those of the days up to and including
    `until`."""
    after: date = until + timedelta(days=1)
    return rows.Row.sk.between(f"{prefix}{since}", f"{prefix}{after}")


def second_text(instant: datetime) -> str:
    """How keys of that second begin: they sort after it."""
    return rows.instant_text(instant)[: len("2026-03-10T14:03:05")]


def days_back(since: date, until: date) -> Iterator[date]:
    """From `until` back to `since`, both included."""
    return (until - timedelta(days=back) for back in range((until - since).days + 1))


def _start(position: Position | None) -> Any:
    return {name: {"S": value} for name, value in position.items()} if position else None
