"""Finding customers, and registering one."""

from playwright.sync_api import expect

from agentline.domain.staff import Role
from tests.integration.web.conftest import SignedInPage


def test_the_list_is_used_by_keyboard(signed_in_page: SignedInPage) -> None:
    page = signed_in_page(Role.VIEWER)
    page.goto("/customers")
    links = page.get_by_role("grid", name="Kunder").get_by_role("link")
    second = links.nth(1).inner_text()
    links.first.focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1, name=second)).to_be_visible()


def test_a_viewer_is_not_offered_to_register(signed_in_page: SignedInPage) -> None:
    page = signed_in_page(Role.VIEWER)
    page.goto("/customers")
    expect(page.get_by_role("grid", name="Kunder")).to_be_visible()
    expect(page.get_by_role("button", name="Registrera kund")).to_have_count(0)


def test_a_customer_is_registered_after_a_preview(signed_in_page: SignedInPage) -> None:
    page = signed_in_page(Role.SUPPORT)
    page.goto("/customers")
    page.get_by_role("button", name="Registrera kund").click()
    page.get_by_role("button", name="Förhandsgranska").click()
    expect(page.get_by_text("Måste fyllas i.")).to_have_count(4)
    for label, text in (
        ("Namn", "<b>Webb</b> Exempel"),
        ("Gatuadress", "Webbgatan 1"),
        ("Postnummer", "123 45"),
        ("Ort", "Exempelby"),
        ("Telefonnummer", "070-174 06 90"),
        ("Skäl", "ringde och bad om det"),
    ):
        page.get_by_role("textbox", name=label).fill(text)
    page.get_by_role("button", name="Förhandsgranska").click()
    expect(page.get_by_role("dialog")).to_contain_text("070-174 06 90")
    page.get_by_role("button", name="Registrera", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("<b>Webb</b> Exempel")
    expect(page.get_by_text("är registrerad som kund")).to_be_visible()
