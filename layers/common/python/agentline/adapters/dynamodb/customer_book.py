"""Customers as staff care for them, on the table: the `CustomerBook` port."""

from collections.abc import Mapping
from datetime import datetime

from pynamodb.exceptions import DoesNotExist

from agentline.adapters.dynamodb import rows
from agentline.adapters.dynamodb.customer_rows import DeedRow, EntryRow, NoteRow
from agentline.adapters.dynamodb.customer_transaction import (
    write_customer_change,
    write_new_customer,
    write_number_change,
)
from agentline.adapters.dynamodb.mapping.accounts import account
from agentline.adapters.dynamodb.mapping.customers import block_from_json, customer, customer_key
from agentline.adapters.dynamodb.mapping.entries import (
    BLOCKED,
    DISCOUNT,
    NOTE,
    agreed_discount,
    note,
    number_key,
    placed_block,
)
from agentline.adapters.dynamodb.prices import discount_from_json
from agentline.adapters.dynamodb.register import TableRegister
from agentline.customer_ports import NewCustomer
from agentline.domain.blocking import NumberChange
from agentline.domain.catalogue import Language
from agentline.domain.customer import Block, NumberEntry
from agentline.domain.customer_file import CustomerChange, CustomerFile, RegisterEntry
from agentline.domain.discount import Discount
from agentline.domain.kept_entry import AgreedDiscount, EntryMissingError, Note, PlacedBlock
from agentline.domain.phone_number import PhoneNumber
from agentline.ports import CustomerMissingError


class TableCustomerBook:
    """Every read is consistent. The register's entry is read first: what is read after it is as new
    or newer, and a change is stored on the condition of that entry's revision."""

    def __init__(self) -> None:
        self._register = TableRegister()

    def made_by(self, deed: str) -> str | None:
        try:
            return DeedRow.get(f"DEED#{deed}", "DEED", consistent_read=True).made
        except DoesNotExist:
            return None

    def file(self, customer_number: str) -> CustomerFile:
        key = customer_key(customer_number)
        try:
            profile = rows.ProfileRow.get(key, "PROFILE", consistent_read=True)
        except DoesNotExist:
            raise CustomerMissingError(f"there is no customer {customer_number}") from None
        found = list(rows.Row.query(key, rows.Row.sk.startswith("ACCOUNT"), consistent_read=True))
        row = next((row for row in found if isinstance(row, rows.AccountRow)), None)
        if row is None:
            raise CustomerMissingError(f"customer {customer_number} has no account")
        return CustomerFile(
            customer=customer(profile, Language(row.language)),
            account=account(row),
            price_list=row.price_list,
            requires_code=bool(row.requires_code),
            code=row.code,
            blocks=tuple(_hot_block(row) for row in found if isinstance(row, rows.BlockRow)),
            discounts=_hot_discounts(found),
        )

    def entry(self, customer_number: str) -> RegisterEntry:
        key = customer_key(customer_number)
        keys = [(key, "PROFILE"), (key, "ACCOUNT")]
        found = {type(row): row for row in rows.Row.batch_get(keys, consistent_read=True)}
        profile, row = found.get(rows.ProfileRow), found.get(rows.AccountRow)
        if not isinstance(profile, rows.ProfileRow) or not isinstance(row, rows.AccountRow):
            raise CustomerMissingError(f"there is no customer {customer_number}")
        return RegisterEntry(
            customer=customer(profile, Language(row.language)),
            price_list=row.price_list,
            requires_code=bool(row.requires_code),
            has_code=row.code is not None,
        )

    def customer_of_owner(self, fingerprint: str) -> str | None:
        return self._register.customer_of_owner(fingerprint)

    def number_entry(self, number: PhoneNumber) -> NumberEntry | None:
        return self._register.number_entry(number)

    def next_customer_number(self) -> str:
        return self._register.next_customer_number()

    def customer_block(self, customer_number: str, block: str) -> PlacedBlock:
        return placed_block(_entry(customer_key(customer_number), f"{BLOCKED}{block}"))

    def number_block(self, number: PhoneNumber, block: str) -> PlacedBlock:
        return placed_block(_entry(number_key(number), f"{BLOCKED}{block}"))

    def discount(self, customer_number: str, discount: str) -> AgreedDiscount:
        return agreed_discount(_entry(customer_key(customer_number), f"{DISCOUNT}{discount}"))

    def note(self, customer_number: str, note_id: str) -> Note:
        key = customer_key(customer_number)
        try:
            return note(NoteRow.get(key, f"{NOTE}{note_id}", consistent_read=True))
        except DoesNotExist:
            raise _missing(note_id) from None

    def code_issued_at(self, file: CustomerFile) -> datetime | None:
        if file.code is None:
            return None
        try:
            return rows.CodeRow.get(f"PIN#{file.code}", "PIN", consistent_read=True).issued_at
        except DoesNotExist:
            return None

    def register(self, new: NewCustomer, deed: str) -> None:
        write_new_customer(new, deed)

    def store(self, change: CustomerChange, deed: str) -> None:
        write_customer_change(change, deed)

    def store_number_block(self, change: NumberChange, deed: str) -> None:
        write_number_change(change, deed)


def _entry(key: str, sort_key: str) -> EntryRow:
    try:
        return EntryRow.get(key, sort_key, consistent_read=True)
    except DoesNotExist:
        raise _missing(sort_key.partition("#")[2]) from None


def _missing(entry: str) -> EntryMissingError:
    return EntryMissingError(f"there is no {entry} here")


def _hot_block(row: rows.BlockRow) -> Block:
    return block_from_json({**row.block, "id": row.sk.removeprefix("ACCOUNT.BLOCK#")})


def _hot_discounts(found: list[rows.Row]) -> Mapping[str, Discount]:
    return {
        row.sk.removeprefix("ACCOUNT.DISCOUNT#"): discount_from_json(row.discount)
        for row in found
        if isinstance(row, rows.DiscountRow)
    }
