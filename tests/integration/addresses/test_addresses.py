"""Addresses on the real store: conditions, the index, and who wins of two at once."""

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from itertools import count
from threading import Barrier, Event
from typing import Any

import pytest

from agentline.adapters.dynamodb import rows
from agentline.adapters.dynamodb.addresses import TableAddresses
from agentline.adapters.dynamodb.mapping.accounts import audit_entry
from agentline.address_ports import AddressChangedError
from agentline.domain.address_audit import (
    ADDRESS_ACCEPTED,
    ADDRESS_CONFIRMED,
    ADDRESS_DIFFERS,
    ADDRESS_INSUFFICIENT,
    ADDRESS_KEPT,
)
from agentline.domain.address_decision import (
    AddressDecisionError,
    FindingChangedError,
    OwnerTakenError,
)
from agentline.domain.address_file import (
    AddressFile,
    AddressOutcome,
    AddressVersion,
    Choice,
    Decision,
)
from agentline.domain.audit import AuditEntry
from agentline.domain.customer import ListingStatus, Owner
from agentline.ports import CustomerMissingError
from agentline.services.check_addresses import (
    AddressRun,
    address_hindrance,
    ask_directory,
    check_address,
    check_addresses,
    decide_address,
)
from tests.examples import NOON, OWNER
from tests.integration.addresses.conftest import LONG_AGO, QUARTER, TABLE, Registry

_names = count(1)


def an_owner() -> Owner:
    return replace(OWNER, name=f"Siv Exempel {next(_names)}")


def elsewhere(owner: Owner) -> Owner:
    return replace(owner, street="Nygatan 7", postcode="54321", city="Nystad")


def decision(choice: Choice, at: datetime = NOON) -> Decision:
    return Decision(choice=choice, who="anna", why="rang the customer", at=at)


def audit_of(customer: str) -> list[AuditEntry]:
    found = rows.AuditRow.query(
        f"CUST#{customer}", rows.AuditRow.sk.startswith("AUDIT#"), consistent_read=True
    )
    return [audit_entry(row) for row in found if row.what.startswith("address_")]


def todo_of(customer: str, dynamodb: Any) -> tuple[str, str]:
    key = {"pk": {"S": f"CUST#{customer}"}, "sk": {"S": "ADDRESS"}}
    item = dynamodb.get_item(TableName=TABLE, Key=key, ConsistentRead=True)["Item"]
    return item["todo"]["S"], item["todo_at"]["S"]


def token_of(customer: str, registry: Registry) -> str:
    finding = registry.addresses.file(customer).finding
    assert finding
    return finding.token


@pytest.fixture
def moved(registry: Registry) -> str:
    """A customer whom the directory names at another address since noon."""
    owner = an_owner()
    customer, [number] = registry.add(owner)
    registry.directory.owners[number] = elsewhere(owner)
    assert check_address(customer, registry.desk, QUARTER, NOON) is AddressOutcome.DIFFERS
    return customer


def test_a_confirmed_address_is_young_again(registry: Registry, dynamodb: Any) -> None:
    owner = an_owner()
    customer, numbers = registry.add(owner, numbers=2)
    assert todo_of(customer, dynamodb) == ("address_age", "2025-08-22T12:00:00Z")
    registry.directory.owners[numbers[1]] = owner
    assert check_address(customer, registry.desk, QUARTER, NOON) is AddressOutcome.CONFIRMED
    file = registry.addresses.file(customer)
    assert file.version == AddressVersion(owner=owner, source="fake", fetched_at=NOON)
    assert sorted(file.numbers) == numbers
    assert todo_of(customer, dynamodb) == ("address_age", "2026-03-10T12:00:00Z")
    assert [entry.what for entry in audit_of(customer)] == [ADDRESS_CONFIRMED]
    assert check_address(customer, registry.desk, QUARTER, NOON) is AddressOutcome.FRESH


