"""What staff do about a customer as a whole: close, reopen, merge, hand out, forget."""

import json
from pathlib import Path

from playwright.sync_api import Page, expect

from agentline.domain.staff import Role
from local.staff_api import StaffApi
from tests.integration.web.conftest import SignedInPage
from tests.integration.web.dialogues import choose_further, give_reason_and
from tests.integration.web.faults import Faults
from tests.integration.web.money import enter_order, new_customer, told
from tests.integration.web.test_customers_pages import fill

WHY = "begärde det skriftligt"


def test_a_customer_is_closed_and_opened_again(
    signed_in_page: SignedInPage, admin: StaffApi
) -> None:
    customer = new_customer(admin, "Agda Avslutad")
    page = signed_in_page(Role.SUPPORT)
    page.goto(f"/customers/{customer}/blocks")
    choose_further(page, "Avsluta kunden")
    fill(page, {"Anteckning": "Flyttar utomlands"})
    give_reason_and(page, "Avsluta kunden")
    block = page.get_by_role("grid", name="Spärrar").get_by_role("row", name="Flyttar utomlands")
    expect(block).to_contain_text("Gäller")
    expect(page.get_by_role("button", name="Spärra kunden")).to_have_count(0)
    assert _status(admin, customer) == "closed"

    choose_further(page, "Öppna igen")
    give_reason_and(page, "Öppna igen")
    expect(block).to_contain_text("Har upphört")
    expect(page.get_by_role("button", name="Spärra kunden")).to_be_visible()
    assert _status(admin, customer) == "active"


def test_who_is_registered_twice_becomes_one_with_what_is_not_invoiced(
    signed_in_page: SignedInPage, admin: StaffApi
) -> None:
    source = new_customer(admin, "Dora Dublett", "031-390 06 22")
    into = new_customer(admin, "Dora Dubblett", "031-390 06 23")
    enter_order(admin, source, "100.00")
    enter_order(admin, into, "50.00")
    page = signed_in_page(Role.BILLING)
    page.goto(f"/customers/{source}")
    choose_further(page, "Slå samman")
    page.get_by_role("combobox", name="Tar över").fill("Dora Dubblett")
    page.get_by_role("option", name=f"Dora Dubblett ({into})").click()
    _foresee(page)
    foreseen = page.get_by_role("dialog", name="Så här blir sammanslagningen")
    expect(foreseen.get_by_role("row", name="Ofakturerat")).to_contain_text("100,00 kr50,00 kr")
    expect(foreseen).to_contain_text("1 nummer, 1 order och 0 spärrar går över")
    foreseen.get_by_role("button", name="Slå samman").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Dora Dubblett")
    expect(page.get_by_text(f"Dora Dublett är sammanslagen med kund {into}.")).to_be_visible()
    assert _status(admin, source) == "merged"
    credit = told(admin.ask("GET", f"/customers/{into}/credit"))
    assert credit["unbilled"]["amount"] == "150.00"
    numbers = told(admin.ask("GET", f"/customers/{into}/numbers"))["items"]
    assert {each["number"] for each in numbers} == {"+46313900622", "+46313900623"}


def test_what_is_kept_of_a_customer_is_handed_out_in_a_file(
    signed_in_page: SignedInPage, admin: StaffApi
) -> None:
    customer = new_customer(admin, "Ester Export")
    enter_order(admin, customer, "100.00")
    told(admin.ask("POST", f"/customers/{customer}/notes", {"text": "Ringer på kvällen"}))
    page = signed_in_page(Role.SUPPORT)
    page.goto(f"/customers/{customer}")
    choose_further(page, "Ladda ner personuppgifter")
    with page.expect_download() as awaited:
        page.get_by_role("dialog").get_by_role("button", name="Ladda ner").click()
    assert awaited.value.suggested_filename == f"customer-{customer}.json"
    expect(page.get_by_text(f"customer-{customer}.json är nedladdad.")).to_be_visible()
    kept = json.loads(Path(awaited.value.path()).read_text(encoding="utf-8"))
    assert [note["text"] for note in kept["notes"]] == ["Ringer på kvällen"]
    [order] = kept["orders"]
    assert "Samtal om tarot" in json.dumps(order)


def test_who_asks_for_it_is_forgotten_for_good(
    signed_in_page: SignedInPage, admin: StaffApi, faults: Faults
) -> None:
    faults.expect("status of 404")  # what is shown is read once more, the address too
    customer = new_customer(admin, "Gun Glömd", "031-390 06 24")
    told(admin.ask("POST", f"/customers/{customer}/notes", {"text": "Ringer på kvällen"}))
    page = signed_in_page(Role.ADMIN)
    page.goto(f"/customers/{customer}")
    choose_further(page, "Radera personuppgifter")
    _foresee(page)
    foreseen = page.get_by_role("dialog", name="Det här raderas")
    expect(foreseen).to_contain_text("Gun Glömd")
    expect(foreseen).to_contain_text("031-390 06 24")
    foreseen.get_by_role("button", name="Radera för alltid").click()
    expect(page.get_by_text(f"Kund {customer} är raderad.")).to_be_visible()
    expect(page.get_by_role("main")).to_contain_text("Raderad")
    expect(page.get_by_text("Gun Glömd")).to_have_count(0)
    expect(page.get_by_role("tab", name="Adress")).to_have_count(0)
    assert _status(admin, customer) == "erased"
    assert told(admin.ask("GET", f"/customers/{customer}/notes"))["items"] == []
    assert told(admin.ask("GET", "/customers", query={"search": "Gun Glömd"}))["items"] == []


def _foresee(page: Page) -> None:
    fill(page, {"Skäl": WHY})
    page.get_by_role("button", name="Förhandsgranska").click()


def _status(api: StaffApi, customer: str) -> str:
    return str(told(api.ask("GET", f"/customers/{customer}"))["status"])
