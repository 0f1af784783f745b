"""An export: asked for page by page, and written once all of it is there."""

from collections.abc import Iterable
from pathlib import Path

from rich.console import Console
from rich.markup import escape

from local.commands.api_session import api_session
from local.commands.output import check_out, write_file
from local.commands.progress import counting, say
from local.exports.formats import ExportFormat
from local.exports.lists import LISTS, Days, Item
from local.exports.tables import write_items
from local.paths import StagePaths
from local.staff.typed import read_day


def export_list(
    name: str,
    since: str | None,
    until: str | None,
    form: ExportFormat,
    out: Path | None,
    paths: StagePaths,
) -> None:
    """One of LISTS; of some days, where the list is of days. Raises CommandError."""
    wanted = LISTS[name]
    days = Days(
        since=read_day("--since", since) if since else None,
        until=read_day("--until", until) if until else None,
    )
    check_out(out)
    with api_session(paths) as session:
        items = _count(wanted.read(session, days), wanted.words)
    count = f"{len(items):,} {wanted.words}"
    deliver(write_items(items, wanted.columns, form), out, count)


def deliver(document: str, out: Path | None, what: str) -> None:
    """To the file, and say so; or to standard output, and nothing else. Raises CommandError."""
    if out is None:
        print(document, end="")
        return
    write_file(out, document)
    say(f"[green]✓[/] {escape(str(out))} is written: {escape(what)}.", Console())


def _count(found: Iterable[Item], words: str) -> list[Item]:
    items: list[Item] = []
    with counting(words.capitalize(), None, Console(stderr=True)) as tell:
        for item in found:
            items.append(item)
            tell()
    return items
