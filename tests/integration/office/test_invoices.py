"""Invoice bases over the staff API, on the store."""

import pytest

from agentline.adapters.dynamodb.audit_trail import TableAuditTrail
from tests.integration.billing.house import House
from tests.reception import Reception

REASON = {"reason": "asked for by telephone"}
TEN_PERCENT = {"rule": {"kind": "reduction", "percent": "10"}, **REASON}


def test_a_draft_is_looked_over_edited_undone_and_dispatched(
    house: House, office: Reception
) -> None:
    reference = house.blocked_caller().reference()
    path = f"/invoices/{reference}"
    seen = office.ask("GET", path)
    assert (seen.status, seen.json["state"], seen.json["payable"]["amount"]) == (
        200,
        "draft",
        "985.00",
    )
    preview = office.ask("POST", f"{path}/edit-previews", TEN_PERCENT, key="").json
    assert (preview["difference"]["amount"], preview["version"]) == ("-98.50", 1)
    edited = office.ask("POST", f"{path}/edits", TEN_PERCENT, version=seen.tag)
    assert edited.json["payable"]["amount"] == "886.50"
    undoing = office.ask("GET", f"{path}/edits/e1/undoing").json
    assert undoing["difference"]["amount"] == "98.50"
    undone = office.ask("POST", f"{path}/edits/e1/undoing", REASON, version=edited.tag)
    assert undone.json["payable"]["amount"] == "985.00"
    sent = office.ask("POST", f"{path}/dispatch", REASON, version=undone.tag)
    assert (sent.status, sent.json["state"]) == (202, "dispatching")
    house.run()
    assert office.ask("GET", path).json["state"] == "dispatched"


def test_what_staff_do_is_on_record_with_their_reason(house: House, office: Reception) -> None:
    caller = house.blocked_caller()
    office.ask("POST", f"/invoices/{caller.reference()}/voiding", REASON, version='"1"')
    entry = TableAuditTrail().entries(caller.customer)[-1]
    assert (entry.what, entry.who, entry.why) == (
        "basis_voided",
        "billing@example.com",
        REASON["reason"],
    )


def test_f27_dispatch_races_edit_and_one_of_them_is_stale(house: House, office: Reception) -> None:
    path = f"/invoices/{house.blocked_caller().reference()}"
    tag = office.ask("GET", path).tag
    assert office.ask("POST", f"{path}/dispatch", REASON, version=tag).status == 202
    late = office.ask("POST", f"{path}/edits", TEN_PERCENT, version=tag)
    assert (late.status, late.code) == (412, "version_stale")


def test_money_entered_by_hand_pays_once_under_one_key(house: House, office: Reception) -> None:
    reference = house.invoiced_caller().reference()
    path = f"/invoices/{reference}/payments"
    part = {"amount": {"amount": "200.00", "currency": "SEK"}, **REASON}
    first = office.ask("POST", path, part, key="receipt-0017")
    assert (first.status, first.json["invoice"]["received"]["amount"]) == (201, "200.00")
    assert office.ask("POST", path, part, key="receipt-0017").text == first.text
    rest = office.ask("POST", path, REASON)
    assert rest.json["invoice"]["state"] == "paid"
    nothing = office.ask("POST", path, REASON)
    assert (nothing.status, nothing.code) == (409, "payment_refused")


def test_a_dispatched_invoice_is_credited(house: House, office: Reception) -> None:
    reference = house.invoiced_caller().reference()
    path = f"/invoices/{reference}"
    tag = office.ask("GET", path).tag
    fifty = {"amount": {"amount": "50.00", "currency": "SEK"}, **REASON}
    credited = office.ask("POST", f"{path}/credit-notes", fifty, version=tag)
    assert (credited.status, credited.json["credited"]["amount"]) == (201, "50.00")
    assert credited.json["credit_notes"][0]["is_at_ledger"]
    whole = {"is_all": True, **REASON}
    again = office.ask("GET", path).tag
    assert office.ask("POST", f"{path}/credit-notes", whole, version=again).json["state"] == (
        "credited"
    )


def test_a_ledger_that_does_not_take_a_credit_note_is_seen(house: House, office: Reception) -> None:
    path = f"/invoices/{house.invoiced_caller().reference()}"
    house.ledger.troubles.append("unavailable")
    fifty = {"amount": {"amount": "50.00", "currency": "SEK"}, **REASON}
    tag = office.ask("GET", path).tag
    credited = office.ask("POST", f"{path}/credit-notes", fifty, version=tag)
    assert credited.status == 201
    assert not credited.json["credit_notes"][0]["is_at_ledger"]


def test_a_call_is_left_to_the_next_invoice(house: House, office: Reception) -> None:
    caller = house.register()
    short = house.talk(caller, 3)
    house.talk(caller, 46)
    path = f"/invoices/{caller.reference()}"
    moved = office.ask("POST", f"{path}/moves", {"line": short.contact, **REASON}, version='"1"')
    assert (moved.status, moved.json["orders"]) == (200, 1)


def test_the_open_basis_is_closed_early(house: House, office: Reception) -> None:
    caller = house.register()
    closing = {"customer": caller.customer, **REASON}
    nothing = office.ask("POST", "/invoices", closing)
    assert (nothing.status, nothing.code) == (409, "nothing_to_close")
    house.talk(caller, 3)
    closed = office.ask("POST", "/invoices", closing)
    assert (closed.status, closed.json["is_closed_by_limit"]) == (201, False)


@pytest.mark.parametrize(
    ("form", "media"), [("html", "text/html"), ("csv", "text/csv"), ("json", "application/json")]
)
def test_a_document_is_downloaded_and_never_shown_in_place_of_a_page(
    house: House, office: Reception, form: str, media: str
) -> None:
    reference = house.blocked_caller().reference()
    answered = office.ask("GET", f"/invoices/{reference}/document", query={"format": form})
    assert answered.headers["Content-Type"] == f"{media}; charset=utf-8"
    assert answered.headers["Content-Disposition"] == (
        f'attachment; filename="{reference}-DRAFT.{form}"'
    )
    assert f"{reference}-DRAFT" in answered.text


def test_lists_go_on_where_they_stopped(house: House, office: Reception, own_table: str) -> None:
    assert own_table
    drafts = [house.blocked_caller().reference() for _ in range(3)]
    paid = house.invoiced_caller()
    house.tell(paid.pays(98_500))
    first = office.ask("GET", "/invoices", query={"state": "draft", "limit": "2"}).json
    rest = office.ask(
        "GET", "/invoices", query={"state": "draft", "limit": "2", "cursor": first["next"]}
    ).json
    listed = [item["reference"] for item in [*first["items"], *rest["items"]]]
    assert listed == drafts
    assert rest["next"] is None
    settled = office.ask("GET", "/invoices", query={"state": "paid"}).json["items"]
    assert [item["reference"] for item in settled] == [paid.reference()]
    assert settled[0]["customer_name"]
    waiting = office.ask("GET", "/invoices").json["items"]
    assert [item["reference"] for item in waiting] == drafts
    own = office.ask("GET", "/invoices", query={"customer": paid.customer}).json["items"]
    assert [item["reference"] for item in own] == [paid.reference()]
    none = {"customer": paid.customer, "state": "draft"}
    assert office.ask("GET", "/invoices", query=none).json["items"] == []