def test_a_difference_is_kept_with_both_versions_and_waits_for_staff(
    registry: Registry, dynamodb: Any, moved: str
) -> None:
    file = registry.addresses.file(moved)
    assert file.undecided
    assert file.undecided.registered == file.version
    assert file.version.source == "nrop"
    assert file.version.fetched_at == LONG_AGO
    assert file.undecided.found == AddressVersion(
        owner=elsewhere(file.version.owner), source="fake", fetched_at=NOON
    )
    assert todo_of(moved, dynamodb) == ("address", "2026-03-10T12:00:00Z")
    assert moved in registry.addresses.undecided()
    assert address_hindrance(moved, registry.desk, QUARTER, NOON)


def test_asking_again_and_again_tells_staff_once(registry: Registry, moved: str) -> None:
    for days in range(3):
        ask_directory(moved, registry.desk, NOON + timedelta(days=days))
    file = registry.addresses.file(moved)
    assert file.undecided
    assert file.undecided.noticed_at == NOON
    assert file.undecided.answered_at == NOON + timedelta(days=2)
    assert [entry.what for entry in audit_of(moved)] == [ADDRESS_DIFFERS]


def test_accepting_moves_the_entry_and_whose_it_is_in_one_go(
    registry: Registry, dynamodb: Any, moved: str
) -> None:
    before = registry.addresses.file(moved).version.owner
    at = NOON + timedelta(hours=1)
    decide_address(moved, token_of(moved, registry), decision(Choice.ACCEPTED, at), registry.desk)
    after = registry.addresses.file(moved)
    assert after.version.owner == elsewhere(before)
    assert after.undecided is None
    assert registry.register.customer_of_owner(before.fingerprint) is None
    assert registry.register.customer_of_owner(after.version.owner.fingerprint) == moved
    accepted = next(entry for entry in audit_of(moved) if entry.what == ADDRESS_ACCEPTED)
    assert (accepted.who, accepted.why) == ("anna", "rang the customer")
    assert accepted.before["street"] == before.street
    assert accepted.before["source"] == "nrop"
    assert accepted.before["fetched_at"] == LONG_AGO.isoformat()
    assert accepted.after["street"] == "Nygatan 7"
    assert accepted.after["source"] == "fake"
    assert todo_of(moved, dynamodb)[0] == "address_age"
    assert address_hindrance(moved, registry.desk, QUARTER, at) is None


def test_what_was_kept_stays_and_is_not_shown_again(registry: Registry, moved: str) -> None:
    before = registry.addresses.file(moved).version
    decide_address(moved, token_of(moved, registry), decision(Choice.KEPT), registry.desk)
    later = NOON + 2 * QUARTER
    assert check_address(moved, registry.desk, QUARTER, later) is AddressOutcome.KEPT
    file = registry.addresses.file(moved)
    assert file.version == before
    assert file.finding
    assert file.finding.found
    assert file.finding.found.fetched_at == later
    assert moved not in registry.addresses.undecided()
    assert {entry.what for entry in audit_of(moved)} == {ADDRESS_DIFFERS, ADDRESS_KEPT}


def test_an_owner_who_is_another_customer_is_not_taken_from_them(
    registry: Registry, moved: str
) -> None:
    found = elsewhere(registry.addresses.file(moved).version.owner)
    other, _ = registry.add(found)
    with pytest.raises(OwnerTakenError, match=other):
        decide_address(moved, token_of(moved, registry), decision(Choice.ACCEPTED), registry.desk)
    assert registry.register.customer_of_owner(found.fingerprint) == other


def test_an_owner_taken_between_the_look_and_the_transaction_is_not_taken_from_them(
    registry: Registry, moved: str
) -> None:
    file = registry.addresses.file(moved)
    assert file.undecided
    assert file.undecided.found
    registry.add(file.undecided.found.owner)
    after = replace(file, version=file.undecided.found)
    with pytest.raises(AddressChangedError):
        registry.addresses.keep(file, after, None)
    assert registry.addresses.file(moved) == file


