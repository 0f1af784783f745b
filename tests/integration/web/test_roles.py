"""What each role is shown and offered: what the permission table lets it do, and nothing else."""

import json
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import pytest
from playwright.sync_api import Locator, Page, expect

from admin_api.permissions import ROLES_OF
from agentline.domain.staff import Role
from local.billing.service import BillingService
from local.paths import REPOSITORY
from local.staff_api import StaffApi
from local.tour.exchange import Exchange
from local.tour.stage import Stage
from tests.integration.web.conftest import SignedInPage, go_home
from tests.integration.web.offers import OFFERS, Offer
from tests.integration.web.scene import Names, set_scene

_SOURCES = REPOSITORY / "web" / "src"
_ROUTE = re.compile(r'^"(?P<path>[^"]+)",\s+needs: "(?P<needs>\w+)"')
_TITLE = re.compile(r'menu: \{[^}]*title: "(?P<page>\w+)\.(?P<word>\w+)"')

# What is asked of the API but changes nothing.
_PREVIEWS = {"preview_customer", "preview_invoice_edit", "preview_price_list_version", "price_call"}


@dataclass(frozen=True, slots=True)
class Route:
    """A page; `title` is that of its line in the menu."""

    path: str
    needs: str
    title: str | None


def routes() -> Iterator[Route]:
    """As the web interface has them, with Swedish titles."""
    for written in (_SOURCES / "app" / "routes.ts").read_text(encoding="utf-8").split("path: ")[1:]:
        if route := _ROUTE.match(written):
            title = _TITLE.search(written)
            yield Route(route["path"], route["needs"], _word(title) if title else None)


def _word(title: re.Match[str]) -> str:
    words = json.loads(
        (_SOURCES / "words" / "sv" / f"{title['page']}.json").read_text(encoding="utf-8")
    )
    return str(words[f"{title['page']}.{title['word']}"])


@pytest.fixture(scope="module")
def scene(
    staff_api: Callable[[Role], StaffApi],
    stage: Stage,
    exchange: Exchange,
    ledger_of_stage: BillingService,
) -> Names:
    return set_scene(staff_api(Role.ADMIN), stage, exchange, ledger_of_stage)


@pytest.mark.parametrize("role", list(Role))
def test_a_role_has_the_lines_of_the_menu_that_it_may_see(
    role: Role, signed_in_page: SignedInPage
) -> None:
    page = signed_in_page(role)
    go_home(page)
    lines = _menu(page).get_by_role("link")
    expect(lines.filter(has_text="Kunder")).to_be_visible()
    assert sorted(lines.all_inner_texts()) == sorted(
        route.title for route in routes() if route.title and role in ROLES_OF[route.needs]
    )


@pytest.mark.timeout(300)
@pytest.mark.parametrize("role", list(Role))
def test_a_role_is_offered_the_deeds_that_it_may_do_and_nothing_else(
    role: Role, signed_in_page: SignedInPage, scene: Names
) -> None:
    page = signed_in_page(role)
    go_home(page)
    for offer in OFFERS:
        if role in ROLES_OF[offer.sees]:
            _go_to(page, offer.address.format(**scene))
            _expect_offered(page, offer, role, scene)


def test_every_deed_is_asked_of_every_role() -> None:
    document = json.loads((REPOSITORY / "docs" / "openapi.json").read_text(encoding="utf-8"))
    deeds = {
        operation["operationId"]
        for path in document["paths"].values()
        for method, operation in path.items()
        if method in {"post", "put", "patch", "delete"}
    }
    asked = {deed for offer in OFFERS for deed in offer.operations}
    # A page of one deed is there, or is not.
    pages = {route.needs for route in routes()}
    assert deeds - _PREVIEWS - asked - pages == set()


@pytest.mark.parametrize("role", [Role.VIEWER, Role.SUPPORT, Role.BILLING])
def test_a_page_one_may_not_see_says_so(role: Role, signed_in_page: SignedInPage) -> None:
    hidden = [route.path for route in routes() if role not in ROLES_OF[route.needs]]
    page = signed_in_page(role)
    for path in ["/nowhere", *hidden]:
        page.goto(re.sub(r":\w+\??", "1", path))
        expect(page.get_by_role("heading", level=1)).to_have_text("Sidan finns inte")
        expect(page.get_by_text("något som din roll inte får se")).to_be_visible()


def test_the_routes_are_read_as_they_are_written() -> None:
    read = list(routes())
    assert Route("/addresses", "list_address_findings", "Adresser att avgöra") in read
    assert Route("/quarantine/:record", "get_quarantined_record", None) in read
    written = (_SOURCES / "app" / "routes.ts").read_text(encoding="utf-8")
    assert len(read) == written.count("load: () => import")


def _menu(page: Page) -> Locator:
    return page.get_by_role("navigation").filter(
        has=page.get_by_role("link", name="Kunder", exact=True)
    )


def _go_to(page: Page, address: str) -> None:
    """As by a link, which is faster than to load everything anew."""
    page.evaluate(
        "(address) => { history.pushState(null, '', address);"
        " dispatchEvent(new PopStateEvent('popstate')); }",
        address,
    )


def _expect_offered(page: Page, offer: Offer, role: Role, scene: Names) -> None:
    place, shown = page.get_by_role("main"), offer.shows.format(**scene)
    expect(place.get_by_text(shown).first).to_be_visible()
    if offer.is_opened:
        place.get_by_role("row").filter(has_text=shown).get_by_role("button").first.click()
        place = page.get_by_role("dialog")
        expect(place).to_be_visible()
    for deed, operation in offer.buttons.items():
        button = place.get_by_role("button", name=deed.format(**scene), exact=True)
        expect(button).to_have_count(1 if role in ROLES_OF[operation] else 0)
    if offer.menu:
        _expect_in_menu(page, [deed for deed in offer.menu if role in ROLES_OF[offer.menu[deed]]])
    page.keyboard.press("Escape")


def _expect_in_menu(page: Page, deeds: list[str]) -> None:
    further = page.get_by_role("button", name="Mer", exact=True)
    expect(further).to_have_count(1 if deeds else 0)
    if deeds:
        further.click()
        expect(page.get_by_role("menuitem")).to_have_text(deeds)
