"""Somebody of the demo's staff at the web interface, in Chromium."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

from agentline.domain.staff import Role
from local.demo.staff import PASSWORD, demo_email

_CHROMIUM = Path("/usr/bin/chromium")


@contextmanager
def signed_in_page(url: str, height: int) -> Iterator[Page]:
    """The demo's administrator at a desk 1280 px wide, who reads English."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=_CHROMIUM, args=("--no-sandbox", "--disable-gpu")
        )
        context = browser.new_context(
            base_url=url, locale="en-GB", viewport={"width": 1280, "height": height}
        )
        page = context.new_page()
        page.goto("/")
        page.get_by_label("E-mail address").fill(demo_email(Role.ADMIN))
        page.get_by_label("Password").fill(PASSWORD)
        page.keyboard.press("Enter")
        page.get_by_role("navigation").first.wait_for()
        yield page
        browser.close()
