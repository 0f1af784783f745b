"""`agentline replay`: contact records in quarantine, put on the stream again."""

import json
import uuid
from contextlib import suppress
from datetime import UTC, date, datetime

from rich.console import Console
from rich.table import Table

from agentline.adapters.dynamodb.quarantine import KEPT
from agentline.bootstrap.care import open_quarantine_desk
from agentline.domain.quarantine import SetAsideRecord
from agentline.domain.quarantine_words import quarantine_in_words
from agentline.domain.receivables import Actor
from agentline.domain.seeing_to import AlreadySeenToError
from agentline.services.see_to_quarantine import all_waiting
from agentline.services.see_to_quarantine import replay as replay_record
from agentline.services.seeing_to import Deed
from local.commands.billing_desk import staff_name
from local.commands.endpoints import find_stage
from local.commands.errors import WrongInputError
from local.commands.faults import stage_faults
from local.commands.progress import say
from local.paths import StagePaths
from local.tour.stage import Stage

_WHY = "agentline replay: what was wrong is mended"


def replay(
    paths: StagePaths, since: str | None, console: Console, *, is_dry_run: bool, as_json: bool
) -> None:
    """List what waits in quarantine and, unless this is a dry run, put it on the stream again.

    Raises CommandError.
    """
    now = datetime.now(UTC)
    first = read_day(since, now.date())
    stage = find_stage(paths)
    with stage_faults(stage.log):
        waiting = replay_kept(stage, first, now, is_dry_run=is_dry_run)
    if as_json:
        records = [_as_json(record, is_replayed=not is_dry_run) for record in waiting]
        print(json.dumps({"dry_run": is_dry_run, "records": records}, ensure_ascii=False))
    else:
        _show(waiting, first, console, is_dry_run=is_dry_run)


def replay_kept(
    stage: Stage, since: date, now: datetime, *, is_dry_run: bool
) -> list[SetAsideRecord]:
    """The records set aside since that day that wait still, oldest first; each is on the stream
    again afterwards, unless this is a dry run."""
    outputs = stage.call_path_outputs()
    stage.open_store()
    with stage.as_environment():
        desk = open_quarantine_desk(outputs["QuarantineBucketName"], outputs["ContactStreamName"])
        waiting = [record for record in all_waiting(desk.shelf) if record.at.date() >= since]
        if not is_dry_run:
            by = Actor(who=staff_name(None), why=_WHY, at=now)
            deed = Deed(by=by, name=uuid.uuid4().hex)
            for record in waiting:
                with suppress(AlreadySeenToError):
                    replay_record(record.id, deed, desk)
    return waiting


def read_day(text: str | None, today: date) -> date:
    """The day to begin with, the first of those still kept if none is given.

    Raises WrongInputError.
    """
    oldest = today - KEPT
    if text is None:
        return oldest
    try:
        day = date.fromisoformat(text.strip())
    except ValueError:
        raise WrongInputError(
            f"--since: {text[:40]!r} is no day, write it like {today.isoformat()}"
        ) from None
    if day > today:
        raise WrongInputError(f"--since: {day.isoformat()} is still to come")
    return max(day, oldest)


def _as_json(record: SetAsideRecord, *, is_replayed: bool) -> dict[str, str | None]:
    return {
        "result": "on_the_stream" if is_replayed else "waiting",
        "contact": record.contact,
        "reason": record.reason.code.value,
        "reason_in_words": quarantine_in_words(record.reason),
        "set_aside_at": record.at.isoformat(),
    }


def _show(
    waiting: list[SetAsideRecord], first: date, console: Console, *, is_dry_run: bool
) -> None:
    if not waiting:
        say(f"[green]✓[/] Nothing waits in quarantine since {first.isoformat()}.", console)
        return
    table = Table(title="Quarantine", title_justify="left")
    for heading in ("Set aside (UTC)", "Contact", "Why", "Now"):
        table.add_column(heading, overflow="fold")
    now = "still waiting" if is_dry_run else "on the stream again"
    for record in waiting:
        contact = record.contact or "unreadable"
        table.add_row(
            f"{record.at:%Y-%m-%d %H:%M:%S}", contact, quarantine_in_words(record.reason), now
        )
    console.print(table)
    count = f"{len(waiting)} record" + ("" if len(waiting) == 1 else "s")
    if is_dry_run:
        say(f"{count} would be rated again: run it without --dry-run.", console)
    else:
        say(f"[green]✓[/] {count} to be rated in a moment.", console)
