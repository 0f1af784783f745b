"""What staff do to a draft: close, edit by every kind of rule, undo, move a call, make void."""

from decimal import Decimal

import pytest
from playwright.sync_api import Locator, Page, expect

from agentline.domain.staff import Role
from local.connect.call import Call
from local.demo.files import load_demo
from local.staff_api import StaffApi
from local.tour.exchange import Exchange
from tests.integration.web.conftest import SignedInPage
from tests.integration.web.dialogues import choose, choose_further, give_reason_and
from tests.integration.web.money import (
    REASON,
    close_basis,
    enter_order,
    invoice_of,
    new_customer,
    new_draft,
    sums_of,
    told,
)
from tests.integration.web.test_customers_pages import fill

TEN_PERCENT = {"rule": {"kind": "reduction", "percent": "10"}, **REASON}
NUMBER = "031-390 06 21"


@pytest.fixture(scope="module")
def talker(admin: StaffApi, exchange: Exchange) -> str:
    """The number of a customer who has talked for two minutes and bought something for 100 kr."""
    customer = new_customer(admin, "Tage Talare", NUMBER)
    line = load_demo().lines[0].number
    exchange.ring(Call(from_number="+46313900621", to_number=line, talk_seconds=120))
    enter_order(admin, customer, "100.00")
    return customer


def test_what_has_gathered_is_closed_before_the_limit_does_it(
    signed_in_page: SignedInPage, admin: StaffApi
) -> None:
    customer = new_customer(admin, "Stig Stängd")
    enter_order(admin, customer, "120.00")
    page = signed_in_page(Role.BILLING)
    page.goto("/invoices")
    page.get_by_role("button", name="Stäng öppet underlag").click()
    fill(page, {"Kundnummer": customer})
    dialogue = page.get_by_role("dialog")
    expect(dialogue).to_contain_text("Stig Stängd")
    expect(dialogue).to_contain_text("120,00 kr")
    give_reason_and(page, "Stäng")
    expect(page.get_by_role("heading", level=1)).to_have_text(f"{customer}-0001")
    expect(_sums(page)).to_contain_text("Att fakturera120,00 kr")
    assert _credit(admin, customer, "unbilled", "unpaid") == ("0.00", "120.00")


def test_a_draft_is_made_void_and_the_credit_is_free_again(
    signed_in_page: SignedInPage, admin: StaffApi
) -> None:
    reference = new_draft(admin, "Malte Makulerad", "100.00", "300.00")
    page = signed_in_page(Role.BILLING)
    page.goto(f"/invoices/{reference}")
    choose_further(page, "Makulera")
    expect(page.get_by_role("dialog")).to_contain_text("400,00 kr begärs aldrig av kunden")
    give_reason_and(page, "Makulera")
    expect(page.get_by_role("list", name="Fakturans väg")).to_contain_text("Makulerad")
    for deed in ("Skicka till reskontran", "Ändra underlaget", "Mer"):
        expect(page.get_by_role("button", name=deed, exact=True)).to_have_count(0)
    void = invoice_of(admin, reference)
    assert void["state"] == "voided"
    assert _credit(admin, void["customer"], "unpaid", "available") == ("0.00", "1000.00")


def test_an_edit_is_undone_once_it_is_seen_what_that_comes_to(
    signed_in_page: SignedInPage, admin: StaffApi
) -> None:
    reference = new_draft(admin, "Ulla Undan", "400.00")
    told(admin.ask("POST", f"/invoices/{reference}/edits", TEN_PERCENT, version='"1"'))
    page = signed_in_page(Role.BILLING)
    page.goto(f"/invoices/{reference}")
    expect(_sums(page)).to_contain_text("Att fakturera360,00 kr")
    edits = page.get_by_role("grid", name="Ändringar")
    edits.get_by_role("button", name="Ångra: ").click()
    expect(page.get_by_role("table", name="Så blir det")).to_contain_text("Skillnad+40,00 kr")
    give_reason_and(page, "Ångra")
    expect(_sums(page)).to_contain_text("Att fakturera400,00 kr")
    expect(edits).to_have_count(0)
    undone = invoice_of(admin, reference)
    assert (undone["edits"], undone["payable"]["amount"]) == ([], "400.00")


