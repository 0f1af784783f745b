"""The bench of warm reads asks for what pages ask for most, and its page says what it found."""

import io
from pathlib import Path

import pytest
from rich.console import Console

from local.bench.api import READS, bench_api

# An echo asks the store nothing; the report of the day asks it two dozen times.
MOST = dict.fromkeys(READS, 15.0) | {"report_today": 75.0}


@pytest.mark.timeout(240)
def test_warm_reads_are_measured_beside_an_echo_and_none_is_slow_by_far(tmp_path: Path) -> None:
    """The budget is for the full bench on a machine of its own. What is over these bounds is no
    neighbour's noise, which slows the echo too: it asks the store more often than it did."""
    page = tmp_path / "performance.md"
    code = bench_api(Console(file=io.StringIO(), width=160), page, quick=True)
    written = page.read_text(encoding="utf-8")
    assert code == int("**missed**" in written)
    rows = {line.split("|")[1].strip(): line for line in written.splitlines() if "|" in line}
    measured = {
        name: float(rows[f"{name}, warm, to an echo"].split("|")[3].split()[0]) for name in READS
    }
    assert {name: ratio for name, ratio in measured.items() if ratio > MOST[name]} == {}
