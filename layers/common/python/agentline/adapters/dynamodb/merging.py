"""Merges of customers on the table: the `MergeBook` port."""

from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import datetime

from pynamodb.exceptions import DoesNotExist
from pynamodb.transactions import TransactWrite

from agentline.adapters.dynamodb import rows
from agentline.adapters.dynamodb.address_rows import ADDRESS, AddressRow
from agentline.adapters.dynamodb.billing import TableBillingBook
from agentline.adapters.dynamodb.customer_rows import EntryRow
from agentline.adapters.dynamodb.drafts import read_open_orders
from agentline.adapters.dynamodb.lifecycle_rows import MergedRow
from agentline.adapters.dynamodb.mapping.accounts import audit_row
from agentline.adapters.dynamodb.mapping.customers import customer_key
from agentline.adapters.dynamodb.mapping.entries import BLOCKED, blacklist_row, placed_block
from agentline.adapters.dynamodb.mapping.merges import (
    UNFINISHED,
    merge,
    merge_key,
    merge_row,
)
from agentline.adapters.dynamodb.register_entries import (
    PROFILE,
    is_as_read,
    owner_row_of,
    read_numbers,
    read_profile,
    void_code,
)
from agentline.adapters.dynamodb.todo_index import read_waiting
from agentline.adapters.dynamodb.transaction import deciding, update_account, writing
from agentline.domain.account import Account
from agentline.domain.audit import AuditEntry
from agentline.domain.customer import Customer, CustomerStatus
from agentline.domain.manual_order import AnyOrder
from agentline.domain.merge import Merge, MergeSide
from agentline.domain.phone_number import PhoneNumber
from agentline.lifecycle_ports import MergeBegin


class TableMergeBook:
    """Every read is consistent, but for what is unfinished."""

    def __init__(self) -> None:
        self._billing = TableBillingBook()

    def side(self, customer: str) -> MergeSide:
        standing = self._billing.standing(customer)
        account = rows.AccountRow.get(customer_key(customer), "ACCOUNT", consistent_read=True)
        return MergeSide(
            customer=read_profile(customer, standing.language),
            standing=standing,
            books=self._billing.receivables(standing),
            numbers=tuple(read_numbers(customer)),
            absorbed=tuple(self.absorbed_by(customer)),
            has_code=account.code is not None,
        )

    def absorbed_by(self, customer: str) -> Sequence[Merge]:
        found = MergedRow.query(
            customer_key(customer), MergedRow.sk.startswith("MERGED#"), consistent_read=True
        )
        return list(map(merge, found))

    def merge_of(self, customer: str) -> Merge | None:
        into = self._billing.standing(customer).merged_into
        if into is None:
            return None
        return merge(MergedRow.get(*merge_key(customer, into), consistent_read=True))

    def begin(self, begun: MergeBegin) -> None:
        source, into = begun.source, begun.into
        new_rows: list[rows.Row] = [merge_row(begun.merge), *map(audit_row, begun.audit)]
        with deciding(new_rows) as transaction:
            update_account(
                transaction,
                source.account,
                begun.left,
                rows.AccountRow.merged_into.set(into.number),
                rows.AccountRow.code.remove(),
                rows.AccountRow.requires_code.remove(),
            )
            # Nobody decides on the other one as it was without this merge.
            update_account(transaction, into.account, into.account)
            _mark_entry(transaction, source, into)
            void_code(transaction, source.number)
            _move_blocks(transaction, source, into)
            for entry in self._entries_of(source):
                _lead_to_heir(transaction, entry, source, into)

    def numbers_of(self, customer: str) -> Sequence[PhoneNumber]:
        return read_numbers(customer)

    def move_numbers(self, merge: Merge, numbers: Sequence[PhoneNumber], audit: AuditEntry) -> None:
        keys = [(customer_key(merge.source), f"NUMBER#{number}") for number in numbers]
        with writing([]) as transaction:
            for row in rows.OwnedNumberRow.batch_get(keys, consistent_read=True):
                _move_row(transaction, row, merge.into)
            for number in numbers:
                transaction.update(
                    rows.NumberRow(f"NUM#{number}", "NUM"),
                    actions=[rows.NumberRow.customer.set(merge.into)],
                    condition=rows.NumberRow.customer == merge.source,
                )
            transaction.save(audit_row(audit))

    def open_orders(self, account: Account, limit: int) -> Sequence[AnyOrder]:
        return read_open_orders(account, limit)

    def finish(self, merge: Merge) -> None:
        MergedRow(*merge_key(merge.source, merge.into)).update(
            actions=[MergedRow.todo.remove(), MergedRow.todo_at.remove()],
            condition=MergedRow.pk.exists(),
        )

    def unfinished(self, until: datetime, limit: int) -> Sequence[Merge]:
        return list(map(merge, read_waiting(MergedRow, UNFINISHED, until, limit)))

    def _entries_of(self, side: MergeSide) -> Iterator[Customer]:
        """Of the customer and of whoever was merged into them, at whatever hand."""
        yield side.customer
        for absorbed in side.absorbed:
            yield from self._entries_of(self.side(absorbed.source))


def _mark_entry(transaction: TransactWrite, source: MergeSide, into: MergeSide) -> None:
    profile = rows.ProfileRow
    transaction.update(
        profile(customer_key(source.number), PROFILE),
        actions=[
            profile.status.set(CustomerStatus.MERGED.value),
            profile.merged_into.set(into.number),
            profile.revision.set(source.customer.revision + 1),
        ],
        condition=is_as_read(source.customer),
    )
    # A merged customer has no address of their own that anybody would look up again.
    transaction.delete(AddressRow(customer_key(source.number), ADDRESS))


def _lead_to_heir(
    transaction: TransactWrite, entry: Customer, source: MergeSide, into: MergeSide
) -> None:
    """Whoever is found by name and address is the other one from now on."""
    owner = owner_row_of(entry, source.number)
    if owner:
        owner.customer = into.number
        transaction.save(owner, condition=rows.OwnerRow.customer == source.number)


def _move_blocks(transaction: TransactWrite, source: MergeSide, into: MergeSide) -> None:
    """Those that may be in force, with all that is told of them."""
    is_block = rows.BlockRow.sk.startswith("ACCOUNT.BLOCK#")
    for block in rows.BlockRow.query(customer_key(source.number), is_block, consistent_read=True):
        _move_row(transaction, block, into.number)
        block_id = block.sk.removeprefix("ACCOUNT.BLOCK#")
        with suppress(DoesNotExist):
            key = customer_key(source.number), f"{BLOCKED}{block_id}"
            entry = EntryRow.get(*key, consistent_read=True)
            placed = placed_block(entry)
            _move_row(transaction, entry, into.number)
            transaction.delete(blacklist_row(placed))
            transaction.save(blacklist_row(replace(placed, customer=into.number)))


def _move_row(transaction: TransactWrite, row: rows.Row, heir: str) -> None:
    """The same row, under the key of another customer."""
    moved = type(row)(customer_key(heir), row.sk)
    for name in row.get_attributes().keys() - {"pk", "sk", "kind"}:
        setattr(moved, name, getattr(row, name))
    transaction.save(moved, condition=moved.is_new())
    transaction.delete(row, condition=rows.Row.pk.exists())
