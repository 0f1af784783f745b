"""Price lists: a version by hand, one out of a file, one article changed, and what a call costs."""

from pathlib import Path

from playwright.sync_api import FilePayload, Page, Route, expect

from agentline.domain.staff import Role
from tests.integration.web.conftest import SignedInPage
from tests.integration.web.faults import Faults

# Years ahead, each its own: what is in force is what other tests count on.
_BY_HAND, _BY_FILE, _CHANGED = "2031-01-01", "2032-01-01", "2033-01-01"
_ADDED, _COPIED = "2034-01-01", "2035-01-01"
_REASON = "nya priser"


def test_a_price_list_is_made_seen_before_it_is_stored_and_withdrawn(
    signed_in_page: SignedInPage, faults: Faults
) -> None:
    faults.expect("status of 404")  # the version's page reads it once more when it is withdrawn
    page = signed_in_page(Role.BILLING)
    page.goto("/prices")
    page.get_by_role("button", name="Ny prislista").click()
    page.get_by_role("textbox", name="Prislista").fill("webbpris")
    page.get_by_role("button", name="Gå vidare").click()
    page.get_by_role("button", name="Lägg till artikel").click()
    for label, text in (
        ("Artikel", "1001"),
        ("Beskrivning", "<i>Tarot</i>"),
        ("Pris per minut", "21,50"),
    ):
        page.get_by_role("dialog").get_by_role("textbox", name=label, exact=True).fill(text)
    page.get_by_role("button", name="Klar").click()
    page.get_by_role("button", name="Gå vidare").click()
    _fill_in_beginning(page, _BY_HAND)
    page.get_by_role("button", name="Förhandsgranska").click()
    foreseen = page.get_by_role("dialog", name="Så här blir det")
    expect(foreseen).to_contain_text("Ny: 1001 <i>Tarot</i>")
    expect(foreseen.get_by_role("table", name="Vad samtal kostar")).to_contain_text("107,50")
    page.get_by_role("button", name="Lägg till versionen").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(f"webbpris från {_BY_HAND} 00:00")
    expect(page.get_by_role("grid", name="Artiklar")).to_contain_text("21,50")
    page.get_by_role("button", name="Dra tillbaka").click()
    page.get_by_role("textbox", name="Skäl").fill("det blev fel")
    page.get_by_role("dialog").get_by_role("button", name="Dra tillbaka").click()
    expect(page.get_by_text("är tillbakadragen")).to_be_visible()


def test_a_downloaded_version_is_imported_once_no_line_is_wrong(
    signed_in_page: SignedInPage, tmp_path: Path
) -> None:
    page = signed_in_page(Role.BILLING)
    page.goto("/prices/campaign")
    page.get_by_role("grid", name="Versioner").get_by_role("link").last.click()
    with page.expect_download() as download:
        page.get_by_role("button", name="Hämta CSV").click()
    file = tmp_path / "priser.csv"
    download.value.save_as(file)
    prices = file.read_text(encoding="utf-8")
    page.goto("/prices/campaign")
    page.get_by_role("button", name="Läs in CSV").click()
    _fill_in_beginning(page, _BY_FILE)
    _choose_file(page, prices.replace("14,90", "mycket"))
    page.get_by_role("button", name="Granska filen").click()
    read = page.get_by_role("dialog", name="Så här läses filen")
    expect(read).to_contain_text("En rad är fel")
    expect(read.get_by_role("row", name="1001 Fel")).to_contain_text("1001")
    page.get_by_role("button", name="Tillbaka").click()
    _choose_file(page, prices.replace("14,90", "15,90"))
    page.get_by_role("button", name="Granska filen").click()
    expect(read.get_by_role("table", name="Vad som ändras")).to_contain_text("15,90")
    expect(read).to_contain_text("2 rader är oförändrade")
    read.get_by_role("button", name="Lägg till versionen").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(f"campaign från {_BY_FILE} 00:00")
    page.get_by_role("button", name="Jämför").click()
    expect(page.get_by_role("table", name="Vad som ändras")).to_contain_text("15,90")


