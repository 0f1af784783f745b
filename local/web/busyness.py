"""How long scripts of a page kept the browser from answering."""

from playwright.sync_api import Page

LONGEST_SCRIPT_MS = 200
_WATCH = """
    window.longestTask = 0;
    new PerformanceObserver((list) => {
      for (const { duration } of list.getEntries())
        window.longestTask = Math.max(window.longestTask, duration);
    }).observe({ type: "longtask", buffered: true });
"""


def watch(page: Page) -> None:
    """From the next address on."""
    page.add_init_script(_WATCH)


def longest_script_ms(page: Page) -> float:
    """The longest stretch since the page was opened; 0 where none was longer than 50."""
    longest: float = page.evaluate("window.longestTask")
    return longest
