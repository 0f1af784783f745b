"""Calls of which nobody can tell any more who made them."""

from collections.abc import Sequence
from dataclasses import replace

from pynamodb.transactions import TransactWrite

from agentline.adapters.dynamodb import rows
from agentline.adapters.dynamodb.call_journal import TableCallJournal
from agentline.adapters.dynamodb.journal_rows import JournalRow, caller_key, journal_rows
from agentline.adapters.dynamodb.transaction import writing
from agentline.adapters.dynamodb.unmatched import unmatched_keys
from agentline.domain.call import ScreenedCall
from agentline.domain.phone_number import PhoneNumber

# Of a call, its own row and its unmatched caller are in one transaction of 100 rows at most.
_STEPS_AT_ONCE = 40


def forget_calls_from(number: PhoneNumber) -> None:
    """All calls from a number that the journal still keeps, whoever was taken for the caller."""
    journal = TableCallJournal()
    while steps := journal.of_number(number, _STEPS_AT_ONCE, None).items:
        forget_callers(steps)


def forget_callers(steps: Sequence[ScreenedCall]) -> None:
    """Take the a-number off steps of calls, wherever they are kept; last off what finds them by
    the number, so that what breaks off can go on."""
    nameless = [replace(step, a_number=None) for step in steps]
    with JournalRow.batch_write() as batch:
        for step in nameless:
            for row in journal_rows(step):
                batch.save(row)
    calls = _numbered_calls([step.call for step in steps])
    unmatched = _kept_unmatched(steps)
    if calls or unmatched:
        with writing([]) as transaction:
            _scrub(transaction, calls)
            _scrub_unmatched(transaction, unmatched)
    with JournalRow.batch_write() as batch:
        for step in steps:
            for row in journal_rows(step):
                if step.a_number and row.pk == caller_key(step.a_number):
                    batch.delete(row)


def scrub_calls(transaction: TransactWrite, calls: Sequence[str]) -> None:
    """Take the a-number off calls that are still kept."""
    _scrub(transaction, _numbered_calls(calls))


def _numbered_calls(calls: Sequence[str]) -> Sequence[rows.CallRow]:
    keys = [(f"CALL#{call}", "CALL") for call in dict.fromkeys(calls)]
    found = rows.CallRow.batch_get(keys, consistent_read=True) if keys else ()
    return [call for call in found if call.a_number is not None]


def _scrub(transaction: TransactWrite, calls: Sequence[rows.CallRow]) -> None:
    for call in calls:
        transaction.update(
            rows.CallRow(call.pk, call.sk),
            actions=[rows.CallRow.a_number.remove()],
            condition=rows.CallRow.pk.exists(),
        )


def _kept_unmatched(steps: Sequence[ScreenedCall]) -> Sequence[rows.UnmatchedRow]:
    keys = list(dict.fromkeys(unmatched_keys(step.call, step.decided_at) for step in steps))
    return list(rows.UnmatchedRow.batch_get(keys, consistent_read=True)) if keys else []


def _scrub_unmatched(transaction: TransactWrite, found: Sequence[rows.UnmatchedRow]) -> None:
    row = rows.UnmatchedRow
    for kept in found:
        transaction.update(
            row(kept.pk, kept.sk),
            actions=[row.a_number.remove(), row.owner.remove()],
            condition=row.pk.exists(),
        )
