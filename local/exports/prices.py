"""A version of a price list, as the staff API writes it."""

import json
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import quote

from local.commands.api_session import ApiSession, api_session
from local.commands.errors import CommandError
from local.commands.output import check_out
from local.exports.formats import ExportFormat
from local.exports.writing import deliver
from local.paths import StagePaths
from local.staff.typed import read_price_list


def export_prices(text: str, form: ExportFormat, out: Path | None, paths: StagePaths) -> None:
    """NAME is the version in force, NAME@VALID_FROM the one of then. Raises CommandError."""
    check_out(out)
    name, key = read_price_list("PRICELIST", text)
    with api_session(paths) as session:
        valid_from = key.valid_from if key else _in_force(name, session)
        instant = f"{valid_from.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"
        path = f"/price-lists/{quote(name, safe='')}/versions/{instant}"
        if form is ExportFormat.CSV:
            document = session.ask("GET", f"{path}/csv").text
        else:
            version = session.ask("GET", path).json
            document = f"{json.dumps(version, ensure_ascii=False, indent=2)}\n"
    deliver(document, out, f"price list {name}, the version of {instant}")


def _in_force(name: str, session: ApiSession) -> datetime:
    for listed in session.ask("GET", "/price-lists").json["items"]:
        if listed["name"] == name and listed["in_force"]:
            return datetime.fromisoformat(listed["in_force"]["valid_from"])
    raise CommandError(f"price list {name} has no version in force")
