"""What orders cost, given back over the staff API, on the store."""

import pytest

from admin_api.ids import order_id, order_key
from agentline.domain.manual_order import key_of
from agentline.domain.money import sek
from agentline.domain.refund import RefundError
from agentline.services.refund_order import refund_order
from tests.integration.billing.house import House
from tests.integration.call_path.ringing import at_once
from tests.integration.office.ordering import (
    REASON,
    amount,
    call_of,
    forget_answers,
    new_order,
    refund,
)
from tests.reception import Reception


def test_on_the_open_basis_a_refund_is_an_order(house: House, office: Reception) -> None:
    caller = house.register()
    call = call_of(house, caller)
    seen = office.ask("GET", f"/orders/{call}/refund-preview", query={"amount": "20.00"}).json
    assert (seen["way"], seen["left"]["amount"]) == ("manual_order", "65.00")
    assert (seen["unbilled"]["before"]["amount"], seen["unbilled"]["after"]["amount"]) == (
        "65.00",
        "45.00",
    )
    assert house.account(caller).unbilled.minor == 6_500
    made = refund(office, call, {**amount("20.00"), **REASON})
    assert (made.status, made.json["way"], made.json["amount"]["amount"]) == (
        201,
        "manual_order",
        "20.00",
    )
    order = office.ask("GET", f"/orders/{made.json['made']}").json
    assert (order["kind"], order["refunded"], order["amount"]["amount"]) == (
        "refund",
        call,
        "-20.00",
    )
    assert order["text"].startswith("Återbetalning: Tarot 2026-03-10")
    assert house.account(caller).unbilled.minor == 4_500
    too_much = refund(office, call, {**amount("45.01"), **REASON})
    assert (too_much.status, too_much.code) == (422, "refund_refused")
    assert refund(office, call, {"is_all": True, **REASON}).json["amount"]["amount"] == "45.00"
    assert refund(office, call, {"is_all": True, **REASON}).code == "refund_refused"
    assert refund(office, call, REASON).code == "invalid_input"
    foreign = refund(office, call_of(house, caller), {**amount("1.00", "EUR"), **REASON})
    assert (foreign.status, foreign.code) == (422, "currency_mismatch")


def test_on_a_draft_a_refund_is_an_edit(house: House, office: Reception) -> None:
    caller = house.blocked_caller()
    [order] = house.orders(caller)
    call = order_id(key_of(order))
    seen = office.ask("GET", f"/orders/{call}/refund-preview").json
    assert (seen["way"], seen["unpaid"]["after"]["amount"]) == ("draft_edit", "0.00")
    made = refund(office, call, {**amount("85.00"), **REASON}).json
    assert (made["way"], made["basis"], made["made"]) == ("draft_edit", caller.reference(), "e1")
    invoice = office.ask("GET", f"/invoices/{caller.reference()}").json
    assert (invoice["payable"]["amount"], invoice["edits"][0]["who"]) == (
        "900.00",
        "billing@example.com",
    )
    assert refund(office, call, {**amount("900.01"), **REASON}).code == "refund_refused"


def test_on_an_invoice_a_refund_is_a_credit_note(house: House, office: Reception) -> None:
    caller = house.invoiced_caller()
    house.tell(caller.pays(98_500))
    [order] = house.orders(caller)
    call = order_id(key_of(order))
    seen = office.ask("GET", f"/orders/{call}/refund-preview", query={"amount": "85.00"}).json
    assert (seen["way"], seen["prepaid"]["after"]["amount"]) == ("credit_note", "85.00")
    house.ledger.troubles.append("unavailable")
    made = refund(office, call, {**amount("85.00"), **REASON}, key="a-long-wait").json
    assert (made["way"], made["made"]) == ("credit_note", f"{caller.reference()}-K1")
    forget_answers()
    assert refund(office, call, {**amount("85.00"), **REASON}, key="a-long-wait").json == made
    assert [note.id for note in house.ledger.notes] == [made["made"]]
    [note] = office.ask("GET", f"/invoices/{caller.reference()}").json["credit_notes"]
    assert (note["line"], note["amount"]["amount"]) == (order.contact, "85.00")
    assert refund(office, call, {**amount("900.01"), **REASON}).code == "refund_refused"


def test_a_refund_while_the_basis_is_on_its_way_is_refused(house: House, office: Reception) -> None:
    caller = house.blocked_caller()
    [order] = house.orders(caller)
    path = f"/invoices/{caller.reference()}"
    office.ask("POST", f"{path}/dispatch", REASON, version=office.ask("GET", path).tag)
    answered = refund(office, order_id(key_of(order)), {"is_all": True, **REASON})
    assert (answered.status, answered.code) == (409, "invoice_state")


@pytest.mark.parametrize("is_closed", [False, True])
def test_refunds_at_once_never_give_back_more_than_there_was(
    house: House, office: Reception, is_closed: bool
) -> None:
    caller = house.register()
    call = order_key(call_of(house, caller))
    if is_closed:
        office.ask("POST", "/invoices", {"customer": caller.customer, **REASON})

    def give_back(attempt: int) -> bool:
        deed = f"refund-{attempt}-of-{caller.customer}"
        try:
            refund_order(call, sek(2_000), deed, "anna", "a long wait", house.desk)
        except RefundError:
            return False
        return True

    assert sum(at_once(6, give_back)) == 3
    account = house.account(caller)
    assert account.unbilled + account.unpaid == sek(500)


def test_one_key_refunds_once_whatever_dies_in_between(house: House, office: Reception) -> None:
    caller = house.register()
    call = call_of(house, caller)
    body = {**amount("20.00"), **REASON}
    first = refund(office, call, body, key="refund-for-siv")
    forget_answers()
    assert refund(office, call, body, key="refund-for-siv").json == first.json
    assert house.account(caller).unbilled.minor == 4_500
    forget_answers()
    other = refund(office, call_of(house, caller), body, key="refund-for-siv")
    assert (other.status, other.code) == (422, "key_reused")
    forget_answers()
    line = office.ask("POST", "/orders", new_order(caller), key="refund-for-siv")
    assert line.code == "key_reused"
