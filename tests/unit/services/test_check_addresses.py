"""Checking addresses, one and many, and deciding about what was found."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

import pytest

from agentline.adapters.directories.cached import CachedDirectory
from agentline.domain.address_audit import ADDRESS_ACCEPTED, ADDRESS_CONFIRMED, ADDRESS_DIFFERS
from agentline.domain.address_decision import (
    AddressDecisionError,
    FindingChangedError,
    OwnerTakenError,
)
from agentline.domain.address_file import AddressOutcome, Choice, Decision
from agentline.domain.customer import Listing, ListingStatus
from agentline.domain.phone_number import PhoneNumber, phone_number
from agentline.observability import metrics
from agentline.ports import CustomerMissingError
from agentline.services.check_addresses import (
    NEVER,
    AddressRun,
    Pace,
    address_hindrance,
    ask_directory,
    check_address,
    check_addresses,
    decide_address,
)
from tests.examples import CALLER, CUSTOMER, NOON, OWNER, SECOND_CALLER
from tests.fakes import FakeDirectory
from tests.unit.services.address_house import LONG_AGO, QUARTER, AddressHouse

MOVED = replace(OWNER, street="Nygatan 7", postcode="54321", city="Nystad")
OTHER_CUSTOMER = "100002"


@pytest.fixture
def house() -> Iterator[AddressHouse]:
    yield AddressHouse()
    metrics.clear_metrics()


@pytest.fixture
def moved(house: AddressHouse) -> AddressHouse:
    """The customer's directory entry is at another address, and it was noticed."""
    house.register(CUSTOMER, CALLER)
    house.directory.owners[CALLER] = MOVED
    assert check_address(CUSTOMER, house.desk, QUARTER, NOON) is AddressOutcome.DIFFERS
    return house


def decision(choice: Choice) -> Decision:
    return Decision(choice=choice, who="anna", why="rang the customer", at=NOON)


def token(house: AddressHouse) -> str:
    finding = house.addresses.file(CUSTOMER).finding
    assert finding
    return finding.token


def many(house: AddressHouse, count: int) -> list[tuple[str, PhoneNumber]]:
    """Customers from the longest ago to the latest, one number each, all as the directory says."""
    made = []
    for position in range(count):
        customer, number = str(100_001 + position), phone_number(f"+4670174{position:04}")
        owner = replace(OWNER, name=f"Siv Exempel {position}")
        at = LONG_AGO + timedelta(hours=position)
        house.register(customer, number, owner=owner, fetched_at=at)
        house.directory.owners[number] = owner
        made.append((customer, number))
    return made


def test_an_address_young_enough_is_not_asked_about(house: AddressHouse) -> None:
    house.register(CUSTOMER, CALLER, fetched_at=NOON - QUARTER)
    assert check_address(CUSTOMER, house.desk, QUARTER, NOON) is AddressOutcome.FRESH
    assert house.directory.asked == []


def test_an_older_one_is_looked_up_and_then_young_again(house: AddressHouse) -> None:
    house.register(CUSTOMER, CALLER, SECOND_CALLER, fetched_at=NOON - QUARTER - timedelta(1))
    house.directory.owners[CALLER] = OWNER
    assert check_address(CUSTOMER, house.desk, QUARTER, NOON) is AddressOutcome.CONFIRMED
    assert check_address(CUSTOMER, house.desk, QUARTER, NOON) is AddressOutcome.FRESH
    assert house.directory.asked == [CALLER, SECOND_CALLER]
    assert house.paces == 2
    assert [entry.what for entry in house.addresses.audit] == [ADDRESS_CONFIRMED]


def test_a_deployment_that_checks_never_asks_nobody(house: AddressHouse) -> None:
    house.register(CUSTOMER, CALLER)
    assert check_address(CUSTOMER, house.desk, NEVER, NOON) is AddressOutcome.FRESH
    assert check_addresses(house.desk, NEVER, None, NOON) == AddressRun()
    assert house.directory.asked == []


def test_somebody_who_wants_to_know_now_is_told_whatever_the_age(house: AddressHouse) -> None:
    house.register(CUSTOMER, CALLER, fetched_at=NOON - timedelta(minutes=1))
    house.directory.owners[CALLER] = MOVED
    assert ask_directory(CUSTOMER, house.desk, NOON) is AddressOutcome.DIFFERS


def test_a_difference_leaves_the_register_alone_and_is_not_asked_for_again(
    moved: AddressHouse,
) -> None:
    assert moved.addresses.file(CUSTOMER).version.owner == OWNER
    later = NOON + timedelta(days=1)
    assert check_address(CUSTOMER, moved.desk, QUARTER, later) is AddressOutcome.DIFFERS
    assert moved.directory.asked == [CALLER]
    assert ask_directory(CUSTOMER, moved.desk, later) is AddressOutcome.DIFFERS
    assert [entry.what for entry in moved.addresses.audit] == [ADDRESS_DIFFERS]


