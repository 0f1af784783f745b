"""The days a list or a report is of, as the operator counts them: in Stockholm."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from agentline.domain.regime import STOCKHOLM

LONGEST_DAYS = 92
_DAY = timedelta(days=1)


class PeriodError(ValueError):
    """The days make no period; the message says why, for staff."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """From `since` up to and including `until`, at most a quarter of a year.

    Raises PeriodError for one that ends before it begins, or is longer.
    """

    since: date
    until: date

    def __post_init__(self) -> None:
        if self.until < self.since:
            raise PeriodError(f"{self.until} is before {self.since}")
        if (self.until - self.since).days >= LONGEST_DAYS:
            raise PeriodError(f"at most {LONGEST_DAYS} days can be asked for at once")

    @property
    def begins_at(self) -> datetime:
        return beginning_of(self.since)

    @property
    def ends_at(self) -> datetime:
        """Not included."""
        return beginning_of(self.until + _DAY)

    @property
    def days(self) -> Sequence[date]:
        return _days(self.since, self.until)

    @property
    def utc_days(self) -> Sequence[date]:
        """Those that have any part of it."""
        return _days(self.begins_at.date(), (self.ends_at - timedelta(microseconds=1)).date())

    def holds(self, instant: datetime) -> bool:
        return self.begins_at <= instant < self.ends_at


def day_of(instant: datetime) -> date:
    """The day in Stockholm."""
    return instant.astimezone(STOCKHOLM).date()


def beginning_of(day: date) -> datetime:
    """Midnight in Stockholm, in UTC."""
    return datetime.combine(day, time(), STOCKHOLM).astimezone(UTC)


def _days(first: date, last: date) -> Sequence[date]:
    return [first + day * _DAY for day in range((last - first).days + 1)]
