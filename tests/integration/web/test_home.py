"""The first page: how the day goes, and what waits for whom."""

from playwright.sync_api import Route, expect

from agentline.domain.staff import Role
from tests.integration.web.conftest import SignedInPage, go_home
from tests.integration.web.faults import Faults


def test_the_day_and_the_queues_are_told(signed_in_page: SignedInPage) -> None:
    page = signed_in_page(Role.BILLING)
    go_home(page)
    expect(page.get_by_role("heading", level=1)).to_have_text("I dag")
    expect(page.get_by_text("Samtalsminuter")).to_be_visible()
    content = page.get_by_role("main")
    expect(content.get_by_role("link", name="Adresser att ta ställning till")).to_be_visible()
    content.get_by_role("link", name="Poster i karantän").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Karantän")


def test_a_viewer_sees_no_queue_that_is_not_theirs(signed_in_page: SignedInPage) -> None:
    page = signed_in_page(Role.VIEWER)
    go_home(page)
    content = page.get_by_role("main")
    expect(content.get_by_role("link", name="Okända uppringare")).to_be_visible()
    expect(content.get_by_role("link", name="Adresser att ta ställning till")).to_have_count(0)


def test_figures_that_fail_are_asked_for_again(
    signed_in_page: SignedInPage, faults: Faults
) -> None:
    faults.expect("status of 503")
    page = signed_in_page(Role.VIEWER)
    failed: list[str] = []

    def fail_once(route: Route) -> None:
        if failed:
            return route.continue_()
        failed.append(route.request.url)
        return route.fulfill(status=503)

    page.route("**/v1/reports/today", fail_once)
    page.goto("/")
    expect(page.get_by_text("Samtalsminuter")).to_be_visible()
    assert failed
