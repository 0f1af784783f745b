"""Blocks, discounts and notes of customers, entered and ended by staff; blocks on numbers."""

from agentline.domain.blocking import (
    BlockTerms,
    end_block,
    end_number_block,
    place_block,
    place_number_block,
)
from agentline.domain.customer_audit import NOTE_REMOVED, NOTE_WRITTEN, audit_note
from agentline.domain.customer_file import CustomerChange, CustomerFile
from agentline.domain.discount import Discount
from agentline.domain.discounting import agree_discount, end_discount
from agentline.domain.kept_entry import EntryMissingError, Note, entry_id
from agentline.domain.phone_number import PhoneNumber
from agentline.domain.receivables import Actor
from agentline.services.care_desk import CareDesk, change_customer_file, do_once
from agentline.services.customer_numbers import find_number


def place_customer_block(
    customer: str, terms: BlockTerms, by: Actor, deed: str, desk: CareDesk
) -> str:
    """The block's id is given. Raises what `place_block` does, CustomerMissingError."""

    def decision(file: CustomerFile, doing: Actor) -> CustomerChange:
        return place_block(file, terms, entry_id(doing.at, deed), doing)

    return change_customer_file(customer, by, deed, desk, decision)


def end_customer_block(customer: str, block: str, by: Actor, deed: str, desk: CareDesk) -> None:
    """Raises EntryMissingError, EntryEndedError, CustomerStateError, CustomerMissingError."""

    def decision(file: CustomerFile, doing: Actor) -> CustomerChange:
        return end_block(file, desk.book.customer_block(customer, block), doing)

    change_customer_file(customer, by, deed, desk, decision)


def block_number(
    number: PhoneNumber, terms: BlockTerms, by: Actor, deed: str, desk: CareDesk
) -> str:
    """The block's id is given. Raises BlockError, NumberBlockedError."""

    def attempt(doing: Actor) -> str:
        block_id = entry_id(doing.at, deed)
        change = place_number_block(find_number(number, desk), terms, block_id, doing)
        desk.book.store_number_block(change, deed)
        return block_id

    return do_once(by, deed, desk, attempt)


def unblock_number(number: PhoneNumber, by: Actor, deed: str, desk: CareDesk) -> str:
    """The id of the block that has ended is given. Raises EntryMissingError, EntryEndedError."""

    def attempt(doing: Actor) -> str:
        entry = find_number(number, desk)
        if entry.block is None:
            raise EntryMissingError(f"nothing blocks {number}")
        placed = desk.book.number_block(number, entry.block.id)
        desk.book.store_number_block(end_number_block(entry, placed, doing), deed)
        return entry.block.id

    return do_once(by, deed, desk, attempt)


def agree_customer_discount(
    customer: str, discount: Discount, by: Actor, deed: str, desk: CareDesk
) -> str:
    """The discount's id is given. Raises what `agree_discount` does, CustomerMissingError,
    ArticleMissingError for an article that is not on the customer's price list."""

    def decision(file: CustomerFile, doing: Actor) -> CustomerChange:
        if discount.article:
            version = desk.catalogue.price_list_in_force(file.price_list, doing.at)
            version.article(discount.article)
        return agree_discount(file, discount, entry_id(doing.at, deed), doing)

    return change_customer_file(customer, by, deed, desk, decision)


def end_customer_discount(
    customer: str, discount: str, by: Actor, deed: str, desk: CareDesk
) -> None:
    """Raises EntryMissingError, EntryEndedError, CustomerMissingError."""

    def decision(file: CustomerFile, doing: Actor) -> CustomerChange:
        return end_discount(file, desk.book.discount(customer, discount), doing)

    change_customer_file(customer, by, deed, desk, decision)


def write_note(customer: str, text: str, by: Actor, deed: str, desk: CareDesk) -> str:
    """The note's id is given. Raises CustomerGoneError, CustomerMissingError."""

    def decision(file: CustomerFile, doing: Actor) -> CustomerChange:
        file.require_present()
        note_id = entry_id(doing.at, deed)
        note = Note(id=note_id, customer=customer, text=text, who=doing.who, at=doing.at)
        entry = audit_note(NOTE_WRITTEN, note, doing)
        return CustomerChange(before=file, after=file, audit=(entry,), note=note, made=note_id)

    return change_customer_file(customer, by, deed, desk, decision)


def remove_note(customer: str, note: str, by: Actor, deed: str, desk: CareDesk) -> None:
    """For good: nobody can read it afterwards. Raises EntryMissingError, CustomerMissingError."""

    def decision(file: CustomerFile, doing: Actor) -> CustomerChange:
        entry = audit_note(NOTE_REMOVED, desk.book.note(customer, note), doing)
        return CustomerChange(before=file, after=file, audit=(entry,), removed_note=note, made=note)

    change_customer_file(customer, by, deed, desk, decision)
