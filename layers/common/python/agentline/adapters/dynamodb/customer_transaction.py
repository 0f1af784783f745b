"""One deed of staff about a customer or a number as one conditional transaction.

Whatever is not as it was read raises AccountChangedError: the deed is then decided again, upon what
is there by now.
"""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime
from functools import reduce
from operator import and_
from typing import Any

from pynamodb.expressions.condition import Condition
from pynamodb.expressions.update import Action
from pynamodb.transactions import TransactWrite

from agentline.adapters.dynamodb import rows
from agentline.adapters.dynamodb.address_rows import ADDRESS, BY_AGE, AddressRow
from agentline.adapters.dynamodb.customer_rows import DeedRow, EntryRow, NoteRow
from agentline.adapters.dynamodb.mapping.accounts import audit_row
from agentline.adapters.dynamodb.mapping.customers import (
    block_to_json,
    customer_key,
    is_revision,
    owned_number_row,
    profile_row,
)
from agentline.adapters.dynamodb.mapping.entries import (
    NOTE,
    blacklist_row,
    block_entry_row,
    discount_entry_row,
    hot_block_row,
    hot_discount_row,
    note_row,
    number_key,
)
from agentline.adapters.dynamodb.registration import new_customer_rows
from agentline.adapters.dynamodb.search_rows import move_search_rows
from agentline.adapters.dynamodb.transaction import update_account, writing
from agentline.customer_ports import NewCustomer
from agentline.domain.audit import AuditEntry
from agentline.domain.blocking import NumberChange
from agentline.domain.customer import Customer
from agentline.domain.customer_file import CustomerChange, CustomerFile
from agentline.domain.kept_entry import AgreedDiscount, PlacedBlock
from agentline.domain.phone_number import PhoneNumber

_ACCOUNT, _PROFILE = "ACCOUNT", "PROFILE"


def write_new_customer(new: NewCustomer, deed: str) -> None:
    with _doing(deed, new.customer.number, new.audit) as transaction:
        for row in new_customer_rows(new):
            transaction.save(row, condition=row.is_new())


def write_customer_change(change: CustomerChange, deed: str) -> None:
    with _doing(deed, change.made, change.audit) as transaction:
        _write_profile(transaction, change.before.customer, change.after.customer)
        _write_account(transaction, change)
        for block in change.blocks:
            _write_block(transaction, block)
        for discount in change.discounts:
            _write_discount(transaction, discount)
        if change.note:
            transaction.save(note_row(change.note))
        if change.removed_note:
            note = NoteRow(customer_key(change.before.number), f"{NOTE}{change.removed_note}")
            transaction.delete(note, condition=NoteRow.pk.exists())
        _write_numbers(transaction, change)


def write_number_change(change: NumberChange, deed: str) -> None:
    before, after = change.before, change.after
    with _doing(deed, change.placed.block.id, [change.audit]) as transaction:
        row = rows.NumberRow
        is_as_read = (
            row.block == block_to_json(before.block) if before.block else row.block.does_not_exist()
        )
        transaction.update(
            row(number_key(before.number), "NUM"),
            actions=[
                row.kind.set(row),
                row.block.set(block_to_json(after.block)) if after.block else row.block.remove(),
            ],
            condition=is_as_read,
        )
        _write_block(transaction, change.placed)


@contextmanager
def _doing(deed: str, made: str, audit: Iterable[AuditEntry]) -> Iterator[TransactWrite]:
    """A transaction that says by whom, and by which deed, once."""
    entries = list(audit)
    new_rows: list[rows.Row] = [audit_row(entry) for entry in entries]
    if deed:
        new_rows.append(DeedRow(f"DEED#{deed}", "DEED", made=made, at=entries[0].at))
    with writing([]) as transaction:
        for row in new_rows:
            transaction.save(row, condition=row.is_new())
        yield transaction


