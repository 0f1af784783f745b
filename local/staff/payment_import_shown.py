"""What came of a file of payments, for people and for other programs."""

from collections import Counter
from collections.abc import Sequence
from typing import Any

from rich.console import Console
from rich.table import Table
from rich.text import Text

from agentline.adapters.payment_files.payment_file import PaymentFile
from agentline.domain.money import Money
from local.commands.progress import say
from local.staff.entry_result import EntryResult, Result

_STYLES = {
    Result.PLACED: "green",
    Result.SUSPENSE: "yellow",
    Result.RECALLED: "yellow",
    Result.UNSETTLED: "red",
    Result.UNREADABLE: "red",
}


def import_as_json(
    read: PaymentFile, results: Sequence[EntryResult], *, is_dry_run: bool
) -> dict[str, Any]:
    return {
        "kind": read.kind,
        "message_id": read.message_id,
        "dry_run": is_dry_run,
        "entries": [_entry_as_json(result) for result in results],
        "totals": _counts(results),
        "problems": sum(result.is_problem for result in results),
    }


def show_import(results: Sequence[EntryResult], console: Console, *, is_dry_run: bool) -> None:
    table = Table(title="Entries", title_justify="left")
    for heading in ("Where", "Payment", "Amount", "Result", "Why"):
        table.add_column(heading, overflow="fold")
    for result in results:
        event = result.entry.event
        table.add_row(
            Text(result.entry.position),
            Text(f"{event.source}#{event.payment}" if event and event.payment else ""),
            str(event.amount) if event and event.amount else "",
            Text(result.result.value, style=_STYLES.get(result.result, "")),
            Text(_words(result)),
        )
    console.print(table)
    counts = ", ".join(f"{count} {name}" for name, count in _counts(results).items())
    say(f"{len(results)} entries: {counts or 'none'}.", console)
    for words in _sums(results):
        say(words, console)
    problems = sum(result.is_problem for result in results)
    if problems:
        say(f"[red]✗[/] {problems} with a problem: look at them one by one.", console)
    if is_dry_run:
        say("Nothing was taken in: run it without --dry-run.", console)
    elif any(result.result is Result.SUSPENSE for result in results):
        say("What is in suspense waits in [bold]agentline payments suspense[/].", console)


def _entry_as_json(result: EntryResult) -> dict[str, Any]:
    event = result.entry.event
    return {
        "position": result.entry.position,
        "payment": f"{event.source}#{event.payment}" if event and event.payment else None,
        "amount": event.amount.decimal if event and event.amount else None,
        "currency": event.amount.currency if event and event.amount else None,
        "bank_date": event.bank_date.isoformat() if event else None,
        "result": result.result.value,
        "words": result.words,
        "problem": result.entry.problem,
    }


def _words(result: EntryResult) -> str:
    problem = result.entry.problem
    return result.words if problem in {None, result.words} else f"{problem}; {result.words}"


def _counts(results: Sequence[EntryResult]) -> dict[str, int]:
    counted = Counter(result.result for result in results)
    return {kind.value: counted[kind] for kind in Result if counted[kind]}


def _sums(results: Sequence[EntryResult]) -> list[str]:
    """What came in of which currency, as placed and in suspense; what was known is not counted."""
    sums: dict[tuple[str, Result], Money] = {}
    for result in results:
        event = result.entry.event
        if event and event.amount and result.result in {Result.PLACED, Result.SUSPENSE}:
            key = event.amount.currency, result.result
            sums[key] = sums.get(key, Money(0, event.amount.currency)) + event.amount
    return [f"{amount} {kind.value}" for (_, kind), amount in sorted(sums.items())]
