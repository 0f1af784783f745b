"""A bank's file of payments, taken in over the staff API."""

from base64 import b64encode, urlsafe_b64decode
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table
from rich.text import Text

from agentline.adapters.plain_text import make_plain
from agentline.domain.money import Money
from agentline.services.import_payments import Result
from local.commands.api_session import api_session, code_of, words_of
from local.commands.errors import CommandError, WrongInputError
from local.commands.progress import say, waiting
from local.imports.given_file import read_bytes
from local.paths import StagePaths

# In base64 it must fit into the four megabytes that the API takes.
LARGEST_BYTES = 3_000_000
_WHY = "agentline import payments: the bank's file"
_LONGEST_NAME = 200
_STYLES = {
    Result.PLACED: "green",
    Result.SUSPENSE: "yellow",
    Result.RECALLED: "yellow",
    Result.UNSETTLED: "red",
    Result.UNREADABLE: "red",
}

type Json = Mapping[str, Any]


def import_payments(
    file: Path, paths: StagePaths, meanwhile: Console, *, is_dry_run: bool
) -> dict[str, Any]:
    """What came of each entry. Raises CommandError."""
    content = read_bytes(file, LARGEST_BYTES)
    if not content:
        raise WrongInputError(f"{file.name}: The file is empty.")
    body = {
        "name": make_plain(file.name)[:_LONGEST_NAME],
        "content_base64": b64encode(content).decode(),
        "dry_run": is_dry_run,
        "reason": _WHY,
    }
    with api_session(paths) as session, waiting("Payments are settled", meanwhile):
        answer = session.try_to("POST", "/payment-files", body)
    if not answer.is_success:
        words = f"{file.name}: {words_of(answer)}"
        is_wrong = code_of(answer) == "payment_file_refused"
        raise WrongInputError(words) if is_wrong else CommandError(words)
    told = answer.json
    return {**told, "entries": [_entry(each) for each in told["entries"]]}


def show_payments(told: Json, console: Console) -> None:
    entries: Sequence[Json] = told["entries"]
    table = Table(title="Entries", title_justify="left")
    for heading in ("Where", "Payment", "Amount", "Result", "Why"):
        table.add_column(heading, overflow="fold")
    for entry in entries:
        result = Result(entry["result"])
        table.add_row(
            Text(entry["position"]),
            Text(entry["payment"] or ""),
            f"{entry['amount']} {entry['currency']}" if entry["amount"] else "",
            Text(result.value, style=_STYLES.get(result, "")),
            Text(_words(entry)),
        )
    console.print(table)
    counts = ", ".join(
        f"{told['totals'][name]} {name}" for name in Result if name in told["totals"]
    )
    say(f"{len(entries)} entries: {counts or 'none'}.", console)
    for words in _sums(entries):
        say(words, console)
    if told["problems"]:
        say(f"[red]✗[/] {told['problems']} with a problem: look at them one by one.", console)
    if told["dry_run"]:
        say("Nothing was taken in: run it without --dry-run.", console)
    elif Result.SUSPENSE in told["totals"]:
        say("What is in suspense waits in [bold]agentline payments suspense[/].", console)


def _entry(told: Json) -> dict[str, Any]:
    """With the payment's key, by which other commands name it, and the amount as they tell it."""
    amount = told["amount"] or {"amount": None, "currency": None}
    return {
        "position": told["position"],
        "payment": _key(told["payment"]) if told["payment"] else None,
        **amount,
        "bank_date": told["bank_date"],
        "result": told["result"],
        "words": told["words"],
        "problem": told["problem"],
        "invoice": told["invoice"],
    }


def _key(payment: str) -> str:
    return urlsafe_b64decode(payment + "=" * (-len(payment) % 4)).decode()


def _words(entry: Json) -> str:
    problem, words = entry["problem"], entry["words"]
    return words if problem in {None, words} else f"{problem}; {words}"


def _sums(entries: Sequence[Json]) -> list[str]:
    """What came in of which currency, as placed and in suspense; what was known is not counted."""
    sums: dict[tuple[str, str], Money] = {}
    for entry in entries:
        if entry["amount"] and entry["result"] in {Result.PLACED, Result.SUSPENSE}:
            key = entry["currency"], entry["result"]
            amount = Money.parse(entry["amount"], entry["currency"], signed=True)
            sums[key] = sums.get(key, Money(0, amount.currency)) + amount
    return [f"{amount} {result}" for (_, result), amount in sorted(sums.items())]
