"""Who could ring."""

from datetime import UTC, datetime

from local.demo.files import load_demo
from local.phone.suggestions import suggest

NOW = datetime(2026, 11, 1, tzinfo=UTC)


def test_each_thing_there_is_to_show_has_a_caller() -> None:
    shown = {one.shows: one for one in suggest(load_demo(), NOW)}
    assert {"known", "blocked", "new_caller", "little_credit", "unlisted", "withheld"} <= set(shown)
    assert shown["code_needed"].code
    assert (shown["withheld"].from_number, shown["withheld"].code) == (None, "38206617")


def test_new_callers_are_nobodys_customer() -> None:
    demo = load_demo()
    known = {number for customer in demo.customers for number in customer.numbers}
    new = [one for one in suggest(demo, NOW) if one.shows == "new_caller"]
    assert len(new) == 3
    assert all(one.name and one.from_number not in known for one in new)
