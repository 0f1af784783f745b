"""docs/performance.md: what was measured stands between markers, the rest is by hand."""

import os
import platform
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from statistics import median

from local.bench.budgets import Finding

_HEADING = "# Performance\n\n"
_MARKS = ("begin", "end")
_VERDICTS = {True: "kept", False: "**missed**", None: ""}


class PageError(ValueError):
    """The page has one marker and not the other."""


def write_page(
    page: Path,
    command: str,
    findings: Sequence[Finding],
    times: Mapping[str, Sequence[float]],
    *,
    spread: str = "Least - median - most",
) -> None:
    """Put the findings, and the `times` in s they rest on, where the page has what `command`, such
    as "bench call", measured before; at its end if it has not. Makes the page if need be. `spread`
    is what is told of how each was measured."""
    text = page.read_text(encoding="utf-8") if page.exists() else _HEADING
    begin, end = (f"<!-- measured by `agentline {command}`: {mark} -->" for mark in _MARKS)
    before, after = _around(text, begin, end)
    measured = "\n".join([*_findings(command, findings, spread), *_times(times)])
    page.write_text(f"{before}{begin}\n{measured}\n{end}{after}", encoding="utf-8")


def _around(text: str, begin: str, end: str) -> tuple[str, str]:
    if (begin in text) != (end in text):
        raise PageError("one of the two markers of the measured part is missing")
    if begin not in text:
        return text, "\n"
    return text.partition(begin)[0], text.partition(end)[2]


def _findings(command: str, findings: Sequence[Finding], spread: str) -> list[str]:
    measured = (
        f"Measured {datetime.now(UTC):%Y-%m-%d} on {os.cpu_count()} processors "
        f"({platform.machine()}), Python {platform.python_version()}, by "
        f"`.venv/bin/agentline {command}`."
    )
    return [
        measured,
        "",
        f"| What | Budget | Measured | {spread} | |",
        "|---|---|---|---|---|",
        *(
            f"| {one.subject} | {one.budget} | {one.measured} | {one.spread} "
            f"| {_VERDICTS[one.is_kept]} |"
            for one in findings
        ),
    ]


def _times(times: Mapping[str, Sequence[float]]) -> list[str]:
    if not times:
        return []
    return [
        "",
        "| Milliseconds, on a machine that others use too | Least | Median | Most |",
        "|---|---|---|---|",
        *(
            f"| {name} | {min(seconds) * 1000:.1f} | {median(seconds) * 1000:.1f} "
            f"| {max(seconds) * 1000:.1f} |"
            for name, seconds in times.items()
        ),
    ]
