"""Calls that go on, calls that were, and what to say to who was refused."""

import pytest
from playwright.sync_api import Page, Route, expect

from agentline.domain.staff import Role
from local.tour.stage import Stage
from tests.integration.web.axe import find_barriers
from tests.integration.web.calls import ring_line
from tests.integration.web.conftest import SignedInPage
from tests.integration.web.dialogues import give_reason_and
from tests.integration.web.faults import Faults

TALKER = "070-174 06 21"
RANG = ("+46701740623", "+46701740621", "+46701740620")  # the first is blocked


@pytest.fixture(scope="module", autouse=True)
def _calls(stage: Stage) -> None:
    """Three callers of the demo have rung: one is refused, two go on."""
    ring_line(stage, *RANG, call="web-call")


def test_who_was_refused_is_told_why_and_what_to_do(signed_in_page: SignedInPage) -> None:
    page = signed_in_page(Role.SUPPORT)
    page.goto("/calls/why")
    page.get_by_label("Uppringarens nummer").fill("+46 70 174 06 23")
    page.get_by_role("button", name="Visa varför").click()
    expect(page.get_by_text("spärrade på grund av uppringarens uppträdande")).to_be_visible()
    expect(page.get_by_text("spärrad för uppträdande sedan 2026-09-14")).to_be_visible()
    expect(page.get_by_role("link", name="Se kundens spärrar")).to_be_visible()
    page.get_by_role("link", name="Hela samtalet, steg för steg").click()
    expect(page.get_by_role("heading", name="Steg för steg")).to_be_visible()
    assert find_barriers(page) == []


def test_the_journal_is_of_a_number_in_any_spelling(signed_in_page: SignedInPage) -> None:
    page = signed_in_page(Role.VIEWER)
    page.goto("/calls")
    page.get_by_label("Uppringarens nummer").fill("0046701740623")
    page.keyboard.press("Enter")
    journal = page.get_by_role("grid", name="Journal")
    expect(journal).to_contain_text("Spärrad för uppträdande")
    expect(journal).not_to_contain_text(TALKER)
    expect(page.get_by_role("grid", name="Pågående samtal")).to_contain_text(TALKER)
    expect(page.get_by_role("button", name=f"Lägg på {TALKER}")).to_have_count(0)


def test_a_call_is_ended_and_the_reason_outlives_a_lost_connection(
    signed_in_page: SignedInPage, faults: Faults
) -> None:
    faults.expect("net::ERR_FAILED")
    page = signed_in_page(Role.SUPPORT)
    page.goto("/calls")
    page.get_by_role("button", name=f"Lägg på {TALKER}").click()
    asked = page.get_by_role("dialog", name="Avsluta samtalet?")
    expect(asked).to_contain_text(TALKER)
    asked.get_by_role("textbox", name="Skäl").fill("hotar rådgivaren")
    keys = _lose_first(page, "**/hang-up")
    asked.get_by_role("button", name="Lägg på").click()
    expect(asked.get_by_text("Vi når inte tjänsten.")).to_be_visible()
    expect(asked.get_by_role("textbox", name="Skäl")).to_have_value("hotar rådgivaren")
    asked.get_by_role("button", name="Försök igen").click()
    expect(page.get_by_text("Samtalet var redan slut.")).to_be_visible()
    assert len(keys) == 2
    assert len(set(keys)) == 1


def test_a_call_is_ended_from_its_own_page(signed_in_page: SignedInPage) -> None:
    page = signed_in_page(Role.SUPPORT)
    page.goto("/calls/web-call-2")
    expect(page.get_by_role("heading", level=1)).to_contain_text("070-174 06 20")
    page.get_by_role("button", name="Lägg på").click()
    give_reason_and(page, "Lägg på")
    expect(page.get_by_text("Samtalet var redan slut.")).to_be_visible()


def _lose_first(page: Page, address: str) -> list[str]:
    """Abort the first request there. What comes back fills with the keys that were sent."""
    keys: list[str] = []

    def lose(route: Route) -> None:
        keys.append(route.request.headers["idempotency-key"])
        if len(keys) == 1:
            route.abort()
        else:
            route.continue_()

    page.route(address, lose)
    return keys