@pytest.mark.parametrize("street", ["Provgatan 1", "Nygatan 7"])
def test_nothing_is_stored_upon_an_entry_somebody_changed(registry: Registry, street: str) -> None:
    customer, _ = registry.add(an_owner())
    file = registry.addresses.file(customer)
    version = replace(file.version, owner=replace(file.version.owner, street=street))
    rows.ProfileRow(f"CUST#{customer}", "PROFILE").update(
        actions=[rows.ProfileRow.street.set("Handskrivna gatan 2")]
    )
    with pytest.raises(AddressChangedError):
        registry.addresses.keep(file, replace(file, version=version), None)
    assert registry.addresses.file(customer).version.owner.street == "Handskrivna gatan 2"


def test_an_address_of_exactly_that_age_is_not_due(registry: Registry) -> None:
    at = LONG_AGO - timedelta(days=3_000)
    customer, _ = registry.add(an_owner(), fetched_at=at)
    assert registry.addresses.due(at, None) == []
    assert registry.addresses.due(at + timedelta(seconds=1), None) == [customer]
    registry.addresses.put_off(customer, LONG_AGO)


def test_somebody_who_is_no_customer_cannot_be_checked(registry: Registry) -> None:
    with pytest.raises(CustomerMissingError, match="999999"):
        check_address("999999", registry.desk, QUARTER, NOON)


def test_a_customer_from_before_there_were_checks_gets_a_row_at_the_first(
    registry: Registry, dynamodb: Any
) -> None:
    customer, _ = registry.add(an_owner())
    dynamodb.delete_item(
        TableName=TABLE, Key={"pk": {"S": f"CUST#{customer}"}, "sk": {"S": "ADDRESS"}}
    )
    assert check_address(customer, registry.desk, QUARTER, NOON) is AddressOutcome.INSUFFICIENT
    assert todo_of(customer, dynamodb)[0] == "address"
    assert [entry.what for entry in audit_of(customer)] == [ADDRESS_INSUFFICIENT]


def test_a_run_goes_by_age_and_the_next_goes_on(registry: Registry) -> None:
    long_before = LONG_AGO - timedelta(days=400)
    made: list[str] = []
    for position in range(4):
        owner = an_owner()
        at = long_before + timedelta(hours=position)
        customer, [number] = registry.add(owner, fetched_at=at)
        registry.directory.owners[number] = owner
        made.append(customer)
    told: list[str] = []

    def run(limit: int) -> AddressRun:
        return check_addresses(
            registry.desk,
            timedelta(days=500),
            limit,
            NOON,
            lambda customer, outcome: told.append(f"{customer} {outcome}"),
        )

    assert run(3).counts == {AddressOutcome.CONFIRMED: 3}
    assert run(3).counts == {AddressOutcome.CONFIRMED: 1}
    assert run(3) == AddressRun()
    assert told == [f"{customer} confirmed" for customer in made]


def test_f42_who_got_no_answer_is_due_again_the_day_after(
    registry: Registry, dynamodb: Any
) -> None:
    customer, [number] = registry.add(an_owner(), fetched_at=LONG_AGO - timedelta(days=600))
    before = registry.addresses.file(customer)
    registry.directory.status = ListingStatus.ERROR
    age = timedelta(days=700)
    run = check_addresses(registry.desk, age, 10, NOON)
    assert run == AddressRun(counts={AddressOutcome.UNKNOWN: 1})
    assert registry.addresses.file(customer) == before
    assert todo_of(customer, dynamodb) == ("address_age", "2024-04-10T12:00:00Z")
    assert check_addresses(registry.desk, age, 10, NOON + timedelta(hours=23)) == AddressRun()
    registry.directory.status = None
    registry.directory.owners[number] = before.version.owner
    next_day = check_addresses(registry.desk, age, 10, NOON + timedelta(hours=25))
    assert next_day.counts == {AddressOutcome.CONFIRMED: 1}


