"""A number let go: it is nobody's, and nothing is kept by it but what bars it, without words."""

from pynamodb.exceptions import DoesNotExist
from pynamodb.transactions import TransactWrite

from agentline.adapters.dynamodb import rows
from agentline.adapters.dynamodb.customer_ranges import read_key, sort_key_of
from agentline.adapters.dynamodb.forgotten_calls import forget_calls_from
from agentline.adapters.dynamodb.forgotten_words import scrub_block_entries
from agentline.adapters.dynamodb.listings import forget_listing
from agentline.adapters.dynamodb.mapping.customers import customer_key
from agentline.adapters.dynamodb.mapping.entries import BLOCKED, number_key
from agentline.adapters.dynamodb.transaction import writing
from agentline.domain.phone_number import PhoneNumber

_TRIES_AT_ONCE = 100
_BLOCKS_AT_ONCE = 25


def free_number(transaction: TransactWrite, number: PhoneNumber, customer: str) -> None:
    """Add to the transaction what lets go of a customer's number; tries, listing, calls and what
    staff wrote of blocks go at once."""
    key = f"NUM#{number}", "NUM"
    is_theirs = rows.NumberRow.customer == customer
    entry = _read(*key)
    if entry and entry.customer == customer and entry.block:
        wordless = {**entry.block, "note": ""}
        transaction.update(
            rows.NumberRow(*key),
            actions=[rows.NumberRow.customer.remove(), rows.NumberRow.block.set(wordless)],
            condition=is_theirs & (rows.NumberRow.block == entry.block),
        )
    elif entry and entry.customer == customer:
        is_as_read = is_theirs & rows.NumberRow.block.does_not_exist()
        transaction.delete(rows.NumberRow(*key), condition=is_as_read)
    transaction.delete(rows.OwnedNumberRow(customer_key(customer), f"NUMBER#{number}"))
    forget_listing(number)
    _forget_tries(number)
    _forget_blocks(number, f"{BLOCKED}{entry.block.get('id')}" if entry and entry.block else None)
    forget_calls_from(number)


def _forget_tries(number: PhoneNumber) -> None:
    key = f"TRIES#{number}"
    for prefix in ("WINDOW#", "SUCCESS"):
        while found := read_key(key, prefix, _TRIES_AT_ONCE).items:
            for item in found:
                rows.TriesRow(key, sort_key_of(item)).delete()


def _forget_blocks(number: PhoneNumber, kept: str | None) -> None:
    """What barred the number once goes; of what still does, the words do."""
    after: str | None = None
    while page := read_key(number_key(number), BLOCKED, _BLOCKS_AT_ONCE, after=after).items:
        over = [item for item in page if sort_key_of(item) != kept]
        with writing([]) as transaction:
            scrub_block_entries(transaction, [item for item in page if item not in over])
            for item in over:
                transaction.delete(rows.Row(number_key(number), sort_key_of(item)))
        after = sort_key_of(page[-1])


def _read(key: str, sort_key: str) -> rows.NumberRow | None:
    try:
        return rows.NumberRow.get(key, sort_key, consistent_read=True)
    except DoesNotExist:
        return None
