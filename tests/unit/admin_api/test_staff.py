"""Who may sign in, and as what."""

from dataclasses import replace

import pytest

from agentline.domain.staff import Role
from tests.reception import claims_of
from tests.unit.admin_api.office import Office

REASON = {"reason": "changes department"}
ANNA = {"email": "Anna@Example.com", "role": "support", "reason": "begins on Monday"}


@pytest.fixture
def anna(office: Office) -> str:
    return str(office.ask("POST", "/staff", ANNA, role=Role.ADMIN).json["id"])


def test_somebody_is_invited_once(office: Office, anna: str) -> None:
    seen = office.ask("GET", f"/staff/{anna}", role=Role.ADMIN).json
    assert (seen["email"], seen["role"], seen["state"]) == (
        "anna@example.com",
        "support",
        "invited",
    )
    again = office.ask("POST", "/staff", ANNA, role=Role.ADMIN)
    assert (again.status, again.code) == (409, "staff_exists")


def test_another_role_counts_at_once_and_old_tokens_no_more(office: Office, anna: str) -> None:
    claims = claims_of(Role.SUPPORT) | {"sub": anna}
    assert office.ask("GET", "/me", claims=claims).status == 200
    body = {"role": "viewer", **REASON}
    path = f"/staff/{anna}/role"
    stale = office.ask("PUT", path, body, role=Role.ADMIN, version='"billing"')
    assert (stale.status, stale.code) == (412, "version_stale")
    changed = office.ask("PUT", path, body, role=Role.ADMIN, version='"support"')
    assert (changed.status, changed.json["role"]) == (200, "viewer")
    old = office.ask("GET", "/me", claims=claims)
    assert (old.status, old.code) == (401, "not_authenticated")
    fresh = str(int(office.house.clock().timestamp()) + 1)
    assert office.ask("GET", "/me", claims=claims | {"iat": fresh}).status == 200


def test_who_is_barred_is_out_and_may_be_let_in_again(office: Office, anna: str) -> None:
    barred = office.ask("POST", f"/staff/{anna}/barring", REASON, role=Role.ADMIN)
    assert barred.json["state"] == "disabled"
    assert office.ask("GET", "/me", claims=claims_of(Role.SUPPORT) | {"sub": anna}).status == 401
    admitted = office.ask("POST", f"/staff/{anna}/admission", REASON, role=Role.ADMIN)
    assert admitted.json["state"] == "active"


@pytest.mark.parametrize(
    ("method", "path", "body"),
    [("PUT", "role", {"role": "viewer", **REASON}), ("POST", "barring", REASON)],
)
def test_nobody_changes_their_own_role_or_bars_themselves(
    office: Office, method: str, path: str, body: dict[str, str]
) -> None:
    office.staff.accounts["sub-of-admin"] = replace(
        office.staff.invite("me@example.com", Role.ADMIN), id="sub-of-admin"
    )
    answered = office.ask(
        method, f"/staff/sub-of-admin/{path}", body, role=Role.ADMIN, version='"admin"'
    )
    assert (answered.status, answered.code) == (409, "own_account")


def test_who_is_not_there_is_not_found(office: Office) -> None:
    assert office.ask("GET", "/staff/nobody", role=Role.ADMIN).code == "staff_missing"
    assert office.ask("GET", "/staff/no%2Fbody", role=Role.ADMIN).status == 404


@pytest.mark.parametrize(
    "email", ["anna", "anna@", "@x.se", "a b@x.se", "å@x.se", "a@x", "a@x.se\n."]
)
def test_what_is_no_e_mail_address_is_refused(office: Office, email: str) -> None:
    answered = office.ask("POST", "/staff", ANNA | {"email": email}, role=Role.ADMIN)
    assert (answered.status, answered.code) == (422, "invalid_input")


def test_all_of_it_is_on_record(office: Office, anna: str) -> None:
    body = {"role": "viewer", **REASON}
    office.ask("PUT", f"/staff/{anna}/role", body, role=Role.ADMIN, version='"support"')
    office.ask("POST", f"/staff/{anna}/barring", REASON, role=Role.ADMIN)
    office.ask("POST", f"/staff/{anna}/admission", REASON, role=Role.ADMIN)
    told = [(entry.what, entry.subject) for entry in office.sign_outs.audit]
    deeds = ["staff_role_changed", "staff_barred", "staff_admitted"]
    assert told == [("staff_invited", "anna@example.com"), *((what, anna) for what in deeds)]
    assert {entry.who for entry in office.sign_outs.audit} == {"admin@example.com"}


def test_the_list_goes_on_where_it_stopped(office: Office, anna: str) -> None:
    office.ask("POST", "/staff", ANNA | {"email": "bo@example.com"}, role=Role.ADMIN)
    first = office.ask("GET", "/staff", query={"limit": "1"}, role=Role.ADMIN).json
    rest = office.ask(
        "GET", "/staff", query={"limit": "1", "cursor": first["next"]}, role=Role.ADMIN
    ).json
    assert [item["id"] for item in first["items"] + rest["items"]] == [anna, "member-2"]
    assert rest["next"] is None
