"""Entries of staff without the words they wrote: of blocks, discounts and manual orders."""

from collections.abc import Iterator, Sequence

from pynamodb.expressions.update import Action
from pynamodb.transactions import TransactWrite

from agentline.adapters.dynamodb.customer_ranges import Item, row_of
from agentline.adapters.dynamodb.customer_rows import BlacklistRow, EntryRow
from agentline.adapters.dynamodb.mapping.entries import blacklist_row, placed_block
from agentline.adapters.dynamodb.order_rows import ManualOrderRow
from agentline.domain.erasure import ERASED


def scrub_block_entries(transaction: TransactWrite, items: Sequence[Item]) -> None:
    """With what the blacklist says of them: three rows each."""
    found = list(_entries(items))
    for entry in found:
        transaction.update(
            EntryRow(entry.pk, entry.sk),
            actions=[EntryRow.content.set(_noteless(entry.content)), *_reasons(entry)],
            condition=EntryRow.pk.exists(),
        )
    keys = [(row.pk, row.sk) for row in map(blacklist_row, map(placed_block, found))]
    for row in BlacklistRow.batch_get(keys, consistent_read=True) if keys else ():
        transaction.update(
            BlacklistRow(row.pk, row.sk),
            actions=[
                BlacklistRow.block.set(_noteless(row.block)),
                BlacklistRow.why.set(ERASED),
            ],
            condition=BlacklistRow.pk.exists(),
        )


def scrub_discount_entries(transaction: TransactWrite, items: Sequence[Item]) -> None:
    for entry in _entries(items):
        transaction.update(
            EntryRow(entry.pk, entry.sk),
            actions=_reasons(entry),
            condition=EntryRow.pk.exists(),
        )


def scrub_manual_orders(transaction: TransactWrite, items: Sequence[Item]) -> None:
    for row in map(row_of, items):
        if isinstance(row, ManualOrderRow):
            transaction.update(
                ManualOrderRow(row.pk, row.sk),
                actions=[ManualOrderRow.text.set(ERASED), ManualOrderRow.why.set(ERASED)],
                condition=ManualOrderRow.pk.exists(),
            )


def _entries(items: Sequence[Item]) -> Iterator[EntryRow]:
    for row in map(row_of, items):
        if isinstance(row, EntryRow):
            yield row


def _noteless(block: dict[str, object]) -> dict[str, object]:
    return {**block, "note": ""}


def _reasons(entry: EntryRow) -> list[Action]:
    actions: list[Action] = [EntryRow.why.set(ERASED)]
    if entry.ended_why is not None:
        actions.append(EntryRow.ended_why.set(ERASED))
    return actions
