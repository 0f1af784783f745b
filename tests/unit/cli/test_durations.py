"""Lengths of talk as people type them."""

import pytest

from local.commands.durations import parse_duration
from local.commands.errors import WrongInputError


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        ("12m30s", 750),
        ("3m", 180),
        ("45s", 45),
        ("1h", 3600),
        ("1h2m3s", 3723),
        ("90m", 5400),
        (" 5M ", 300),
        ("0s", 0),
        ("24h", 86400),
    ],
)
def test_hours_minutes_and_seconds_are_read(text: str, seconds: int) -> None:
    assert parse_duration(text, "--talk") == seconds


@pytest.mark.parametrize("text", ["", "12", "m", "30s12m", "1.5m", "-1m", "٣m", "12m 30s", "1d"])
def test_anything_else_is_refused_with_the_option_and_an_example(text: str) -> None:
    with pytest.raises(WrongInputError, match=r"--talk: .* write it like 12m30s"):
        parse_duration(text, "--talk")


def test_nobody_talks_longer_than_a_day() -> None:
    with pytest.raises(WrongInputError, match="longer than a day"):
        parse_duration("24h1s", "--talk")
