"""Days are those of the clock in Stockholm, in summer and in winter."""

from datetime import UTC, date, datetime, timedelta

import pytest

from agentline.domain.period import LONGEST_DAYS, Period, PeriodError, day_of


def a_period(since: str, until: str) -> Period:
    return Period(since=date.fromisoformat(since), until=date.fromisoformat(until))


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


@pytest.mark.parametrize(
    ("day", "begins_at", "ends_at"),
    [
        ("2026-03-10", "2026-03-09T23:00", "2026-03-10T23:00"),
        ("2026-03-29", "2026-03-28T23:00", "2026-03-29T22:00"),
        ("2026-10-25", "2026-10-24T22:00", "2026-10-25T23:00"),
    ],
)
def test_f10_a_day_is_as_long_as_the_clock_makes_it(day: str, begins_at: str, ends_at: str) -> None:
    period = a_period(day, day)
    assert (period.begins_at, period.ends_at) == (at(begins_at), at(ends_at))
    assert period.holds(period.begins_at)
    assert not period.holds(period.ends_at)
    last = period.ends_at - timedelta(microseconds=1)
    assert {day_of(period.begins_at), day_of(last)} == {*period.days}


def test_a_period_lies_on_the_days_of_utc_that_have_any_part_of_it() -> None:
    days = [f"{day}" for day in a_period("2026-03-10", "2026-03-11").utc_days]
    assert days == ["2026-03-09", "2026-03-10", "2026-03-11"]


def test_a_period_is_at_most_a_quarter_and_does_not_end_before_it_begins() -> None:
    first = date(2026, 1, 1)
    longest = first + timedelta(days=LONGEST_DAYS - 1)
    assert len(Period(since=first, until=longest).days) == LONGEST_DAYS
    with pytest.raises(PeriodError):
        Period(since=first, until=longest + timedelta(days=1))
    with pytest.raises(PeriodError):
        Period(since=longest, until=first)