def _write_profile(transaction: TransactWrite, before: Customer, after: Customer) -> None:
    key, is_as_read = customer_key(before.number), is_revision(before.revision)
    if before == after:
        transaction.condition_check(rows.ProfileRow, key, _PROFILE, condition=is_as_read)
        return
    stored, changed = profile_row(before), profile_row(after)
    names = [name for name in changed.get_attributes() if name not in ("pk", "sk", "kind")]
    transaction.update(
        rows.ProfileRow(key, _PROFILE),
        actions=[
            _put(rows.ProfileRow, name, getattr(changed, name))
            for name in names
            if getattr(stored, name) != getattr(changed, name)
        ],
        condition=is_as_read,
    )
    move_search_rows(transaction, before, after)
    if before.owner != after.owner:
        _forget_findings(transaction, key, after.fetched_at)


def _forget_findings(transaction: TransactWrite, key: str, at: datetime) -> None:
    """What a directory said of another name and address is nothing to decide about any more."""
    transaction.update(
        AddressRow(key, ADDRESS),
        actions=[
            AddressRow.kind.set(AddressRow),
            AddressRow.todo.set(BY_AGE),
            AddressRow.todo_at.set(at),
            AddressRow.revision.set((AddressRow.revision | 0) + 1),
            AddressRow.finding.remove(),
        ],
    )


def _write_account(transaction: TransactWrite, change: CustomerChange) -> None:
    """Language, price list and code are nobody's but staff's to change: where nothing else is at
    stake the account, which every call changes, is not held on to."""
    before, after = change.before, change.after
    if change.bars_calls:
        update_account(transaction, before.account, after.account)
        return
    old, new = _account_fields(before), _account_fields(after)
    actions = [_put(rows.AccountRow, name, new[name]) for name in new if new[name] != old[name]]
    if not actions:
        return
    row = rows.AccountRow
    conditions: list[Condition] = [row.pk.exists()]
    if after.requires_code:
        conditions.append(row.code.exists())
    if before.code and not after.code:
        conditions += [row.code == before.code, row.requires_code.does_not_exist()]
        transaction.delete(rows.CodeRow(f"PIN#{before.code}", "PIN"))
    transaction.update(
        row(customer_key(before.number), _ACCOUNT),
        actions=actions,
        condition=reduce(and_, conditions),
    )


def _account_fields(file: CustomerFile) -> dict[str, Any]:
    return {
        "language": file.customer.language.value,
        "price_list": file.price_list,
        "requires_code": file.requires_code or None,
        "code": file.code,
    }


def _write_block(transaction: TransactWrite, placed: PlacedBlock) -> None:
    hot = hot_block_row(placed.customer, placed) if placed.customer else None
    beside = [row for row in (hot, blacklist_row(placed)) if row]
    _write_entry(transaction, block_entry_row(placed), beside)


def _write_discount(transaction: TransactWrite, agreed: AgreedDiscount) -> None:
    _write_entry(transaction, discount_entry_row(agreed), [hot_discount_row(agreed)])


def _write_entry(transaction: TransactWrite, entry: EntryRow, beside: Iterable[rows.Row]) -> None:
    """With the rows that are there while nobody has ended it."""
    has_ended = entry.ended_at is not None
    is_going_on: Condition = EntryRow.pk.exists() & EntryRow.ended_at.does_not_exist()
    transaction.save(entry, condition=is_going_on if has_ended else entry.is_new())
    for row in beside:
        if has_ended:
            transaction.delete(row)
        else:
            transaction.save(row)


def _write_numbers(transaction: TransactWrite, change: CustomerChange) -> None:
    customer, row = change.before.number, rows.NumberRow
    if change.linked:
        transaction.update(
            _number_row(change.linked),
            actions=[row.kind.set(row), row.customer.set(customer)],
            condition=row.customer.does_not_exist(),
        )
        transaction.save(owned_number_row(customer, change.linked))
    if change.unlinked:
        transaction.update(
            _number_row(change.unlinked),
            actions=[row.customer.remove()],
            condition=row.customer == customer,
        )
        transaction.delete(owned_number_row(customer, change.unlinked))


def _number_row(number: PhoneNumber) -> rows.NumberRow:
    return rows.NumberRow(number_key(number), "NUM")


def _put(kind: type[rows.Row], name: str, value: object) -> Action:
    attribute = getattr(kind, name)
    action: Action = attribute.remove() if value is None else attribute.set(value)
    return action
