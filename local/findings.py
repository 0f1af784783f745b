"""What a comparison of the books found, for people and for other programs."""

from dataclasses import asdict
from typing import Any

from rich.console import Console
from rich.table import Table
from rich.text import Text

from agentline.services.reconcile import Findings, LookedAt

Row = tuple[str, str, str, str]
"""What it is, whose, about which call, order or row, and how it is amiss."""


def show_findings(findings: Findings, console: Console) -> None:
    """One table of everything found, how much was looked at, and the verdict."""
    rows = _amiss(findings)
    if rows or findings.overruns:
        console.print(_table([*rows, *_overruns(findings)]))
    console.print(Text(_counts(findings.looked_at), style="dim"), soft_wrap=True)
    if findings.ledger_silent_because:
        told = f"The ledger was not asked to the end: {findings.ledger_silent_because}"
        console.print(Text(told, style="yellow"), soft_wrap=True)
    if rows:
        console.print(Text(f"✗ {_number(len(rows), 'thing')} amiss", style="red"))
    else:
        console.print(Text("✓ nothing amiss", style="green"))


def findings_as_json(findings: Findings) -> dict[str, Any]:
    """`sound` is false where violations, orphans or damage are listed; overruns are no fault."""
    return {
        "sound": findings.is_sound,
        "looked_at": asdict(findings.looked_at),
        "violations": [asdict(violation) for violation in findings.violations],
        "orphans": [asdict(orphan) for orphan in findings.orphans],
        "damage": [asdict(damage) for damage in findings.damage],
        "ledger_silent_because": findings.ledger_silent_because,
        "overruns": [asdict(overrun) for overrun in findings.overruns],
    }


def _amiss(findings: Findings) -> list[Row]:
    return [
        *(
            (found.invariant, found.customer, found.subject, found.detail)
            for found in findings.violations
        ),
        *(
            ("damage", found.customer or "", found.subject, found.detail)
            for found in findings.damage
        ),
        *(
            (found.kind.replace("_", " "), found.customer, found.subject, found.detail)
            for found in findings.orphans
        ),
    ]


def _overruns(findings: Findings) -> list[Row]:
    return [("overrun", found.customer, found.call, found.detail) for found in findings.overruns]


def _table(rows: list[Row]) -> Table:
    table = Table("found", "customer", "subject", "how", box=None, pad_edge=False)
    for column in table.columns:
        column.overflow = "fold"
    for row in rows:
        table.add_row(*map(Text, row))
    return table


def _counts(seen: LookedAt) -> str:
    counted = [
        _number(seen.customers, "customer"),
        _number(seen.calls, "call"),
        _number(seen.orders, "order"),
        _number(seen.bases, "closed basis", "closed bases"),
        _number(seen.payments, "payment"),
        _number(seen.audit_entries, "audit entry", "audit entries"),
    ]
    return f"Looked at {', '.join(counted)}."


def _number(count: int, one: str, many: str | None = None) -> str:
    return f"{count:,} {one if count == 1 else many or f'{one}s'}"
