"""What was done, and records that nobody could rate."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest
from playwright.sync_api import expect

from agentline.domain.catalogue import Language
from agentline.domain.phone_number import phone_number
from agentline.domain.quarantine_words import quarantine_in_words
from agentline.domain.staff import Role
from local.demo.files import load_demo
from local.staff_api import StaffApi
from local.tour.exchange import Exchange
from local.tour.stage import Stage
from tests.integration.emulator.waiting import until
from tests.integration.set_aside import REASON_PUT_ASIDE, set_aside_call, set_aside_text
from tests.integration.web.conftest import SignedInPage
from tests.integration.web.dialogues import give_reason_and
from tests.integration.web.money import new_customer, told

CALLER = phone_number("+46313900626")
TEXT = '{"ContactId": "web-contact", "Note": "<img src=x onerror=alert(1)>"}'


@pytest.fixture(scope="module")
def set_aside(stage: Stage) -> str:
    """A contact record in quarantine; its contact."""
    set_aside_text(stage, "web-contact", TEXT)
    return "web-contact"


def test_a_change_is_read_with_what_was_before(
    signed_in_page: SignedInPage, staff_api: Callable[[Role], StaffApi]
) -> None:
    api = staff_api(Role.ADMIN)
    seen = api.ask("GET", "/customers/100004/credit")
    limit = {"limit": {"amount": "1234.00", "currency": "SEK"}, "reason": "asked for it"}
    put = api.ask("PUT", "/customers/100004/credit/limit", limit, version=seen.headers["ETag"])
    assert put.is_success, put.text
    page = signed_in_page(Role.VIEWER)
    page.goto("/audit?what=limit_changed&customer=100004")
    trail = page.get_by_role("grid", name="Ändringslogg")
    expect(trail.get_by_role("insertion")).to_have_text("1\u00a0234,00")
    expect(trail.get_by_role("deletion")).to_be_visible()
    expect(trail).to_contain_text("asked for it")


def test_a_record_is_inspected_and_discarded(signed_in_page: SignedInPage, set_aside: str) -> None:
    page = signed_in_page(Role.BILLING)
    page.goto("/quarantine")
    row = page.get_by_role("row").filter(has_text=set_aside)
    row.get_by_role("link").click()
    expect(page.get_by_text("<img src=x onerror=alert(1)>")).to_be_visible()
    page.get_by_role("button", name="Kassera").click()
    asked = page.get_by_role("dialog", name="Kassera posten?")
    asked.get_by_role("button", name="Kassera").click()
    expect(asked.get_by_text("Skriv minst tre tecken.")).to_be_visible()
    asked.get_by_role("textbox", name="Skäl").fill("vårt eget provsamtal")
    asked.get_by_role("button", name="Kassera").click()
    expect(page.get_by_text("Posten är kasserad; samtalet debiteras aldrig.")).to_be_visible()
    expect(page.get_by_role("button", name="Kassera")).to_have_count(0)


def test_a_record_is_replayed_and_the_call_is_charged(
    signed_in_page: SignedInPage,
    exchange: Exchange,
    stage: Stage,
    staff_api: Callable[[Role], StaffApi],
) -> None:
    assert exchange  # whom the stage is awake for
    api = staff_api(Role.BILLING)
    customer = new_customer(api, "Kerstin Karantän", CALLER)
    [contact] = set_aside_call(stage, CALLER, load_demo().lines[0].number).contact_ids
    page = signed_in_page(Role.BILLING)
    page.goto("/quarantine")
    row = page.get_by_role("row").filter(has_text=contact)
    expect(row).to_contain_text(quarantine_in_words(REASON_PUT_ASIDE, Language.SWEDISH))
    row.get_by_role("button", name="Taxera på nytt").click()
    give_reason_and(page, "Taxera på nytt")
    expect(page.get_by_text("Posten taxeras på nytt.")).to_be_visible()
    expect(row).to_have_count(0)

    def orders() -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = told(api.ask("GET", "/orders", query={"customer": customer}))[
            "items"
        ]
        return found

    [order] = until(orders)
    assert order["contact"] == contact
    credit = told(api.ask("GET", f"/customers/{customer}/credit"))
    assert credit["unbilled"] == order["amount"]
    assert credit["held"]["amount"] == "0.00"


def test_a_viewer_neither_opens_nor_discards_records(
    signed_in_page: SignedInPage, set_aside: str
) -> None:
    page = signed_in_page(Role.VIEWER)
    day = datetime.now(UTC).date()
    page.goto(f"/quarantine?since={day}&until={day}")
    row = page.get_by_role("row").filter(has_text=set_aside)
    expect(row).to_be_visible()
    expect(row.get_by_role("link")).to_have_count(0)
    expect(row.get_by_role("button")).to_have_count(0)
