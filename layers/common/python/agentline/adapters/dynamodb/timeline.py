"""What happened with a customer: stretches of key under CUST#<number>, merged by time.

A stretch holds rows whose sort key tells an instant after its prefix. Each is read from the newest
on, at most as many rows as the page has, so that a page costs the same however much there is. What
else happens to customers gets a stretch of its own here.
"""

from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import datetime
from typing import cast

from agentline.adapters.dynamodb import rows
from agentline.adapters.dynamodb.customer_ranges import (
    Item,
    RangePage,
    read_range,
    row_of,
    sort_key_of,
)
from agentline.adapters.dynamodb.customer_rows import NoteRow
from agentline.adapters.dynamodb.journal_rows import CALLED, JournalRow, step_of
from agentline.adapters.dynamodb.mapping.accounts import audit_entry
from agentline.adapters.dynamodb.mapping.entries import NOTE, note
from agentline.adapters.dynamodb.mapping.orders import any_order
from agentline.domain.audit import AuditEntry
from agentline.domain.call import ScreenedCall
from agentline.domain.kept_entry import Note, entered_at
from agentline.domain.manual_order import AnyOrder
from agentline.office_ports import Happening, Listing, Position

type Told = AuditEntry | AnyOrder | Note | ScreenedCall
# In a position, where else a sort key is: nothing is left of the stretch.
_END = ""
_BEGINNING = "-"


def _entry(item: Item) -> Told:
    return audit_entry(cast("rows.AuditRow", row_of(item)))


def _order(item: Item) -> Told:
    return any_order(cast("rows.GatheredRow", row_of(item)))


def _note(item: Item) -> Told:
    return note(cast("NoteRow", row_of(item)))


def _call(item: Item) -> Told:
    return step_of(cast("JournalRow", row_of(item)))


STRETCHES: Mapping[str, Callable[[Item], Told]] = {
    "AUDIT#": _entry,
    NOTE: _note,
    "ORDER#": _order,
    CALLED: _call,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class _Read:
    """An item and the prefix of its stretch."""

    prefix: str
    item: Item

    @property
    def since(self) -> str:
        """By what items of all stretches are ordered, as each of them is by itself."""
        told = sort_key_of(self.item).removeprefix(self.prefix)
        return told if self.prefix != NOTE else f"{rows.sorting_text(entered_at(told))}#{told}"


def read_timeline(customer: str, limit: int, position: Position | None) -> Listing[Happening]:
    """Up to `limit` of what happened, the newest first."""
    reached = position or {}
    left = [prefix for prefix in STRETCHES if reached.get(prefix) != _END]

    def read_stretch(prefix: str) -> RangePage:
        return read_range(customer, prefix, limit, after=reached.get(prefix), newest_first=True)

    with ThreadPoolExecutor(len(STRETCHES)) as threads:
        pages = dict(zip(left, threads.map(read_stretch, left), strict=True))
    read = [
        _Read(prefix=prefix, item=item) for prefix, page in pages.items() for item in page.items
    ]
    read.sort(key=lambda one: one.since, reverse=True)
    floor = _floor(pages)
    told = [one for one in read if one.since >= floor][:limit]
    return Listing(items=list(map(_tell, told)), position=_position(reached, pages, told))


def _floor(pages: Mapping[str, RangePage]) -> str:
    """What is older may come after something that is still to be read."""
    return max(
        (
            _Read(prefix=prefix, item=page.items[-1]).since
            for prefix, page in pages.items()
            if page.items and not page.is_last
        ),
        default="",
    )


def _position(
    reached: Position, pages: Mapping[str, RangePage], told: Sequence[_Read]
) -> Position | None:
    """Each stretch goes on after the last of it that was told; None at the end of them all."""
    goes_on = {prefix: reached.get(prefix, _BEGINNING) for prefix in STRETCHES}
    for prefix, page in pages.items():
        keys = [sort_key_of(one.item) for one in told if one.prefix == prefix]
        if page.is_last and len(keys) == len(page.items):
            goes_on[prefix] = _END
        elif keys:
            goes_on[prefix] = keys[-1]
    if all(key == _END for key in goes_on.values()):
        return None
    return {prefix: key for prefix, key in goes_on.items() if key != _BEGINNING}


def _tell(read: _Read) -> Happening:
    instant = read.since.partition("#")[0]
    return Happening(at=datetime.fromisoformat(instant), what=STRETCHES[read.prefix](read.item))
