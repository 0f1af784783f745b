"""A caller at the telephone page, whom the directory does not know."""

import re

from playwright.sync_api import Locator, Page, expect

SPELT = "070-174 06 98"
NAME = "Berit Berättare"  # what customer service registers the caller as


def is_put_to_customer_service(caller: Page) -> None:
    _ring(caller)
    expect(caller.get_by_role("heading", name="Slå knappar")).to_be_visible()
    caller.keyboard.type("0#")
    expect(_heard(caller)).to_contain_text("Kopplas till kundtjänst")
    caller.get_by_role("button", name="Lägg på").click()
    expect(caller.get_by_text("Samtalet kostade inget.")).to_be_visible()


def talks_and_is_charged(caller: Page) -> None:
    _ring(caller)
    caller.get_by_role("button", name="60 ×").click()
    caller.get_by_role("button", name="Svara").click()
    expect(caller.get_by_role("timer")).to_have_text(re.compile(r"^[1-9]:\d\d$"))
    caller.get_by_role("button", name="Lägg på").click()
    explanation = caller.get_by_role("list", name="Så räknades priset ut")
    expect(explanation).to_contain_text("Att betala:")
    expect(caller.get_by_role("link", name=NAME)).to_be_visible()


def is_refused(caller: Page, why: str) -> None:
    _ring(caller)
    expect(_heard(caller)).to_contain_text(f"Avvisad: {why}")
    expect(caller.get_by_text("Samtalet kostade inget.")).to_be_visible()


def is_admitted(caller: Page) -> None:
    _ring(caller)
    expect(caller.get_by_role("heading", name="Väntar på svar")).to_be_visible()
    caller.get_by_role("button", name="Lägg på").click()
    expect(caller.get_by_text("Samtalet kostade inget.")).to_be_visible()


def _ring(caller: Page) -> None:
    caller.goto("/phone")
    caller.get_by_role("combobox", name="Från").fill(SPELT)
    caller.keyboard.press("Escape")
    caller.get_by_role("button", name="Ring upp").click()


def _heard(caller: Page) -> Locator:
    return caller.get_by_role("log")
