"""What dialogues have in common: fields, a reason, and the button that does it."""

import re

from playwright.sync_api import Page, expect

WHY = "provas i webbläsaren"


def choose_further(page: Page, deed: str) -> None:
    """Out of the menu beside the usual deeds of a page."""
    page.get_by_role("button", name="Mer", exact=True).click()
    page.get_by_role("menuitem", name=deed).click()


def choose(page: Page, field: str, option: str) -> None:
    """One of those that a field of the dialogue offers."""
    # What is chosen now belongs to the name, and may be called like another field.
    named = re.compile(f"^{re.escape(field)}")
    page.get_by_role("dialog").get_by_role("button", name=named).click()
    page.get_by_role("option", name=option).click()


def give_reason_and(page: Page, deed: str) -> None:
    """Press the button, and wait until it is done."""
    try_to(page, deed)
    expect(page.get_by_role("textbox", name="Skäl")).to_have_count(0)


def try_to(page: Page, deed: str) -> None:
    """Give a reason and press the button, whatever comes of it."""
    dialogue = page.get_by_role("dialog")
    dialogue.get_by_role("textbox", name="Skäl").fill(WHY)
    dialogue.get_by_role("button", name=deed, exact=True).click()
