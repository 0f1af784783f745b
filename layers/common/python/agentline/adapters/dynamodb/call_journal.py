"""The journal of calls on the table."""

from collections.abc import Iterator, Sequence
from datetime import UTC, date, timedelta

from agentline.adapters.dynamodb.index_reading import TABLE, Item, Stretch, read_stretches
from agentline.adapters.dynamodb.journal_rows import (
    CALLED,
    JournalRow,
    caller_key,
    day_key,
    journal_rows,
    step_of,
)
from agentline.adapters.dynamodb.key_ranges import days_back, second_text
from agentline.adapters.dynamodb.mapping.customers import customer_key
from agentline.calls_ports import EVERY_STEP, Span, Wanted
from agentline.domain.call import ScreenedCall
from agentline.domain.phone_number import PhoneNumber
from agentline.office_ports import Listing, Position

_ANY_TIME = ("0001", "9999")


class TableCallJournal:
    """The `CallJournal` port on the table. A part of a list costs what its rows weigh, and those
    that were looked at and not wanted, up to a bound."""

    def keep(self, step: ScreenedCall) -> None:
        with JournalRow.batch_write() as batch:
            for row in journal_rows(step):
                batch.save(row)

    def of_span(
        self, span: Span, limit: int, position: Position | None, wanted: Wanted = EVERY_STEP
    ) -> Listing[ScreenedCall]:
        stretches = [Stretch(shard=day_key(day), between=_between(span)) for day in _days(span)]
        return _list(stretches, limit, position, wanted)

    def of_number(
        self,
        number: PhoneNumber,
        limit: int,
        position: Position | None,
        span: Span | None = None,
        wanted: Wanted = EVERY_STEP,
    ) -> Listing[ScreenedCall]:
        stretch = Stretch(shard=caller_key(number), between=_between(span))
        return _list([stretch], limit, position, wanted)

    def of_customer(
        self,
        customer: str,
        limit: int,
        position: Position | None,
        span: Span | None = None,
        wanted: Wanted = EVERY_STEP,
    ) -> Listing[ScreenedCall]:
        first, last = (CALLED + end for end in _between(span))
        stretch = Stretch(shard=customer_key(customer), between=(first, last))
        return _list([stretch], limit, position, wanted)

    def all_of_day(self, day: date) -> Iterator[ScreenedCall]:
        return map(step_of, JournalRow.query(day_key(day)))


def _list(
    stretches: Sequence[Stretch], limit: int, position: Position | None, wanted: Wanted
) -> Listing[ScreenedCall]:
    found = read_stretches(
        TABLE,
        stretches,
        limit,
        position,
        newest_first=True,
        keep=lambda item: wanted.takes(_step(item)),
    )
    return Listing(items=list(map(_step, found.items)), position=found.position)


def _step(item: Item) -> ScreenedCall:
    return step_of(JournalRow.from_raw_data(dict(item)))


def _days(span: Span) -> Iterator[date]:
    """The newest first."""
    last = span.until.astimezone(UTC) - timedelta(microseconds=1)
    return days_back(span.since.astimezone(UTC).date(), last.date())


def _between(span: Span | None) -> tuple[str, str]:
    return (second_text(span.since), second_text(span.until)) if span else _ANY_TIME
