"""Contact records in quarantine over the staff API: looked at, replayed, discarded."""

import json
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any

import pytest

from agentline.adapters.dynamodb import rows
from agentline.adapters.dynamodb.books import read_books
from agentline.domain.books import Orphan
from agentline.domain.contact_record import ContactRecord
from agentline.domain.staff import Role
from agentline.services.rate_contacts import rate_contacts
from tests.examples import record_fields
from tests.integration.billing.house import House
from tests.integration.call_path.ringing import deliver, orders_of
from tests.integration.office.conftest import FakeStream
from tests.integration.office.trail import entries_of_the_day
from tests.reception import Answered, Reception

MENDED = {"reason": "the call is there again"}
NOBODYS = {"reason": "a call of our own"}


@pytest.fixture(autouse=True)
def _bucket(bucket: str) -> None:
    assert bucket


@pytest.fixture
def record(streamed: House) -> ContactRecord:
    """Of a call whose admission is missing: it is set aside."""
    record = streamed.ring(streamed.register(), 3)
    call = rows.CallRow.get(f"CALL#{record.call}", "CALL")
    call.delete()
    assert deliver(streamed.rating, record) == ["quarantined"]
    call.save()
    return record


def aside(office: Reception, record: ContactRecord, **query: str) -> list[Any]:
    """What is listed of a contact."""
    answered = office.ask("GET", "/quarantine", query={"limit": "200", **query}, role=Role.VIEWER)
    assert answered.status == 200, answered.text
    return [item for item in answered.json["items"] if item["contact"] == record.contact]


def post(office: Reception, entry: str, deed: str, body: object = MENDED, **how: Any) -> Answered:
    return office.ask("POST", f"/quarantine/{entry}/{deed}", body, **how)


def test_a_record_waits_with_its_reason_and_is_seen_as_it_came_by_those_who_may(
    office: Reception, record: ContactRecord
) -> None:
    [listed] = aside(office, record)
    assert (listed["reason"], listed["is_waiting"], listed["seen"]) == (
        "no_admission",
        True,
        None,
    )
    assert listed["reason_in_words"] == "No admission of the call was found."
    [in_swedish] = aside(office, record, language="sv")
    says = "Det finns inget beslut om att släppa in samtalet."
    assert in_swedish["reason_in_words"] == says
    path = f"/quarantine/{listed['id']}"
    whole = office.ask("GET", path, query={"language": "sv"}, role=Role.SUPPORT).json
    assert whole["reason_in_words"] == says
    assert json.loads(whole["text"]) == record_fields(record)
    denied = office.ask("GET", path, role=Role.VIEWER)
    assert (denied.status, denied.code) == (403, "not_permitted")


def test_a_record_is_replayed_and_rated(
    streamed: House, office: Reception, record: ContactRecord, stream: FakeStream
) -> None:
    [listed] = aside(office, record)
    told = post(office, listed["id"], "replaying", key="replaying-1")
    assert (told.status, told.json["is_waiting"]) == (202, False)
    assert told.json["seen"]["outcome"] == "replayed"
    assert post(office, listed["id"], "replaying", key="replaying-1").text == told.text
    assert len(stream.texts) == 1
    assert rate_contacts({"1": stream.texts[0]}, streamed.rating) == {"1": "rated"}
    assert aside(office, record) == []
    [of_day] = aside(office, record, since="2026-03-10", until="2026-03-10")
    assert of_day["seen"]["by"] == "billing@example.com"
    assert aside(office, record, since="2026-03-11") == []
    late = post(office, listed["id"], "discarding", NOBODYS)
    assert (late.status, late.code) == (409, "seen_to_already")
    assert "replayed by billing@example.com" in late.json["detail"]


