"""Blacklisting customers and numbers, and the end of it."""

from dataclasses import dataclass, replace
from datetime import datetime

from agentline.domain.audit import AuditEntry
from agentline.domain.customer import Block, BlockReason, NumberEntry
from agentline.domain.customer_audit import audit_block_ended, audit_block_placed
from agentline.domain.customer_file import CustomerChange, CustomerFile, CustomerStateError
from agentline.domain.kept_entry import (
    PlacedBlock,
    TooManyEntriesError,
    is_over,
    require_lasting,
)
from agentline.domain.phone_number import PhoneNumber
from agentline.domain.receivables import Actor

# With MOST_DISCOUNTS of the longest kind, and the account itself, one read unit.
MOST_BLOCKS = 4


class BlockError(ValueError):
    """The block would never be in force."""


class NumberBlockedError(ValueError):
    """The number has a block already, which must end first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BlockTerms:
    """A block to be placed; from now on, unless it says otherwise, until somebody ends it."""

    reason: BlockReason
    note: str = ""
    valid_from: datetime | None = None
    valid_until: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class NumberChange:
    """A number before and after a block on it was placed or ended."""

    before: NumberEntry
    after: NumberEntry
    placed: PlacedBlock
    audit: AuditEntry


def new_block(
    terms: BlockTerms,
    block_id: str,
    by: Actor,
    *,
    customer: str | None = None,
    number: PhoneNumber | None = None,
) -> PlacedBlock:
    """Raises BlockError."""
    # Calls are screened by a clock of whole seconds: the next one is met.
    block = Block(
        id=block_id,
        reason=terms.reason,
        valid_from=terms.valid_from or by.at.replace(microsecond=0),
        valid_until=terms.valid_until,
        note=terms.note,
        placed_by=by.who,
    )
    if block.valid_until and block.valid_until <= max(block.valid_from, by.at):
        raise BlockError("valid_until must come after valid_from, and lie ahead")
    return PlacedBlock(block=block, placed=by, customer=customer, number=number)


def place_block(file: CustomerFile, terms: BlockTerms, block_id: str, by: Actor) -> CustomerChange:
    """Raises BlockError, CustomerGoneError, TooManyEntriesError."""
    file.require_present()
    standing = [block for block in file.blocks if not is_over(block.valid_until, by.at)]
    if len(standing) >= MOST_BLOCKS:
        raise TooManyEntriesError(
            f"customer {file.number} has {MOST_BLOCKS} blocks, which is the most: end one first"
        )
    placed = new_block(terms, block_id, by, customer=file.number)
    entry = audit_block_placed(placed, file.number)
    return CustomerChange(before=file, after=file, audit=(entry,), blocks=(placed,), made=block_id)


def end_block(file: CustomerFile, placed: PlacedBlock, by: Actor) -> CustomerChange:
    """Raises EntryEndedError; CustomerStateError for the block of a closing, which goes with it."""
    require_lasting(placed, by.at)
    if placed.block.id == file.customer.closing_block:
        raise CustomerStateError(
            f"the block is there because customer {file.number} is closed: reopen the customer"
        )
    ended = end_of_block(placed, by)
    entry = audit_block_ended(placed, ended, file.number, by)
    return CustomerChange(
        before=file, after=file, audit=(entry,), blocks=(ended,), made=placed.block.id
    )


def place_number_block(
    entry: NumberEntry, terms: BlockTerms, block_id: str, by: Actor
) -> NumberChange:
    """Raises BlockError, NumberBlockedError."""
    if entry.block and not is_over(entry.block.valid_until, by.at):
        raise NumberBlockedError(
            f"{entry.number} is blocked for {entry.block.reason.value} since "
            f"{entry.block.valid_from:%Y-%m-%d}: end that block first"
        )
    placed = new_block(terms, block_id, by, number=entry.number)
    return NumberChange(
        before=entry,
        after=replace(entry, block=placed.block),
        placed=placed,
        audit=audit_block_placed(placed, entry.customer),
    )


def end_number_block(entry: NumberEntry, placed: PlacedBlock, by: Actor) -> NumberChange:
    """Raises EntryEndedError."""
    require_lasting(placed, by.at)
    ended = end_of_block(placed, by)
    return NumberChange(
        before=entry,
        after=replace(entry, block=None),
        placed=ended,
        audit=audit_block_ended(placed, ended, entry.customer, by),
    )


def end_of_block(placed: PlacedBlock, by: Actor) -> PlacedBlock:
    return replace(placed, block=replace(placed.block, valid_until=by.at), ended=by)