def test_who_waits_for_staff_is_not_put_back_among_those_due(
    registry: Registry, dynamodb: Any, moved: str
) -> None:
    registry.addresses.put_off(moved, LONG_AGO)
    registry.addresses.put_off("999999", LONG_AGO)
    assert todo_of(moved, dynamodb) == ("address", "2026-03-10T12:00:00Z")


@dataclass
class InTurn(TableAddresses):
    """Keeps its first change only when both workers have decided, and after the one `ahead`."""

    both: Barrier
    ahead: Event | None = None
    kept: Event = field(default_factory=Event)

    def keep(self, before: AddressFile, after: AddressFile, audit: AuditEntry | None) -> None:
        if not self.kept.is_set():
            self.both.wait()
            if self.ahead:
                self.ahead.wait()
        try:
            super().keep(before, after, audit)
        finally:
            self.kept.set()


@pytest.mark.parametrize("first", ["accepting", "checking", "both"])
def test_of_accepting_and_another_answer_at_once_one_wins(
    registry: Registry, moved: str, first: str
) -> None:
    """Either what staff saw is the register's and the new answer a finding against that, or the
    finding is another and staff are told. Never what staff did not see."""
    file = registry.addresses.file(moved)
    seen = token_of(moved, registry)
    third = replace(elsewhere(file.version.owner), street="Tredje gatan 3")
    registry.directory.owners[file.numbers[0]] = third
    later = NOON + timedelta(hours=1)
    accepting, checking = InTurn(both := Barrier(2)), InTurn(both)
    if first == "accepting":
        checking.ahead = accepting.kept
    elif first == "checking":
        accepting.ahead = checking.kept

    def accept() -> bool:
        desk = replace(registry.desk, addresses=accepting)
        try:
            decide_address(moved, seen, decision(Choice.ACCEPTED, later), desk)
        except FindingChangedError:
            return False
        return True

    def check() -> AddressOutcome:
        return ask_directory(moved, replace(registry.desk, addresses=checking), later)

    with ThreadPoolExecutor(2) as workers:
        accepted, checked = workers.submit(accept), workers.submit(check)
    is_accepted = accepted.result()
    if first != "both":
        assert is_accepted == (first == "accepting")
    assert checked.result() is AddressOutcome.DIFFERS
    after = registry.addresses.file(moved)
    assert after.undecided
    assert after.undecided.found
    assert after.undecided.found.owner == third
    assert after.undecided.registered.owner == after.version.owner
    before = file.version.owner
    assert after.version.owner == (elsewhere(before) if is_accepted else before)
    assert registry.register.customer_of_owner(after.version.owner.fingerprint) == moved
    assert Counter(entry.what for entry in audit_of(moved)) == {
        ADDRESS_DIFFERS: 2,
        **({ADDRESS_ACCEPTED: 1} if is_accepted else {}),
    }


def test_of_many_who_decide_at_once_one_wins(registry: Registry, moved: str) -> None:
    seen = token_of(moved, registry)
    start = Barrier(6)

    def decide(position: int) -> bool:
        start.wait()
        choice = Choice.ACCEPTED if position % 2 else Choice.KEPT
        made = replace(decision(choice), who=f"staff {position}")
        try:
            decide_address(moved, seen, made, registry.desk)
        except AddressDecisionError:
            return False
        return True

    with ThreadPoolExecutor(6) as workers:
        results = list(workers.map(decide, range(6)))
    assert results.count(True) == 1
    winner = results.index(True)
    file = registry.addresses.file(moved)
    assert file.finding
    assert file.finding.decision
    assert file.finding.decision.who == f"staff {winner}"
    [made] = [entry for entry in audit_of(moved) if entry.what != ADDRESS_DIFFERS]
    assert made.who == f"staff {winner}"
    is_moved = file.version.owner == elsewhere(file.version.owner)
    assert is_moved == (winner % 2 == 1)
