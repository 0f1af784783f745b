"""What the first page weighs, as it comes over the line."""

from playwright.sync_api import Response, expect

from agentline.domain.staff import Role
from tests.integration.web.conftest import NewPage, sign_in
from tests.integration.web.test_every_page import PAGES

FIRST_LOAD_BYTES = 700_000


def test_signing_in_and_the_first_page_weigh_less_than_they_may(new_page: NewPage) -> None:
    page = new_page()
    loaded: dict[str, int] = {}
    page.on("response", lambda response: loaded.update(_weigh(response)))
    sign_in(page, Role.ADMIN)
    expect(page.get_by_text(PAGES["/"]).first).to_be_visible()
    page.wait_for_load_state("networkidle")
    assert {path.rpartition(".")[2] for path in loaded} >= {"js", "css", "woff2"}
    assert sum(loaded.values()) < FIRST_LOAD_BYTES, loaded


def _weigh(response: Response) -> dict[str, int]:
    """By path, as it came over the line: compressed."""
    path = response.url.partition("/assets/")[2]
    return {path: int(response.headers["content-length"])} if path else {}
