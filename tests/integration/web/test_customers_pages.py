"""What staff do about one customer, on its page."""

from collections.abc import Callable

from playwright.sync_api import Page, expect

from agentline.domain.staff import Role
from local.staff_api import StaffApi
from tests.integration.web.conftest import SignedInPage
from tests.integration.web.faults import Faults

WHY = "bad om det på telefon"


def test_an_order_is_entered_once_its_vat_is_seen_and_given_back_in_part(
    signed_in_page: SignedInPage,
) -> None:
    page = signed_in_page(Role.BILLING)
    page.goto("/customers/100003/orders")
    page.get_by_role("button", name="Lägg in order").click()
    fill(page, {"Text": "Kortlek", "Pris per styck": "125", "Antal": "2", "Skäl": WHY})
    page.get_by_role("button", name="Förhandsgranska").click()
    dialogue = page.get_by_role("dialog")
    expect(dialogue).to_contain_text("2 × Kortlek")
    expect(dialogue).to_contain_text("Varav moms 25 %50,00 kr")
    page.get_by_role("button", name="Lägg in", exact=True).click()
    row = page.get_by_role("grid", name="Ordrar").get_by_role("row", name="Kortlek")
    expect(row).to_contain_text("250,00 kr")

    row.get_by_role("button").click()
    expect(dialogue).to_contain_text("Så blev det beloppet")
    dialogue.get_by_role("button", name="Återbetala …").click()
    fill(page, {"Belopp att ge tillbaka": "50,50", "Skäl": WHY})
    page.get_by_role("button", name="Förhandsgranska").click()
    expect(dialogue).to_contain_text("50,50 kr dras av på det öppna underlaget")
    page.get_by_role("button", name="Återbetala", exact=True).click()
    expect(page.get_by_role("row", name="Återbetalning:")).to_contain_text("−50,50 kr")


def test_what_somebody_else_changed_meanwhile_is_shown_beside_mine(
    signed_in_page: SignedInPage, staff_api: Callable[[Role], StaffApi], faults: Faults
) -> None:
    faults.expect("412")
    page = signed_in_page(Role.SUPPORT)
    page.goto("/customers/100004")
    page.get_by_role("button", name="Ändra", exact=True).click()
    fill(page, {"E-postadress": "min@example.com", "Skäl": WHY})
    change(staff_api(Role.ADMIN), "100004", {"email": "deras@example.com"})
    page.get_by_role("button", name="Spara", exact=True).click()
    conflict = page.get_by_role("dialog", name="Någon har ändrat det här")
    expect(conflict.get_by_role("row", name="E-postadress")).to_contain_text(
        "min@example.comderas@example.com"
    )
    conflict.get_by_role("button", name="Spara mitt ändå").click()
    expect(page.get_by_role("dialog")).to_have_count(0)
    expect(page.get_by_role("tabpanel", name="Översikt")).to_contain_text("min@example.com")
    page.get_by_role("tab", name="Händelser").click()
    newest = page.get_by_role("list", name="Händelser").get_by_role("listitem").first
    expect(newest).to_contain_text("deras@example.com → min@example.com")
    expect(newest).to_contain_text(WHY)


def test_a_note_that_was_typed_survives_a_lost_connection(
    signed_in_page: SignedInPage, faults: Faults
) -> None:
    faults.expect("ERR_INTERNET_DISCONNECTED")
    page = signed_in_page(Role.SUPPORT)
    page.goto("/customers/100005/notes")
    page.get_by_role("button", name="Skriv anteckning").click()
    fill(page, {"Anteckning": "<i>Ringer</i> helst på kvällen"})
    page.context.set_offline(True)
    page.get_by_role("button", name="Spara anteckningen").click()
    expect(page.get_by_role("dialog")).to_contain_text("Vi når inte tjänsten")
    page.context.set_offline(False)
    page.get_by_role("button", name="Försök igen").click()
    notes = page.get_by_role("grid", name="Anteckningar")
    expect(notes.get_by_text("<i>Ringer</i> helst på kvällen")).to_have_count(1)


