"""How long scripts of a page kept the browser from answering."""

from statistics import median

from playwright.sync_api import Page

LONGEST_SCRIPT_MS = 200
# What `_YARDSTICK` takes where pages take what docs/performance.md says of them.
_YARDSTICK_MS = 35
_WATCH = """
    window.longestTask = 0;
    new PerformanceObserver((list) => {
      for (const { duration } of list.getEntries())
        window.longestTask = Math.max(window.longestTask, duration);
    }).observe({ type: "longtask", buffered: true });
"""
# The same work at any time: what a page does when it comes, and no more of it than that.
_YARDSTICK = """() => {
    const began = performance.now();
    const told = (_, number) => ({ number, text: `row ${number}` });
    const numbers = Array.from({ length: 2000 }, told);
    const list = document.createElement("div");
    for (const { number, text } of JSON.parse(JSON.stringify(numbers))) {
      const row = list.appendChild(document.createElement("p"));
      row.className = `row-${number % 7}`;
      row.append(text);
    }
    document.body.append(list);
    list.getBoundingClientRect();
    list.remove();
    return performance.now() - began;
}"""


def watch(page: Page) -> None:
    """From the next address on."""
    page.add_init_script(_WATCH)


def longest_script_ms(page: Page) -> float:
    """The longest stretch since the page was opened; 0 where none was longer than 50."""
    longest: float = page.evaluate("window.longestTask")
    return longest


def slowness(page: Page) -> float:
    """How many times longer work takes this browser just now than it should; 1 at least."""
    took: list[float] = [page.evaluate(_YARDSTICK) for _ in range(3)]
    return max(1.0, median(took) / _YARDSTICK_MS)
