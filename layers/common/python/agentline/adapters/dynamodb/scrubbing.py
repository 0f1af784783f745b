"""Rows without the person in them, stretch by stretch of what is kept under a customer's key.

What another part of the product keeps there needs a stretch of its own here. Frozen copies have
none: the bookkeeping law keeps them.
"""

import secrets
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from pynamodb.expressions.update import Action
from pynamodb.transactions import TransactWrite

from agentline.adapters.dynamodb import billing_rows, rows
from agentline.adapters.dynamodb.customer_ranges import Item, read_range, row_of, sort_key_of
from agentline.adapters.dynamodb.forgotten_calls import forget_callers, scrub_calls
from agentline.adapters.dynamodb.forgotten_words import (
    scrub_block_entries,
    scrub_discount_entries,
    scrub_manual_orders,
)
from agentline.adapters.dynamodb.journal_rows import CALLED, JournalRow, step_of
from agentline.adapters.dynamodb.lifecycle_rows import MergedRow
from agentline.adapters.dynamodb.mapping.accounts import audit_entry, audit_row
from agentline.adapters.dynamodb.mapping.bases import basis, basis_row
from agentline.adapters.dynamodb.mapping.payments import (
    owned_payment_key,
    payment,
    payment_row,
)
from agentline.domain.erasure import ERASED
from agentline.domain.pseudonyms import scrub_basis, scrub_entry, scrub_payment
from agentline.domain.reference import UnknownReferenceError, read_reference

type Scrub = Callable[[TransactWrite, Sequence[Item]], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Stretch:
    """Rows whose sort key begins alike, `at_once` of them in one transaction of 100 at most."""

    prefix: str
    at_once: int
    scrub: Scrub

    def page(self, customer: str, after: str | None) -> Sequence[Item]:
        return read_range(customer, self.prefix, self.at_once, after=after).items


def _scrub_blocks(transaction: TransactWrite, items: Sequence[Item]) -> None:
    for row in map(row_of, items):
        if isinstance(row, rows.BlockRow):
            block = {**row.block, "note": ""}
            transaction.update(
                rows.BlockRow(row.pk, row.sk),
                actions=[rows.BlockRow.block.set(block)],
                condition=rows.BlockRow.block == row.block,
            )


def _scrub_audit(transaction: TransactWrite, items: Sequence[Item]) -> None:
    """An entry whose subject was in its key gets another key."""
    for row in map(row_of, items):
        if not isinstance(row, rows.AuditRow):
            continue
        entry = audit_entry(row)
        scrubbed = audit_row(scrub_entry(entry, f"{ERASED}-{secrets.token_hex(4)}"))
        if scrubbed.sk == row.sk:
            transaction.save(scrubbed, condition=rows.Row.pk.exists())
        else:
            transaction.save(scrubbed, condition=scrubbed.is_new())
            transaction.delete(row, condition=rows.Row.pk.exists())


def _scrub_bases(transaction: TransactWrite, items: Sequence[Item]) -> None:
    for row in map(row_of, items):
        if isinstance(row, rows.BasisRow):
            scrubbed = basis_row(scrub_basis(basis(row)))
            transaction.save(scrubbed, condition=rows.BasisRow.version == row.version)


def _scrub_merges(transaction: TransactWrite, items: Sequence[Item]) -> None:
    for row in map(row_of, items):
        transaction.update(
            MergedRow(row.pk, row.sk),
            actions=[MergedRow.why.set(ERASED), MergedRow.numbers.set([])],
            condition=MergedRow.pk.exists(),
        )


def _delete(transaction: TransactWrite, items: Sequence[Item]) -> None:
    for item in items:
        transaction.delete(rows.Row(item["pk"]["S"], sort_key_of(item)))


def _scrub_orders(transaction: TransactWrite, items: Sequence[Item]) -> None:
    scrub_calls(transaction, [item["call"]["S"] for item in items if "call" in item])
    scrub_manual_orders(transaction, items)


def _scrub_steps(_transaction: TransactWrite, items: Sequence[Item]) -> None:
    """At once: the journal's rows are written together, not on conditions."""
    steps = (row for row in map(row_of, items) if isinstance(row, JournalRow))
    forget_callers(list(map(step_of, steps)))


def _scrub_payments(transaction: TransactWrite, items: Sequence[Item]) -> None:
    """The payment is under its own key, and so are the events that told of it."""
    owned = map(row_of, items)
    keys = [
        owned_payment_key(row) for row in owned if isinstance(row, billing_rows.OwnedPaymentRow)
    ]
    for row in billing_rows.PaymentRow.batch_get(keys, consistent_read=True):
        read = payment(row)
        transaction.save(
            payment_row(scrub_payment(read)),
            condition=billing_rows.PaymentRow.version == row.version,
        )
        for event in read.told_by:
            _scrub_event(transaction, event)


def _scrub_event(transaction: TransactWrite, key: str) -> None:
    """What was told is kept for ever, so that it counts once; not in whose words."""
    event = billing_rows.LedgerEventRow
    row = event.get(f"EVENT#{key}", "EVENT", consistent_read=True)
    actions: list[Action] = [event.text.set(ERASED), event.outcome.set(ERASED)]
    if row.reference and not _is_reference(row.reference):
        actions.append(event.reference.remove())
    transaction.update(event(row.pk, row.sk), actions=actions, condition=event.outcome.exists())


def _is_reference(text: str) -> bool:
    try:
        read_reference(text)
    except UnknownReferenceError:
        return False
    return True


STRETCHES = (
    Stretch(prefix="ACCOUNT.BLOCK#", at_once=25, scrub=_scrub_blocks),
    Stretch(prefix="NOTE#", at_once=90, scrub=_delete),
    Stretch(prefix="BLOCKED#", at_once=25, scrub=scrub_block_entries),
    Stretch(prefix="DISCOUNT#", at_once=90, scrub=scrub_discount_entries),
    Stretch(prefix="ORDER#", at_once=45, scrub=_scrub_orders),
    Stretch(prefix=CALLED, at_once=40, scrub=_scrub_steps),
    Stretch(prefix="PAYMENT#", at_once=5, scrub=_scrub_payments),
    Stretch(prefix="BASIS#", at_once=25, scrub=_scrub_bases),
    Stretch(prefix="MERGED#", at_once=25, scrub=_scrub_merges),
    Stretch(prefix="AUDIT#", at_once=40, scrub=_scrub_audit),
)
