"""What is due is marked the day after, by the calendar of Stockholm."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from agentline.domain.money import sek
from agentline.ports import CustomerMissingError
from agentline.services.mark_overdue import mark_overdue
from tests.billing_fakes import a_payment
from tests.unit.services.billing_house import REFERENCE, BillingHouse


@pytest.fixture
def house() -> BillingHouse:
    """Basis 1 is due on 9 April."""
    house = BillingHouse()
    assert house.dispatch().due_on == date(2026, 4, 9)
    return house


@pytest.mark.parametrize(
    ("now", "marked"),
    [
        (datetime(2026, 4, 9, 21, 59, tzinfo=UTC), 0),
        (datetime(2026, 4, 9, 22, 1, tzinfo=UTC), 1),  # summer time: the tenth
        (datetime(2027, 1, 1, tzinfo=UTC), 1),
    ],
)
def test_the_day_after_it_was_due_a_basis_is_overdue(
    house: BillingHouse, now: datetime, marked: int
) -> None:
    house.clock.now = now
    assert mark_overdue(house.desk) == marked
    assert house.basis.is_overdue == bool(marked)


def test_it_is_marked_once_and_told_with_the_day(house: BillingHouse) -> None:
    house.clock.now = datetime(2026, 5, 1, tzinfo=UTC)
    assert [mark_overdue(house.desk) for _ in range(3)] == [1, 0, 0]
    [told] = [entry for entry in house.book.audit if entry.what == "basis_overdue"]
    assert told.why == "was due on 2026-04-09"


def test_what_is_paid_is_not_overdue(house: BillingHouse) -> None:
    house.tell(a_payment("p1", sek(98_500), REFERENCE))
    house.clock.now = datetime(2026, 5, 1, tzinfo=UTC)
    assert mark_overdue(house.desk) == 0


def test_what_is_paid_in_part_is_overdue_until_the_rest_comes(house: BillingHouse) -> None:
    house.tell(a_payment("p1", sek(90_000), REFERENCE))
    house.clock.now = datetime(2026, 5, 1, tzinfo=UTC)
    assert mark_overdue(house.desk) == 1
    house.tell(a_payment("p2", sek(8_500), REFERENCE))
    assert not house.basis.is_overdue


def test_one_that_cannot_be_marked_does_not_keep_the_others_waiting(house: BillingHouse) -> None:
    house.book.bases[0] = replace(house.basis, number=0, customer="999999")
    house.book.bases = dict(sorted(house.book.bases.items()))
    house.clock.now = datetime(2026, 5, 1, tzinfo=UTC)
    with pytest.raises(ExceptionGroup) as caught:
        mark_overdue(house.desk)
    assert caught.group_contains(CustomerMissingError)
    assert house.basis.is_overdue
