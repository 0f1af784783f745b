"""The days that lists and reports are asked for."""

from datetime import date, datetime, timedelta

from agentline.domain.period import Period, day_of

_DEFAULT_DAYS = 30


def read_period(since: date | None, until: date | None, now: datetime) -> Period:
    """In Stockholm: up to today, from a month before the end on, unless it is said.

    Raises PeriodError.
    """
    last = until or day_of(now)
    return Period(since=since or last - timedelta(days=_DEFAULT_DAYS - 1), until=last)
