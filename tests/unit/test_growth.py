"""The judge of growth, and what it is asked about."""

from dataclasses import replace
from typing import Any

from admin_api.application import new_application
from local.bench.growth.command import Growing, judge_growth
from local.bench.growth.questions import questions, unasked

FLAT, SIFTED = "list_orders", "list_calls verdict=SERVICE"


def test_every_list_search_and_report_is_asked_for_with_every_filter() -> None:
    _, operations = new_application()
    assert unasked(operations.all) == []


def test_a_list_or_a_filter_that_nobody_asks_for_is_named() -> None:
    _, operations = new_application()
    [orders] = (each for each in operations.all if each.id == "list_orders")
    assert "list_parcels" in unasked([replace(orders, id="list_parcels")])
    coloured = replace(orders, parameters=orders.parameters | {"colour"})
    assert unasked([coloured]) == ["list_orders?colour="]


def test_more_units_a_scan_a_write_or_another_page_miss_the_budget() -> None:
    assert _missed() == []
    assert _missed(FLAT, read=5.5) == [FLAT]
    assert _missed(FLAT, requests={"Query": 1, "Scan": 1}) == [FLAT]
    assert _missed(FLAT, told=49) == [FLAT]
    assert _missed(FLAT, write=1.0) == [FLAT]


def test_what_sifts_is_held_to_a_bound_and_what_adds_up_to_what_it_adds() -> None:
    assert _missed(SIFTED, read=312.0) == []
    assert _missed(SIFTED, read=312.5) == [SIFTED]
    # On the first day 60 of each kind are unpaid, on the second four more.
    assert _missed("report_ageing", read=5.0 * 64 / 60) == []
    assert _missed("report_ageing", read=5.0 * 65 / 60) == ["report_ageing"]


def _missed(changed: str = "", **to: Any) -> list[str]:
    """What is not kept where all cost the same but one, in a large operation of two days."""
    cost = {"read": 5.0, "write": 0.0, "requests": {"Query": 1}, "told": 50}
    small = {question.name: cost for question in questions()}
    large = small | ({changed: {**cost, **to}} if changed else {})
    growing = Growing(small=small, large=large, large_days=2)
    return [finding.subject for finding in judge_growth(growing) if not finding.is_kept]