def test_f42_a_directory_that_fails_changes_nothing(house: AddressHouse) -> None:
    file = house.register(CUSTOMER, CALLER)
    house.directory.status = ListingStatus.ERROR
    assert check_address(CUSTOMER, house.desk, QUARTER, NOON) is AddressOutcome.UNKNOWN
    assert house.addresses.file(CUSTOMER) == file
    house.directory.status = ListingStatus.NOT_FOUND
    assert check_address(CUSTOMER, house.desk, QUARTER, NOON) is AddressOutcome.INSUFFICIENT


@dataclass
class OldListings:
    """A cache that has kept one listing."""

    listings: dict[PhoneNumber, Listing] = field(default_factory=dict)

    def listing(self, number: PhoneNumber, now: datetime) -> Listing | None:
        assert now
        return self.listings.get(number)

    def keep(self, number: PhoneNumber, listing: Listing, until: datetime) -> None:
        raise AssertionError(f"{number} {listing} {until}")


def test_what_a_cache_has_kept_confirms_nothing(house: AddressHouse) -> None:
    file = house.register(CUSTOMER, CALLER)
    kept = house.directory.look_up(CALLER, LONG_AGO)
    kept = replace(kept, status=ListingStatus.FOUND, owner=OWNER)
    cached = CachedDirectory(house.directory, OldListings({CALLER: kept}))
    desk = replace(house.desk, directory=cached)
    assert check_address(CUSTOMER, desk, QUARTER, NOON) is AddressOutcome.UNKNOWN
    assert house.addresses.file(CUSTOMER) == file


def test_an_answer_is_weighed_again_when_the_entry_changed_meanwhile(house: AddressHouse) -> None:
    file = house.register(CUSTOMER, CALLER)
    house.directory.owners[CALLER] = MOVED
    house.addresses.meanwhile = [
        replace(file, version=replace(file.version, owner=MOVED, fetched_at=NOON))
    ]
    assert check_address(CUSTOMER, house.desk, QUARTER, NOON) is AddressOutcome.CONFIRMED
    assert house.directory.asked == [CALLER]
    assert house.addresses.file(CUSTOMER).finding is None


def test_nothing_stands_in_the_way_of_a_dispatch_to_a_current_address(
    house: AddressHouse,
) -> None:
    house.register(CUSTOMER, CALLER)
    house.directory.owners[CALLER] = OWNER
    assert address_hindrance(CUSTOMER, house.desk, QUARTER, NOON) is None


def test_f42_a_directory_that_fails_stops_no_dispatch(house: AddressHouse) -> None:
    house.register(CUSTOMER, CALLER)
    house.directory.status = ListingStatus.ERROR
    assert address_hindrance(CUSTOMER, house.desk, QUARTER, NOON) is None


def test_a_difference_stops_a_dispatch_until_staff_decide(house: AddressHouse) -> None:
    house.register(CUSTOMER, CALLER)
    house.directory.owners[CALLER] = MOVED
    told = address_hindrance(CUSTOMER, house.desk, QUARTER, NOON)
    assert told == (
        "Directory fake since 2026-03-10 names another owner or address for customer 100001 than "
        "the register does: accept it, or keep what the register says."
    )
    house.directory.status = ListingStatus.ERROR
    later = NOON + 2 * QUARTER
    assert address_hindrance(CUSTOMER, house.desk, QUARTER, later) == told
    decide_address(CUSTOMER, token(house), decision(Choice.KEPT), house.desk)
    assert address_hindrance(CUSTOMER, house.desk, QUARTER, later) is None


def test_an_insufficient_match_stops_a_dispatch_without_naming_a_number(
    house: AddressHouse,
) -> None:
    house.register(CUSTOMER, CALLER)
    told = address_hindrance(CUSTOMER, house.desk, QUARTER, NOON)
    assert told
    assert "No number of customer 100001" in told
    assert CALLER not in told


def test_what_staff_accept_becomes_the_registers_entry(moved: AddressHouse) -> None:
    decide_address(CUSTOMER, token(moved), decision(Choice.ACCEPTED), moved.desk)
    file = moved.addresses.file(CUSTOMER)
    assert file.version.owner == MOVED
    assert moved.addresses.owners == {MOVED.fingerprint: CUSTOMER}
    assert moved.addresses.audit[-1].what == ADDRESS_ACCEPTED


def test_a_decision_told_twice_is_done_once(moved: AddressHouse) -> None:
    seen = token(moved)
    decide_address(CUSTOMER, seen, decision(Choice.ACCEPTED), moved.desk)
    audited = list(moved.addresses.audit)
    decide_address(CUSTOMER, seen, decision(Choice.ACCEPTED), moved.desk)
    assert moved.addresses.audit == audited


def test_a_name_and_address_of_another_customer_are_not_accepted(moved: AddressHouse) -> None:
    moved.register(OTHER_CUSTOMER, SECOND_CALLER, owner=MOVED)
    with pytest.raises(OwnerTakenError, match="of customer 100002 already") as refused:
        decide_address(CUSTOMER, token(moved), decision(Choice.ACCEPTED), moved.desk)
    assert refused.value.customer == OTHER_CUSTOMER
    assert isinstance(refused.value, AddressDecisionError)
    assert moved.addresses.file(CUSTOMER).version.owner == OWNER


