"""The budgets of a call hold on this machine, and the page says so."""

import io
from pathlib import Path

import pytest
from rich.console import Console

from local.bench.call import bench_call
from local.bench.page import PageError, write_page


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("docs") / "performance.md"


@pytest.mark.timeout(180)
def test_every_budget_of_a_call_is_kept(page: Path) -> None:
    said = io.StringIO()
    assert bench_call(Console(file=said, width=160), page, quick=True) == 0, said.getvalue()
    written = page.read_text(encoding="utf-8")
    assert "missed" not in written
    assert "agentline bench call" in written
    for subject in ("Cold screen", "First invocation", "Rating grouped", "ADMIT", "Closing"):
        assert subject in written


def test_what_is_written_by_hand_stays_when_the_page_is_written_again(tmp_path: Path) -> None:
    page = tmp_path / "performance.md"
    write_page(page, [], {"old": [1.0]})
    page.write_text(f"By hand.\n{page.read_text()}Below.\n", encoding="utf-8")
    write_page(page, [], {"new": [1.0]})
    written = page.read_text(encoding="utf-8")
    assert written.startswith("By hand.\n# Performance\n")
    assert written.endswith("Below.\n")
    assert "| new |" in written
    assert "| old |" not in written


def test_a_page_with_half_its_markers_is_left_alone(tmp_path: Path) -> None:
    page = tmp_path / "performance.md"
    write_page(page, [], {})
    broken = page.read_text(encoding="utf-8").replace("call`: end", "call`: gone")
    page.write_text(broken, encoding="utf-8")
    with pytest.raises(PageError):
        write_page(page, [], {})
    assert page.read_text(encoding="utf-8") == broken
