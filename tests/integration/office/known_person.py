"""Somebody of whom all kinds of things are known, and where in the table they can still be told."""

import json
from dataclasses import replace
from datetime import timedelta
from typing import Any, cast

from agentline.adapters.dynamodb import rows
from agentline.adapters.dynamodb.addresses import TableAddresses
from agentline.adapters.dynamodb.listings import TableListings
from agentline.domain.basis_edit import LineText
from agentline.domain.customer import Listing, ListingStatus
from agentline.domain.order import Order
from agentline.services.check_addresses import AddressDesk, ask_directory
from agentline.services.edit_basis import edit_basis
from agentline.services.issue_code import issue_code
from tests.fakes import FakeDirectory
from tests.integration.billing.house import Caller, House
from tests.integration.call_path.ringing import link
from tests.integration.office.customers import change
from tests.reception import Reception

NAME, STREET, EMAIL, NOTE = "Siv Exempel", "Gatan", "siv@example.com", "is shy of strangers"
TAG = "shy-siv"


def paid_caller(house: House) -> Caller:
    """A customer who owes nothing: one basis, dispatched and paid."""
    caller = house.blocked_caller()
    reference = caller.reference()
    [line] = house.draft(reference).orders
    assert isinstance(line, Order)
    words = LineText(line=line.contact, text=f"call of {NAME}")
    edit_basis(reference, words, "anna", f"{NAME} asked for it", house.desk)
    house.dispatch(reference)
    house.tell(replace(caller.pays(98_500), text=f"from {NAME}"))
    return caller


def known_caller(house: House, office: Reception) -> Caller:
    """The same, and whatever else the product may know of somebody."""
    caller = paid_caller(house)
    link(house.screening, house.new_number(), caller.customer)
    know(house, office, caller)
    return caller


def know(house: House, office: Reception, caller: Caller) -> None:
    codes, now = house.screening.codes, house.clock()
    tell_staff(office, caller, "a year ago")
    issue_code(caller.customer, "anna", f"{NAME} asked for it", codes, now)
    codes.count_try(caller.number, now)
    owner = house.desk.book.buyer(caller.customer).owner
    listing = Listing(status=ListingStatus.FOUND, directory="fake", fetched_at=now, owner=owner)
    TableListings().keep(caller.number, listing, now + timedelta(days=30))
    directory = cast("FakeDirectory", house.screening.directory)
    directory.owners[caller.number] = replace(owner, street=f"{STREET} 2")
    addresses = AddressDesk(
        addresses=TableAddresses(),
        owners=house.screening.register,
        directory=directory,
        pace=lambda: None,
    )
    assert ask_directory(caller.customer, addresses, house.clock()) == "differs"


def tell_staff(office: Reception, caller: Caller, when: str) -> None:
    """All that staff can write about somebody in their own words; what bars them has ended."""
    path, reason = f"/customers/{caller.customer}", f"{NAME} asked for it {when}"
    shy = {"kind": "conduct", "note": NOTE, "reason": reason}
    rated = {"kind": "percent", "percent": "10", "reason": reason}
    changed = change(office, caller.customer, email=EMAIL, tags=[TAG])
    assert changed.status == 200, changed.text
    for where, body in (("blocks", shy), ("discounts", rated), ("notes", {"text": NOTE})):
        made = office.ask("POST", f"{path}/{where}", body)
        assert made.status == 201, made.text
        if where == "blocks":
            ended = office.ask(
                "POST", f"{path}/blocks/{made.json['id']}/ending", {"reason": f"{NAME} is sorry"}
            )
            assert ended.status == 200, ended.text
    on_number = office.ask("POST", "/number-blocks", {"number": caller.number, **shy})
    assert on_number.status == 201, on_number.text
    ended = office.ask("POST", f"/number-blocks/{caller.number}/ending", {"reason": "is sorry"})
    assert ended.status == 200, ended.text


def rows_that_name(*callers: Caller) -> set[str]:
    """Sort keys, up to the first #, of all rows of the table that tell who somebody is."""
    client: Any = rows.Row.connect().client
    items = client.scan(TableName=rows.Row.Meta.table_name)["Items"]
    words = [
        NAME,
        STREET,
        EMAIL,
        NOTE,
        TAG,
        NAME.lower(),
        *(caller.number.lstrip("+") for caller in callers),
    ]
    return {
        item["sk"]["S"].partition("#")[0]
        for item in items
        if any(word in json.dumps(item, default=str) for word in words)
    }
