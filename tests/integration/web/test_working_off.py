"""Lists that staff work off: callers nobody knows, and what is blocked."""

from datetime import UTC, datetime

import pytest
from playwright.sync_api import expect

from agentline.adapters.dynamodb.mapping.calls import unmatched_row
from agentline.adapters.dynamodb.unmatched import TableUnmatched
from agentline.domain.call import UnmatchedCaller
from agentline.domain.customer import ListingStatus
from agentline.domain.phone_number import PhoneNumber, phone_number
from agentline.domain.staff import Role
from local.tour.stage import Stage
from tests.integration.conftest import rows_of_stage
from tests.integration.web.conftest import SignedInPage
from tests.integration.web.test_customers_pages import fill

WHY = "berättade det på telefon"


@pytest.fixture
def _callers(stage: Stage) -> None:
    """Three, and nobody whom other tests had ring."""
    with rows_of_stage(stage):
        for entry in TableUnmatched().waiting(100, None).items:
            unmatched_row(entry.caller).delete()
        for minute, number in enumerate(("+46701740671", "+46701740672", None)):
            unmatched_row(caller(minute, phone_number(number) if number else None)).save()


def caller(minute: int, number: PhoneNumber | None) -> UnmatchedCaller:
    return UnmatchedCaller(
        call=f"web-{minute}",
        at=datetime(2026, 3, 10, 14, minute, tzinfo=UTC),
        a_number=number,
        b_number="+46846500400",
        reason="number_unmatched",
        listing=ListingStatus.NOT_FOUND,
        owner=None,
    )


@pytest.mark.usefixtures("_callers")
def test_unmatched_callers_are_worked_off_by_keyboard_one_after_the_other(
    signed_in_page: SignedInPage,
) -> None:
    page = signed_in_page(Role.SUPPORT)
    page.goto("/unmatched")
    rows = page.get_by_role("grid", name="Okända uppringare").get_by_role("row")
    rows.filter(has_text="070-174 06 71").get_by_role("button").focus()
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Registrera som kund").press("Enter")
    address = {"Gatuadress": "Okändvägen 1", "Postnummer": "123 45", "Ort": "Exempelby"}
    fill(page, {"Namn": "Siv Exempel", **address, "Skäl": WHY})
    page.keyboard.press("Tab")
    page.get_by_role("button", name="Förhandsgranska").press("Enter")
    expect(page.get_by_role("dialog")).to_contain_text("1 000,00 kr")
    page.get_by_role("button", name="Registrera", exact=True).press("Enter")

    following = page.get_by_role("dialog", name="070-174 06 72")
    following.get_by_role("button", name="Koppla till kund").press("Enter")
    page.get_by_role("combobox", name="Kund", exact=True).fill("Vera Cedervik")
    page.get_by_role("option", name="Vera Cedervik").click()
    fill(page, {"Skäl": WHY})
    page.get_by_role("button", name="Koppla", exact=True).press("Enter")

    withheld = page.get_by_role("dialog", name="Dolt nummer")
    expect(withheld.get_by_role("button", name="Registrera som kund")).to_have_count(0)
    withheld.get_by_role("button", name="Avfärda").press("Enter")
    fill(page, {"Skäl": "ringde fel"})
    page.get_by_role("button", name="Avfärda", exact=True).press("Enter")
    expect(page.get_by_role("dialog")).to_have_count(0)
    expect(page.get_by_text("Ingen väntar")).to_be_visible()


def test_a_number_is_blocked_and_let_through_again(signed_in_page: SignedInPage) -> None:
    page = signed_in_page(Role.SUPPORT)
    page.goto("/blacklist")
    page.get_by_role("button", name="Spärra nummer").click()
    fill(page, {"Telefonnummer": "0701740695", "Anteckning": "Ringer och lägger på", "Skäl": WHY})
    page.get_by_role("dialog").get_by_role("button", name="Spärra", exact=True).click()
    row = page.get_by_role("grid", name="Spärrlista").get_by_role("row", name="070-174 06 95")
    expect(row).to_contain_text("Ringer och lägger på")
    row.get_by_role("button", name="Avsluta spärren på 070-174 06 95").click()
    fill(page, {"Skäl": "det var ett misstag"})
    page.get_by_role("button", name="Avsluta spärren", exact=True).click()
    expect(row).to_have_count(0)
    page.get_by_role("searchbox", name="Ett nummers alla spärrar").fill("070 174 06 95")
    page.keyboard.press("Enter")
    expect(row).to_contain_text("Har upphört")


def test_a_viewer_may_look_but_not_see_to_it(signed_in_page: SignedInPage) -> None:
    page = signed_in_page(Role.VIEWER)
    page.goto("/blacklist")
    expect(page.get_by_role("grid", name="Spärrlista")).to_contain_text("070-174 06 99")
    expect(page.get_by_role("button", name="Spärra nummer")).to_have_count(0)
    expect(page.get_by_role("button", name="Avsluta")).to_have_count(0)
    expect(page.get_by_role("link", name="Adresser att avgöra")).to_have_count(0)
