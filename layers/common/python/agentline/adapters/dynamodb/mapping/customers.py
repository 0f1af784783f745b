"""Numbers, blocks and the register entry of a customer."""

from datetime import datetime
from typing import Any

from agentline.adapters.dynamodb import rows
from agentline.domain.catalogue import Language
from agentline.domain.customer import Block, BlockReason, Customer, NumberEntry, Owner
from agentline.domain.phone_number import phone_number


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
    )


def customer(row: rows.ProfileRow, language: Language) -> Customer:
    return Customer(
        number=row.pk.removeprefix("CUST#"),
        owner=Owner(
            name=row.name,
            street=row.street,
            postcode=row.postcode,
            city=row.city,
            country=row.country,
        ),
        language=language,
        registered_at=row.registered_at,
        source=row.source,
        fetched_at=row.fetched_at,
    )


def block_from_json(stored: dict[str, Any]) -> Block:
    until = stored.get("valid_until")
    return Block(
        reason=BlockReason(stored["reason"]),
        valid_from=datetime.fromisoformat(stored["valid_from"]),
        valid_until=None if until is None else datetime.fromisoformat(until),
        note=stored["note"],
        placed_by=stored["placed_by"],
    )


def block_to_json(block: Block) -> dict[str, Any]:
    return {
        "reason": block.reason.value,
        "valid_from": block.valid_from.isoformat(),
        "valid_until": block.valid_until.isoformat() if block.valid_until else None,
        "note": block.note,
        "placed_by": block.placed_by,
    }


def number_row(entry: NumberEntry) -> rows.NumberRow:
    return rows.NumberRow(
        f"NUM#{entry.number}",
        "NUM",
        customer=entry.customer,
        block=block_to_json(entry.block) if entry.block else None,
    )
