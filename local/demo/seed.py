"""Stores the demo in the product's own store. A second time it keeps what was done meanwhile."""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, replace
from hashlib import sha256

from pynamodb.exceptions import PutError

from agentline.adapters.dynamodb import rows
from agentline.adapters.dynamodb.catalogue import store_price_list, store_service_line
from agentline.adapters.dynamodb.catalogue_book import TableCatalogueBook
from agentline.adapters.dynamodb.codes import TableCodes
from agentline.adapters.dynamodb.customer_book import TableCustomerBook
from agentline.adapters.dynamodb.mapping.customers import customer_key
from agentline.adapters.dynamodb.register import TableRegister
from agentline.domain.account import open_account
from agentline.domain.audit import AuditEntry, audit_code
from agentline.domain.blocking import BlockTerms, place_block, place_number_block
from agentline.domain.catalogue import PriceListVersion
from agentline.domain.customer import Block, Customer, NumberEntry
from agentline.domain.discounting import agree_discount
from agentline.domain.kept_entry import entry_id
from agentline.domain.phone_number import PhoneNumber
from agentline.domain.receivables import Actor
from agentline.ports import CodeTakenError
from local.demo.files import Demo
from local.demo.model import DemoCustomer

SOURCE = "demo"
WHY = "part of the demo that a new stage begins with"


@dataclass(frozen=True, slots=True)
class Seeded:
    """How much was new this time."""

    customers: int
    price_lists: int


def seed(
    demo: Demo, codes: TableCodes, progress: Callable[[str], None] = lambda _sentence: None
) -> Seeded:
    """Store what is missing, into the table that was chosen with `use_table`.

    What is there stays as staff and callers have made it; a seed that was interrupted is completed
    by the next.
    """
    kept = TableCatalogueBook()
    for line in demo.lines:
        if kept.line(line.number) is None:
            store_service_line(line)
    progress(f"{len(demo.lines)} service lines")
    versions = sum(_store_price_list(version) for version in demo.price_lists)
    progress(f"{len(demo.price_lists)} price lists")
    register, book = TableRegister(), TableCustomerBook()
    customers = 0
    for customer in demo.customers:
        customers += _register(customer, register, book)
        _give_code(customer, register, codes)
    progress(f"{len(demo.customers)} customers")
    for number, block in demo.blocked_numbers:
        _block(number, block, book)
    return Seeded(customers=customers, price_lists=versions)


def _store_price_list(version: PriceListVersion) -> bool:
    try:
        store_price_list(version)
    except PutError as error:
        if error.cause_response_code != "ConditionalCheckFailedException":
            raise
        return False
    return True


def _register(demo: DemoCustomer, register: TableRegister, book: TableCustomerBook) -> bool:
    first, *others = demo.numbers
    known = register.number_entry(first)
    if known is None or known.customer is None:
        number = register.next_customer_number()
        unclaimed = known or NumberEntry(number=first, customer=None, block=None)
        _register_customer(number, demo, replace(unclaimed, customer=number), register)
    else:
        number = known.customer
    for other in others:
        _link(other, number, demo, register)
    _agree_terms(number, demo, book)
    return known is None


def _give_code(demo: DemoCustomer, register: TableRegister, codes: TableCodes) -> None:
    """The demo's code, chosen so that it can be told; a customer who has one by now keeps that."""
    entry = register.number_entry(demo.numbers[0])
    if demo.code is None or entry is None or entry.customer is None:
        return
    row = rows.AccountRow.get(customer_key(entry.customer), "ACCOUNT", consistent_read=True)
    if row.code:
        return
    if demo.requires_code:
        row.update(actions=[rows.AccountRow.requires_code.set(True)])
    audit = audit_code(entry.customer, SOURCE, WHY, demo.registered_at)
    # One that meanwhile was given to somebody else stays theirs.
    with suppress(CodeTakenError):
        codes.store(entry.customer, demo.code, audit)


def _agree_terms(customer: str, demo: DemoCustomer, book: TableCustomerBook) -> None:
    """Once: what staff have ended since stays ended."""
    by = Actor(who=SOURCE, why=WHY, at=demo.registered_at)
    for position, discount in enumerate(demo.discount):
        deed = _deed(demo.numbers[0], "discount", position)
        if book.made_by(deed) is None:
            file, discount_id = book.file(customer), entry_id(by.at, deed)
            book.store(agree_discount(file, discount.to_domain(), discount_id, by), deed)
    for position, wanted in enumerate(demo.block):
        deed, block = _deed(demo.numbers[0], "block", position), wanted.to_domain()
        if book.made_by(deed) is None:
            by = Actor(who=SOURCE, why=WHY, at=block.valid_from)
            file, block_id = book.file(customer), entry_id(by.at, deed)
            book.store(place_block(file, _terms_of(block), block_id, by), deed)


def _register_customer(
    number: str, demo: DemoCustomer, entry: NumberEntry, register: TableRegister
) -> None:
    customer = Customer(
        number=number,
        owner=demo.owner(),
        language=demo.language,
        registered_at=demo.registered_at,
        source=SOURCE,
        fetched_at=demo.registered_at,
    )
    after = {"number": entry.number, "limit": demo.limit.decimal}
    audit = _audit(number, demo, "customer_registered", number, after)
    register.register_customer(
        customer, entry, open_account(number, demo.limit), demo.price_list, audit
    )


def _link(number: PhoneNumber, customer: str, demo: DemoCustomer, register: TableRegister) -> None:
    known = register.number_entry(number)
    if known is not None and known.customer is not None:
        return
    unclaimed = known or NumberEntry(number=number, customer=None, block=None)
    audit = _audit(customer, demo, "number_linked", number, {"number": number})
    register.link_number(replace(unclaimed, customer=customer), customer, audit)


def _block(number: PhoneNumber, block: Block, book: TableCustomerBook) -> None:
    deed = _deed(number, "block", 0)
    if book.made_by(deed) is None:
        by = Actor(who=SOURCE, why=WHY, at=block.valid_from)
        entry = book.number_entry(number) or NumberEntry(number=number, customer=None, block=None)
        change = place_number_block(entry, _terms_of(block), entry_id(by.at, deed), by)
        book.store_number_block(change, deed)


def _terms_of(block: Block) -> BlockTerms:
    return BlockTerms(
        reason=block.reason,
        note=block.note,
        valid_from=block.valid_from,
        valid_until=block.valid_until,
    )


def _deed(subject: PhoneNumber, what: str, position: int) -> str:
    return sha256(f"demo {subject} {what} {position}".encode()).hexdigest()[:24]


def _audit(
    customer: str, demo: DemoCustomer, what: str, subject: str, after: dict[str, str]
) -> AuditEntry:
    return AuditEntry(
        customer=customer,
        at=demo.registered_at,
        who=SOURCE,
        what=what,
        subject=subject,
        before={},
        after=after,
        why=WHY,
    )
