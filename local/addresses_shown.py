"""Customers' addresses for people and for other programs."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime
from typing import Any

from rich.console import Console
from rich.table import Table
from rich.text import Text

from agentline.domain.address_file import (
    AddressFile,
    AddressOutcome,
    AddressVersion,
    Decision,
    Finding,
)
from local.commands.progress import say
from local.tour.transcript import show_national

_PARTS = ("name", "street", "postcode", "city", "country")
_OUTCOMES = {
    AddressOutcome.FRESH: "asked about lately",
    AddressOutcome.CONFIRMED: "the same",
    AddressOutcome.DIFFERS: "[yellow]differs: waits for a decision[/]",
    AddressOutcome.INSUFFICIENT: "[yellow]insufficient: waits for a decision[/]",
    AddressOutcome.KEPT: "as decided before",
    AddressOutcome.UNKNOWN: "[red]the directory gave no answer[/]",
    None: "[red]could not be checked[/]",
}


def file_as_json(file: AddressFile) -> dict[str, Any]:
    """`finding` is null where the directory said nothing else; `seen` names it in a decision."""
    finding = file.finding
    return {
        "customer": file.customer,
        "numbers": list(file.numbers),
        "registered": _version_as_json(file.version),
        "finding": _finding_as_json(finding) if finding else None,
    }


def show_file(file: AddressFile, console: Console) -> None:
    """The register's version beside the directory's, the answer about each number, the decision."""
    finding = file.finding
    console.print(_versions(file))
    if finding is None:
        say("The directory says nothing else.", console)
        return
    console.print(_readings(finding))
    if finding.decision:
        console.print(_decided(finding.decision), soft_wrap=True)
    elif file.undecided:
        say(
            f"Waits since {_instant(finding.noticed_at)} for accept or keep "
            f"([bold]--seen {finding.token}[/]).",
            console,
        )


def show_waiting(files: Sequence[AddressFile], console: Console) -> None:
    if not files:
        say("[green]✓[/] No address waits for a decision.", console)
        return
    table = _table("Waiting for a decision", "Customer", "Since (UTC)", "What", "Seen")
    for file in files:
        finding = file.undecided
        if finding:
            what = finding.outcome.value
            table.add_row(file.customer, _instant(finding.noticed_at), what, finding.token)
    console.print(table)
    say("See both versions: agentline addresses show CUSTOMER", console)


def show_outcomes(
    outcomes: Sequence[tuple[str, AddressOutcome | None]],
    console: Console,
    *,
    is_directory_down: bool,
) -> None:
    """Those that are not simply the same, one a line, and how many there were of each."""
    for customer, outcome in outcomes:
        if len(outcomes) == 1 or outcome is not AddressOutcome.CONFIRMED:
            say(f"{customer}: {_OUTCOMES[outcome]}", console)
    counts = Counter(outcome.value if outcome else "failed" for _, outcome in outcomes)
    each = ", ".join(f"{count} {name}" for name, count in sorted(counts.items()))
    say(f"{len(outcomes)} checked{f': {each}' if each else ''}.", console)
    if is_directory_down:
        say("[red]The directory seems to be down: try again later.[/]", console)


def _versions(file: AddressFile) -> Table:
    finding = file.finding
    found = finding.found if finding else None
    # What staff accepted is the register's by now; beside it belongs what it replaced.
    is_replaced = finding is not None and found == file.version
    other = finding.registered if finding and is_replaced else found
    heading = "Before" if is_replaced else "Directory"
    table = _table(f"Customer {file.customer}", "", "Register", heading)
    for part in _PARTS:
        ours = getattr(file.version.owner, part)
        theirs = getattr(other.owner, part) if other else ""
        is_same = other is None or ours == theirs
        table.add_row(
            part.capitalize(), Text(ours), Text(theirs, style="" if is_same else "yellow")
        )
    table.add_row("Stated by", Text(file.version.source), Text(other.source if other else ""))
    asked = _instant(other.fetched_at) if other else ""
    table.add_row("Asked (UTC)", _instant(file.version.fetched_at), asked)
    return table


def _readings(finding: Finding) -> Table:
    table = _table("Its numbers", "Number", "Leads to", "Directory", "Asked (UTC)")
    for reading in finding.readings:
        table.add_row(
            show_national(reading.number),
            reading.match.value.replace("_", " "),
            Text(reading.directory),
            _instant(reading.fetched_at),
        )
    return table


def _decided(decision: Decision) -> Text:
    return Text(
        f"{decision.choice.value.capitalize()} by {decision.who} on {_instant(decision.at)}: "
        f"{decision.why}"
    )


def _table(title: str, *headings: str) -> Table:
    table = Table(title=title, title_justify="left")
    for heading in headings:
        table.add_column(heading, overflow="fold")
    return table


def _instant(instant: datetime) -> str:
    return f"{instant:%Y-%m-%d %H:%M}"


def _finding_as_json(finding: Finding) -> dict[str, Any]:
    decision = finding.decision
    return {
        "outcome": finding.outcome.value,
        "seen": finding.token,
        "noticed_at": finding.noticed_at.isoformat(),
        "answered_at": finding.answered_at.isoformat(),
        "registered": _version_as_json(finding.registered),
        "found": _version_as_json(finding.found) if finding.found else None,
        "numbers": [
            {
                "number": reading.number,
                "leads_to": reading.match.value,
                "directory": reading.directory,
                "fetched_at": reading.fetched_at.isoformat(),
            }
            for reading in finding.readings
        ],
        "decision": asdict(decision) | {"at": decision.at.isoformat()} if decision else None,
    }


def _version_as_json(version: AddressVersion) -> dict[str, Any]:
    return {
        **asdict(version.owner),
        "source": version.source,
        "fetched_at": version.fetched_at.isoformat(),
    }
