"""Which days a list is read for."""

from datetime import date, timedelta

import pytest

from admin_api.day_ranges import read_days
from admin_api.problems import ProblemError

TODAY = date(2026, 3, 10)
KEPT = timedelta(days=400)


@pytest.mark.parametrize(
    ("since", "until", "first", "last"),
    [
        (None, None, "2026-02-08", "2026-03-10"),
        ("2026-03-01", None, "2026-03-01", "2026-03-10"),
        (None, "2026-02-28", "2026-01-29", "2026-02-28"),
        ("2026-03-01", "2026-03-01", "2026-03-01", "2026-03-01"),
        ("1970-01-01", "2199-12-31", "2025-02-03", "2026-03-11"),
    ],
)
def test_days_are_within_what_is_kept(
    since: str | None, until: str | None, first: str, last: str
) -> None:
    assert read_days(_day(since), _day(until), TODAY, KEPT) == (_day(first), _day(last))


@pytest.mark.parametrize(
    ("since", "until"), [("2026-04-01", None), ("2199-01-01", "2199-01-02"), (None, "1980-01-01")]
)
def test_there_is_nothing_before_what_is_kept_and_nothing_to_come(
    since: str | None, until: str | None
) -> None:
    first, last = read_days(_day(since), _day(until), TODAY, KEPT)
    assert first == last + timedelta(days=1)


def test_the_first_day_does_not_come_after_the_last() -> None:
    with pytest.raises(ProblemError) as refused:
        read_days(date(2026, 3, 2), date(2026, 3, 1), TODAY, KEPT)
    assert refused.value.code == "invalid_input"


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
