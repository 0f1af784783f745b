"""Blocks, discounts and notes as they are kept, and as screening reads them."""

from datetime import datetime

from agentline.adapters.dynamodb import rows
from agentline.adapters.dynamodb.customer_rows import BlacklistRow, EntryRow, NoteRow
from agentline.adapters.dynamodb.mapping.customers import (
    block_from_json,
    block_to_json,
    customer_key,
    lean_block_to_json,
)
from agentline.adapters.dynamodb.prices import Json, discount_from_json, discount_to_json
from agentline.domain.kept_entry import AgreedDiscount, Note, PlacedBlock
from agentline.domain.phone_number import PhoneNumber, phone_number
from agentline.domain.receivables import Actor

BLOCKED, DISCOUNT, NOTE = "BLOCKED#", "DISCOUNT#", "NOTE#"
BLACKLIST = "BLACKLIST"
_CUSTOMER, _NUMBER = "CUST#", "NUM#"


def number_key(number: PhoneNumber) -> str:
    return f"{_NUMBER}{number}"


def block_entry_row(placed: PlacedBlock) -> EntryRow:
    key = customer_key(placed.customer) if placed.customer else f"{_NUMBER}{placed.number}"
    sort_key = f"{BLOCKED}{placed.block.id}"
    return _entry_row(key, sort_key, block_to_json(placed.block), placed.placed, placed.ended)


def placed_block(row: EntryRow) -> PlacedBlock:
    is_of_number = row.pk.startswith(_NUMBER)
    return PlacedBlock(
        block=block_from_json(row.content),
        placed=Actor(who=row.who, why=row.why, at=row.at),
        customer=None if is_of_number else row.pk.removeprefix(_CUSTOMER),
        number=phone_number(row.pk.removeprefix(_NUMBER)) if is_of_number else None,
        ended=_ended(row),
    )


def hot_block_row(customer: str, placed: PlacedBlock) -> rows.BlockRow:
    block = placed.block
    return rows.BlockRow(
        customer_key(customer),
        f"ACCOUNT.BLOCK#{block.id}",
        block=lean_block_to_json(block),
        expires=block.valid_until,
    )


def blacklist_row(placed: PlacedBlock) -> BlacklistRow:
    block = placed.block
    return BlacklistRow(
        BLACKLIST,
        f"{block.id}#{placed.customer or placed.number}",
        customer=placed.customer,
        number=placed.number,
        block=block_to_json(block),
        why=placed.placed.why,
        at=placed.placed.at,
        valid_until=block.valid_until,
        expires=block.valid_until,
    )


def blacklisted(row: BlacklistRow) -> PlacedBlock:
    block = block_from_json(row.block)
    return PlacedBlock(
        block=block,
        placed=Actor(who=block.placed_by, why=row.why, at=row.at),
        customer=row.customer,
        number=phone_number(row.number) if row.number else None,
    )


def discount_entry_row(agreed: AgreedDiscount) -> EntryRow:
    key, sort_key = customer_key(agreed.customer), f"{DISCOUNT}{agreed.id}"
    content = discount_to_json(agreed.discount)
    return _entry_row(key, sort_key, content, agreed.agreed, agreed.ended)


def agreed_discount(row: EntryRow) -> AgreedDiscount:
    return AgreedDiscount(
        id=row.sk.removeprefix(DISCOUNT),
        customer=row.pk.removeprefix(_CUSTOMER),
        discount=discount_from_json(row.content),
        agreed=Actor(who=row.who, why=row.why, at=row.at),
        ended=_ended(row),
    )


def hot_discount_row(agreed: AgreedDiscount) -> rows.DiscountRow:
    return rows.DiscountRow(
        customer_key(agreed.customer),
        f"ACCOUNT.DISCOUNT#{agreed.id}",
        discount=discount_to_json(agreed.discount),
        expires=agreed.discount.valid_until,
    )


def note_row(note: Note) -> NoteRow:
    return NoteRow(
        customer_key(note.customer), f"{NOTE}{note.id}", text=note.text, who=note.who, at=note.at
    )


def note(row: NoteRow) -> Note:
    return Note(
        id=row.sk.removeprefix(NOTE),
        customer=row.pk.removeprefix(_CUSTOMER),
        text=row.text,
        who=row.who,
        at=row.at,
    )


def _entry_row(key: str, sort_key: str, content: Json, by: Actor, ended: Actor | None) -> EntryRow:
    return EntryRow(
        key,
        sort_key,
        content=content,
        who=by.who,
        why=by.why,
        at=by.at,
        ended_who=ended.who if ended else None,
        ended_why=ended.why if ended else None,
        ended_at=ended.at if ended else None,
    )


def _ended(row: EntryRow) -> Actor | None:
    at: datetime | None = row.ended_at
    return None if at is None else Actor(who=row.ended_who, why=row.ended_why, at=at)
