"""The bench measures the budgets of a call, and its page says what it found."""

import io
from pathlib import Path

import pytest
from rich.console import Console

from local.bench.call import bench_call
from local.bench.page import PageError, write_page

COUNTED = ("ADMIT", "REFUSE", "ASK_PIN", "Rated alone", "Rated 8 together", "Closing")

RATIOS = (
    "Cold screen to a hand-signed floor",
    "First invocation after init to warm",
    "Rating grouped and parallel to one by one, 4 ms store",
)


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("docs") / "performance.md"


@pytest.mark.timeout(180)
def test_units_and_round_trips_are_within_their_budgets(page: Path) -> None:
    """A group is rated in as many round trips as one contact, whatever else the machine does; that
    groups do not wait for each other, test_rate_contacts.py asks. Ratios of times are written, and
    left to the full bench on a machine of its own."""
    said = io.StringIO()
    code = bench_call(Console(file=said, width=160), page, quick=True)
    written = page.read_text(encoding="utf-8")
    assert code == int("**missed**" in written)
    assert "agentline bench call" in written
    rows = {line.split("|")[1].strip(): line for line in written.splitlines() if "|" in line}
    for subject in COUNTED:
        assert "3 round trips" in rows[subject]
        assert rows[subject].endswith("| kept |"), rows[subject]
    for subject in RATIOS:
        assert " x |" in rows[subject]


def test_what_is_written_by_hand_stays_when_the_page_is_written_again(tmp_path: Path) -> None:
    page = tmp_path / "performance.md"
    write_page(page, "bench call", [], {"old": [1.0]})
    page.write_text(f"By hand.\n{page.read_text()}Below.\n", encoding="utf-8")
    write_page(page, "bench call", [], {"new": [1.0]})
    written = page.read_text(encoding="utf-8")
    assert written.startswith("By hand.\n# Performance\n")
    assert written.endswith("Below.\n")
    assert "| new |" in written
    assert "| old |" not in written


def test_a_page_with_half_its_markers_is_left_alone(tmp_path: Path) -> None:
    page = tmp_path / "performance.md"
    write_page(page, "bench call", [], {})
    broken = page.read_text(encoding="utf-8").replace("call`: end", "call`: gone")
    page.write_text(broken, encoding="utf-8")
    with pytest.raises(PageError):
        write_page(page, "bench call", [], {})
    assert page.read_text(encoding="utf-8") == broken
