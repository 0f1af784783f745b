"""The pictures in docs/pictures/, taken of the stage that runs, by `make pictures`."""

import re
from collections.abc import Mapping

from playwright.sync_api import Page

from local.commands.endpoints import Endpoints
from local.commands.invocation import stage_paths
from local.paths import REPOSITORY
from local.web.browser import signed_in_page

PICTURES = REPOSITORY / "docs" / "pictures"
# By name of the picture. The tour leaves customers and an invoice behind, demo prices are basic's.
_ADDRESSES: Mapping[str, str] = {
    "home": "/",
    "customer": "/customers/100001",
    "timeline": "/customers/100001/timeline",
    "invoice": "/invoices/100021-0001",
    "calls": "/calls",
    "prices": "/prices/basic",
}
_CALLER = "070-174 06 14"  # has much credit left after a tour or two


def take_pictures() -> None:
    """On a desk, and one on a telephone."""
    address = Endpoints.read(stage_paths().endpoints).web_url or ""
    with signed_in_page(address, height=860) as page:
        for name, path in _ADDRESSES.items():
            _open(page, path)
            _take(page, name)
        _talk(page)
        _take(page, "phone")
        page.get_by_role("button", name="Hang up", exact=True).click()
        page.set_viewport_size({"width": 390, "height": 780})
        _open(page, _ADDRESSES["customer"])
        _take(page, "customer-narrow")


def _open(page: Page, path: str) -> None:
    page.goto(path)
    page.wait_for_load_state("networkidle")


def _talk(page: Page) -> None:
    """Ring the line, listen, be answered, and talk for some minutes by the fast clock."""
    _open(page, "/phone")
    page.get_by_role("combobox", name="From").fill(_CALLER)
    page.keyboard.press("Escape")
    page.get_by_role("button", name="Dial").click()
    page.get_by_role("button", name="60 ×").click()
    page.get_by_role("button", name="Answer").click()
    page.get_by_role("timer").filter(has_text=re.compile(r"^[3-9]:")).wait_for()


def _take(page: Page, name: str) -> None:
    PICTURES.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=PICTURES / f"{name}.png")
    print(f"docs/pictures/{name}.png")


if __name__ == "__main__":
    take_pictures()
