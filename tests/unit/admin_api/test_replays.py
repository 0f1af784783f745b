"""Idempotency-Key: what creates or sends is done once (fault 37)."""

from datetime import timedelta

import pytest

from admin_api.operations import Operation
from agentline.domain.staff import Role
from tests.unit.admin_api.office import Office

EDITS = "/invoices/100001-0001/edits"
DISPATCH = "/invoices/100001-0001/dispatch"
REASON = {"reason": "long wait"}
GOODWILL = {
    "rule": {"kind": "goodwill", "amount": {"amount": "50.00", "currency": "SEK"}},
    **REASON,
}
KEY = "5b8f6c6e-7a51"


def test_f37_the_same_request_with_the_same_key_is_done_once(office: Office) -> None:
    first = office.ask("POST", EDITS, GOODWILL, version='"1"', key=KEY)
    again = office.ask("POST", EDITS, GOODWILL, version='"1"', key=KEY)
    assert (first.status, again.status) == (201, 201)
    assert (first.text, first.tag) == (again.text, again.tag)
    assert again.headers["Idempotency-Replayed"] == "true"
    assert len(office.house.basis.edits) == 1


@pytest.mark.parametrize(
    "other",
    [
        {"body": GOODWILL | {"reason": "another reason"}},
        {"path": "/invoices/100001-0001/moves"},
        {"version": '"2"'},
    ],
)
def test_f37_another_request_with_the_same_key_is_answered_with_422(
    office: Office, other: dict[str, object]
) -> None:
    office.ask("POST", EDITS, GOODWILL, version='"1"', key=KEY)
    asked = {"path": EDITS, "body": GOODWILL, "version": '"1"', **other}
    answered = office.ask("POST", key=KEY, **asked)  # type: ignore[arg-type]
    assert (answered.status, answered.code) == (422, "key_reused")


def test_f37_a_key_is_of_one_member_of_staff(office: Office) -> None:
    office.ask("POST", EDITS, GOODWILL, version='"1"', key=KEY)
    answered = office.ask("POST", EDITS, GOODWILL, version='"2"', key=KEY, role=Role.ADMIN)
    assert answered.status == 201


def test_f37_while_the_first_request_runs_the_second_is_answered_with_409(office: Office) -> None:
    office.replays.begin("sub-of-billing", KEY, _fingerprint(), office.house.clock())
    answered = office.ask("POST", EDITS, GOODWILL, version='"1"', key=KEY)
    assert (answered.status, answered.code) == (409, "in_progress")
    assert answered.headers["Retry-After"] == "1"


def test_a_first_request_that_died_does_not_bar_the_key_for_ever(office: Office) -> None:
    office.replays.begin("sub-of-billing", KEY, _fingerprint(), office.house.clock())
    office.house.clock.pass_time(timedelta(minutes=2))
    assert office.ask("POST", EDITS, GOODWILL, version='"1"', key=KEY).status == 201


def test_a_refusal_is_the_first_answer_too(office: Office) -> None:
    office.house.hindrance = "the address is in doubt"
    first = office.ask("POST", DISPATCH, REASON, version='"1"', key=KEY)
    assert (first.status, first.code) == (409, "address_in_doubt")
    office.house.hindrance = None
    assert office.ask("POST", DISPATCH, REASON, version='"1"', key=KEY).text == first.text
    assert office.ask("POST", DISPATCH, REASON, version='"1"', key=f"{KEY}-2").status == 202


def test_what_was_wrong_with_the_request_leaves_the_key_free(office: Office) -> None:
    assert office.ask("POST", EDITS, {}, version='"1"', key=KEY).status == 422
    assert office.ask("POST", EDITS, GOODWILL, version='"1"', key=KEY).status == 201


def test_our_own_failure_leaves_the_key_free(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(office.house.book, "standing", lambda _customer: 1 / 0)
        assert office.ask("POST", EDITS, GOODWILL, version='"1"', key=KEY).status == 500
    assert office.ask("POST", EDITS, GOODWILL, version='"1"', key=KEY).status == 201


@pytest.mark.parametrize(
    "key", ["short", "x" * 101, "with spaces in it", "ключ-ключ", "a\nb-c-d-e"]
)
def test_a_key_that_is_none_is_answered_with_400(office: Office, key: str) -> None:
    answered = office.ask("POST", EDITS, GOODWILL, version='"1"', key=key)
    assert (answered.status, answered.code) == (400, "malformed_header")


def test_every_post_but_a_preview_needs_a_key(office: Office) -> None:
    posts = [each for each in office.operations.all if each.method == "POST"]
    for each in posts:
        answered = office.ask("POST", _path(each), {}, key="", version='"1"', role=Role.ADMIN)
        assert (answered.code == "key_missing") is each.is_keyed, each.id
    keyless = {each.id for each in posts if not each.is_keyed}
    assert all(name.startswith(("preview_", "price_", "compare_")) for name in keyless)


def _path(operation: Operation) -> str:
    return operation.path.replace("<", "").replace(">", "")


def _fingerprint() -> str:
    """Of the request the tests send, as the door makes it."""
    probe = Office()
    probe.ask("POST", EDITS, GOODWILL, version='"1"', key=KEY)
    return probe.replays.claims["sub-of-billing", KEY][0]