def test_a_code_is_shown_once_and_the_number_is_unlinked(signed_in_page: SignedInPage) -> None:
    page = signed_in_page(Role.SUPPORT)
    page.goto("/customers/100006/numbers")
    page.get_by_role("button", name="Utfärda ny kod").click()
    fill(page, {"Skäl": WHY})
    page.get_by_role("button", name="Utfärda", exact=True).click()
    shown = page.get_by_role("dialog", name="Ny kod")
    expect(shown).to_contain_text("Den visas bara den här gången.")
    shown.get_by_role("button", name="Jag har antecknat den").click()
    expect(shown).to_have_count(0)
    page.get_by_role("button", name="Koppla bort").first.click()
    fill(page, {"Skäl": WHY})
    page.get_by_role("dialog").get_by_role("button", name="Koppla bort").click()
    expect(page.get_by_text("är bortkopplat.")).to_be_visible()


def test_a_limit_is_changed_once_what_it_does_is_seen(signed_in_page: SignedInPage) -> None:
    page = signed_in_page(Role.BILLING)
    page.goto("/customers/100008/credit")
    page.get_by_role("button", name="Ändra kreditgräns").click()
    fill(page, {"Ny kreditgräns": "2 500", "Skäl": WHY})
    page.get_by_role("button", name="Förhandsgranska").click()
    expect(page.get_by_role("dialog").get_by_role("row", name="Kreditgräns")).to_contain_text(
        "2 500,00 kr"
    )
    page.get_by_role("button", name="Ändra gränsen").click()
    history = page.get_by_role("list", name="Så blev gränsen till")
    expect(history.get_by_role("listitem").first).to_contain_text("→ 2 500,00")


def test_erasing_who_owes_money_is_refused_with_the_reason(
    signed_in_page: SignedInPage, staff_api: Callable[[Role], StaffApi]
) -> None:
    owes = {"kind": "own", "text": "Bok", "vat_percent": "6"}
    price = {"unit_price": {"amount": "80.00", "currency": "SEK"}}
    body = {"customer": "100009", "line": {**owes, **price}, "reason": WHY}
    assert staff_api(Role.ADMIN).ask("POST", "/orders", body).status == 201
    page = signed_in_page(Role.ADMIN)
    page.goto("/customers/100009")
    page.get_by_role("button", name="Mer").click()
    page.get_by_role("menuitem", name="Radera personuppgifter").click()
    fill(page, {"Skäl": "begärde det skriftligt"})
    page.get_by_role("button", name="Förhandsgranska").click()
    dialogue = page.get_by_role("dialog", name="Det här raderas")
    expect(dialogue).to_contain_text("Kunden kan inte raderas nu")
    expect(dialogue.get_by_role("button", name="Radera för alltid")).to_have_count(0)


def test_a_viewer_sees_the_customer_and_is_offered_no_deed(signed_in_page: SignedInPage) -> None:
    page = signed_in_page(Role.VIEWER)
    page.goto("/customers/100001/orders")
    expect(page.get_by_role("grid", name="Ordrar")).to_be_visible()
    expect(page.get_by_role("tab", name="Kredit")).to_have_count(1)
    expect(page.get_by_role("tab", name="Adress")).to_have_count(0)
    for deed in ("Ändra", "Mer", "Lägg in order", "Ge goodwill"):
        expect(page.get_by_role("button", name=deed, exact=True)).to_have_count(0)


def fill(page: Page, fields: dict[str, str]) -> None:
    """In the dialogue that is open, by the beginning of each label."""
    dialogue = page.get_by_role("dialog")
    for label, text in fields.items():
        dialogue.get_by_role("textbox", name=label).fill(text)


def change(api: StaffApi, customer: str, fields: dict[str, str]) -> None:
    version = api.ask("GET", f"/customers/{customer}").headers["ETag"]
    body = {**fields, "reason": WHY}
    answer = api.ask("PATCH", f"/customers/{customer}", body, version=version)
    assert answer.status == 200, answer.text
