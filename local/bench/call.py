"""`agentline bench call`: the budgets of a call, measured, shown, and written down."""

import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from rich.console import Console
from rich.status import Status

from infra.assets import build
from local.bench.budgets import (
    Finding,
    all_kept,
    judge_cold_starts,
    judge_rating,
    judge_units,
)
from local.bench.cold_start import ColdStarts, measure_cold_starts
from local.bench.findings_shown import show_findings
from local.bench.page import write_page
from local.bench.rating import measure_rating
from local.bench.units import measure_units
from local.paths import REPOSITORY

COMMAND = "bench call"

type Times = dict[str, list[float]]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Extent:
    """How much is measured."""

    cold_rounds: int
    rating_rounds: int
    sizes: tuple[int, ...]


_FULL = _Extent(cold_rounds=25, rating_rounds=9, sizes=(10, 2_000))
_QUICK = _Extent(cold_rounds=5, rating_rounds=2, sizes=(10, 200))


def bench_call(console: Console, docs: Path, quick: bool) -> int:
    """Measure every budget of a call and write the page `docs`; 1 if one is missed, else 0.

    Ratios are medians of rounds in which the compared commands take turns. Quick means few rounds;
    units are counted either way. Raises AssetBuildError, EmulatorError, FreshProcessError and
    MeasurementError when something cannot be measured.
    """
    extent = _QUICK if quick else _FULL
    with console.status("Building the functions as they are deployed") as status:
        build("machine", report=console.log)
        status.update("Counting what a call costs at the store")
        units = judge_units(_in_folder(lambda work: measure_units(work, extent.sizes)))
        rating, rating_times = _rating(extent, status)
        cold, cold_times = _cold_starts(extent, status)
    findings = [*cold, *rating, *units]
    show_findings("The budgets of a call", findings, console)
    write_page(docs, COMMAND, findings, cold_times | rating_times)
    console.print(f"Written to {docs}", highlight=False)
    return 0 if all_kept(findings) else 1


def _cold_starts(extent: _Extent, status: Status) -> tuple[list[Finding], Times]:
    def measure(work: Path) -> ColdStarts:
        return measure_cold_starts(
            REPOSITORY / "build", work, rounds=extent.cold_rounds, progress=status.update
        )

    cold = _in_folder(measure)
    return judge_cold_starts(cold), {
        "a bare interpreter": cold.bare,
        "hand-signed floor, above bare": cold.above_bare(cold.floor),
        "cold screen, above bare": cold.above_bare(cold.compiled),
        "cold screen without bytecode, above bare": cold.above_bare(cold.uncompiled),
        "first invocation after init": cold.first,
        "warm invocation": cold.warm,
    }


def _rating(extent: _Extent, status: Status) -> tuple[list[Finding], Times]:
    status.update("Rating batches of contact records")
    grouped, alone = _in_folder(lambda work: measure_rating(work, rounds=extent.rating_rounds))
    return judge_rating(grouped, alone), {
        "rating a record, grouped and parallel": [1 / rate for rate in grouped],
        "rating a record, one by one": [1 / rate for rate in alone],
    }


def _in_folder[Measured](measure: Callable[[Path], Measured]) -> Measured:
    with tempfile.TemporaryDirectory(prefix="agentline-bench-") as folder:
        return measure(Path(folder))
