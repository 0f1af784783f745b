"""Opening hours are those of the deployed resource, in its own time zone."""

from datetime import UTC, datetime

import pytest

from local.connect.opening_hours import is_open_at, opening_hours

OFFICE = {
    "TimeZone": "Europe/Stockholm",
    "Config": [
        {
            "Day": "TUESDAY",
            "StartTime": {"Hours": 9, "Minutes": 30},
            "EndTime": {"Hours": 17, "Minutes": 0},
        },
        {
            "Day": "WEDNESDAY",
            "StartTime": {"Hours": 0, "Minutes": 0},
            "EndTime": {"Hours": 0, "Minutes": 0},
        },
    ],
}


@pytest.mark.parametrize(
    ("utc", "is_open"),
    [
        ("2026-03-10T08:29:59", False),
        ("2026-03-10T08:30:00", True),
        ("2026-03-10T15:59:59", True),
        ("2026-03-10T16:00:00", False),
        ("2026-03-10T23:00:00", True),  # Wednesday in Stockholm, open all day.
        ("2026-03-11T22:59:59", True),
        ("2026-03-11T23:00:00", False),
        ("2026-06-09T07:30:00", True),  # Summer time.
    ],
)
def test_a_line_is_open_from_its_start_to_before_its_end(utc: str, is_open: bool) -> None:
    assert is_open_at(OFFICE, datetime.fromisoformat(utc).replace(tzinfo=UTC)) is is_open


def test_the_hours_of_a_centre_are_asked_when_a_call_comes() -> None:
    now = datetime(2026, 3, 10, 12, tzinfo=UTC)
    assert opening_hours([OFFICE], lambda: now)("any-hours-arn")
