"""Unmatched callers over the staff API: registered, linked or dismissed, once, by one member."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from itertools import count
from typing import Any

import pytest

from agentline.adapters.dynamodb import rows
from agentline.adapters.dynamodb.audit_trail import TableAuditTrail
from agentline.adapters.dynamodb.register import TableRegister
from agentline.bootstrap.care import open_unmatched_desk
from agentline.domain.call import ScreenedCall, Step
from agentline.domain.catalogue import Language
from agentline.domain.customer import ListingStatus, Owner
from agentline.domain.phone_number import PhoneNumber, phone_number
from agentline.domain.receivables import Actor
from agentline.domain.staff import Role
from agentline.services.see_to_unmatched import register
from agentline.services.seeing_to import Deed
from tests.fakes import FakeDirectory
from tests.integration.billing.house import House
from tests.integration.call_path.ringing import enter, ring
from tests.integration.office.trail import entries_of_the_day
from tests.reception import Answered, Reception

_numbers = count(46_739_000_000)
_streets = count(1)
BY_MISTAKE = {"reason": "rang by mistake"}


def a_number() -> PhoneNumber:
    return phone_number(f"+{next(_numbers)}")


def somebody() -> dict[str, str]:
    """Name and address as they are told by telephone; nobody else lives there."""
    return {
        "name": "Siv Exempel",
        "street": f"Ringvägen {next(_streets)}",
        "postcode": "12345",
        "city": "Exempelby",
        "country": "SE",
        "language": "en",
        "reason": "gave name and address by telephone",
    }


def unmatched(house: House, number: PhoneNumber | None = None) -> ScreenedCall:
    call = ring(house.screening, number or a_number())
    assert call.reason == "number_unmatched"
    return call


def entry_of(call: ScreenedCall) -> str:
    return f"2026-03-10.{call.call}"


def post(
    office: Reception, call: ScreenedCall, deed: str, body: dict[str, str], **how: Any
) -> Answered:
    return office.ask(
        "POST", f"/unmatched/{entry_of(call)}/{deed}", body, **{"role": Role.SUPPORT, **how}
    )


def waiting(office: Reception, **query: str) -> Any:
    answered = office.ask("GET", "/unmatched", query=query, role=Role.VIEWER)
    assert answered.status == 200, answered.text
    return answered.json


def test_those_who_could_not_be_identified_wait_the_oldest_first(
    streamed: House, office: Reception, own_table: str
) -> None:
    assert own_table
    directory = streamed.screening.directory
    assert isinstance(directory, FakeDirectory)
    number = a_number()
    directory.owners[number] = Owner(
        name="Siv Exempel", street="", postcode="", city="Exempelby", country="SE"
    )
    directory.status = ListingStatus.PARTIAL
    calls = [unmatched(streamed, number)]
    streamed.clock.pass_time(timedelta(seconds=1))
    calls.append(unmatched(streamed))
    page = waiting(office, limit="1")
    [first] = page["items"]
    assert (first["call"], first["number"], first["directory"]) == (
        calls[0].call,
        number,
        "partial",
    )
    assert first["owner"]["city"] == "Exempelby"
    assert (first["belongs_to"], first["seen"]) == (None, None)
    rest = waiting(office, limit="1", cursor=page["next"])
    assert [item["call"] for item in rest["items"]] == [calls[1].call]


def test_a_caller_is_registered_with_credit_and_may_ring(
    streamed: House, office: Reception, own_table: str
) -> None:
    assert own_table
    number = a_number()
    call = unmatched(streamed, number)
    body = somebody()
    answered = post(office, call, "registering", body, key="registering-1")
    assert answered.status == 201
    told = answered.json
    customer = told["seen"]["customer"]
    assert (told["is_waiting"], told["seen"]["outcome"], told["belongs_to"]) == (
        False,
        "registered",
        customer,
    )
    assert post(office, call, "registering", body, key="registering-1").text == answered.text
    assert waiting(office)["items"] == []
    again = ring(streamed.screening, number)
    assert (again.verdict, again.customer, again.language) == ("ADMIT", customer, "en")
    [entry] = TableAuditTrail().entries(customer)
    assert (entry.what, entry.who, entry.why) == (
        "customer_registered",
        "support@example.com",
        "gave name and address by telephone",
    )
    assert entry.after == {
        "number": number,
        "limit": "1000.00",
        "price_list": "basic",
        "call": call.call,
    }
    traced = office.ask("GET", f"/calls/{call.call}").json["unmatched"]
    assert traced["seen"]["by"] == "support@example.com"


def test_a_retry_after_a_crash_finds_what_was_done(streamed: House, office: Reception) -> None:
    call = unmatched(streamed)
    by = Actor(who="anna", why="told so", at=streamed.clock())
    deed = Deed(by=by, name="deed-of-anna")
    owner = Owner(name="A", street="B 1", postcode="1", city="C", country="SE")
    first, again = (
        register(entry_of(call), owner, Language.SWEDISH, deed, open_unmatched_desk())
        for _ in range(2)
    )
    assert first == again
    assert first.seen is not None
    other = post(office, call, "registering", somebody())
    assert (other.status, other.code) == (409, "seen_to_already")
    assert "by anna at 2026-03-10 12:00 UTC" in other.json["detail"]


def test_of_two_members_at_once_one_registers_and_the_other_is_told_by_whom(
    streamed: House, new_office: Callable[[], Reception]
) -> None:
    number = a_number()
    call = unmatched(streamed, number)

    def see_to(role: Role) -> Answered:
        return post(new_office(), call, "registering", somebody(), role=role)

    with ThreadPoolExecutor(2) as threads:
        answers = list(threads.map(see_to, [Role.SUPPORT, Role.BILLING]))
    assert sorted(answered.status for answered in answers) == [201, 409]
    [won] = [answered.json for answered in answers if answered.status == 201]
    [lost] = [answered for answered in answers if answered.status == 409]
    assert lost.code == "seen_to_already"
    assert won["seen"]["by"] in lost.json["detail"]
    entry = TableRegister().number_entry(number)
    assert entry is not None
    assert entry.customer == won["seen"]["customer"]


def test_a_number_is_linked_to_a_customer_and_the_next_call_only_seen_to(
    streamed: House, office: Reception
) -> None:
    caller, number = streamed.register(), a_number()
    calls = [unmatched(streamed, number) for _ in range(2)]
    link = {"customer": caller.customer, "reason": "rings from a new telephone"}
    linked = post(office, calls[0], "linking", link).json
    assert (linked["seen"]["outcome"], linked["seen"]["customer"]) == ("linked", caller.customer)
    assert ring(streamed.screening, number).customer == caller.customer
    second = office.ask("GET", f"/unmatched/{entry_of(calls[1])}").json
    assert (second["is_waiting"], second["belongs_to"]) == (True, caller.customer)
    assert post(office, calls[1], "linking", link).status == 200
    whats = [entry.what for entry in TableAuditTrail().entries(caller.customer)]
    assert whats == ["customer_registered", "number_linked", "unmatched_linked"]


def test_a_number_that_is_anothers_is_neither_linked_nor_registered(
    streamed: House, office: Reception
) -> None:
    caller, other, number = streamed.register(), streamed.register(), a_number()
    calls = [unmatched(streamed, number) for _ in range(2)]
    for_one, for_other = (
        {"customer": one.customer, "reason": "their telephone"} for one in (caller, other)
    )
    assert post(office, calls[0], "linking", for_one).status == 200
    for answered in (
        post(office, calls[1], "linking", for_other),
        post(office, calls[1], "registering", somebody()),
    ):
        assert (answered.status, answered.code) == (409, "number_taken")
        assert caller.customer in answered.json["detail"]


def test_somebody_who_is_a_customer_already_gets_no_second_credit(
    streamed: House, office: Reception
) -> None:
    known = somebody()
    registered = post(office, unmatched(streamed), "registering", known).json
    answered = post(office, unmatched(streamed), "registering", known)
    assert (answered.status, answered.code) == (409, "owner_taken")
    assert registered["seen"]["customer"] in answered.json["detail"]


def test_a_number_is_linked_to_nobody_who_is_gone(streamed: House, office: Reception) -> None:
    caller, call = streamed.register(), unmatched(streamed)
    profile = rows.ProfileRow(f"CUST#{caller.customer}", "PROFILE")
    profile.update(actions=[rows.ProfileRow.status.set("closed")])
    link = {"customer": caller.customer, "reason": "their telephone"}
    closed = post(office, call, "linking", link)
    assert (closed.status, closed.code) == (409, "customer_not_active")
    missing = post(office, call, "linking", link | {"customer": "999999"})
    assert (missing.status, missing.code) == (404, "customer_missing")
    assert office.ask("GET", f"/unmatched/{entry_of(call)}").json["is_waiting"]


def test_a_withheld_number_can_only_be_dismissed(streamed: House, office: Reception) -> None:
    call = ring(streamed.screening, None)
    assert enter(streamed.screening, None, call.call, Step.CODE_1, "0").verdict == "SERVICE"
    link = {"customer": streamed.register().customer, "reason": "their voice"}
    for answered in (
        post(office, call, "registering", somebody()),
        post(office, call, "linking", link),
    ):
        assert (answered.status, answered.code) == (409, "number_withheld")
    dismissed = post(office, call, "dismissing", BY_MISTAKE)
    assert (dismissed.status, dismissed.json["seen"]["outcome"]) == (200, "dismissed")
    [entry] = [each for each in entries_of_the_day() if each.subject == call.call]
    assert (entry.what, entry.customer, entry.why) == (
        "unmatched_dismissed",
        None,
        BY_MISTAKE["reason"],
    )


def test_a_viewer_sees_to_nobody(streamed: House, office: Reception) -> None:
    call = unmatched(streamed)
    for deed in ("registering", "linking", "dismissing"):
        denied = post(office, call, deed, BY_MISTAKE, role=Role.VIEWER)
        assert (denied.status, denied.code) == (403, "not_permitted")


@pytest.mark.parametrize("change", [{"name": " "}, {"country": "Sweden"}, {"credit": "9"}])
def test_f33_what_is_no_name_and_address_registers_nobody(
    streamed: House, office: Reception, change: dict[str, str]
) -> None:
    call = unmatched(streamed)
    answered = post(office, call, "registering", somebody() | change)
    assert (answered.status, answered.code) == (422, "invalid_input")


def test_a_caller_nobody_knows_of_is_not_found(office: Reception) -> None:
    for answered in (
        office.ask("GET", "/unmatched/2026-03-10.no-such-call"),
        office.ask("POST", "/unmatched/2026-03-10.no-such-call/dismissing", BY_MISTAKE),
    ):
        assert (answered.status, answered.code) == (404, "unmatched_missing")
    assert office.ask("GET", "/unmatched/no-such-day").status == 404
