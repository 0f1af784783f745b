"""Numbers and codes of customers over the staff API, on the store."""

import logging
from concurrent.futures import ThreadPoolExecutor

import pytest

from agentline.domain.call import Step
from agentline.domain.phone_number import phone_number
from agentline.domain.staff import Role
from agentline.services.care_desk import CareDesk
from agentline.services.customer_numbers import NumberTakenByError, link_number
from tests.integration.billing.house import House
from tests.integration.call_path.ringing import enter, new_call, ring
from tests.integration.office.customers import (
    BY,
    REASON,
    a_number,
    change,
    register,
    trail,
)
from tests.reception import Reception


def test_a_number_is_linked_looked_up_and_unlinked(house: House, office: Reception) -> None:
    customer, number = register(office), a_number()
    path = f"/customers/{customer}/numbers"
    body = {"number": f"00{number[1:]}", **REASON}
    linked = office.ask("POST", path, body, role=Role.SUPPORT, key="linking-1")
    assert (linked.status, linked.json) == (
        201,
        {"number": number, "customer": customer, "block": None},
    )
    assert office.ask("POST", path, body, role=Role.SUPPORT, key="linking-1").text == linked.text
    assert ring(house.screening, linked.json["number"]).customer == customer
    taken = office.ask("POST", path, body)
    assert (taken.status, taken.code) == (409, "number_taken")
    assert customer in taken.json["detail"]
    domestic = f"0{number[3:5]}-{number[5:]}"
    assert office.ask("GET", f"/numbers/{domestic}").json == linked.json
    unlinked = office.ask("POST", f"{path}/{domestic}/unlinking", REASON)
    assert (unlinked.status, unlinked.json["customer"]) == (200, None)
    assert office.ask("GET", path).json["items"] == []
    again = office.ask("POST", f"{path}/{number}/unlinking", REASON)
    assert (again.status, again.code) == (404, "number_missing")
    [entry] = trail(customer, "number_unlinked")
    assert (entry.subject, entry.before, entry.after) == (number, {"number": number}, {})
    assert ring(house.screening, linked.json["number"]).reason == "number_unmatched"
    assert office.ask("POST", path, body).status == 201


def test_a_number_of_somebody_else_is_not_unlinked(office: Reception) -> None:
    number = a_number()
    owner, other = register(office, numbers=[number]), register(office)
    refused = office.ask("POST", f"/customers/{other}/numbers/{number}/unlinking", REASON)
    assert (refused.status, refused.code) == (404, "number_missing")
    assert office.ask("GET", f"/numbers/{number}").json["customer"] == owner


def test_a_block_on_a_number_outlasts_its_customers(office: Reception) -> None:
    customer, number = register(office), a_number()
    office.ask("POST", "/number-blocks", {"number": number, "kind": "fraud", **REASON})
    linked = office.ask("POST", f"/customers/{customer}/numbers", {"number": number, **REASON})
    assert linked.json["block"]["kind"] == "fraud"
    path = f"/customers/{customer}/numbers/{number}/unlinking"
    assert office.ask("POST", path, REASON).json["block"]["kind"] == "fraud"


@pytest.mark.parametrize("number", ["112", "hello", "+4670", "anonymous"])
def test_what_is_no_number_is_nobodys(office: Reception, number: str) -> None:
    answered = office.ask("GET", f"/numbers/{number}")
    assert (answered.status, answered.code) == (404, "not_found")
    body = {"number": number, **REASON}
    refused = office.ask("POST", f"/customers/{register(office)}/numbers", body)
    assert (refused.status, refused.json["errors"][0]["field"]) == (422, "body.number")


def test_f41_of_customers_who_get_one_number_at_once_one_does(
    care: CareDesk, office: Reception
) -> None:
    number, customers = phone_number(a_number()), [register(office) for _ in range(6)]

    def link(customer: str) -> bool:
        try:
            link_number(customer, number, BY, f"linking-to-{customer}", care)
        except NumberTakenByError:
            return False
        return True

    with ThreadPoolExecutor(6) as threads:
        linked = [
            customer
            for customer, is_theirs in zip(customers, threads.map(link, customers), strict=True)
            if is_theirs
        ]
    assert [office.ask("GET", f"/numbers/{number}").json["customer"]] == linked


def test_f40_a_code_is_told_once_and_nowhere_else(
    house: House, office: Reception, caplog: pytest.LogCaptureFixture
) -> None:
    caller = house.register()
    path = f"/customers/{caller.customer}/pin"
    assert office.ask("GET", path).json == {
        "customer": caller.customer,
        "is_set": False,
        "issued_at": None,
        "is_required": False,
    }
    with caplog.at_level(logging.DEBUG):
        issued = office.ask("POST", path, REASON, role=Role.SUPPORT, key="issuing-1")
    code = issued.json["code"]
    assert issued.status == 201
    assert code not in caplog.text
    again = office.ask("POST", path, REASON, role=Role.SUPPORT, key="issuing-1")
    assert (again.status, again.code) == (409, "shown_once")
    seen = office.ask("GET", path).json
    assert (seen["is_set"], bool(seen["issued_at"])) == (True, True)
    assert office.ask("GET", f"/customers/{caller.customer}").json["has_code"]
    assert _enters(house, code)
    [entry] = trail(caller.customer, "code_issued")
    assert code not in str(entry)
    assert entry.who == "support@example.com"


def test_a_new_code_voids_the_one_before_and_what_staff_saw(
    house: House, office: Reception
) -> None:
    caller = house.register()
    path = f"/customers/{caller.customer}"
    tag = office.ask("GET", path).tag
    codes = [office.ask("POST", f"{path}/pin", REASON).json["code"] for _ in range(2)]
    assert [_enters(house, code) for code in codes] == [False, True]
    stale = office.ask("PATCH", path, {"language": "en", **REASON}, version=tag)
    assert (stale.status, stale.code) == (412, "version_stale")


def test_a_code_is_revoked_unless_it_must_be_entered(house: House, office: Reception) -> None:
    caller = house.register()
    path = f"/customers/{caller.customer}/pin"
    none = office.ask("POST", f"{path}/revoking", REASON)
    assert (none.status, none.code) == (409, "code_missing")
    code = office.ask("POST", path, REASON).json["code"]
    change(office, caller.customer, requires_code=True)
    required = office.ask("POST", f"{path}/revoking", REASON)
    assert (required.status, required.code) == (409, "code_required")
    change(office, caller.customer, requires_code=False)
    revoked = office.ask("POST", f"{path}/revoking", REASON)
    assert (revoked.status, revoked.json["is_set"]) == (200, False)
    assert not _enters(house, code)
    [entry] = trail(caller.customer, "code_revoked")
    assert (entry.before, entry.after) == ({"code": "set"}, {"code": "none"})


def _enters(house: House, code: str) -> bool:
    call = new_call()
    assert ring(house.screening, None, call=call).reason == "number_withheld"
    return enter(house.screening, None, call, Step.CODE_1, code).verdict == "ADMIT"
