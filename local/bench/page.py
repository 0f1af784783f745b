"""docs/performance.md: what was measured stands between two markers, the rest is by hand."""

import os
import platform
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from statistics import median

from local.bench.budgets import Finding

COMMAND = ".venv/bin/agentline bench call"
_BEGIN = "<!-- measured by `agentline bench call`: begin -->"
_END = "<!-- measured by `agentline bench call`: end -->"
_HEADING = "# Performance\n\n"


class PageError(ValueError):
    """The page has one marker and not the other."""


def write_page(
    page: Path, findings: Sequence[Finding], times: Mapping[str, Sequence[float]]
) -> None:
    """Put the findings, and the `times` in ms they rest on, into the page; make it if need be."""
    before, after = _around(page.read_text(encoding="utf-8") if page.exists() else _HEADING)
    measured = "\n".join(_lines(findings, times))
    page.write_text(f"{before}{_BEGIN}\n{measured}\n{_END}{after}", encoding="utf-8")


def _around(text: str) -> tuple[str, str]:
    if (_BEGIN in text) != (_END in text):
        raise PageError("one of the two markers of the measured part is missing")
    if _BEGIN not in text:
        return text, "\n"
    return text.partition(_BEGIN)[0], text.partition(_END)[2]


def _lines(findings: Sequence[Finding], times: Mapping[str, Sequence[float]]) -> list[str]:
    measured = (
        f"Measured {datetime.now(UTC):%Y-%m-%d} on {os.cpu_count()} processors "
        f"({platform.machine()}), Python {platform.python_version()}, by `{COMMAND}`."
    )
    return [
        measured,
        "",
        "| What | Budget | Measured | Least - median - most | |",
        "|---|---|---|---|---|",
        *(
            f"| {one.subject} | {one.budget} | {one.measured} | {one.spread} "
            f"| {'kept' if one.is_kept else '**missed**'} |"
            for one in findings
        ),
        "",
        "| Milliseconds, on a machine that others use too | Least | Median | Most |",
        "|---|---|---|---|",
        *(
            f"| {name} | {min(seconds) * 1000:.1f} | {median(seconds) * 1000:.1f} "
            f"| {max(seconds) * 1000:.1f} |"
            for name, seconds in times.items()
        ),
    ]
