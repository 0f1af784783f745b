"""axe-core, as npm installed it, on what a page shows."""

from collections.abc import Mapping

from playwright.sync_api import Page

from local.paths import REPOSITORY

_SCRIPT = REPOSITORY / "web" / "node_modules" / "axe-core" / "axe.min.js"
_STANDARDS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


def find_barriers(page: Page) -> list[str]:
    """Each as rule, element and what is wrong. Run by the browser's debugger, as policies allow."""
    return _run(page, {"type": "tag", "values": _STANDARDS})


def find_faint_text(page: Page) -> list[str]:
    """What another theme can make wrong: whether text stands out from what is behind it."""
    return _run(page, {"type": "rule", "values": ["color-contrast"]})


def _run(page: Page, only: Mapping[str, object]) -> list[str]:
    page.evaluate(_SCRIPT.read_text(encoding="utf-8"))
    found = page.evaluate(
        "(only) => axe.run({ runOnly: only })"
        ".then(({ violations }) => violations.flatMap(({ id, nodes }) => nodes.map("
        "({ html, failureSummary }) => `${id}: ${html.slice(0, 300)} ${failureSummary}`)))",
        only,
    )
    return [str(barrier) for barrier in found]
