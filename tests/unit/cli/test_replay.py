"""From which day on `agentline replay` looks."""

from datetime import date

import pytest

from local.commands.errors import WrongInputError
from local.commands.replay import read_day

TODAY = date(2026, 11, 23)


def test_without_a_day_all_that_is_kept_is_looked_at() -> None:
    assert read_day(None, TODAY) == date(2025, 10, 19)


def test_a_day_is_taken_as_it_is_written() -> None:
    assert read_day(" 2026-11-23 ", TODAY) == TODAY


def test_a_day_before_anything_kept_means_the_first_that_is() -> None:
    assert read_day("2001-01-01", TODAY) == read_day(None, TODAY)


@pytest.mark.parametrize("text", ["", "yesterday", "2026-13-01", "2026-11-24"])
def test_what_is_no_day_or_still_to_come_is_refused(text: str) -> None:
    with pytest.raises(WrongInputError, match="--since"):
        read_day(text, TODAY)
