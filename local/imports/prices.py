"""A file of prices, made a version of a price list over the staff API."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from pathlib import Path
from typing import Any
from urllib.parse import quote

from rich.console import Console
from rich.table import Table
from rich.text import Text

from local.commands.api_session import api_session, check, code_of
from local.commands.errors import WrongInputError
from local.commands.progress import say, waiting
from local.imports.given_file import read_bytes, read_text
from local.paths import StagePaths

LARGEST_BYTES = 300_000
_STYLES = {"added": "green", "changed": "yellow", "error": "red"}

type Json = Mapping[str, Any]


def import_prices(
    file: Path,
    name: str,
    valid_from: datetime,
    why: str,
    paths: StagePaths,
    meanwhile: Console,
    *,
    is_dry_run: bool,
) -> Json:
    """What the API tells of the file. Raises CommandError."""
    text = read_text(file, read_bytes(file, LARGEST_BYTES))
    body = {
        "valid_from": valid_from.isoformat(),
        "csv": text,
        "dry_run": is_dry_run,
        "reason": why,
    }
    with api_session(paths) as session, waiting("Prices are read", meanwhile):
        answer = session.try_to("POST", f"/price-lists/{quote(name, safe='')}/imports", body)
    if code_of(answer) == "not_found":
        raise WrongInputError(
            f"--name: {name[:80]!r} can be no price list: lower-case letters, digits and hyphens"
        )
    told: Json = check(answer).json
    return told


def show_prices(told: Json, valid_from: datetime, console: Console) -> None:
    table = _table(f"Price list {told['price_list']}", "Line", "Article", "Result", "Why")
    for line in told["lines"]:
        table.add_row(
            str(line["line"]),
            Text(line["article"] or ""),
            Text(line["outcome"], style=_STYLES.get(line["outcome"], "")),
            Text(line["problem"] or ""),
        )
    console.print(table)
    if told["difference"]:
        _show_difference(told["difference"], console)
    instant = f"{valid_from:%Y-%m-%d %H:%M} UTC"
    if told["is_stored"]:
        say(f"[green]✓[/] The version of {instant} is stored.", console)
    elif told["errors"]:
        say(f"[red]✗[/] {told['errors']} with an error: nothing is stored of such a file.", console)
    else:
        say(f"Nothing was stored: run it with --yes for a version of {instant}.", console)


def _show_difference(difference: Json, console: Console) -> None:
    rows = list(_rows(difference))
    if not rows:
        say("Nothing changes against the version before it.", console)
        return
    table = _table("What changes", "Article", "What", "Before", "After")
    for row in rows:
        table.add_row(*map(Text, row))
    console.print(table)


def _rows(difference: Json) -> Iterator[tuple[str, str, str, str]]:
    for article in difference["added"]:
        yield article["number"], article["description"], "", _rate(article)
    for article in difference["removed"]:
        yield article["number"], article["description"], _rate(article), "not on sale"
    for article in difference["changed"]:
        for field in article["fields"]:
            yield article["number"], field["field"], field["before"], field["after"]


def _rate(article: Json) -> str:
    rate = article["rate_per_minute"]
    return f"{rate['amount']} {rate['currency']}"


def _table(title: str, *headings: str) -> Table:
    table = Table(title=title, title_justify="left")
    for heading in headings:
        table.add_column(heading, overflow="fold")
    return table
