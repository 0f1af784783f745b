"""Rows of what staff enter in a day: blocks, and of the regular customer notes and much else."""

from collections.abc import Iterator
from dataclasses import replace

from agentline.adapters.dynamodb import rows
from agentline.adapters.dynamodb.mapping.accounts import audit_row
from agentline.adapters.dynamodb.mapping.customers import number_row
from agentline.adapters.dynamodb.mapping.entries import (
    blacklist_row,
    block_entry_row,
    discount_entry_row,
    hot_block_row,
    note_row,
)
from agentline.domain.audit import AuditEntry
from agentline.domain.billing_audit import LIMIT_CHANGED
from agentline.domain.customer import Block, BlockReason, NumberEntry
from agentline.domain.discount import Discount, DiscountKind
from agentline.domain.kept_entry import AgreedDiscount, Note, PlacedBlock, entry_id
from agentline.domain.percent import Percent
from agentline.domain.phone_number import phone_number
from local.bench.growth.group import REGULAR, Group

OFTEN_BLOCKED = phone_number("+46731000001")
_DEED = "5f0c2b7e"


def care_rows(group: Group) -> Iterator[rows.Row]:
    for minute, customer in group.some:
        placed = _placed(group, minute)
        of_customer = replace(placed, customer=customer)
        yield block_entry_row(of_customer)
        yield hot_block_row(customer, of_customer)
        yield blacklist_row(of_customer)
        number = phone_number(f"+46731{customer}")
        on_number = replace(placed, number=number)
        yield block_entry_row(on_number)
        yield number_row(NumberEntry(number=number, customer=None, block=placed.block))
        yield blacklist_row(on_number)
    for minute in range(group.of_the_regular):
        yield from _regular_rows(group, minute)


def _regular_rows(group: Group, minute: int) -> Iterator[rows.Row]:
    ended = replace(_placed(group, minute), ended=group.by(minute))
    yield block_entry_row(replace(ended, customer=REGULAR))
    yield block_entry_row(replace(ended, number=OFTEN_BLOCKED))
    at, id_ = group.at(minute), entry_id(group.at(minute), _DEED)
    yield discount_entry_row(
        AgreedDiscount(
            id=id_,
            customer=REGULAR,
            discount=Discount(kind=DiscountKind.PERCENT, percent=Percent.parse("10")),
            agreed=group.by(minute),
            ended=group.by(minute),
        )
    )
    who = group.by(minute).who
    yield note_row(Note(id=id_, customer=REGULAR, text="Rings again tonight.", who=who, at=at))
    yield audit_row(
        AuditEntry(
            customer=REGULAR,
            at=at,
            who=who,
            what=LIMIT_CHANGED,
            subject=REGULAR,
            before={"limit": "1000.00"},
            after={"limit": "1000.00"},
            why="asked for by telephone",
        )
    )


def _placed(group: Group, minute: int) -> PlacedBlock:
    by = group.by(minute)
    block = Block(
        reason=BlockReason.CONDUCT,
        valid_from=by.at,
        valid_until=None,
        note="Rang forty times in one night.",
        placed_by=by.who,
        id=entry_id(by.at, _DEED),
    )
    return PlacedBlock(block=block, placed=by)