def test_a_difference_that_changed_under_the_hand_is_not_accepted(moved: AddressHouse) -> None:
    seen = token(moved)
    file = moved.addresses.file(CUSTOMER)
    moved.addresses.meanwhile = [replace(file, finding=None)]
    with pytest.raises(FindingChangedError):
        decide_address(CUSTOMER, seen, decision(Choice.ACCEPTED), moved.desk)
    assert moved.addresses.file(CUSTOMER).version.owner == OWNER


def test_a_run_takes_the_longest_unheard_of_first_and_the_next_goes_on(
    house: AddressHouse,
) -> None:
    numbers = [number for _, number in many(house, 5)]
    first = check_addresses(house.desk, QUARTER, 2, NOON)
    assert first == AddressRun(counts={AddressOutcome.CONFIRMED: 2})
    assert house.directory.asked == numbers[:2]
    second = check_addresses(house.desk, QUARTER, 10, NOON)
    assert second == AddressRun(counts={AddressOutcome.CONFIRMED: 3})
    assert house.directory.asked == numbers
    assert check_addresses(house.desk, QUARTER, 10, NOON) == AddressRun()


def test_a_run_tells_of_each_customer_and_leaves_differences_to_staff(
    house: AddressHouse,
) -> None:
    (first, number), (second, _) = many(house, 2)
    house.directory.owners[number] = replace(MOVED, name="Siv Exempel 0")
    told: list[tuple[str, AddressOutcome | None]] = []
    run = check_addresses(
        house.desk, QUARTER, 10, NOON, lambda customer, outcome: told.append((customer, outcome))
    )
    assert told == [(first, AddressOutcome.DIFFERS), (second, AddressOutcome.CONFIRMED)]
    assert run.counts == {AddressOutcome.DIFFERS: 1, AddressOutcome.CONFIRMED: 1}
    assert house.addresses.undecided() == [first]


def test_f42_a_run_ends_early_when_the_directory_is_down_and_the_next_day_goes_on(
    house: AddressHouse,
) -> None:
    many(house, 8)
    house.directory.status = ListingStatus.ERROR
    run = check_addresses(house.desk, QUARTER, 10, NOON)
    assert run == AddressRun(counts={AddressOutcome.UNKNOWN: 5}, is_directory_down=True)
    house.directory.status = None
    hours_later = check_addresses(house.desk, QUARTER, 10, NOON + timedelta(hours=2))
    assert hours_later.counts == {AddressOutcome.CONFIRMED: 3}
    next_day = check_addresses(house.desk, QUARTER, 10, NOON + timedelta(hours=25))
    assert next_day.counts == {AddressOutcome.CONFIRMED: 5}


@dataclass
class PartlyFailingDirectory:
    inner: FakeDirectory
    failing: set[PhoneNumber]

    def look_up(self, number: PhoneNumber, now: datetime) -> Listing:
        listing = self.inner.look_up(number, now)
        return replace(listing, status=ListingStatus.ERROR) if number in self.failing else listing


def test_failures_among_answers_are_no_directory_that_is_down(house: AddressHouse) -> None:
    numbers = [number for _, number in many(house, 9)]
    failing = set(numbers) - {numbers[4]}
    desk = replace(house.desk, directory=PartlyFailingDirectory(house.directory, failing))
    run = check_addresses(desk, QUARTER, 10, NOON)
    assert run == AddressRun(counts={AddressOutcome.UNKNOWN: 8, AddressOutcome.CONFIRMED: 1})


def test_a_customer_who_cannot_be_read_stops_nobody_else(house: AddressHouse) -> None:
    (broken, _), _ = many(house, 2)
    del house.addresses.files[broken]
    run = check_addresses(house.desk, QUARTER, 10, NOON)
    assert run == AddressRun(counts={AddressOutcome.CONFIRMED: 1}, failed=1)
    assert check_addresses(house.desk, QUARTER, 10, NOON) == AddressRun()
    with pytest.raises(CustomerMissingError):
        check_address(broken, house.desk, QUARTER, NOON)


def test_a_customer_who_is_younger_than_the_queue_says_leaves_its_head(
    house: AddressHouse,
) -> None:
    house.register(CUSTOMER, CALLER, fetched_at=NOON)
    house.addresses.todo_at[CUSTOMER] = LONG_AGO
    assert check_addresses(house.desk, QUARTER, 10, NOON).counts == {AddressOutcome.FRESH: 1}
    assert house.addresses.todo_at == {CUSTOMER: NOON}


def test_look_ups_begin_no_faster_than_the_pace() -> None:
    times, began = [0.0], []

    def sleep(seconds: float) -> None:
        times[0] += seconds

    pace = Pace(4, monotonic=lambda: times[0], sleep=sleep)
    for took in (0.0, 0.1, 0.2, 1.0, 0.0):
        pace()
        began.append(times[0])
        times[0] += took
    assert began == pytest.approx([0.0, 0.25, 0.5, 0.75, 1.75])
