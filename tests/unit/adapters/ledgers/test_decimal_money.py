"""Money to a ledger's decimal number and back, or not at all."""

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agentline.adapters.ledgers.decimal_money import from_decimal, to_decimal
from agentline.billing_ports import LedgerUnavailableError
from agentline.domain.money import sek


@given(st.integers(min_value=-(10**13), max_value=10**13))
def test_what_is_written_is_read_again(minor: int) -> None:
    assert from_decimal(to_decimal(sek(minor)), "SEK") == sek(minor)


@pytest.mark.parametrize("number", [1000, Decimal("1000.0"), Decimal("1000.000"), Decimal("1E+3")])
def test_one_amount_is_written_in_many_ways(number: Decimal | int) -> None:
    assert from_decimal(number, "SEK") == sek(100_000)


@pytest.mark.parametrize(
    ("number", "currency"),
    [
        (Decimal("0.005"), "SEK"),
        (Decimal("NaN"), "SEK"),
        (Decimal("Infinity"), "SEK"),
        ("1000", "SEK"),
        (None, "SEK"),
        (1.5, "SEK"),
        (1000, "kr"),
        (1000, None),
    ],
)
def test_what_is_no_amount_is_no_answer(number: Any, currency: Any) -> None:
    with pytest.raises(LedgerUnavailableError):
        from_decimal(number, currency)
