"""A bank's file taken in, and what it leaves to be placed worked off, in the browser."""

from uuid import uuid4

from playwright.sync_api import expect

from agentline.domain.staff import Role
from local.staff_api import StaffApi
from tests.integration.web.conftest import SignedInPage
from tests.integration.web.dialogues import give_reason_and, try_to
from tests.integration.web.money import (
    bank_file,
    invoice_of,
    new_draft,
    new_invoice,
    pay,
    sums_of,
    take_in,
    told,
)


def test_a_file_is_foreseen_and_then_taken_in(signed_in_page: SignedInPage) -> None:
    name, content = bank_file(("75.00", "tack för <b>hjälpen</b>"), ("10.50", "vet inte"))
    page = signed_in_page(Role.BILLING)
    page.goto("/payment-files")
    page.locator("input[type=file]").set_input_files(
        {"name": name, "mimeType": "text/xml", "buffer": content}
    )
    expect(page.get_by_text("Inget är inläst än")).to_be_visible()
    entries = page.get_by_role("grid", name="Rader i filen")
    expect(entries.get_by_text("Oplacerad")).to_have_count(2)
    expect(entries).to_contain_text("tack för <b>hjälpen</b>")
    page.get_by_role("textbox", name="Skäl").fill("dagens fil")
    page.get_by_role("button", name="Läs in", exact=True).click()
    expect(page.get_by_text("Inläst: 2 rader")).to_be_visible()
    entries.get_by_role("link").first.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("75,00 kr den 2026-11-30")


def test_suspense_is_worked_off_by_keyboard(signed_in_page: SignedInPage, admin: StaffApi) -> None:
    reference = new_draft(admin, "Otto Oplacerad", "100.00")
    payer = uuid4().hex
    entries = bank_file(("41.00", f"{payer} ett"), ("42.00", f"{payer} två"))
    first, second = take_in(admin, entries)
    page = signed_in_page(Role.BILLING)
    page.goto("/suspense")
    row = page.get_by_role("row").filter(has_text=f"{payer} ett")
    row.get_by_role("button", name="Ta hand om").focus()
    page.keyboard.press("Enter")
    page.get_by_role("searchbox", name="Faktura", exact=True).fill("Otto Oplacerad")
    page.get_by_role("button", name=f"Otto Oplacerad ({reference[:6]})").click()
    page.get_by_role("button", name=reference).click()
    expect(page.get_by_role("dialog")).to_contain_text("Blir förbetalt")
    page.get_by_role("textbox", name="Skäl").fill("frågade betalaren")
    page.get_by_role("button", name="Placera", exact=True).click()
    expect(page.get_by_role("dialog")).to_contain_text(f"{payer} två")
    page.keyboard.press("Escape")
    expect(row).to_have_count(0)
    assert _sums(admin, first["payment"], "suspense") == ("0.00",)
    assert _sums(admin, second["payment"], "suspense") == ("42.00",)


def test_money_sent_back_is_noted_up_to_what_is_there(
    signed_in_page: SignedInPage, admin: StaffApi
) -> None:
    (entry,) = take_in(admin, bank_file(("33.00", "fel konto")))
    page = signed_in_page(Role.BILLING)
    page.goto(f"/payments/{entry['payment']}")
    page.get_by_role("button", name="Notera retur").click()
    expect(page.get_by_role("textbox", name="Belopp")).to_have_value("33,00")
    page.get_by_role("textbox", name="Skäl").fill("skickat från banken")
    page.get_by_role("dialog").get_by_role("button", name="Notera", exact=True).click()
    expect(page.get_by_role("table", name="Var pengarna är")).to_contain_text(
        "Skickat tillbaka33,00 kr"
    )


