"""Entries of the audit trail for what staff do about customers and numbers (invariant I8)."""

from collections.abc import Mapping
from datetime import datetime

from agentline.domain.account import Account
from agentline.domain.audit import CUSTOMER_REGISTERED, NUMBER_LINKED, AuditEntry
from agentline.domain.customer import Block, Customer
from agentline.domain.customer_file import CustomerFile
from agentline.domain.discount import Discount
from agentline.domain.kept_entry import AgreedDiscount, Note, PlacedBlock
from agentline.domain.phone_number import PhoneNumber
from agentline.domain.receivables import Actor

CUSTOMER_CHANGED = "customer_changed"
CUSTOMER_CLOSED = "customer_closed"
CUSTOMER_REOPENED = "customer_reopened"
NUMBER_UNLINKED = "number_unlinked"
CODE_REVOKED = "code_revoked"
BLOCK_PLACED = "block_placed"
BLOCK_ENDED = "block_ended"
DISCOUNT_AGREED = "discount_agreed"
DISCOUNT_ENDED = "discount_ended"
NOTE_WRITTEN = "note_written"
NOTE_REMOVED = "note_removed"

type Told = Mapping[str, str]


def audit_new_customer(
    customer: Customer,
    opened: Account,
    price_list: str,
    numbers: tuple[PhoneNumber, ...],
    by: Actor,
) -> tuple[AuditEntry, ...]:
    """The registration, which names the first number, and the linking of each further one."""
    after = {"limit": opened.limit.decimal, "price_list": price_list}
    if numbers:
        after["number"] = numbers[0]
    registration = _entry(customer.number, CUSTOMER_REGISTERED, customer.number, by, after=after)
    return registration, *(audit_linking(customer.number, number, by) for number in numbers[1:])


def audit_file(what: str, before: CustomerFile, after: CustomerFile, by: Actor) -> AuditEntry:
    """What is another than before, and nothing else."""
    old, new = _told_of_file(before), _told_of_file(after)
    changed = [name for name in old if old[name] != new[name]]
    return _entry(
        before.number,
        what,
        before.number,
        by,
        before={name: old[name] for name in changed},
        after={name: new[name] for name in changed},
    )


def audit_linking(customer: str, number: PhoneNumber, by: Actor) -> AuditEntry:
    return _entry(customer, NUMBER_LINKED, number, by, after={"number": number})


def audit_unlinking(customer: str, number: PhoneNumber, by: Actor) -> AuditEntry:
    return _entry(customer, NUMBER_UNLINKED, number, by, before={"number": number})


def audit_block_placed(placed: PlacedBlock, customer: str | None) -> AuditEntry:
    """`customer` is whose number it is, where a number is blocked."""
    return _entry(
        customer, BLOCK_PLACED, _subject(placed), placed.placed, after=_told_of_block(placed.block)
    )


def audit_block_ended(
    before: PlacedBlock, after: PlacedBlock, customer: str | None, by: Actor
) -> AuditEntry:
    return _entry(
        customer,
        BLOCK_ENDED,
        _subject(before),
        by,
        before=_told_of_block(before.block),
        after=_told_of_block(after.block),
    )


def audit_discount_agreed(agreed: AgreedDiscount) -> AuditEntry:
    after = _told_of_discount(agreed.discount)
    return _entry(agreed.customer, DISCOUNT_AGREED, agreed.id, agreed.agreed, after=after)


def audit_discount_ended(agreed: AgreedDiscount, by: Actor) -> AuditEntry:
    return _entry(
        agreed.customer,
        DISCOUNT_ENDED,
        agreed.id,
        by,
        before=_told_of_discount(agreed.discount),
        after={"ended_at": by.at.isoformat()},
    )


def audit_note(what: str, note: Note, by: Actor) -> AuditEntry:
    """What the note says, or said, is not for ever: it is not told here."""
    told = {"written_by": note.who, "written_at": note.at.isoformat()}
    is_new = what == NOTE_WRITTEN
    return _entry(
        note.customer,
        what,
        note.id,
        by,
        before={} if is_new else told,
        after=told if is_new else {},
    )


def _entry(
    customer: str | None,
    what: str,
    subject: str,
    by: Actor,
    *,
    before: Told | None = None,
    after: Told | None = None,
) -> AuditEntry:
    return AuditEntry(
        customer=customer,
        at=by.at,
        who=by.who,
        what=what,
        subject=subject,
        before=before or {},
        after=after or {},
        why=by.why,
    )


def _told_of_file(file: CustomerFile) -> Told:
    customer, owner = file.customer, file.customer.owner
    return {
        "name": owner.name,
        "street": owner.street,
        "postcode": owner.postcode,
        "city": owner.city,
        "country": owner.country,
        "email": customer.email or "",
        "language": customer.language.value,
        "tags": ", ".join(sorted(customer.tags)),
        "status": customer.status.value,
        "price_list": file.price_list,
        "code": "set" if file.code else "none",
        "requires_code": "yes" if file.requires_code else "no",
    }


def _told_of_block(block: Block) -> Told:
    return {
        "block": block.reason.value,
        "note": block.note,
        **_told_of_time(block.valid_from, block.valid_until),
    }


def _told_of_discount(discount: Discount) -> Told:
    return {
        "kind": discount.kind.value,
        **({"percent": str(discount.percent.value)} if discount.percent else {}),
        **({"amount": discount.amount.decimal} if discount.amount else {}),
        "article": discount.article or "all",
        **_told_of_time(discount.valid_from, discount.valid_until),
    }


def _told_of_time(valid_from: datetime | None, valid_until: datetime | None) -> Told:
    ends = {"valid_from": valid_from, "valid_until": valid_until}
    return {name: end.isoformat() for name, end in ends.items() if end}


def _subject(placed: PlacedBlock) -> str:
    return placed.number or placed.block.id
