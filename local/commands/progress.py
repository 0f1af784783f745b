"""Says what takes time while it takes it, on a terminal and in a log alike."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.markup import escape
from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

Report = Callable[[str], None]


@contextmanager
def step(doing: str, done: str, console: Console) -> Iterator[Report]:
    """Show `doing` while the body runs, then `done` with the seconds it took.

    The body may report what it is at. On a terminal that is one line that moves; elsewhere each
    report is a line of its own.
    """
    started = time.monotonic()
    if console.is_terminal:
        with waiting(doing, console) as report:
            yield report
    else:
        say(f"{doing} ...", console)
        yield lambda detail: say(f"  {escape(detail)}", console)
    say(f"[green]✓[/] {done} ({time.monotonic() - started:.1f} s)", console)


@contextmanager
def waiting(doing: str, console: Console) -> Iterator[Report]:
    """Show `doing` and the elapsed time while the body runs, and leave no trace of it.

    Nothing at all appears where there is no terminal.
    """
    columns = (
        SpinnerColumn(),
        TextColumn("{task.description}"),
        TimeElapsedColumn(),
        TextColumn("[dim]{task.fields[detail]}"),
    )
    is_hidden = not console.is_terminal
    with Progress(*columns, console=console, transient=True, disable=is_hidden) as progress:
        task = progress.add_task(doing, total=None, detail="")
        yield lambda detail: progress.update(task, detail=escape(detail))


def say(sentence: str, console: Console) -> None:
    """One line of console markup, however narrow the terminal is."""
    console.print(sentence, highlight=False, soft_wrap=True)
