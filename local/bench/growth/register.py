"""Rows of a group's customers: numbers, accounts and search entries."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime

from agentline.adapters.dynamodb import rows
from agentline.adapters.dynamodb.address_rows import AddressRow, address_row
from agentline.adapters.dynamodb.mapping.accounts import audit_row
from agentline.adapters.dynamodb.registration import new_customer_rows
from agentline.customer_ports import NewCustomer
from agentline.domain.account import Account, open_account
from agentline.domain.address_file import (
    AddressFile,
    AddressOutcome,
    AddressVersion,
    Finding,
    Match,
    Reading,
)
from agentline.domain.audit import audit_registration
from agentline.domain.catalogue import Language
from agentline.domain.customer import Customer, NumberEntry
from agentline.domain.hold import Hold
from agentline.domain.money import sek
from agentline.domain.phone_number import PhoneNumber, phone_number
from local.bench.growth.group import (
    LATE,
    MANY,
    NOW,
    REGULAR,
    Group,
    contact_of,
    number_of,
    owner_of,
)
from local.bench.growth.sales import STATES
from local.bench.scene import PRICE_LIST

TAG = "vip"
_LIMIT = sek(100_000)
_DIRECTORY = "nrop"


def register_rows(group: Group) -> Iterator[rows.Row]:
    """What registrations write. Some of the customers are on the line just now, have closed bases,
    and live elsewhere by now."""
    some = set(group.customers[: group.count])
    for number in group.customers:
        customer, account = _customer(number, group.at(0)), open_account(number, _LIMIT)
        if number in some:
            hold = Hold(amount=sek(10_000), talk_seconds=300, placed_at=group.at(LATE))
            basis = replace(account.open_basis, number=len(STATES) + 2)
            account = replace(account, holds={contact_of(number, LATE): hold}, open_basis=basis)
            yield audit_row(audit_registration(customer, number_of(number), _LIMIT))
            yield address_row(_moved(customer, group.at(1)), 2)
        for row in _new_rows(customer, account, [number_of(number)]):
            if not (number in some and isinstance(row, AddressRow)):
                yield row


def regular_rows() -> Iterator[rows.Row]:
    """The regular customer, who has more numbers than a page."""
    more = [phone_number(f"+46705{index:06d}") for index in range(MANY)]
    account = open_account(REGULAR, _LIMIT)
    yield from _new_rows(_customer(REGULAR, NOW), account, [number_of(REGULAR), *more])


def _new_rows(
    customer: Customer, account: Account, numbers: Sequence[PhoneNumber]
) -> Sequence[rows.Row]:
    entries = (NumberEntry(number=each, customer=customer.number, block=None) for each in numbers)
    new = NewCustomer(
        customer=customer,
        opened=account,
        price_list=PRICE_LIST.name,
        numbers=tuple(entries),
        audit=(),
    )
    return new_customer_rows(new)


def _customer(number: str, at: datetime) -> Customer:
    return Customer(
        number=number,
        owner=owner_of(number),
        language=Language.SWEDISH,
        registered_at=at,
        source=_DIRECTORY,
        fetched_at=at,
        email=f"anna.{number}@example.com",
        tags=frozenset({TAG}),
    )


def _moved(customer: Customer, at: datetime) -> AddressFile:
    """The directory has them at another address by now."""
    version = AddressVersion(
        owner=customer.owner, source=customer.source, fetched_at=customer.fetched_at
    )
    number = number_of(customer.number)
    reading = Reading(
        number=number,
        match=Match.DIFFERENT,
        directory=_DIRECTORY,
        fetched_at=at,
        owner=replace(customer.owner, city="Annanstad"),
    )
    finding = Finding(
        outcome=AddressOutcome.DIFFERS,
        registered=version,
        readings=(reading,),
        noticed_at=at,
        answered_at=at,
    )
    return AddressFile(
        customer=customer.number, version=version, numbers=(number,), finding=finding, revision=1
    )
