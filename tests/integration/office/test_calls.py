"""Calls over the staff API: found again, traced, and why they were refused."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from agentline.adapters.dynamodb import rows
from agentline.adapters.dynamodb.catalogue import store_service_line
from agentline.adapters.dynamodb.mapping.customers import block_to_json
from agentline.domain.call import ScreenedCall, Step
from agentline.domain.customer import Block, BlockReason
from agentline.domain.money import sek
from agentline.domain.phone_number import PhoneNumber, phone_number
from agentline.services.limits import set_limit
from tests.billing_fakes import TickingClock
from tests.examples import FREE_LINE, TAROT_LINE
from tests.integration.billing.house import House
from tests.integration.call_path.ringing import deliver, enter, ring
from tests.reception import Reception

REASON = {"reason": "asked for by telephone"}
TEN_PERCENT = {"rule": {"kind": "reduction", "percent": "10"}, **REASON}
UNUSED = phone_number("+46846500499")


def found(office: Reception, **query: str) -> list[str]:
    answered = office.ask("GET", "/calls", query=query)
    assert answered.status == 200, answered.text
    return [item["call"] for item in answered.json["items"]]


def trace(office: Reception, call: ScreenedCall, language: str = "en") -> Any:
    answered = office.ask("GET", f"/calls/{call.call}", query={"language": language})
    assert answered.status == 200, answered.text
    return answered.json


def why(office: Reception, call: ScreenedCall, language: str = "en") -> tuple[str, str | None]:
    """Why it was refused, and what has changed since."""
    told = trace(office, call, language)
    assert told["verdict"] == "REFUSE"
    return told["why"], told["changed_since"]


def refused(house: House, number: PhoneNumber, line: str = TAROT_LINE.number) -> ScreenedCall:
    call = ring(house.screening, number, line=line)
    assert call.verdict == "REFUSE", call.reason
    return call


def test_calls_are_found_by_number_in_any_spelling_by_customer_and_by_day(
    streamed: House, office: Reception, own_table: str
) -> None:
    assert own_table
    caller, other = streamed.register(), streamed.register()
    first = ring(streamed.screening, caller.number).call
    second = ring(streamed.screening, caller.number).call
    third = ring(streamed.screening, other.number).call
    local = "0" + caller.number.removeprefix("+46")
    spaced = f"{local[:3]}-{local[3:6]} {local[6:]}"
    for spelling in (caller.number, local, spaced, "00" + caller.number[1:]):
        assert found(office, number=spelling) == [second, first]
    assert found(office, customer=caller.customer) == [second, first]
    assert found(office, number=other.number, customer=caller.customer) == []
    assert found(office) == [third, second, first]
    assert found(office, since="2026-03-10", until="2026-03-10") == [third, second, first]
    assert found(office, verdict="REFUSE") == [second]
    assert found(office, line="08-465 004 00") == [third, second, first]
    assert found(office, line=FREE_LINE.number) == []
    for nowhere in ({"since": "2026-03-11"}, {"until": "2026-03-09"}, {"since": "2199-01-01"}):
        assert found(office, **nowhere) == []
        assert found(office, number=caller.number, **nowhere) == []
        assert found(office, customer=caller.customer, **nowhere) == []
    [item] = office.ask("GET", "/calls", query={"number": other.number}).json["items"]
    assert (item["customer"], item["line"], item["verdict"]) == (
        other.customer,
        TAROT_LINE.number,
        "ADMIT",
    )
    assert item["customer_name"]
    assert (item["hold"]["amount"], item["talk_seconds"]) == ("1000.00", 49 * 60)


def test_a_list_of_days_goes_on_where_it_stopped(
    streamed: House, office: Reception, clock: TickingClock, own_table: str
) -> None:
    assert own_table
    caller = streamed.register()
    calls = []
    for _ in range(4):
        calls.append(ring(streamed.screening, caller.number).call)
        clock.pass_time(timedelta(hours=10))
    query = {"limit": "3"}
    page = office.ask("GET", "/calls", query=query).json
    assert [item["call"] for item in page["items"]] == calls[:0:-1]
    rest = office.ask("GET", "/calls", query=query | {"cursor": page["next"]}).json
    assert [item["call"] for item in rest["items"]] == calls[:1]
    moved = office.ask("GET", "/calls", query={"verdict": "ADMIT", "cursor": page["next"]})
    assert (moved.status, moved.code) == (400, "cursor_invalid")


def test_a_list_of_many_days_leads_on_past_those_without_a_call(
    streamed: House, office: Reception, clock: TickingClock, own_table: str
) -> None:
    assert own_table
    call = ring(streamed.screening, streamed.register().number).call
    clock.pass_time(timedelta(days=100))
    query = {"since": "2026-03-01"}
    page = office.ask("GET", "/calls", query=query).json
    assert page["items"] == []
    rest = office.ask("GET", "/calls", query=query | {"cursor": page["next"]}).json
    assert [item["call"] for item in rest["items"]] == [call]
    assert rest["next"] is None


@pytest.mark.parametrize(
    "query",
    [
        {"number": "anonymous"},
        {"number": "112"},
        {"since": "2026-03-11", "until": "2026-03-10"},
        {"since": "yesterday"},
        {"verdict": "MAYBE"},
        {"customer": "Anna"},
    ],
)
def test_what_names_no_call_is_refused(office: Reception, query: dict[str, str]) -> None:
    answered = office.ask("GET", "/calls", query=query)
    assert (answered.status, answered.code) == (422, "invalid_input")


def test_a_call_is_traced_to_the_orders_that_came_of_it(streamed: House, office: Reception) -> None:
    caller = streamed.register()
    record = streamed.ring(caller, 3)
    told = office.ask("GET", f"/calls/{record.call}").json
    assert told["why"] == "Let in: 1000.00 SEK was held, which pays for 49 minutes."
    assert (told["hold"]["amount"]["amount"], told["hold"]["is_live"]) == ("1000.00", True)
    assert told["orders"] == []
    deliver(streamed.rating, record)
    streamed.clock.pass_time(timedelta(minutes=1))
    longer = replace(record, talk_seconds=240, version=streamed.clock())
    assert deliver(streamed.rating, longer) == ["corrected"]
    told = office.ask("GET", f"/calls/{record.call}").json
    assert told["hold"] is None
    assert [order["amount"]["amount"] for order in told["orders"]] == ["65.00", "20.00"]
    assert [order["is_correction"] for order in told["orders"]] == [False, True]
    assert {order["invoice"] for order in told["orders"]} == {caller.reference()}
    assert told["charged"]["amount"] == "85.00"
    assert (told["line_name"], told["customer"]) == ("Tarotlinjen", caller.customer)
    assert told["price"]["price_list"] == "basic"
    [step] = told["steps"]
    assert step["figures"]["shortest"]["amount"] == "25.00"
    assert step["heard"].startswith("Välkommen till Tarotlinjen.")


def test_a_call_by_code_shows_every_step_though_the_number_was_withheld(
    streamed: House, office: Reception
) -> None:
    call = ring(streamed.screening, None)
    for step in (Step.CODE_1, Step.CODE_2):
        enter(streamed.screening, None, call.call, step, "00000000")
    told = trace(office, call)
    assert [(step["step"], step["reason"]) for step in told["steps"]] == [
        ("number", "number_withheld"),
        ("code1", "code_wrong"),
        ("code2", "code_wrong"),
    ]
    assert told["why"] == (
        "No right code was entered. A code was asked for, and nothing more came."
    )
    enter(streamed.screening, None, call.call, Step.CODE_3, "00000000")
    told = trace(office, call)
    assert (len(told["steps"]), told["verdict"]) == (4, "SERVICE")
    assert told["unmatched"]["is_waiting"]
    assert told["why"] == "No right code was entered. The caller was led to customer service."


def test_an_unknown_caller_is_traced_with_what_the_directory_said(
    streamed: House, office: Reception
) -> None:
    call = ring(streamed.screening, phone_number("+46739999999"))
    told = trace(office, call)
    [step] = told["steps"]
    assert told["unmatched"]["belongs_to"] is None
    assert (step["directory"], step["directory_in_words"]) == (
        "not_found",
        "The directory did not know the number.",
    )
    assert told["unmatched"]["reason"] == "number_unmatched"


def test_refused_for_an_unpaid_invoice_and_what_has_become_of_it(
    streamed: House, office: Reception
) -> None:
    caller = streamed.blocked_caller()
    call = refused(streamed, caller.number)
    reference = caller.reference()
    says = f"Invoice {reference} over 985.00 SEK is unpaid since 2026-03-10."
    assert why(office, call) == (says, None)
    path = f"/invoices/{reference}"
    edited = office.ask("POST", f"{path}/edits", TEN_PERCENT, version='"1"')
    assert edited.status == 201
    assert why(office, call) == (says, "It is over 886.50 SEK now.")
    streamed.dispatch(reference)
    streamed.tell(caller.pays(88_650))
    was = says.replace(" is ", " was ")
    assert why(office, call) == (was, "It has been paid since.")


def test_refused_for_an_invoice_that_was_voided_since(streamed: House, office: Reception) -> None:
    caller = streamed.register()
    streamed.talk(caller, 4)
    set_limit(caller.customer, sek(9_000), "anna", "lowered", streamed.desk)
    call = refused(streamed, caller.number)
    says = f"Invoice {caller.reference()} over 85.00 SEK is unpaid since 2026-03-10."
    assert why(office, call) == (says, None)
    void = office.ask("POST", f"/invoices/{caller.reference()}/voiding", REASON, version='"1"')
    assert void.status == 200
    assert why(office, call)[1] == "It has been voided since."


def test_refused_since_another_call_holds_the_credit(streamed: House, office: Reception) -> None:
    caller = streamed.register()
    record = streamed.ring(caller, 3)
    call = refused(streamed, caller.number)
    says = (
        "Of 1000.00 SEK credit left, all was held for another call, and the shortest call costs "
        "25.00 SEK."
    )
    assert why(office, call) == (says, None)
    deliver(streamed.rating, record)
    assert why(office, call) == (says, "935.00 SEK is free now.")


def test_refused_since_the_credit_is_used_up(streamed: House, office: Reception) -> None:
    caller = streamed.register()
    set_limit(caller.customer, sek(2_000), "anna", "lowered", streamed.desk)
    call = refused(streamed, caller.number)
    says = (
        "20.00 SEK credit was left, and the shortest call costs 25.00 SEK; no invoice was unpaid."
    )
    assert why(office, call) == (says, None)
    set_limit(caller.customer, sek(50_000), "anna", "raised", streamed.desk)
    assert why(office, call) == (says, "500.00 SEK is left now.")


def a_block(house: House, reason: BlockReason, note: str = "") -> Block:
    return Block(
        reason=reason,
        valid_from=house.clock() - timedelta(days=2),
        valid_until=house.clock() + timedelta(days=1),
        note=note,
        placed_by="anna",
    )


def test_refused_for_a_block_of_the_customer(streamed: House, office: Reception) -> None:
    caller = streamed.register()
    stored = block_to_json(a_block(streamed, BlockReason.OWN_REQUEST, "gambles"))
    row = rows.BlockRow(f"CUST#{caller.customer}", "ACCOUNT.BLOCK#1", block=stored)
    row.save()
    call = refused(streamed, caller.number)
    says = (
        f"Customer {caller.customer} is blocked at the customer's own request since 2026-03-08, by "
        "anna: gambles."
    )
    assert why(office, call) == (says, None)
    streamed.clock.pass_time(timedelta(days=3))
    ended = (says.replace(" is ", " was "), "The block ended on 2026-03-11.")
    assert why(office, call) == ended
    row.delete()
    assert why(office, call) == (
        "A block at the customer's own request was in force.",
        "There is no record of such a block any more.",
    )


def test_refused_was_a_customer_who_is_gone(streamed: House, office: Reception) -> None:
    caller = streamed.blocked_caller()
    call = refused(streamed, caller.number)
    account = rows.AccountRow.get(f"CUST#{caller.customer}", "ACCOUNT")
    account.delete()
    assert why(office, call) == ("An invoice was unpaid.", "The customer is gone.")
    account.save()


def test_refused_for_a_block_of_the_number(streamed: House, office: Reception) -> None:
    caller = streamed.register()
    rows.NumberRow(f"NUM#{caller.number}", "NUM").update(
        actions=[rows.NumberRow.block.set(block_to_json(a_block(streamed, BlockReason.FRAUD)))]
    )
    call = refused(streamed, caller.number)
    says = f"The number {caller.number} is blocked for fraud since 2026-03-08, by anna."
    assert why(office, call) == (says, None)


def test_refused_since_the_number_called_is_no_line(streamed: House, office: Reception) -> None:
    call = refused(streamed, streamed.register().number, UNUSED)
    assert why(office, call) == (f"{UNUSED} is no service line.", None)
    store_service_line(replace(TAROT_LINE, number=UNUSED, name="Nya linjen"))
    assert why(office, call) == (f"{UNUSED} was no service line.", "It is one now: Nya linjen.")


def test_a_call_nobody_knows_is_not_found(office: Reception) -> None:
    for answered in (
        office.ask("GET", "/calls/no-such-call"),
        office.ask("POST", "/calls/no-such-call/hang-up", REASON),
    ):
        assert (answered.status, answered.code) == (404, "call_missing")
