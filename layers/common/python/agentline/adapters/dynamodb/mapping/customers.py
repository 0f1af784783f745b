"""Numbers, blocks and the register entry of a customer."""

from datetime import datetime
from typing import Any

from pynamodb.expressions.condition import Condition
from pynamodb.expressions.update import Action

from agentline.adapters.dynamodb import rows
from agentline.domain.catalogue import Language
from agentline.domain.customer import (
    Block,
    BlockReason,
    Customer,
    CustomerStatus,
    NumberEntry,
    Owner,
)
from agentline.domain.phone_number import PhoneNumber, phone_number


def customer_key(customer: str) -> str:
    return f"CUST#{customer}"


def number_entry(row: rows.NumberRow) -> NumberEntry:
    return NumberEntry(
        number=phone_number(row.pk.removeprefix("NUM#")),
        customer=row.customer,
        block=block_from_json(row.block) if row.block else None,
    )


def profile_row(customer: Customer) -> rows.ProfileRow:
    owner = customer.owner
    return rows.ProfileRow(
        customer_key(customer.number),
        "PROFILE",
        name=owner.name,
        street=owner.street,
        postcode=owner.postcode,
        city=owner.city,
        country=owner.country,
        registered_at=customer.registered_at,
        source=customer.source,
        fetched_at=customer.fetched_at,
        email=customer.email,
        tags=sorted(customer.tags) or None,
        status=None if customer.status is CustomerStatus.ACTIVE else customer.status.value,
        merged_into=customer.merged_into,
        closing_block=customer.closing_block,
        revision=customer.revision,
    )


def is_revision(revision: int) -> Condition:
    """That the register's entry is the one that was read."""
    condition: Condition = rows.ProfileRow.revision == revision
    return condition if revision > 1 else condition | rows.ProfileRow.revision.does_not_exist()


def next_revision() -> Action:
    """One further than whatever is stored."""
    return rows.ProfileRow.revision.set((rows.ProfileRow.revision | 1) + 1)


def customer(row: rows.ProfileRow, language: Language) -> Customer:
    return Customer(
        number=row.pk.removeprefix("CUST#"),
        owner=owner(row),
        language=language,
        registered_at=row.registered_at,
        source=row.source,
        fetched_at=row.fetched_at,
        email=row.email,
        tags=frozenset(row.tags or ()),
        status=CustomerStatus(row.status or CustomerStatus.ACTIVE.value),
        merged_into=row.merged_into,
        closing_block=row.closing_block,
        revision=int(row.revision or 1),
    )


def owner(row: rows.ProfileRow) -> Owner:
    return Owner(
        name=row.name,
        street=row.street,
        postcode=row.postcode,
        city=row.city,
        country=row.country,
    )


def block_from_json(stored: dict[str, Any]) -> Block:
    until = stored.get("valid_until")
    return Block(
        reason=BlockReason(stored["reason"]),
        valid_from=datetime.fromisoformat(stored["valid_from"]),
        valid_until=None if until is None else datetime.fromisoformat(until),
        note=stored.get("note", ""),
        placed_by=stored.get("placed_by", ""),
        id=stored.get("id", ""),
    )


def block_to_json(block: Block) -> dict[str, Any]:
    return {
        **lean_block_to_json(block),
        "note": block.note,
        "placed_by": block.placed_by,
        "id": block.id,
    }


def lean_block_to_json(block: Block) -> dict[str, Any]:
    """What screening needs of it."""
    return {
        "reason": block.reason.value,
        "valid_from": block.valid_from.isoformat(),
        "valid_until": block.valid_until.isoformat() if block.valid_until else None,
    }


def number_row(entry: NumberEntry) -> rows.NumberRow:
    return rows.NumberRow(
        f"NUM#{entry.number}",
        "NUM",
        customer=entry.customer,
        block=block_to_json(entry.block) if entry.block else None,
    )


def owned_number_row(customer: str, number: PhoneNumber) -> rows.OwnedNumberRow:
    return rows.OwnedNumberRow(customer_key(customer), f"NUMBER#{number}")
