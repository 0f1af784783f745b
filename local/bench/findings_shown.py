"""Findings of a bench on the terminal."""

from collections.abc import Sequence

from rich.console import Console
from rich.table import Table

from local.bench.budgets import Finding

_VERDICTS = {True: "[green]kept[/]", False: "[bold red]missed[/]", None: ""}


def show_findings(
    title: str,
    findings: Sequence[Finding],
    console: Console,
    *,
    spread: str = "Least - median - most",
) -> None:
    table = Table(title=title)
    for heading in ("What", "Budget", "Measured", spread, ""):
        table.add_column(heading)
    for one in findings:
        table.add_row(
            one.subject,
            one.budget,
            one.measured,
            one.spread,
            _VERDICTS[one.is_kept],
        )
    console.print(table)
