"""`agentline bench growth`: every list asked in a small operation and in a large one."""

import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from rich.console import Console

from agentline.adapters.dynamodb.index_reading import MOST_ITEMS, MOST_SHARDS
from local.bench.budgets import Finding, all_kept
from local.bench.findings_shown import show_findings
from local.bench.free_port import free_port
from local.bench.growth.group import CUSTOMERS, groups
from local.bench.growth.questions import Growth, Question, questions
from local.bench.growth.sales import UNPAID
from local.bench.page import write_page
from local.bench.product_process import run_module
from local.emulator.server import EmulatorSettings, start
from local.paths import StagePaths

COMMAND = "bench growth"
SMALL_DAYS, LARGE_DAYS = 1, 334
_SPREAD = "Requests"
# A unit is 4 kB; few rows have 1 kB. Each request costs one at least, and each shard is one.
_MOST_SIFTED = MOST_ITEMS // 4 + MOST_SHARDS

type Costs = Mapping[str, Mapping[str, Any]]
"""By the name of the question: read and write units, requests by kind, how many were told."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Growing:
    """What the questions cost in a small and in a large operation, of so many days each."""

    small: Costs
    large: Costs
    small_days: int = SMALL_DAYS
    large_days: int = LARGE_DAYS


def bench_growth(console: Console, docs: Path) -> int:
    """Count and write the page `docs`; 1 if a list costs more than it may, else 0.

    Raises EmulatorError and MeasurementError, also for a list that no question is about.
    """
    with console.status("Filling a table and asking for every list"):
        findings = judge_growth(measure_growth())
    show_findings("Lists of the staff API", findings, console, spread=_SPREAD)
    write_page(docs, COMMAND, findings, {}, spread=_SPREAD)
    console.print(f"Written to {docs}", highlight=False)
    return 0 if all_kept(findings) else 1


def measure_growth(large_days: int = LARGE_DAYS) -> Growing:
    with tempfile.TemporaryDirectory(prefix="agentline-bench-") as folder:
        paths = StagePaths(root=Path(folder))
        settings = EmulatorSettings(paths=paths, port=free_port(), keeps_state=False)
        with start(settings) as emulator:
            small, large = (
                run_module(
                    "local.bench.growth.run",
                    str(days),
                    f"growth-{days}",
                    endpoint_url=emulator.endpoint_url,
                )
                for days in (SMALL_DAYS, large_days)
            )
    return Growing(small=small, large=large, large_days=large_days)


def judge_growth(growing: Growing) -> list[Finding]:
    """One finding a question."""
    return [_judge(question, growing) for question in questions()]


def _judge(question: Question, growing: Growing) -> Finding:
    small, large = growing.small[question.name], growing.large[question.name]
    kinds: Mapping[str, int] = large["requests"]
    budget, most = _budget(question, small["read"], growing)
    is_same_page = small["told"] == large["told"]
    return Finding(
        subject=question.name,
        budget=budget,
        measured=f"{large['read']:g} read",
        spread=", ".join(f"{times} {kind}" for kind, times in kinds.items()),
        is_kept=large["read"] <= most
        and is_same_page
        and "Scan" not in kinds
        and not large["write"],
    )


def _budget(question: Question, small: float, growing: Growing) -> tuple[str, float]:
    """In words, and the most units that may be read."""
    match question.growth:
        case Growth.FLAT:
            return f"{small:g} read, as among {CUSTOMERS + 1} customers", small
        case Growth.SIFTED:
            return f"<= {_MOST_SIFTED} read, however many are looked at", _MOST_SIFTED
        case Growth.ADDED_UP:
            least, most = (
                UNPAID * sum(group.count for group in groups(days))
                for days in (growing.small_days, growing.large_days)
            )
            return f"<= {small / least:.2f} read for each of {most:,} unpaid", small * most / least
