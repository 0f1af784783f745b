"""`agentline replay`: contact records in quarantine, put on the stream again."""

import json
from datetime import UTC, date, datetime

from rich.console import Console
from rich.table import Table

from agentline.adapters.dynamodb.quarantine import KEPT, TableQuarantine
from agentline.adapters.record_bucket import KinesisContactStream, RecordBucket
from agentline.ports import QuarantinedRecord
from agentline.services.quarantine import find_kept
from agentline.services.quarantine import replay as replay_record
from local.commands.endpoints import find_stage
from local.commands.errors import WrongInputError
from local.commands.faults import stage_faults
from local.commands.progress import say
from local.paths import StagePaths
from local.tour.stage import Stage


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
) -> list[QuarantinedRecord]:
    """The records set aside since that day and not replayed yet, oldest first; each is on the
    stream again afterwards, unless this is a dry run."""
    outputs = stage.call_path_outputs()
    stage.open_store()
    with stage.as_environment():
        quarantine = TableQuarantine(RecordBucket(outputs["QuarantineBucketName"]))
        kept = find_kept(quarantine, since, now.date())
        waiting = sorted(
            (record for record in kept if record.replayed_at is None), key=lambda each: each.at
        )
        if not is_dry_run:
            stream = KinesisContactStream(outputs["ContactStreamName"])
            for record in waiting:
                replay_record(record, quarantine, stream, now)
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


def _as_json(record: QuarantinedRecord, *, is_replayed: bool) -> dict[str, str | None]:
    return {
        "result": "on_the_stream" if is_replayed else "waiting",
        "contact": record.contact,
        "reason": record.reason,
        "set_aside_at": record.at.isoformat(),
    }


def _show(
    waiting: list[QuarantinedRecord], first: date, console: Console, *, is_dry_run: bool
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
        table.add_row(f"{record.at:%Y-%m-%d %H:%M:%S}", contact, record.reason, now)
    console.print(table)
    count = f"{len(waiting)} record" + ("" if len(waiting) == 1 else "s")
    if is_dry_run:
        say(f"{count} would be rated again: run it without --dry-run.", console)
    else:
        say(f"[green]✓[/] {count} to be rated in a moment.", console)