def test_a_record_that_is_set_aside_anew_waits_again(
    streamed: House, office: Reception, record: ContactRecord, stream: FakeStream
) -> None:
    [listed] = aside(office, record)
    call = rows.CallRow.get(f"CALL#{record.call}", "CALL")
    call.delete()
    # Faster than whoever has it replayed can note it.
    stream.read = lambda text: rate_contacts({"1": text}, streamed.rating)
    assert post(office, listed["id"], "replaying").json["is_waiting"]
    [again] = aside(office, record)
    assert (again["id"], again["seen"]) == (listed["id"], None)
    streamed.clock.pass_time(timedelta(days=1))
    assert post(office, listed["id"], "replaying").status == 202
    assert [item["id"][:10] for item in aside(office, record)] == ["2026-03-11"]
    of_days = aside(office, record, since="2026-03-10", until="2026-03-11")
    assert [item["id"][:10] for item in of_days] == ["2026-03-11", "2026-03-10"]
    call.save()


def test_a_stream_that_is_down_loses_nothing(
    office: Reception, record: ContactRecord, stream: FakeStream
) -> None:
    [listed] = aside(office, record)
    stream.is_down = True
    failed = post(office, listed["id"], "replaying", key="replaying-2")
    assert (failed.status, failed.code) == (500, "failed")
    assert aside(office, record)
    stream.is_down = False
    assert post(office, listed["id"], "replaying", key="replaying-2").status == 202
    assert len(stream.texts) == 1


def test_a_record_is_discarded_and_never_charged(
    streamed: House, office: Reception, record: ContactRecord
) -> None:
    [listed] = aside(office, record)
    told = post(office, listed["id"], "discarding", NOBODYS)
    assert (told.status, told.json["seen"]["outcome"]) == (200, "discarded")
    assert aside(office, record) == []
    again = post(office, listed["id"], "replaying")
    assert (again.status, again.code) == (409, "seen_to_already")
    call = streamed.screening.calls.calls([record.call])[record.call]
    assert call.customer
    assert orders_of(call.customer) == []
    [entry] = [each for each in entries_of_the_day() if each.subject == listed["id"]]
    assert (entry.what, entry.who, entry.why) == (
        "record_discarded",
        "billing@example.com",
        NOBODYS["reason"],
    )


def test_what_staff_do_that_concerns_no_customer_is_nobody_without_an_account(
    office: Reception, record: ContactRecord
) -> None:
    [listed] = aside(office, record)
    post(office, listed["id"], "discarding", NOBODYS)
    orphans = [each for each in read_books(lambda _rows: None) if isinstance(each, Orphan)]
    assert "OFFICE" not in {orphan.customer for orphan in orphans}


def test_of_two_members_at_once_one_discards(
    record: ContactRecord, new_office: Callable[[], Reception]
) -> None:
    [listed] = aside(new_office(), record)

    def discard(role: Role) -> Answered:
        return post(new_office(), listed["id"], "discarding", NOBODYS, role=role)

    with ThreadPoolExecutor(2) as threads:
        answers = list(threads.map(discard, [Role.ADMIN, Role.BILLING]))
    assert sorted(answered.status for answered in answers) == [200, 409]
    [lost] = [answered for answered in answers if answered.status == 409]
    assert "discarded by" in lost.json["detail"]


def test_who_may_not_bill_replays_and_discards_nothing(
    office: Reception, record: ContactRecord
) -> None:
    [listed] = aside(office, record)
    for deed in ("replaying", "discarding"):
        denied = post(office, listed["id"], deed, role=Role.SUPPORT)
        assert (denied.status, denied.code) == (403, "not_permitted")


def test_a_record_nobody_knows_of_is_not_found(office: Reception) -> None:
    entry = "2026-03-10." + "0f" * 32
    for answered in (
        office.ask("GET", f"/quarantine/{entry}"),
        post(office, entry, "replaying"),
        post(office, entry, "discarding"),
    ):
        assert (answered.status, answered.code) == (404, "record_missing")
    assert office.ask("GET", "/quarantine/2026-03-10").status == 404