def test_a_changed_article_survives_a_service_that_fails(
    signed_in_page: SignedInPage, faults: Faults
) -> None:
    faults.expect("status of 503")
    page = signed_in_page(Role.BILLING)
    page.goto("/prices/campaign")
    page.get_by_role("grid", name="Versioner").get_by_role("link").last.click()
    page.get_by_role("button", name="Ändra artikel 1002").click()
    page.get_by_role("textbox", name="Pris per minut", exact=True).fill("18,25")
    _fill_in_beginning(page, _CHANGED)
    page.get_by_role("button", name="Förhandsgranska").click()
    changes = page.get_by_role("dialog").get_by_role("table", name="Vad som ändras")
    expect(changes).to_contain_text("18,25")
    page.route("**/changes", _fail, times=1)
    page.get_by_role("button", name="Spara ändringen").click()
    expect(changes).to_contain_text("18,25")
    page.get_by_role("dialog").get_by_role("button", name="Försök igen").click()
    expect(page.get_by_text("Artikel 1002 är ändrad")).to_be_visible()
    expect(page.get_by_role("grid", name="Artiklar")).to_contain_text("18,25")


def test_an_article_is_added_to_a_list_and_left_out_of_its_next_version(
    signed_in_page: SignedInPage,
) -> None:
    page = signed_in_page(Role.BILLING)
    page.goto("/prices/campaign")
    page.get_by_role("grid", name="Versioner").get_by_role("link").last.click()
    page.get_by_role("button", name="Lägg till artikel").click()
    dialogue = page.get_by_role("dialog")
    for label, text in (("Artikel", "3001"), ("Beskrivning", "Chatt"), ("Pris per minut", "9,50")):
        dialogue.get_by_role("textbox", name=label, exact=True).fill(text)
    _fill_in_beginning(page, _ADDED)
    page.get_by_role("button", name="Förhandsgranska").click()
    expect(dialogue).to_contain_text("Ny: 3001 Chatt")
    page.get_by_role("button", name="Spara ändringen").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(f"campaign från {_ADDED} 00:00")
    articles = page.get_by_role("grid", name="Artiklar")
    expect(articles.get_by_role("row", name="3001 Chatt")).to_contain_text("9,50")

    page.get_by_role("button", name="Ny version som denna").click()
    page.get_by_role("button", name="Ta bort artikel 3001").click()
    page.get_by_role("button", name="Gå vidare").click()
    _fill_in_beginning(page, _COPIED)
    page.get_by_role("button", name="Förhandsgranska").click()
    expect(dialogue).to_contain_text("Utgår: 3001 Chatt")
    page.get_by_role("button", name="Lägg till versionen").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(f"campaign från {_COPIED} 00:00")
    expect(articles).to_contain_text("1002")
    expect(articles).not_to_contain_text("3001")


def test_a_viewer_asks_what_a_call_costs_and_is_offered_no_change(
    signed_in_page: SignedInPage,
) -> None:
    page = signed_in_page(Role.VIEWER)
    page.goto("/prices/basic")
    page.get_by_role("button", name="Artikel eller linje").click()
    page.get_by_role("option", name="Tarotlinjen").click()
    page.get_by_role("textbox", name="Samtalet börjar").fill("2026-03-10")
    page.get_by_role("textbox", name="Klockan").fill("15:03")
    page.get_by_role("textbox", name="Samtalets längd").fill("1:01")
    page.get_by_role("button", name="Räkna ut").click()
    expect(page.get_by_role("status", name="Samtalet kostar")).to_have_text("48,80 kr")
    expect(page.get_by_role("list", name="Så här räknas det")).to_contain_text("2 x 60 s")
    for offer in ("Ny version", "Läs in CSV"):
        expect(page.get_by_role("button", name=offer)).to_have_count(0)


def _fill_in_beginning(page: Page, day: str) -> None:
    page.get_by_role("textbox", name="Gäller från").fill(day)
    page.get_by_role("textbox", name="Skäl").fill(_REASON)


def _choose_file(page: Page, prices: str) -> None:
    content = prices.encode("utf-8")
    chosen: FilePayload = {"name": "priser.csv", "mimeType": "text/csv", "buffer": content}
    page.locator("input[type=file]").set_input_files([chosen])
    expect(page.get_by_role("dialog")).to_contain_text("priser.csv")


def _fail(route: Route) -> None:
    route.fulfill(status=503, body="")
