"""What the deployed API may do with customers: its role is as narrow as the code allows."""

from collections.abc import Callable, Mapping
from itertools import count
from typing import Any

import pytest

from agentline.domain.staff import Role
from local.staff_api import StaffApi

_numbers = count(46_733_100_001)


@pytest.fixture
def admin(staff_api: Callable[[Role], StaffApi]) -> StaffApi:
    return staff_api(Role.ADMIN)


def done(api: StaffApi, method: str, path: str, body: Mapping[str, Any], **more: Any) -> Any:
    answer = api.ask(method, path, body, **more)
    assert answer.is_success, answer.text
    return answer.json


def registered(api: StaffApi, street: str) -> str:
    body = {
        "name": "Siv Dubbel",
        "street": street,
        "postcode": "123 45",
        "city": "Provstad",
        "numbers": [f"+{next(_numbers)}"],
        "email": "siv@example.com",
        "tags": ["vip"],
        "reason": "gave her address by telephone",
    }
    return str(done(api, "POST", "/customers", body)["number"])


def test_customers_are_registered_merged_exported_and_erased(admin: StaffApi) -> None:
    source, into = registered(admin, "Dubbelgatan 1"), registered(admin, "Dubbelgatan 2")
    for customer in (source, into):
        done(admin, "POST", f"/customers/{customer}/notes", {"text": "rings from two telephones"})
    block = {"kind": "own_request", "reason": "asked for it"}
    placed = done(admin, "POST", f"/customers/{source}/blocks", block)
    merging = {"into": into, "reason": "one person, registered twice"}
    assert done(admin, "POST", f"/customers/{source}/merging", merging)["into"] == into
    ended = {"reason": "asked for it"}
    done(admin, "POST", f"/customers/{into}/blocks/{placed['id']}/ending", ended)
    kept = admin.ask("GET", f"/customers/{into}/export").json
    assert (kept["customers"], len(kept["notes"])) == ([into, source], 2)
    done(admin, "POST", f"/customers/{into}/erasure", {"reason": "asked for in writing"})
    assert admin.ask("GET", f"/customers/{into}").json["status"] == "erased"
    assert admin.ask("GET", "/customers", query={"search": "siv dubbel"}).json["items"] == []


def test_live_calls_and_quarantine_can_be_read(admin: StaffApi) -> None:
    for path in ("/calls/live", "/quarantine", "/unmatched", "/reports/today"):
        answer = admin.ask("GET", path)
        assert answer.status == 200, answer.text