def test_lines_are_added_worded_and_lowered_and_goodwill_is_given(
    signed_in_page: SignedInPage, admin: StaffApi
) -> None:
    reference = new_draft(admin, "Rita Regel", "100.00", "300.00")
    page = signed_in_page(Role.BILLING)
    page.goto(f"/invoices/{reference}")
    page.get_by_role("button", name="Lägg till rad").click()
    fill(page, {"Text": "Kortlek", "Antal": "2", "Pris per styck": "30"})
    _save(page, "460,00 kr")

    page.get_by_role("button", name="Ändra underlaget").click()
    choose(page, "Slag av ändring", "Goodwill")
    fill(page, {"Belopp av": "50"})
    _save(page, "410,00 kr")

    lines = page.get_by_role("grid", name="Rader")
    lines.get_by_role("row", name="300,00").get_by_role("button").click()
    page.get_by_role("button", name="Rabatt på raden").click()
    page.get_by_role("dialog").get_by_role("button", name="Kronor").click()
    fill(page, {"Belopp av": "20,50"})
    _save(page, "389,50 kr")

    lines.get_by_role("row", name="100,00").get_by_role("button").click()
    page.get_by_role("button", name="Annan text").click()
    fill(page, {"Text": "Samtal om <b>kärlek</b>"})
    _save(page, "389,50 kr")
    expect(lines.get_by_role("row", name="Samtal om <b>kärlek</b>")).to_contain_text("100,00 kr")
    expect(lines.get_by_role("row", name="Samtal om tarot")).to_contain_text("279,50 kr")
    edited = invoice_of(admin, reference)
    assert (edited["payable"]["amount"], len(edited["edits"])) == ("389.50", 4)


def test_calls_are_priced_anew_and_one_is_left_to_the_next_invoice(
    signed_in_page: SignedInPage, admin: StaffApi, talker: str
) -> None:
    reference = close_basis(admin, talker)
    before = invoice_of(admin, reference)["payable"]["amount"]
    page = signed_in_page(Role.BILLING)
    page.goto(f"/invoices/{reference}")
    page.get_by_role("button", name="Ändra underlaget").click()
    choose(page, "Slag av ändring", "Annan prislista")
    choose(page, "Prislista", "campaign")
    _save(page, "129,80 kr")  # two minutes at 14.90, and what was bought
    page.get_by_role("button", name="Ändra underlaget").click()
    choose(page, "Slag av ändring", "Eget minutpris")
    fill(page, {"Pris per minut": "10"})
    _save(page, "120,00 kr")

    page.get_by_role("grid", name="Rader").get_by_role("row", name="2 min").get_by_role(
        "button"
    ).click()
    page.get_by_role("button", name="Flytta till nästa faktura").click()
    expect(page.get_by_role("dialog")).to_contain_text("120,00 kr")
    give_reason_and(page, "Flytta")
    expect(_sums(page)).to_contain_text("Att fakturera100,00 kr")
    assert invoice_of(admin, reference)["payable"]["amount"] == "100.00"
    # What it costs is the price list's again: the rules stay on the draft.
    (unbilled,) = _credit(admin, talker, "unbilled")
    assert Decimal(unbilled) == Decimal(before) - 100


def _save(page: Page, payable: str) -> None:
    """Once it is foreseen what is payable then."""
    foreseen = page.get_by_role("table", name="Så blir det")
    expect(foreseen.get_by_role("row", name="Att fakturera")).to_contain_text(payable)
    give_reason_and(page, "Spara ändringen")
    expect(_sums(page)).to_contain_text(f"Att fakturera{payable}")


def _sums(page: Page) -> Locator:
    return page.get_by_role("table", name="Summor")


def _credit(api: StaffApi, customer: str, *names: str) -> tuple[str, ...]:
    return sums_of(told(api.ask("GET", f"/customers/{customer}/credit")), *names)
