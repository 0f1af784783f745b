"""The bar tells the truth at any width."""

from dataclasses import replace

import pytest

from agentline.domain.account import Account, open_account
from agentline.domain.money import sek
from local.tour.credit_bar import credit_bar, credit_figures

NEW = open_account("100001", sek(100_000))
OWING = replace(
    NEW, unpaid=sek(50_000), open_basis=replace(NEW.open_basis, count=1, total=sek(25_000))
)
OVERDRAWN = replace(NEW, unpaid=sek(150_000))


@pytest.mark.parametrize("account", [NEW, OWING, OVERDRAWN])
@pytest.mark.parametrize("width", [0, 10, 37, 50, 200])
def test_the_bar_is_as_wide_as_there_is_room_within_bounds(account: Account, width: int) -> None:
    assert credit_bar(account, width).cell_len == min(max(width, 10), 50)


def test_parts_are_drawn_to_scale() -> None:
    assert credit_bar(OWING, 40).plain == "█" * 20 + "▓" * 10 + "░" * 10


def test_an_overdrawn_account_fills_the_bar() -> None:
    assert credit_bar(OVERDRAWN, 20).plain == "█" * 20


@pytest.mark.parametrize("width", [30, 50, 80, 200])
def test_figures_never_break_inside_a_part(width: int) -> None:
    lines = credit_figures(OWING, width).plain.split("\n")
    assert all(len(line) <= width for line in lines)
    parts = [part for line in lines for part in line.split("  ")]
    assert parts == [
        "limit 1000.00 SEK",
        "█ unpaid 500.00",
        "▓ unbilled 250.00",
        "▒ held 0.00",
        "░ available 250.00",
    ]
