"""A bank's file of payments, taken in entry by entry, as often as it is given."""

import time
from collections.abc import Sequence
from pathlib import Path

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from agentline.adapters.payment_files.opening import read_payment_file
from agentline.adapters.payment_files.payment_file import (
    SIZE_LIMIT,
    FileEntry,
    PaymentFile,
    PaymentFileError,
)
from agentline.domain.ledger_event import EventKind
from agentline.services.billing_desk import BillingDesk
from agentline.services.match_payment import foresee
from agentline.services.settle_payment import event_key
from local.commands.billing_desk import at_desk
from local.commands.errors import CommandError, WrongInputError
from local.paths import StagePaths
from local.staff.deed import meanwhile, print_json
from local.staff.entry_result import EntryResult, Result
from local.staff.outcomes import LONGEST_WAIT_SECONDS, begin, wait_for_outcome
from local.staff.payment_import_shown import import_as_json, show_import

SECONDS_EACH = 1.0  # an entry more may take this much longer


def import_payments(
    file: Path, paths: StagePaths, console: Console, *, is_dry_run: bool, as_json: bool
) -> int:
    """Take a file in, or tell what would come of it.

    The exit code: 1 if any entry has a problem. Raises CommandError.
    """
    read = _read(file)
    with at_desk(paths) as desk:
        shown = meanwhile(console, as_json=as_json)
        results = _foresee(read, desk) if is_dry_run else take_file_in(read, desk, shown)
    if as_json:
        print_json(import_as_json(read, results, is_dry_run=is_dry_run))
    else:
        show_import(results, console, is_dry_run=is_dry_run)
    return 1 if any(result.is_problem for result in results) else 0


def take_file_in(read: PaymentFile, desk: BillingDesk, console: Console) -> Sequence[EntryResult]:
    """Take in first what names its invoice, and once that is settled the rest: by then it is known
    which amounts are still due."""
    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
    )
    results: dict[int, EntryResult] = {}
    numbered = list(enumerate(read.entries))
    with Progress(*columns, console=console, disable=not console.is_terminal) as progress:
        taking = progress.add_task("Taking in", total=len(numbered))
        settling = progress.add_task("Settling", total=len(numbered))
        for is_named in (True, False):
            entries = [each for each in numbered if _names_invoice(each[1]) is is_named]
            new = {}
            for number, entry in entries:
                new[number] = entry.event is not None and begin(entry.event, desk)
                progress.advance(taking)
            deadline = time.monotonic() + LONGEST_WAIT_SECONDS + SECONDS_EACH * len(entries)
            for number, entry in entries:
                results[number] = _result(entry, desk, deadline, is_new=new[number])
                progress.advance(settling)
    return [results[number] for number, _ in numbered]


def _names_invoice(entry: FileEntry) -> bool:
    return entry.event is not None and bool(entry.event.reference or entry.event.ocr)


def _read(file: Path) -> PaymentFile:
    try:
        with file.open("rb") as opened:
            content = opened.read(SIZE_LIMIT + 1)
    except OSError as error:
        raise WrongInputError(f"{file} cannot be read: {error.strerror}") from error
    try:
        read = read_payment_file(content)
    except PaymentFileError as error:
        raise WrongInputError(f"{file.name}: {error}") from error
    if read.is_test:
        raise CommandError(f"{file.name}: the bank has marked it as a test; no money came")
    return read


def _foresee(read: PaymentFile, desk: BillingDesk) -> Sequence[EntryResult]:
    return [_foresee_entry(entry, desk) for entry in read.entries]


def _foresee_entry(entry: FileEntry, desk: BillingDesk) -> EntryResult:
    if entry.event is None:
        return _unreadable(entry)
    forecast = foresee(entry.event, desk)
    return EntryResult(entry=entry, result=Result(forecast.outcome.value), words=forecast.words)


def _result(entry: FileEntry, desk: BillingDesk, deadline: float, *, is_new: bool) -> EntryResult:
    event = entry.event
    if event is None:
        return _unreadable(entry)
    outcome = wait_for_outcome(event_key(event), desk, deadline)
    if outcome is None:
        words = "taken in, not settled yet: the sweeper sees to it"
        return EntryResult(entry=entry, result=Result.UNSETTLED, words=words)
    if not is_new:
        return EntryResult(entry=entry, result=Result.KNOWN, words=outcome)
    return EntryResult(entry=entry, result=_kind_of(entry, desk), words=outcome)


def _kind_of(entry: FileEntry, desk: BillingDesk) -> Result:
    event = entry.event
    if event is None or event.payment is None or event.kind is EventKind.NOTICE:
        return Result.NOTED
    if event.kind is EventKind.RECALL:
        return Result.RECALLED
    payment = desk.book.payment(event.source, event.payment)
    return Result.SUSPENSE if payment and payment.suspense.minor else Result.PLACED


def _unreadable(entry: FileEntry) -> EntryResult:
    return EntryResult(entry=entry, result=Result.UNREADABLE, words=entry.problem or "")
