"""A basis looked over, edited, sent to the ledger and paid, as staff do it in the browser."""

import json

import pytest
from playwright.sync_api import Locator, Page, Route, expect

from agentline.domain.staff import Role
from local.staff_api import StaffApi
from tests.integration.web.axe import find_barriers
from tests.integration.web.conftest import NewPage, SignedInPage
from tests.integration.web.faults import Faults
from tests.integration.web.money import REASON, new_draft, told

FIVE_PERCENT = {"rule": {"kind": "reduction", "percent": "5"}, **REASON}


def test_a_draft_is_edited_sent_as_it_was_shown_and_paid(
    signed_in_page: SignedInPage, admin: StaffApi
) -> None:
    reference = new_draft(admin, "Frida <i>Faktura</i>", "100.00", "300.00")
    page = signed_in_page(Role.BILLING)
    page.goto("/invoices?state=draft")
    page.get_by_role("link", name=reference).click()
    expect(page.get_by_role("heading", level=1)).to_have_text(reference)
    expect(page.get_by_role("link", name="Frida <i>Faktura</i>")).to_be_visible()
    _edit(page, "10")
    page.get_by_role("button", name="Spara ändringen").click()
    expect(page.get_by_role("dialog")).to_have_count(0)
    expect(_sums(page)).to_contain_text("Att fakturera360,00 kr")

    page.get_by_role("button", name="Skicka till reskontran").click()
    copy = page.get_by_role("dialog")
    expect(copy.get_by_role("table", name="Summor")).to_contain_text("Att betala360,00 kr")
    expect(copy).to_contain_text("Frida <i>Faktura</i>")
    _give_reason(page)
    copy.get_by_role("button", name="Skicka den här kopian").click()
    expect(page.get_by_text("Väntar på betalning")).to_be_visible()
    expect(page.get_by_text("OCR-nummer")).to_be_visible()

    page.get_by_role("button", name="Registrera betalning").click()
    page.get_by_role("textbox", name="Belopp").fill("160")
    expect(page.get_by_role("dialog")).to_contain_text("200,00 kr")
    _give_reason(page)
    page.get_by_role("button", name="Registrera", exact=True).click()
    expect(page.get_by_text("Delbetald").first).to_be_visible()
    expect(_sums(page)).to_contain_text("Kvar att betala200,00 kr")


def test_an_edit_meets_another_and_both_are_shown(
    signed_in_page: SignedInPage, admin: StaffApi, faults: Faults
) -> None:
    faults.expect("status of 412")
    reference = new_draft(admin, "Konrad Konflikt", "200.00")
    page = signed_in_page(Role.BILLING)
    page.goto(f"/invoices/{reference}")
    page.get_by_role("button", name="Ändra underlaget").click()
    _edit(page, "10", is_open=True)
    path = f"/invoices/{reference}"
    told(admin.ask("POST", f"{path}/edits", FIVE_PERCENT, version='"1"'))
    page.get_by_role("button", name="Spara ändringen").click()
    conflict = page.get_by_role("dialog", name="Någon har ändrat det här")
    expect(conflict).to_contain_text("180,00 kr")
    expect(conflict).to_contain_text("190,00 kr")
    expect(conflict).to_contain_text("171,00 kr")
    conflict.get_by_role("button", name="Utför mitt ändå").click()
    expect(page.get_by_role("dialog")).to_have_count(0)
    expect(_sums(page)).to_contain_text("Att fakturera171,00 kr")
    expect(page.get_by_role("grid", name="Ändringar").get_by_role("row")).to_have_count(3)


def test_what_is_typed_outlives_a_failure_and_is_done_once(
    signed_in_page: SignedInPage, admin: StaffApi, faults: Faults
) -> None:
    faults.expect("status of 500")
    reference = new_draft(admin, "Siv Stabil", "200.00")
    page = signed_in_page(Role.BILLING)
    keys: list[str] = []

    def done_but_not_told(route: Route) -> None:
        keys.append(route.request.headers["idempotency-key"])
        if len(keys) > 1:
            return route.continue_()
        assert route.fetch().status == 201
        return route.fulfill(status=500, body="{}")

    page.route("**/edits", done_but_not_told)
    page.goto(f"/invoices/{reference}")
    page.get_by_role("button", name="Ändra underlaget").click()
    _edit(page, "10", is_open=True)
    page.get_by_role("button", name="Spara ändringen").click()
    expect(page.get_by_role("textbox", name="Procent av")).to_have_value("10")
    page.get_by_role("dialog").get_by_role("button", name="Försök igen").click()
    expect(page.get_by_role("dialog")).to_have_count(0)
    expect(_sums(page)).to_contain_text("Att fakturera180,00 kr")
    assert len(set(keys)) == 1
    assert len(told(admin.ask("GET", f"/invoices/{reference}"))["edits"]) == 1


