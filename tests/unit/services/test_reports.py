"""A report that there is no time for says so, instead of being cut off."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

import pytest

from agentline.domain.basis import Basis
from agentline.domain.call_counts import JournalEntry
from agentline.domain.money import sek
from agentline.domain.percent import Percent
from agentline.domain.period import Period
from agentline.domain.revenue import RevenueBy, SoldOrder
from agentline.report_ports import Queue, QueueLength
from agentline.services.reports import (
    MOST_SECONDS,
    ReportDesk,
    ReportTooLargeError,
    report_revenue,
)
from tests.examples import NOON

PERIOD = Period(since=date(2026, 3, 10), until=date(2026, 3, 10))


@dataclass
class SlowStore:
    """Tells so many orders, each a while after the last one."""

    orders: int
    seconds_each: float = 0.0
    passed: float = 0.0

    def of(self, period: Period) -> Iterable[SoldOrder]:
        assert period == PERIOD
        for _ in range(self.orders):
            self.passed += self.seconds_each
            yield SoldOrder(
                at=NOON,
                line=None,
                article=None,
                talk_seconds=0,
                billed_seconds=0,
                amount=sek(100),
                vat_percent=Percent.parse("25"),
            )

    def unpaid(self) -> Iterable[Basis]:
        return ()

    def of_day(self, day: date) -> Iterable[JournalEntry]:
        raise AssertionError(day)

    def length(self, queue: Queue) -> QueueLength:
        raise AssertionError(queue)


def a_desk(store: SlowStore) -> ReportDesk:
    return ReportDesk(
        sold=store,
        unpaid=store,
        journal=store,
        queues=store,
        currency="SEK",
        seconds=lambda: store.passed,
    )


def test_what_is_read_in_time_is_told() -> None:
    store = SlowStore(orders=5_000, seconds_each=MOST_SECONDS / 6_000)
    assert report_revenue(PERIOD, RevenueBy.DAY, a_desk(store)).total.orders == 5_000


def test_what_takes_too_long_is_refused_before_the_function_is_ended() -> None:
    store = SlowStore(orders=5_000, seconds_each=MOST_SECONDS / 2_000)
    with pytest.raises(ReportTooLargeError, match="fewer days"):
        report_revenue(PERIOD, RevenueBy.DAY, a_desk(store))
    assert store.passed < MOST_SECONDS + 3
