"""One box for everything, from wherever one is."""

from playwright.sync_api import Route, expect

from agentline.domain.staff import Role
from tests.integration.web.conftest import SignedInPage, go_home


def test_any_spelling_of_a_number_leads_to_its_customer(signed_in_page: SignedInPage) -> None:
    page = signed_in_page(Role.SUPPORT)
    go_home(page)
    page.keyboard.press("/")
    page.keyboard.type("0046 70-174 06 05")
    expect(page.get_by_role("option", name="Folke Flinkberg")).to_be_visible()
    expect(page.get_by_role("option", name="Varför nekades 070-174 06 05?")).to_be_visible()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Folke Flinkberg")


def test_who_is_faster_than_the_answer_gets_there_too(signed_in_page: SignedInPage) -> None:
    page = signed_in_page(Role.VIEWER)
    go_home(page)
    page.keyboard.press("/")
    page.keyboard.type("vera ced")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Vera Cedervik")


def test_the_latest_answer_wins(signed_in_page: SignedInPage) -> None:
    page = signed_in_page(Role.VIEWER)
    go_home(page)
    held: list[Route] = []
    page.route("**/v1/customers?search=Knut*", lambda route: held.append(route))
    box = page.get_by_role("combobox", name="Sök kund, nummer, faktura eller OCR")
    with page.expect_request("**/v1/customers?search=Knut*"):
        box.fill("Knut")
    box.fill("Vera")
    expect(page.get_by_role("option", name="Vera Cedervik")).to_be_visible()
    for route in held:
        route.abort()
    expect(page.get_by_role("option", name="Vera Cedervik")).to_be_visible()


def test_what_is_not_found_is_told_with_what_can_be(signed_in_page: SignedInPage) -> None:
    page = signed_in_page(Role.SUPPORT)
    go_home(page)
    page.get_by_role("combobox", name="Sök kund, nummer, faktura eller OCR").fill("Qwertz")
    expect(page.get_by_text("Inget hittades för ”Qwertz”")).to_contain_text("100001-0001")