def test_lost_money_is_placed_from_its_own_page_and_what_is_over_is_prepaid(
    signed_in_page: SignedInPage, admin: StaffApi
) -> None:
    reference = new_invoice(admin, "Pia Placerad", "100.00")
    (entry,) = take_in(admin, bank_file(("130.00", "tack för samtalet")))
    page = signed_in_page(Role.BILLING)
    page.goto(f"/payments/{entry['payment']}")
    page.get_by_role("button", name="Placera").click()
    page.get_by_role("searchbox", name="Faktura", exact=True).fill(reference)
    placing = page.get_by_role("dialog").get_by_role("row", name=reference)
    expect(placing).to_contain_text("100,00 kr → 0,00 kr")
    expect(placing).to_contain_text("Betald")
    expect(page.get_by_role("dialog")).to_contain_text("Blir förbetalt30,00 kr")
    give_reason_and(page, "Placera")
    where = page.get_by_role("table", name="Var pengarna är")
    expect(where).to_contain_text(f"Faktura {reference}100,00 kr")
    expect(where).to_contain_text("Förbetalt30,00 kr")
    expect(page.get_by_role("button", name="Placera")).to_have_count(0)
    assert invoice_of(admin, reference)["state"] == "paid"
    assert _sums(admin, entry["payment"], "suspense", "prepaid") == ("0.00", "30.00")


def test_what_was_paid_too_much_is_looked_into_and_stays_prepaid(
    signed_in_page: SignedInPage, admin: StaffApi
) -> None:
    payment = _paid_too_much(admin, "Disa Dubbel", "141.00")
    page = signed_in_page(Role.BILLING)
    page.goto("/payment-tasks")
    row = page.get_by_role("row").filter(has_text="Disa Dubbel")
    expect(row).to_contain_text("on which 100.00 SEK was due")
    row.get_by_role("button", name="Ta hand om 141,00 kr").click()
    expect(page.get_by_role("dialog")).to_contain_text("Pengarna stannar där de är.")
    try_to(page, "Klart")
    expect(row).to_have_count(0)
    assert told(admin.ask("GET", f"/payments/{payment}"))["task"] is None
    assert _sums(admin, payment, "prepaid", "returned") == ("41.00", "0.00")


def test_what_was_paid_too_much_is_noted_as_sent_back(
    signed_in_page: SignedInPage, admin: StaffApi
) -> None:
    payment = _paid_too_much(admin, "Rune Retur", "142.00")
    page = signed_in_page(Role.BILLING)
    page.goto("/payment-tasks")
    row = page.get_by_role("row").filter(has_text="Rune Retur")
    row.get_by_role("button", name="Notera retur").click()
    expect(page.get_by_role("textbox", name="Belopp")).to_have_value("42,00")
    try_to(page, "Notera")
    expect(row).to_have_count(0)
    assert told(admin.ask("GET", f"/payments/{payment}"))["task"] is None
    assert _sums(admin, payment, "prepaid", "returned") == ("0.00", "42.00")


def test_a_payment_to_look_into_is_done_with_from_its_own_page(
    signed_in_page: SignedInPage, admin: StaffApi
) -> None:
    payment = _paid_too_much(admin, "Klas Klar", "143.00")
    page = signed_in_page(Role.BILLING)
    page.goto(f"/payments/{payment}")
    alert = page.get_by_text("on which 100.00 SEK was due")
    expect(alert).to_be_visible()
    page.get_by_role("button", name="Klart").click()
    give_reason_and(page, "Klart")
    expect(alert).to_have_count(0)
    expect(page.get_by_role("button", name="Klart")).to_have_count(0)
    assert told(admin.ask("GET", f"/payments/{payment}"))["task"] is None


def test_a_viewer_sees_suspense_and_places_nothing(
    signed_in_page: SignedInPage, admin: StaffApi
) -> None:
    payer = uuid4().hex
    take_in(admin, bank_file(("34.00", payer)))
    page = signed_in_page(Role.VIEWER)
    page.goto("/suspense")
    expect(page.get_by_text(payer)).to_be_visible()
    grid = page.get_by_role("grid", name="Oplacerade betalningar")
    expect(grid.get_by_role("link", name="Detaljer").first).to_be_visible()
    expect(grid.get_by_role("button")).to_have_count(0)


def _paid_too_much(api: StaffApi, name: str, amount: str) -> str:
    """The payment, of more than the 100 kr that were due."""
    return pay(api, new_invoice(api, name, "100.00"), amount)


def _sums(api: StaffApi, payment: str, *names: str) -> tuple[str, ...]:
    return sums_of(told(api.ask("GET", f"/payments/{payment}")), *names)
