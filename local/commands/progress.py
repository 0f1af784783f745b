"""Says what takes time while it takes it, on a terminal and in a log alike."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Timer

from rich.console import Console
from rich.markup import escape
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    SpinnerColumn,
    TextColumn,
    TimeElapsedColumn,
)

Report = Callable[[str], None]
# What is over sooner needs no bar.
_PATIENCE_SECONDS = 2.0


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


@contextmanager
def counting(doing: str, total: int | None, console: Console) -> Iterator[Callable[[], None]]:
    """Show how many of `total`, None if nobody knows, are done; the body tells of each.

    Leaves no trace. Nothing at all appears where it is quick, or where there is no terminal.
    """
    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
    )
    progress = Progress(*columns, console=console, transient=True, disable=not console.is_terminal)
    task = progress.add_task(doing, total=total)
    # The first of them may be what takes long.
    showing = Timer(_PATIENCE_SECONDS, progress.start)
    showing.start()
    try:
        yield lambda: progress.advance(task)
    finally:
        showing.cancel()
        showing.join()
        progress.stop()


def say(sentence: str, console: Console) -> None:
    """One line of console markup, however narrow the terminal is."""
    console.print(sentence, highlight=False, soft_wrap=True)
