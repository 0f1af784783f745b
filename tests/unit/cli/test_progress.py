"""Progress in a log is plain lines."""

from io import StringIO
from threading import Event

import pytest
from rich.console import Console

from local.commands.progress import counting, step, waiting


def test_a_log_gets_a_line_at_each_turn_and_brackets_stay() -> None:
    log = StringIO()
    with step("Building", "Built", Console(file=log, width=20)) as report:
        report("layers [common], a line longer than the terminal is wide")
    begun, reported, done = log.getvalue().splitlines()
    assert begun == "Building ..."
    assert reported == "  layers [common], a line longer than the terminal is wide"
    assert done.startswith("✓ Built (0.")


def test_waiting_leaves_nothing_in_a_log() -> None:
    log = StringIO()
    with waiting("Ringing", Console(file=log)) as report:
        report("still")
    assert log.getvalue() == ""


def test_counting_shows_a_bar_where_it_takes_long_and_there_is_a_terminal(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def counted(*, is_terminal: bool, is_slow: bool) -> str:
        screen = Screen()
        console = Console(file=screen, force_terminal=is_terminal, width=80)
        with counting("Lines", 3, console) as tell:
            tell()
            if is_slow:
                assert screen.is_written.wait(timeout=20)
        return screen.getvalue()

    assert counted(is_terminal=True, is_slow=False) == ""
    monkeypatch.setattr("local.commands.progress._PATIENCE_SECONDS", 0.0)
    assert "1/3" in counted(is_terminal=True, is_slow=True)
    assert counted(is_terminal=False, is_slow=False) == ""


class Screen(StringIO):
    """Tells when something is on it."""

    def __init__(self) -> None:
        super().__init__()
        self.is_written = Event()

    def write(self, text: str) -> int:
        count = super().write(text)
        self.is_written.set()
        return count
