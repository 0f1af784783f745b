"""What staff do once an invoice is with the ledger, or was refused there."""

import csv
import io
import json
from pathlib import Path

from playwright.sync_api import Locator, Page, expect

from agentline.domain.staff import Role
from local.billing.service import BillingService
from local.staff_api import StaffApi
from tests.integration.web.conftest import SignedInPage
from tests.integration.web.dialogues import choose_further, give_reason_and
from tests.integration.web.money import (
    REFUSAL,
    invoice_of,
    new_failed_dispatch,
    new_invoice,
    pay,
    sums_of,
    told,
)
from tests.integration.web.test_customers_pages import fill


def test_a_refused_invoice_is_sent_once_more(
    signed_in_page: SignedInPage, admin: StaffApi, ledger_of_stage: BillingService
) -> None:
    reference = new_failed_dispatch(admin, ledger_of_stage, "Nils Nekad", "200.00")
    page = signed_in_page(Role.BILLING)
    page.goto("/invoices?state=dispatch_failed")
    page.get_by_role("link", name=reference).click()
    expect(_steps(page)).to_contain_text("Gick inte att skicka")
    expect(page.get_by_role("main").get_by_text(REFUSAL)).to_be_visible()
    page.get_by_role("button", name="Skicka igen").click()
    expect(page.get_by_role("dialog")).to_contain_text(REFUSAL)
    give_reason_and(page, "Skicka igen")
    expect(_steps(page)).to_contain_text("Väntar på betalning")
    expect(page.get_by_text(REFUSAL)).to_have_count(0)
    sent = invoice_of(admin, reference)
    assert (sent["state"], *sums_of(sent, "due")) == ("dispatched", "200.00")
    assert sent["invoice_number"] == ledger_of_stage.book.entry(reference).number


def test_a_refused_invoice_becomes_a_draft_again(
    signed_in_page: SignedInPage, admin: StaffApi, ledger_of_stage: BillingService
) -> None:
    reference = new_failed_dispatch(admin, ledger_of_stage, "Dag Draft", "200.00")
    page = signed_in_page(Role.BILLING)
    page.goto(f"/invoices/{reference}")
    choose_further(page, "Gör till utkast igen")
    give_reason_and(page, "Gör till utkast igen")
    expect(page.get_by_role("button", name="Skicka till reskontran")).to_be_visible()
    expect(page.get_by_role("button", name="Ändra underlaget")).to_be_visible()
    reopened = invoice_of(admin, reference)
    assert (reopened["state"], reopened["is_frozen"]) == ("draft", False)
    assert reference not in ledger_of_stage.book.entries


def test_an_invoice_is_credited_in_part_and_then_as_a_whole(
    signed_in_page: SignedInPage, admin: StaffApi, ledger_of_stage: BillingService
) -> None:
    reference = new_invoice(admin, "Karl Kredit", "200.00")
    page = signed_in_page(Role.BILLING)
    page.goto(f"/invoices/{reference}")
    choose_further(page, "Kreditera")
    fill(page, {"Belopp att kreditera": "50,50"})
    expect(page.get_by_role("dialog")).to_contain_text("Kvar att betala sedan149,50 kr")
    give_reason_and(page, "Kreditera")
    expect(_sums(page)).to_contain_text("Krediterat− 50,50 kr")
    expect(_sums(page)).to_contain_text("Kvar att betala149,50 kr")
    notes = page.get_by_role("grid", name="Kreditnotor")
    expect(notes.get_by_role("row", name="50,50 kr")).to_contain_text("Ja")

    choose_further(page, "Kreditera")
    page.get_by_role("checkbox", name="Allt som är kvar, 149,50 kr").check()
    give_reason_and(page, "Kreditera")
    expect(_steps(page)).to_contain_text("Krediterad")
    expect(notes.get_by_role("row")).to_have_count(3)
    credited = invoice_of(admin, reference)
    assert credited["state"] == "credited"
    assert sums_of(credited, "payable", "credited", "due") == ("200.00", "200.00", "0.00")
    assert ledger_of_stage.book.entry(reference).credited.decimal == "200.00"


def test_what_was_paid_before_it_was_credited_is_prepaid(
    signed_in_page: SignedInPage, admin: StaffApi
) -> None:
    reference = new_invoice(admin, "Bea Betald", "200.00")
    page = signed_in_page(Role.BILLING)
    page.goto(f"/invoices/{reference}")
    page.get_by_role("button", name="Registrera betalning").click()
    give_reason_and(page, "Registrera")
    expect(_steps(page)).to_contain_text("Betald")
    page.get_by_role("button", name="Kreditera").click()
    fill(page, {"Belopp att kreditera": "80"})
    expect(page.get_by_role("dialog")).to_contain_text("Blir förbetalt80,00 kr")
    give_reason_and(page, "Kreditera")
    expect(_sums(page)).to_contain_text("Krediterat− 80,00 kr")
    customer = invoice_of(admin, reference)["customer"]
    credit = told(admin.ask("GET", f"/customers/{customer}/credit"))
    assert sums_of(credit, "prepaid", "unpaid", "available") == ("80.00", "0.00", "1080.00")


def test_the_number_of_an_invoice_made_by_hand_is_noted(
    signed_in_page: SignedInPage, admin: StaffApi
) -> None:
    reference = new_invoice(admin, "Hanna Handskriven", "200.00")
    page = signed_in_page(Role.BILLING)
    page.goto(f"/invoices/{reference}")
    choose_further(page, "Ange fakturanummer")
    fill(page, {"Fakturanummer": " "})
    page.get_by_role("dialog").get_by_role("button", name="Spara").click()
    expect(page.get_by_text("Måste fyllas i.")).to_be_visible()
    fill(page, {"Fakturanummer": "F-2026-17", "Förfaller": "2031-01-31"})
    give_reason_and(page, "Spara")
    expect(page.get_by_role("main").get_by_text("F-2026-17", exact=True)).to_be_visible()
    noted = invoice_of(admin, reference)
    assert (noted["invoice_number"], noted["due_on"]) == ("F-2026-17", "2031-01-31")


def test_an_invoice_is_downloaded_in_each_format(
    signed_in_page: SignedInPage, admin: StaffApi
) -> None:
    reference = new_invoice(admin, "Lova <i>Ladd</i>", "100.00", "300.00")
    pay(admin, reference, "150.00")
    page = signed_in_page(Role.VIEWER)
    page.goto(f"/invoices/{reference}")
    document = _download(page, "HTML", f"{reference}.html")
    assert "Lova &lt;i&gt;Ladd&lt;/i&gt;" in document
    rows = list(csv.reader(io.StringIO(_download(page, "CSV", f"{reference}.csv")), delimiter=";"))
    assert sum("Samtal om tarot" in row for row in rows) == 2
    copy = json.loads(_download(page, "JSON", f"{reference}.json"))
    assert (copy["reference"], copy["total"]) == (reference, "400.00")


def _download(page: Page, format_named: str, name: str) -> str:
    """What is saved under that name."""
    page.get_by_role("button", name="Ladda ner").click()
    with page.expect_download() as awaited:
        page.get_by_role("menuitem", name=format_named).click()
    assert awaited.value.suggested_filename == name
    return Path(awaited.value.path()).read_text(encoding="utf-8-sig")


def _steps(page: Page) -> Locator:
    return page.get_by_role("list", name="Fakturans väg")


def _sums(page: Page) -> Locator:
    return page.get_by_role("table", name="Summor")
