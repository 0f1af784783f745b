"""Reports, recomputed from what is stored whenever they are asked for (design.md 4)."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import date, datetime
from itertools import chain
from time import monotonic

from agentline.domain.ageing import Ageing, sum_ageing
from agentline.domain.call_counts import CallCount, count_calls
from agentline.domain.period import Period, day_of
from agentline.domain.revenue import Revenue, RevenueBy, RevenueSum, sum_revenue
from agentline.report_ports import CallJournal, Queue, QueueLength, Queues, SoldOrders, UnpaidBases

# The function that answers may run 28 s.
MOST_SECONDS = 20
_LOOK_EVERY = 200
_AT_ONCE = 8


class ReportTooLargeError(Exception):
    """There is more to read than there is time for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportDesk:
    """What reports are made from. `seconds` is any clock that only goes forward."""

    sold: SoldOrders
    unpaid: UnpaidBases
    journal: CallJournal
    queues: Queues
    currency: str
    seconds: Callable[[], float] = monotonic


@dataclass(frozen=True, slots=True, kw_only=True)
class Today:
    """How the day goes so far, and what is owed and waits as of now."""

    day: date
    calls: tuple[CallCount, ...]
    revenue: RevenueSum
    ageing: Ageing
    queues: Mapping[Queue, QueueLength]


def report_revenue(period: Period, by: RevenueBy, desk: ReportDesk) -> Revenue:
    """What the orders of a period come to. Raises ReportTooLargeError, CurrencyMismatchError."""
    sold = _Patience(desk).over(desk.sold.of(period))
    return sum_revenue(sold, by, period, desk.currency)


def report_ageing(now: datetime, desk: ReportDesk) -> Ageing:
    """What is owed by now. Raises ReportTooLargeError, CurrencyMismatchError."""
    return sum_ageing(_Patience(desk).over(desk.unpaid.unpaid()), day_of(now), desk.currency)


def report_calls(period: Period, desk: ReportDesk) -> tuple[CallCount, ...]:
    """Calls of a period by day and line. Raises ReportTooLargeError."""
    return _count(period, desk, _Patience(desk))


def report_today(now: datetime, desk: ReportDesk) -> Today:
    """Raises ReportTooLargeError, CurrencyMismatchError."""
    patience, day = _Patience(desk), day_of(now)
    period = Period(since=day, until=day)

    def add_up() -> Revenue:
        sold = patience.over(desk.sold.of(period))
        return sum_revenue(sold, RevenueBy.DAY, period, desk.currency)

    def age() -> Ageing:
        return sum_ageing(patience.over(desk.unpaid.unpaid()), day, desk.currency)

    # Much is asked, and nothing of it rests on another answer.
    with ThreadPoolExecutor(_AT_ONCE) as threads:
        calls = threads.submit(_count, period, desk, patience)
        revenue, ageing = threads.submit(add_up), threads.submit(age)
        lengths = threads.map(desk.queues.length, Queue)
        return Today(
            day=day,
            calls=calls.result(),
            revenue=revenue.result().total,
            ageing=ageing.result(),
            queues=dict(zip(Queue, lengths, strict=True)),
        )


def _count(period: Period, desk: ReportDesk, patience: "_Patience") -> tuple[CallCount, ...]:
    entries = chain.from_iterable(desk.journal.of_day(day) for day in period.utc_days)
    return count_calls(patience.over(entries), period)


class _Patience:
    """How long one report may take."""

    def __init__(self, desk: ReportDesk) -> None:
        self._seconds = desk.seconds
        self._ends_at = desk.seconds() + MOST_SECONDS

    def over[Value](self, values: Iterable[Value]) -> Iterator[Value]:
        """The values, as long as there is time to read them."""
        for number, value in enumerate(values):
            if number % _LOOK_EVERY == 0 and self._seconds() > self._ends_at:
                raise ReportTooLargeError(
                    f"there is more to read than {MOST_SECONDS} seconds allow: ask for fewer days"
                )
            yield value
