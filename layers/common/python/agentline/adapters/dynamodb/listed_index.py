"""The index Listed: rows of all customers by what they are listed as, and then by time or name.

Sparse: a row is in it while it carries `listed` (ORDERS#2026-03-10, NAMES#a) and `listed_at`. It
holds whole rows, so that a list costs what its rows weigh and nothing more, however much else there
is. Lists of days are sharded by day (UTC). May be a moment old: decisions never read it.
"""

from collections.abc import Callable, Sequence
from datetime import date

from agentline.adapters.dynamodb import rows
from agentline.adapters.dynamodb.index_reading import Index, Item, Stretch, read_stretches
from agentline.adapters.dynamodb.key_ranges import days_back
from agentline.domain.period import Period
from agentline.office_ports import Listing, Position

LISTED = Index(name="Listed", shard_key="listed", sort_key="listed_at")


def list_rows(
    stretches: Sequence[Stretch],
    limit: int,
    position: Position | None,
    *,
    newest_first: bool = False,
    keep: Callable[[rows.Row], bool] = lambda _row: True,
) -> Listing[rows.Row]:
    """Up to `limit` of the rows that `keep` wants; see `read_stretches`."""

    def is_wanted(item: Item) -> bool:
        return keep(_row(item))

    found = read_stretches(
        LISTED, stretches, limit, position, newest_first=newest_first, keep=is_wanted
    )
    return Listing(items=[_row(item) for item in found.items], position=found.position)


def days_newest_first(prefix: str, since: date, until: date) -> Sequence[Stretch]:
    """One stretch a day, such as ORDERS#2026-03-10, from `until` back to `since`."""
    return [Stretch(shard=f"{prefix}#{day}") for day in days_back(since, until)]


def stretches_of(prefix: str, period: Period) -> Sequence[Stretch]:
    """Those of a period of days in Stockholm, the oldest first: of what is listed by days (UTC),
    with instants before all else in `listed_at`."""
    # Without the Z, so that fractions of the first second sort after its beginning.
    first, end = (f"{at:%Y-%m-%dT%H:%M:%S}" for at in (period.begins_at, period.ends_at))
    return [Stretch(shard=f"{prefix}#{day}", between=(first, end)) for day in period.utc_days]


def _row(item: Item) -> rows.Row:
    return rows.Row.from_raw_data(dict(item))
