"""What came of a file of customers, for people and for other programs."""

from collections import Counter
from collections.abc import Sequence
from typing import Any

from rich.console import Console
from rich.table import Table
from rich.text import Text

from local.commands.progress import say
from local.imports.customers import LineResult, Outcome

_STYLES = {
    Outcome.NEW: "green",
    Outcome.REGISTERED: "green",
    Outcome.REFUSED: "red",
    Outcome.WRONG: "red",
}


def customers_as_json(results: Sequence[LineResult], *, is_dry_run: bool) -> dict[str, Any]:
    return {
        "dry_run": is_dry_run,
        "lines": [_line_as_json(result) for result in results],
        "totals": _counts(results),
        "problems": sum(result.is_problem for result in results),
    }


def show_customers(results: Sequence[LineResult], console: Console, *, is_dry_run: bool) -> None:
    table = Table(title="Customers", title_justify="left")
    for heading in ("Line", "Name", "Result", "Customer", "Why"):
        table.add_column(heading, overflow="fold")
    for result in results:
        table.add_row(
            str(result.line.line),
            Text(result.line.name),
            Text(result.outcome.value, style=_STYLES.get(result.outcome, "")),
            result.customer or "",
            Text(result.words),
        )
    console.print(table)
    counts = ", ".join(f"{count} {name}" for name, count in _counts(results).items())
    say(f"{len(results)} lines: {counts}.", console)
    problems = sum(result.is_problem for result in results)
    if problems:
        say(f"[red]✗[/] {problems} with a problem: mend them, and give the file again.", console)
    if is_dry_run:
        say("Nobody was registered: run it with --yes.", console)


def _line_as_json(result: LineResult) -> dict[str, Any]:
    return {
        "line": result.line.line,
        "name": result.line.name,
        "result": result.outcome.value,
        "customer": result.customer,
        "words": result.words,
    }


def _counts(results: Sequence[LineResult]) -> dict[str, int]:
    counted = Counter(result.outcome for result in results)
    return {outcome.value: counted[outcome] for outcome in Outcome if counted[outcome]}
