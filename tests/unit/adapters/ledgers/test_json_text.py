"""JSON is written with the very digits that were meant."""

import json
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agentline.adapters.ledgers.json_text import parse_json, write_json

_VALUES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(10**20), 10**20)
    | st.text()
    | st.decimals(-(10**9), 10**9, places=2),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=20,
)


@given(_VALUES)
def test_what_is_written_reads_back_as_it_was(value: object) -> None:
    assert parse_json(write_json(value)) == value


def test_decimals_are_numbers_with_their_digits() -> None:
    value = {"price": Decimal("120.10"), "large": Decimal("1E+3"), "rows": (True, None, "å")}
    assert write_json(value).decode() == '{"price":120.10,"large":1000,"rows":[true,null,"å"]}'
    assert json.loads(write_json(value))["price"] == 120.1


@pytest.mark.parametrize("value", [1.5, Decimal("NaN"), {1: 2}, object()])
def test_what_has_no_exact_form_is_not_written(value: object) -> None:
    with pytest.raises(TypeError):
        write_json(value)
