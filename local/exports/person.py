"""All that is kept of a person, to hand it over: one document, or its parts put together."""

import json
from pathlib import Path
from typing import Any

from rich.console import Console

from agentline.services.export_customer import ExportPart
from local.commands.api_session import ApiSession, api_session, check, code_of
from local.commands.output import check_out
from local.commands.progress import waiting
from local.exports.writing import deliver
from local.paths import StagePaths
from local.staff.typed import check_customer

type Json = dict[str, Any]


def export_person(customer: str, out: Path | None, paths: StagePaths) -> None:
    """Raises CommandError."""
    check_out(out)
    path = f"/customers/{check_customer(customer)}/export"
    with api_session(paths) as session, waiting("All is read", Console(stderr=True)):
        document = _read(path, session)
    # It is whole: there is no part of it to go on with.
    del document["next"]
    text = f"{json.dumps(document, ensure_ascii=False, indent=2)}\n"
    deliver(text, out, f"all that is kept of customer {customer}")


def _read(path: str, session: ApiSession) -> Json:
    answer = session.try_to("GET", path)
    if code_of(answer) == "export_too_large":
        return _read_by_parts(path, session)
    document: Json = check(answer).json
    return document


def _read_by_parts(path: str, session: ApiSession) -> Json:
    document: Json = {}
    for part in ExportPart:
        query = {"part": part.value}
        kept: list[Json] = []
        while True:
            page: Json = session.ask("GET", path, query=query).json
            kept += page[part.value]
            if page["next"] is None:
                break
            query = {"part": part.value, "cursor": page["next"]}
        document = {**page, **document, part.value: kept}
    return document
