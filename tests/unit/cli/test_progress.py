"""Progress in a log is plain lines."""

from io import StringIO

from rich.console import Console

from local.commands.progress import step, waiting


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