def test_a_late_preview_is_not_taken_for_that_of_what_is_typed_now(
    signed_in_page: SignedInPage, admin: StaffApi
) -> None:
    reference = new_draft(admin, "Sara Sen", "200.00")
    page = signed_in_page(Role.BILLING)
    held: list[Route] = []

    def hold_the_first(route: Route) -> None:
        rule = json.loads(route.request.post_data or "{}")["rule"]
        if rule["percent"] == "50":
            held.append(route)
        else:
            route.continue_()

    page.route("**/edit-previews", hold_the_first)
    page.goto(f"/invoices/{reference}")
    page.get_by_role("button", name="Ändra underlaget").click()
    percent = page.get_by_role("textbox", name="Procent av")
    with page.expect_request("**/edit-previews"):
        percent.fill("50")
    percent.fill("10")
    foreseen = page.get_by_role("table", name="Så blir det")
    expect(foreseen).to_contain_text("180,00 kr")
    for route in held:
        route.continue_()
    expect(foreseen).to_contain_text("180,00 kr")
    expect(foreseen).not_to_contain_text("100,00 kr")


def test_a_line_tells_what_it_comes_from(signed_in_page: SignedInPage, admin: StaffApi) -> None:
    reference = new_draft(admin, "Rut Rad", "200.00")
    page = signed_in_page(Role.VIEWER)
    page.goto(f"/invoices/{reference}")
    page.get_by_role("button", name="Samtal om tarot").focus()
    page.keyboard.press("Enter")
    line = page.get_by_role("dialog", name="Samtal om tarot")
    expect(line.get_by_role("link", name="Till ordern")).to_be_visible()
    expect(line.get_by_text("Så blev priset")).to_be_visible()
    expect(line.get_by_role("button", name="Rabatt på raden")).to_have_count(0)


@pytest.mark.parametrize(("width", "is_dark"), [(1280, False), (390, True)])
def test_a_draft_and_its_dialogues_are_accessible(
    width: int, is_dark: bool, new_page: NewPage, admin: StaffApi
) -> None:
    reference = new_draft(admin, "Axel Axe", "100.00", "300.00")
    told(admin.ask("POST", f"/invoices/{reference}/edits", FIVE_PERCENT, version='"1"'))
    page = new_page(width=width, is_dark=is_dark, signed_in_as=Role.BILLING)
    page.goto(f"/invoices/{reference}")
    expect(page.get_by_role("grid", name="Ändringar")).to_be_visible()
    barriers = find_barriers(page)
    _edit(page, "10")
    barriers += find_barriers(page)
    page.get_by_role("button", name="Avbryt").click()
    page.get_by_role("button", name="Skicka till reskontran").click()
    expect(page.get_by_role("grid", name="Rader i kopian")).to_be_visible()
    barriers += find_barriers(page)
    assert not barriers


def test_who_may_not_move_money_is_not_offered_to(
    signed_in_page: SignedInPage, admin: StaffApi
) -> None:
    reference = new_draft(admin, "Stina Stilla", "200.00")
    page = signed_in_page(Role.SUPPORT)
    page.goto(f"/invoices/{reference}")
    expect(_sums(page)).to_contain_text("200,00 kr")
    for deed in ("Skicka till reskontran", "Ändra underlaget", "Mer"):
        expect(page.get_by_role("button", name=deed, exact=True)).to_have_count(0)
    expect(page.get_by_role("link", name="Läs in bankfil")).to_have_count(0)


def _edit(page: Page, percent: str, *, is_open: bool = False) -> None:
    """Types a reduction of the whole with a reason, and waits until it is foreseen."""
    if not is_open:
        page.get_by_role("button", name="Ändra underlaget").click()
    page.get_by_role("textbox", name="Procent av").fill(percent)
    _give_reason(page)
    expect(page.get_by_role("table", name="Så blir det")).to_contain_text("Skillnad")


def _give_reason(page: Page) -> None:
    page.get_by_role("textbox", name="Skäl").fill("lång väntan i kö")


def _sums(page: Page) -> Locator:
    return page.get_by_role("table", name="Summor")
