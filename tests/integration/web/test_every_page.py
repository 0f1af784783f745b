"""What holds for every page: axe finds nothing, at a desk in the light and on a telephone in the
dark; it is no wider than the screen; no script keeps the browser from answering."""

import pytest
from playwright.sync_api import Page, expect

from agentline.domain.staff import Role
from local.web.busyness import LONGEST_SCRIPT_MS, longest_script_ms, slowness, watch
from tests.integration.web.axe import find_barriers
from tests.integration.web.conftest import NewPage

# Others may have had the processor: the best visit counts, and one that is good enough is the last.
_VISITS = 4
# By address: what is there once the page is.
PAGES = {
    "/": "Obetalt efter ålder",
    "/reports": "Samtal per dag och nummer",
    "/reports/revenue": "Intäkterna i siffror",
    "/reports/ageing": "Obetalt i siffror",
    "/calls": "Journal",
    "/calls/why": "Visa varför",
    "/quarantine": "Karantän",
    "/audit": "Före och efter",
    "/customers": "Knut Hasselgren",
    "/customers/100001": "Betalningsvillkor",
    "/customers/100001/timeline": "Kund registrerad",
    "/customers/100001/numbers": "Måste slås vid varje samtal",
    "/customers/100001/credit": "Gränsen höjs med",
    "/customers/100001/address": "I registret",
    "/orders": "Fakturaunderlag",
    "/blacklist": "Maja Tallvid",
    "/unmatched": "Enligt katalogen",
    "/addresses": "I katalogen",
    "/invoices": "Allt utestående",
    "/payments": "Från och med",
    "/suspense": "Meddelande",
    "/payment-tasks": "Meddelande",
    "/payment-files": "Välj fil",
    "/phone": "Nytt samtal",
    "/prices": "Vad kostar samtalet?",
    "/prices/basic": "Versioner",
    "/prices/basic/2025-12-31T23:00:00Z": "Datorhjälp, per minut",
    "/prices/basic/new": "Livsvägledning, per minut",
    "/prices/basic/compare": "Ingen skillnad",
    "/articles": "Datorhjälp, per minut",
    "/articles/1001": "helgdagar utpekade",
    "/service-lines": "Hemdatorhjälpen",
    "/service-lines/+46846500400": "Välkommen till Tarotlinjen.",
    "/spoken-texts": "Spärrad: bedrägeri",
    "/webhooks": "Webhookar",
    "/staff": "support@agentline.example",
    "/settings": "Kreditgräns för en ny kund",
    "/your-sign-in": "Tvåstegsinloggning",
    "/nowhere": "Sidan finns inte",
}


@pytest.mark.timeout(600)
@pytest.mark.parametrize(("width", "is_dark"), [(1280, False), (390, True)])
def test_every_page_is_accessible_fits_the_screen_and_answers(
    width: int, is_dark: bool, new_page: NewPage
) -> None:
    page = new_page(width=width, is_dark=is_dark)
    page.goto("/")
    page.get_by_role("button", name="Logga in").wait_for()
    wrong = {"sign-in": _find_wrong(page)}
    page = new_page(width=width, is_dark=is_dark, signed_in_as=Role.ADMIN)
    watch(page)
    for address, content in PAGES.items():
        wrong[address] = _find_busy(page, address, content) + _find_wrong(page)
    assert not {address: found for address, found in wrong.items() if found}


def _find_wrong(page: Page) -> list[str]:
    wider = page.evaluate("document.documentElement.scrollWidth - innerWidth")
    return find_barriers(page) + ([f"{wider} px wider than the screen"] if wider > 0 else [])


def _find_busy(page: Page, address: str, content: str) -> list[str]:
    """Go there; what is wrong if even the best of some visits kept the browser busy for long.

    A visit over the budget is measured against what the same browser takes for a known piece of
    work right then: a machine at a third of its speed makes no page wrong.
    """
    longest = []
    for _ in range(_VISITS):
        page.goto(address)
        # The menu may have the same words: then the heading tells that the page is there.
        page.get_by_role("heading", level=1).first.wait_for()
        expect(page.get_by_text(content).first).to_be_visible()
        took = longest_script_ms(page)
        longest.append(took if took <= LONGEST_SCRIPT_MS else took / slowness(page))
        if longest[-1] <= LONGEST_SCRIPT_MS:
            return []
    return [f"busy for {min(longest):.0f} ms, on a machine at its usual speed"]
