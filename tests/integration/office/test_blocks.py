"""Blacklisting over the staff API, on the store: what staff place is what callers meet."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from agentline.adapters.dynamodb import rows
from agentline.adapters.dynamodb.register import TableRegister
from agentline.domain.customer import NumberEntry
from agentline.domain.phone_number import PhoneNumber, phone_number
from agentline.domain.staff import Role
from local.bench.capacity import counting
from tests.billing_fakes import TickingClock
from tests.examples import OWNER
from tests.integration.billing.house import House
from tests.integration.call_path.ringing import ring
from tests.integration.office.customers import (
    REASON,
    a_number,
    forget_answer,
    register,
    trail,
)
from tests.reception import Reception

FRAUD = {"kind": "fraud", "note": "Rang 140 times in one night.", **REASON}


def test_a_block_bars_a_customer_until_it_ends_and_stays_readable(
    house: House, office: Reception
) -> None:
    caller = house.register()
    path = f"/customers/{caller.customer}/blocks"
    placed = office.ask("POST", path, FRAUD, role=Role.SUPPORT, key="blocking-1")
    assert (placed.status, placed.json["state"]) == (201, "in_force")
    assert placed.json["placed_by"] == "support@example.com"
    assert office.ask("POST", path, FRAUD, role=Role.SUPPORT, key="blocking-1").text == placed.text
    assert ring(house.screening, caller.number).reason == "blocked_fraud"
    ending = f"{path}/{placed.json['id']}/ending"
    ended = office.ask("POST", ending, REASON)
    assert (ended.status, ended.json["state"]) == (200, "ended")
    assert ended.json["ended"]["who"] == "billing@example.com"
    again = office.ask("POST", ending, REASON)
    assert (again.status, again.code) == (409, "entry_ended")
    assert "billing@example.com ended it" in again.json["detail"]
    assert ring(house.screening, caller.number).verdict == "ADMIT"
    [listed] = office.ask("GET", path).json["items"]
    assert listed == ended.json
    missing = office.ask("POST", f"{path}/20260310120000000000-000000/ending", REASON)
    assert (missing.status, missing.code) == (404, "entry_missing")
    [entry] = trail(caller.customer, "block_placed")
    assert (entry.before, entry.after["block"], entry.why) == ({}, "fraud", REASON["reason"])
    [entry] = trail(caller.customer, "block_ended")
    assert "valid_until" not in entry.before
    assert "valid_until" in entry.after


def test_f37_an_ending_that_died_after_storing_is_met_again_by_its_key(
    office: Reception, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = f"/customers/{register(office)}/blocks"
    with monkeypatch.context() as patch:
        patch.setattr("admin_api.routes.blocks.tell_block", lambda *_told: 1 / 0)
        assert office.ask("POST", path, FRAUD, key="placing-17").status == 500
    placed = office.ask("POST", path, FRAUD, key="placing-17").json
    assert len(office.ask("GET", path).json["items"]) == 1
    ending = f"{path}/{placed['id']}/ending"
    with monkeypatch.context() as patch:
        patch.setattr("admin_api.routes.blocks.tell_block", lambda *_told: 1 / 0)
        assert office.ask("POST", ending, REASON, key="ending-17").status == 500
    assert office.ask("POST", ending, REASON, key="ending-17").json["state"] == "ended"
    # Not placed once more, though by now it has ended and the first answer is no longer kept.
    forget_answer("placing-17")
    assert office.ask("POST", path, FRAUD, key="placing-17").json["id"] == placed["id"]
    assert len(office.ask("GET", path).json["items"]) == 1


def test_a_block_is_of_a_time(house: House, office: Reception, clock: TickingClock) -> None:
    caller = house.register()
    path = f"/customers/{caller.customer}/blocks"
    later = {"valid_from": _in(clock, 60), "valid_until": _in(clock, 120)}
    coming = office.ask("POST", path, {**FRAUD, **later})
    assert coming.json["state"] == "coming"
    assert ring(house.screening, caller.number).verdict == "ADMIT"
    clock.pass_time(timedelta(minutes=61))
    assert ring(house.screening, caller.number).reason == "blocked_fraud"
    clock.pass_time(timedelta(minutes=60))
    assert ring(house.screening, caller.number).verdict == "ADMIT"
    [listed] = office.ask("GET", path).json["items"]
    assert (listed["state"], listed["ended"]) == ("ended", None)
    over = office.ask("POST", f"{path}/{listed['id']}/ending", REASON)
    assert (over.status, over.code) == (409, "entry_ended")
    for senseless in (
        {"valid_until": _in(clock, -1)},
        {"valid_from": _in(clock, 60), "valid_until": _in(clock, 60)},
    ):
        refused = office.ask("POST", path, {**FRAUD, **senseless})
        assert (refused.status, refused.code) == (422, "block_refused")


def test_a_number_is_blocked_whosever_it_is(house: House, office: Reception) -> None:
    caller, stranger = house.register(), a_number()
    for number, customer in ((caller.number, caller.customer), (stranger, None)):
        placed = office.ask("POST", "/number-blocks", {"number": number, **FRAUD})
        assert (placed.status, placed.json["number"]) == (201, number)
        assert ring(house.screening, phone_number(number)).reason == "blocked_fraud"
        twice = office.ask("POST", "/number-blocks", {"number": number, **FRAUD})
        assert (twice.status, twice.code) == (409, "number_blocked")
        seen = office.ask("GET", f"/numbers/{number}").json
        assert (seen["customer"], seen["block"]["id"]) == (customer, placed.json["id"])
        ended = office.ask("POST", f"/number-blocks/{number}/ending", REASON)
        assert (ended.status, ended.json["state"]) == (200, "ended")
        nothing = office.ask("POST", f"/number-blocks/{number}/ending", REASON)
        assert (nothing.status, nothing.code) == (404, "entry_missing")
        again = office.ask("POST", "/number-blocks", {"number": number, **FRAUD})
        known = office.ask("GET", f"/number-blocks/{number}").json
        assert known["customer"] == customer
        assert [block["id"] for block in known["items"]] == [again.json["id"], placed.json["id"]]
    assert len(trail(caller.customer, "block_placed")) == 2
    assert len(trail(caller.customer, "block_ended")) == 1
    assert len(_office_trail(stranger)) == 3


def test_a_number_that_was_never_blocked_has_no_blocks(office: Reception) -> None:
    answered = office.ask("GET", f"/number-blocks/{a_number()}")
    assert (answered.status, answered.code) == (404, "entry_missing")


def test_a_block_on_a_number_that_is_over_by_itself_makes_room(
    office: Reception, clock: TickingClock
) -> None:
    number = a_number()
    short = {"number": number, **FRAUD, "valid_until": _in(clock, 5)}
    first = office.ask("POST", "/number-blocks", short)
    clock.pass_time(timedelta(minutes=6))
    assert office.ask("GET", f"/numbers/{number}").json["block"] is None
    over = office.ask("POST", f"/number-blocks/{number}/ending", REASON)
    assert (over.status, over.code) == (409, "entry_ended")
    second = office.ask("POST", "/number-blocks", {"number": number, **FRAUD})
    assert second.json["id"] > first.json["id"]


def test_f41_one_of_many_blocks_on_a_number_is_placed(new_office: Callable[[], Reception]) -> None:
    body = {"number": a_number(), **FRAUD}
    offices = [new_office() for _ in range(6)]

    def block(office: Reception) -> int:
        return office.ask("POST", "/number-blocks", body).status

    with ThreadPoolExecutor(6) as threads:
        answers = list(threads.map(block, offices))
    assert sorted(answers) == [201, 409, 409, 409, 409, 409]


def test_a_registration_by_a_call_does_not_undo_a_block_placed_meanwhile(
    house: House, office: Reception
) -> None:
    number = phone_number(a_number())

    class SlowRegister(TableRegister):
        """Between the look at a number and the registration staff block the number."""

        def number_entry(self, number: PhoneNumber) -> NumberEntry | None:
            read = super().number_entry(number)
            if read is None:
                office.ask("POST", "/number-blocks", {"number": number, **FRAUD})
            return read

    slow = replace(house, screening=replace(house.screening, register=SlowRegister()))
    directory: Any = slow.screening.directory
    directory.owners[number] = replace(OWNER, street=f"Gatan {number}")
    assert ring(slow.screening, number).reason == "blocked_fraud"


def test_everything_that_is_blacklisted_is_listed_newest_first(
    office: Reception, own_table: str, clock: TickingClock
) -> None:
    assert own_table
    customer, number = register(office, name="Ulla Åberg"), a_number()
    path = f"/customers/{customer}/blocks"
    ended = office.ask("POST", path, FRAUD).json["id"]
    standing = office.ask("POST", path, {**FRAUD, "kind": "financial"}).json["id"]
    on_number = office.ask("POST", "/number-blocks", {"number": number, **FRAUD}).json["id"]
    short = {"number": a_number(), **FRAUD, "valid_until": _in(clock, 5)}
    office.ask("POST", "/number-blocks", short)
    office.ask("POST", f"{path}/{ended}/ending", REASON)
    clock.pass_time(timedelta(minutes=6))
    listed = office.ask("GET", "/blocks").json["items"]
    assert [block["id"] for block in listed] == [on_number, standing]
    assert [(block["customer_name"], block["number"]) for block in listed] == [
        (None, number),
        ("Ulla Åberg", None),
    ]
    first = office.ask("GET", "/blocks", query={"limit": "1"}).json
    rest = office.ask("GET", "/blocks", query={"limit": "1", "cursor": first["next"]}).json
    assert [block["id"] for block in rest["items"]] == [standing]
    numbers = office.ask("GET", "/number-blocks").json["items"]
    assert [block["id"] for block in numbers] == [on_number]


def test_what_screening_reads_of_a_customer_stays_one_read_unit(
    house: House, office: Reception, clock: TickingClock
) -> None:
    """However many blocks and discounts there were before, and as many as there may be now."""
    caller = house.register()
    path = f"/customers/{caller.customer}"
    ends = {"valid_from": _in(clock, 60), "valid_until": _in(clock, 100_000)}
    block = {**FRAUD, "note": "x" * 200, **ends}
    money = {"amount": "999999999.99", "currency": "SEK"}
    rate = {"kind": "rate_per_minute", "amount": money, "article": "TAROT", **ends, **REASON}
    for what, body, most in (("blocks", block, 4), ("discounts", rate, 8)):
        for _ in range(3):
            made = office.ask("POST", f"{path}/{what}", body).json["id"]
            office.ask("POST", f"{path}/{what}/{made}/ending", REASON)
        for _ in range(most):
            assert office.ask("POST", f"{path}/{what}", body).status == 201
        refused = office.ask("POST", f"{path}/{what}", body)
        assert (refused.status, refused.code) == (409, "too_many")
    ring(house.screening, caller.number)
    with counting() as cost:
        standing = TableRegister().standing(caller.customer)
    assert (len(standing.blocks), len(standing.discounts)) == (4, 8)
    assert (cost.round_trips, cost.read) == (1, 1)


def test_what_is_over_by_itself_leaves_the_store_and_makes_room_before(
    office: Reception, clock: TickingClock
) -> None:
    customer = register(office)
    path = f"/customers/{customer}/blocks"
    short = {**FRAUD, "valid_until": _in(clock, 5)}
    for _ in range(4):
        assert office.ask("POST", path, short).status == 201
    hot = list(rows.BlockRow.query(f"CUST#{customer}", rows.BlockRow.sk.startswith("ACCOUNT.")))
    assert {row.expires.isoformat() for row in hot} == {short["valid_until"]}
    clock.pass_time(timedelta(minutes=6))
    assert office.ask("POST", path, short | {"valid_until": None}).status == 201


def _in(clock: TickingClock, minutes: int) -> str:
    at = clock.now.replace(second=0, microsecond=0) + timedelta(minutes=minutes)
    return at.isoformat()


def _office_trail(subject: str) -> list[rows.AuditRow]:
    found = rows.AuditRow.query("OFFICE", rows.AuditRow.sk.startswith("AUDIT#"))
    return [row for row in found if row.subject == subject]
