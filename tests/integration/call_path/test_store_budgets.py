"""What a call costs at the store: the budgets of design.md 6, counted by the store itself."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest

from agentline.adapters.dynamodb import rows
from agentline.domain.catalogue import Language
from agentline.domain.contact_record import ContactRecord
from agentline.domain.phone_number import PhoneNumber
from agentline.services.screen_call import ScreeningDesk
from agentline.services.settle_contacts import RatingDesk
from local.bench.capacity import counting
from tests.examples import NOON, TAROT_LINE, a_record
from tests.fakes import FakeClock, FakeDirectory
from tests.integration.call_path.ringing import deliver, register, ring

NewNumber = Callable[[], PhoneNumber]


@pytest.fixture(autouse=True)
def warm(screening: ScreeningDesk, rating: RatingDesk, clock: FakeClock) -> None:
    """The catalogue is read once a minute by each worker; it is there already."""
    clock.now = NOON + timedelta(hours=2)
    for desk in (screening, rating):
        desk.catalogue.service_line(TAROT_LINE.number)
        desk.catalogue.price_list_in_force("basic", clock.now)
        desk.catalogue.own_words("any", Language.SWEDISH)


@pytest.fixture
def number(
    screening: ScreeningDesk, directory: FakeDirectory, new_number: NewNumber
) -> PhoneNumber:
    number = new_number()
    register(screening, directory, number)
    return number


def test_admitting_a_known_caller_costs_3_round_trips_2_reads_4_writes(
    screening: ScreeningDesk, number: PhoneNumber
) -> None:
    with counting() as cost:
        assert ring(screening, number).verdict == "ADMIT"
    assert (cost.round_trips, cost.read, cost.write) == (3, 2, 4)


def test_refusing_a_known_caller_costs_3_round_trips_2_reads_1_write(
    screening: ScreeningDesk, number: PhoneNumber
) -> None:
    ring(screening, number)
    with counting() as cost:
        assert ring(screening, number).verdict == "REFUSE"
    assert (cost.round_trips, cost.read, cost.write) == (3, 2, 1)


def test_asking_a_known_caller_for_the_code_costs_2_reads_1_write(
    screening: ScreeningDesk, number: PhoneNumber
) -> None:
    entry = screening.register.number_entry(number)
    assert entry is not None
    account = rows.AccountRow.get(f"CUST#{entry.customer}", "ACCOUNT")
    account.update(actions=[rows.AccountRow.requires_code.set(True)])
    with counting() as cost:
        assert ring(screening, number).reason == "code_required"
    assert (cost.round_trips, cost.read, cost.write) == (3, 2, 1)


def test_leaving_an_unmatched_caller_to_staff_costs_1_read_4_writes_and_1_of_the_index(
    screening: ScreeningDesk, new_number: NewNumber
) -> None:
    with counting() as cost:
        assert ring(screening, new_number()).reason == "number_unmatched"
    assert (cost.round_trips, cost.read, cost.write) == (2, 1, 4 + 1)


def test_rating_one_contact_costs_2_reads_4_writes_and_1_of_the_index_of_orders(
    screening: ScreeningDesk, rating: RatingDesk, number: PhoneNumber
) -> None:
    record = a_record(ring(screening, number).call)
    with counting() as cost:
        deliver(rating, record)
    assert (cost.read, cost.write) == (2, 4 + 1)


def test_rating_n_contacts_of_a_customer_costs_n_plus_1_reads_2n_plus_2_writes_and_n_of_the_index(
    screening: ScreeningDesk, rating: RatingDesk, number: PhoneNumber
) -> None:
    records = [_talked(screening, rating, number) for _ in range(8)]
    with counting() as cost:
        deliver(rating, *records)
    assert (cost.read, cost.write) == (8 + 1, 2 * 8 + 2 + 8)


def test_closing_the_basis_adds_4_writes_and_1_of_the_index_of_what_waits(
    screening: ScreeningDesk, rating: RatingDesk, number: PhoneNumber
) -> None:
    record = a_record(ring(screening, number).call, talk_seconds=49 * 60)
    with counting() as cost:
        deliver(rating, record)
    assert (cost.read, cost.write) == (2, 4 + 1 + 4 + 1)


def test_the_hot_rows_stay_under_1_kb(
    screening: ScreeningDesk, rating: RatingDesk, number: PhoneNumber
) -> None:
    deliver(rating, *[_talked(screening, rating, number) for _ in range(3)])
    call = ring(screening, number)
    sizes = [_size(row) for row in rows.Row.query(f"CUST#{call.customer}")]
    sizes += [_size(row) for row in rows.Row.query(f"CALL#{call.call}")]
    assert len(sizes) >= 7
    assert max(sizes) < 1024


def _talked(screening: ScreeningDesk, rating: RatingDesk, number: PhoneNumber) -> ContactRecord:
    record = a_record(ring(screening, number).call)
    deliver(rating, replace(record, talk_seconds=0, talk_began_at=None, version=NOON))
    return record


def _size(row: rows.Row) -> int:
    """Upper bound of what DynamoDB counts: names and values as text."""
    return sum(
        len(name.encode()) + len(str(next(iter(value.values()))).encode())
        for name, value in row.serialize().items()
    )
