"""Stores the demo in the product's own store. A second time it keeps what callers have done."""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, replace

from pynamodb.exceptions import PutError

from agentline.adapters.dynamodb import rows
from agentline.adapters.dynamodb.catalogue import store_price_list, store_service_line
from agentline.adapters.dynamodb.codes import TableCodes
from agentline.adapters.dynamodb.mapping.customers import (
    block_to_json,
    customer_key,
    number_row,
)
from agentline.adapters.dynamodb.prices import discount_to_json
from agentline.adapters.dynamodb.register import TableRegister
from agentline.domain.account import open_account
from agentline.domain.audit import AuditEntry, audit_code
from agentline.domain.catalogue import PriceListVersion
from agentline.domain.customer import Block, Customer, NumberEntry
from agentline.domain.phone_number import PhoneNumber
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

    Service lines are written anew each time, price-list versions, customers and codes once. A seed
    that was interrupted is completed by the next.
    """
    for line in demo.lines:
        store_service_line(line)
    progress(f"{len(demo.lines)} service lines")
    versions = sum(_store_price_list(version) for version in demo.price_lists)
    progress(f"{len(demo.price_lists)} price lists")
    register = TableRegister()
    customers = 0
    for customer in demo.customers:
        customers += _register(customer, register)
        _give_code(customer, register, codes)
    progress(f"{len(demo.customers)} customers")
    for number, block in demo.blocked_numbers:
        _block(number, block, register)
    return Seeded(customers=customers, price_lists=versions)


def _store_price_list(version: PriceListVersion) -> bool:
    try:
        store_price_list(version)
    except PutError as error:
        if error.cause_response_code != "ConditionalCheckFailedException":
            raise
        return False
    return True


def _register(demo: DemoCustomer, register: TableRegister) -> bool:
    first, *others = demo.numbers
    known = register.number_entry(first)
    if known is None or known.customer is None:
        number = register.next_customer_number()
        # Before the customer: who is registered has all their terms.
        _store_terms(number, demo)
        unclaimed = known or NumberEntry(number=first, customer=None, block=None)
        _register_customer(number, demo, replace(unclaimed, customer=number), register)
    else:
        number = known.customer
    for other in others:
        _link(other, number, demo, register)
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


def _store_terms(customer: str, demo: DemoCustomer) -> None:
    for position, discount in enumerate(demo.discount, start=1):
        rows.DiscountRow(
            customer_key(customer),
            f"ACCOUNT.DISCOUNT#{position:03}",
            discount=discount_to_json(discount.to_domain()),
        ).save()
    for position, block in enumerate(demo.block, start=1):
        rows.BlockRow(
            customer_key(customer),
            f"ACCOUNT.BLOCK#{position:03}",
            block=block_to_json(block.to_domain()),
        ).save()


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


def _block(number: PhoneNumber, block: Block, register: TableRegister) -> None:
    if register.number_entry(number) is None:
        number_row(NumberEntry(number=number, customer=None, block=block)).save()


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
