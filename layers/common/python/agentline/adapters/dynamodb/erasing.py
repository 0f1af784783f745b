"""Erasure of customers on the table: the `ErasureBook` port."""

from collections.abc import Sequence
from datetime import datetime

from pynamodb.exceptions import DoesNotExist
from pynamodb.transactions import TransactWrite

from agentline.adapters.dynamodb import rows
from agentline.adapters.dynamodb.address_rows import ADDRESS, AddressRow
from agentline.adapters.dynamodb.billing import TableBillingBook
from agentline.adapters.dynamodb.customer_ranges import sort_key_of
from agentline.adapters.dynamodb.freed_numbers import free_number
from agentline.adapters.dynamodb.lifecycle_rows import ErasureRow
from agentline.adapters.dynamodb.mapping.accounts import audit_row
from agentline.adapters.dynamodb.mapping.customers import customer_key
from agentline.adapters.dynamodb.mapping.erasures import ERASURE, UNFINISHED, erasure, erasure_row
from agentline.adapters.dynamodb.merging import TableMergeBook
from agentline.adapters.dynamodb.register_entries import (
    PROFILE,
    is_as_read,
    owner_row_of,
    read_numbers,
    read_profile,
    void_code,
)
from agentline.adapters.dynamodb.scrubbing import STRETCHES
from agentline.adapters.dynamodb.search_rows import search_rows
from agentline.adapters.dynamodb.todo_index import read_waiting
from agentline.adapters.dynamodb.transaction import deciding, update_account, writing
from agentline.domain.account import drop_expired_holds
from agentline.domain.audit import AuditEntry
from agentline.domain.erasure import Erasure, ErasureSide, erased_entry
from agentline.lifecycle_ports import ErasureBegin

# Two rows of each in a transaction, and single deletes of what else was kept by it.
_NUMBERS_AT_ONCE = 10
_KEYS_AT_ONCE = 90


class TableErasureBook:
    """Every read is consistent, but for what is unfinished."""

    def __init__(self) -> None:
        self._billing, self._merges = TableBillingBook(), TableMergeBook()

    def side(self, customer: str) -> ErasureSide:
        standing = self._billing.standing(customer)
        return ErasureSide(
            customer=read_profile(customer, standing.language),
            books=self._billing.receivables(standing),
            payments=self._billing.payments_of(customer),
            numbers=tuple(read_numbers(customer)),
            absorbed=tuple(self._merges.absorbed_by(customer)),
        )

    def erasure_of(self, customer: str) -> Erasure | None:
        row = _read(customer)
        return erasure(row) if row else None

    def begin(self, begun: ErasureBegin) -> None:
        account = rows.AccountRow
        found_by = [row for side in begun.family for row in search_rows(side.customer)]
        marker = erasure_row(begun.erasure, [(row.pk, row.sk) for row in found_by])
        with deciding([marker, audit_row(begun.audit)]) as transaction:
            for side in begun.family:
                update_account(
                    transaction,
                    side.books.account,
                    drop_expired_holds(side.books.account, begun.erasure.by.at),
                    account.is_erased.set(True),
                    account.code.remove(),
                    account.requires_code.remove(),
                )
                _forget_entry(transaction, side)
                forget_how_found(transaction, side, begun.erasure.customer)

    def free_numbers(self, customer: str) -> bool:
        numbers = read_numbers(customer)[:_NUMBERS_AT_ONCE]
        if numbers:
            with writing([]) as transaction:
                for number in numbers:
                    free_number(transaction, number, customer)
        return bool(numbers)

    def scrub(self, erasure: Erasure) -> bool:
        row = _read(erasure.customer)
        if row is None or row.todo is None:
            return False
        if row.found_by:
            _forget_search(row)
            return True
        while row.stretch < len(STRETCHES) * len(erasure.customers):
            customer = erasure.customers[int(row.stretch) // len(STRETCHES)]
            stretch = STRETCHES[int(row.stretch) % len(STRETCHES)]
            if page := stretch.page(customer, row.after):
                with writing([]) as transaction:
                    stretch.scrub(transaction, page)
                    _step(transaction, row, sort_key_of(page[-1]))
                return True
            row.stretch, row.after = int(row.stretch) + 1, None
        return False

    def finish(self, erasure: Erasure, audit: AuditEntry) -> None:
        with deciding([audit_row(audit)]) as transaction:
            transaction.update(
                ErasureRow(customer_key(erasure.customer), ERASURE),
                actions=[ErasureRow.todo.remove(), ErasureRow.todo_at.remove()],
                condition=ErasureRow.todo.exists(),
            )

    def unfinished(self, until: datetime, limit: int) -> Sequence[Erasure]:
        return list(map(erasure, read_waiting(ErasureRow, UNFINISHED, until, limit)))


def forget_how_found(transaction: TransactWrite, side: ErasureSide, leads_to: str) -> None:
    """Delete the rows by which a call finds the customer, but for numbers: owner, which may lead to
    who took over, and code."""
    owner = owner_row_of(side.customer, leads_to)
    if owner:
        transaction.delete(owner, condition=rows.OwnerRow.customer == leads_to)
    void_code(transaction, side.number)


def _forget_entry(transaction: TransactWrite, side: ErasureSide) -> None:
    profile, erased = rows.ProfileRow, erased_entry(side.customer)
    owner = erased.owner
    transaction.update(
        profile(customer_key(side.number), PROFILE),
        actions=[
            profile.name.set(owner.name),
            profile.street.set(owner.street),
            profile.postcode.set(owner.postcode),
            profile.city.set(owner.city),
            profile.email.remove(),
            profile.tags.remove(),
            profile.status.set(erased.status.value),
            profile.revision.set(erased.revision),
        ],
        condition=is_as_read(side.customer),
    )
    transaction.delete(AddressRow(customer_key(side.number), ADDRESS))


def _forget_search(row: ErasureRow) -> None:
    """Delete some of what staff find the customers by."""
    now, later = row.found_by[:_KEYS_AT_ONCE], row.found_by[_KEYS_AT_ONCE:]
    with writing([]) as transaction:
        for key in now:
            transaction.delete(rows.Row(*key))
        transaction.update(
            ErasureRow(row.pk, row.sk),
            actions=[
                ErasureRow.step.set(int(row.step) + 1),
                ErasureRow.found_by.set(later) if later else ErasureRow.found_by.remove(),
            ],
            condition=ErasureRow.step == row.step,
        )


def _step(transaction: TransactWrite, row: ErasureRow, after: str) -> None:
    """What two do at once is done once."""
    transaction.update(
        ErasureRow(row.pk, row.sk),
        actions=[
            ErasureRow.step.set(int(row.step) + 1),
            ErasureRow.stretch.set(int(row.stretch)),
            ErasureRow.after.set(after),
        ],
        condition=ErasureRow.step == row.step,
    )


def _read(customer: str) -> ErasureRow | None:
    try:
        return ErasureRow.get(customer_key(customer), ERASURE, consistent_read=True)
    except DoesNotExist:
        return None
