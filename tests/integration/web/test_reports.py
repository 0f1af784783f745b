"""Figures of a period: in a chart, in a table, and as a file."""

import re
from pathlib import Path

from playwright.sync_api import expect

from agentline.domain.staff import Role
from tests.integration.web.conftest import SignedInPage


def test_a_report_is_where_its_address_says(signed_in_page: SignedInPage) -> None:
    page = signed_in_page(Role.VIEWER)
    page.goto("/reports/revenue?period=own&since=2026-03-01&until=2026-03-03")
    table = page.get_by_role("grid", name="Intäkterna i siffror")
    expect(table.get_by_role("row")).to_have_count(4)
    expect(page.get_by_label("Första dag")).to_have_value("2026-03-01")
    page.get_by_role("button", name="per artikel").click()
    expect(page).to_have_url(re.compile(r"since=2026-03-01&until=2026-03-03&by=article$"))
    page.get_by_role("tab", name="Nekade samtal").click()
    expect(page.get_by_text("Inga siffror för dessa dagar")).to_be_visible()


def test_a_report_is_downloaded_as_the_api_gives_it(signed_in_page: SignedInPage) -> None:
    page = signed_in_page(Role.BILLING)
    page.goto("/reports/ageing")
    with page.expect_download() as awaited:
        page.get_by_role("button", name="Ladda ner CSV").click()
    assert awaited.value.suggested_filename.startswith("Obetalt efter ålder")
    assert "days_0_30" in Path(awaited.value.path()).read_text(encoding="utf-8-sig")
