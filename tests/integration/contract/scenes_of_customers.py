"""Scenes: customers, their numbers, codes, blocks, discounts, notes, credit and ends."""

from dataclasses import replace

from tests.integration.billing.house import Caller
from tests.integration.contract.scenes import (
    CUSTOMER,
    OTHER_CUSTOMER,
    TAG,
    Names,
    World,
    scene,
)
from tests.integration.office.customers import REASON

NUMBER, ENTRY, TOKEN = "070-174 06 05", "20260310140305120000-0b8f6c", "0f3a5c7e9b1d"
FRAUD = {"kind": "fraud", **REASON}


@scene("list_customers", "create_customer", "preview_customer")
@scene("get_number", "get_me", "get_settings")
@scene("list_blocks", "list_number_blocks", "place_number_block", "list_address_findings")
def nobody(_world: World) -> Names:
    return {}


@scene("get_customer", "change_customer", "close_customer")
@scene("list_customer_numbers", "get_pin", "issue_pin", "list_customer_blocks")
@scene("place_customer_block", "list_discounts", "agree_discount", "list_notes", "write_note")
@scene("give_goodwill", "preview_limit", "list_credit_history", "get_address", "check_address")
@scene("get_timeline", "export_customer", "preview_erasure", "erase_customer")
def a_customer(world: World) -> Names:
    caller = world.house.register()
    return {CUSTOMER: caller.customer, TAG: world.tag_of(_path(caller))}


@scene("get_credit", "change_limit", "change_terms")
def a_credit(world: World) -> Names:
    caller = world.house.register()
    return {CUSTOMER: caller.customer, TAG: world.tag_of(f"{_path(caller)}/credit")}


@scene("preview_merging", "merge_customer")
def two_customers(world: World) -> Names:
    source, into = world.house.register(), world.house.register()
    return {CUSTOMER: source.customer, OTHER_CUSTOMER: into.customer}


@scene("reopen_customer")
def a_closed_customer(world: World) -> Names:
    caller = world.house.register()
    path = _path(caller)
    closed = world.do("POST", f"{path}/closing", REASON, version=world.tag_of(path))
    return {CUSTOMER: caller.customer, TAG: closed.tag}


@scene("link_number")
def a_customer_and_a_free_number(world: World) -> Names:
    number = world.house.new_number()
    return {CUSTOMER: world.house.register().customer, NUMBER: f"0{number.removeprefix('+46')}"}


@scene("unlink_number")
def a_customer_of_a_number(world: World) -> Names:
    caller = world.house.register()
    return {CUSTOMER: caller.customer, NUMBER: caller.number}


@scene("revoke_pin")
def a_customer_with_a_code(world: World) -> Names:
    caller = world.house.register()
    world.do("POST", f"{_path(caller)}/pin", REASON)
    return {CUSTOMER: caller.customer}


@scene("end_customer_block")
def a_block(world: World) -> Names:
    return _entry(world, "blocks", FRAUD)


@scene("end_discount")
def a_discount(world: World) -> Names:
    return _entry(world, "discounts", {"kind": "percent", "percent": "10", **REASON})


@scene("remove_note")
def a_note(world: World) -> Names:
    return _entry(world, "notes", {"text": "Rings in the evening."})


@scene("get_number_block", "end_number_block")
def a_blocked_number(world: World) -> Names:
    number = world.house.new_number()
    world.do("POST", "/number-blocks", {"number": number, **FRAUD})
    return {NUMBER: number}


@scene("decide_address")
def a_customer_who_has_moved(world: World) -> Names:
    caller = world.house.register()
    owner = world.directory.owners[caller.number]
    world.directory.owners[caller.number] = replace(owner, street=f"Nya gatan {caller.customer}")
    checked = world.do("POST", f"{_path(caller)}/address/checking", REASON)
    return {CUSTOMER: caller.customer, TOKEN: checked.json["address"]["finding"]["token"]}


def _entry(world: World, kind: str, body: dict[str, str]) -> Names:
    caller = world.house.register()
    made = world.do("POST", f"{_path(caller)}/{kind}", body)
    return {CUSTOMER: caller.customer, ENTRY: made.json["id"]}


def _path(caller: Caller) -> str:
    return f"/customers/{caller.customer}"
