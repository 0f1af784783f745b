"""Live calls over the staff API: seen while they go on, and ended."""

from datetime import timedelta
from typing import Any

from agentline.adapters.dynamodb.audit_trail import TableAuditTrail
from agentline.domain.call import ScreenedCall
from agentline.domain.offer import pinned_price
from agentline.domain.phone_number import PhoneNumber
from agentline.domain.staff import Role
from agentline.domain.talk_guard import begin_leg, end_leg, shrink
from agentline.ports import StopOutcome
from tests.examples import BASIC, FREE_LINE
from tests.fakes import FakeTelephony
from tests.integration.billing.house import Caller, House
from tests.integration.call_path.ringing import ring
from tests.reception import Answered, Reception

THREAT = {"reason": "threatens the agent"}
TRANSFER = "contact-of-the-transfer"


def admitted(house: House, number: PhoneNumber) -> ScreenedCall:
    call = ring(house.screening, number)
    assert call.verdict == "ADMIT"
    return call


def answer(house: House, caller: Caller, call: ScreenedCall, contact: str | None = None) -> None:
    """An agent has answered, as the guard notes it."""
    change = begin_leg(house.account(caller), call.call, contact or call.call, house.clock())
    house.screening.register.change_account(change)


def leave(house: House, caller: Caller, call: ScreenedCall) -> None:
    """The first contact is over."""
    change = end_leg(house.account(caller), call.call, call.call, house.clock())
    house.screening.register.change_account(change)


def live(office: Reception, **query: str) -> list[Any]:
    answered = office.ask("GET", "/calls/live", query=query, role=Role.VIEWER)
    assert answered.status == 200, answered.text
    items: list[Any] = answered.json["items"]
    return items


def hang_up(office: Reception, call: ScreenedCall, key: str | None = None) -> Answered:
    return office.ask("POST", f"/calls/{call.call}/hang-up", THREAT, key=key, role=Role.SUPPORT)


def test_calls_are_live_from_being_let_in_until_they_are_seen_to_be_over(
    streamed: House, office: Reception, own_table: str
) -> None:
    assert own_table
    caller, silent = streamed.register(), streamed.register()
    ring(streamed.screening, streamed.register().number, line=FREE_LINE.number)
    call, waiting = (admitted(streamed, one.number) for one in (caller, silent))
    streamed.clock.pass_time(timedelta(minutes=2))
    answer(streamed, caller, call)
    streamed.clock.pass_time(timedelta(minutes=9, seconds=30))
    second, first = live(office)
    assert (first["call"], first["state"], first["minutes_left"]) == (call.call, "talking", 39)
    assert (first["customer"], first["held"]["amount"]) == (caller.customer, "1000.00")
    assert first["customer_name"]
    assert (first["since"][:19], first["talk_ends_at"][:19]) == (
        "2026-03-10T12:02:00",
        "2026-03-10T12:51:00",
    )
    assert (second["call"], second["state"], second["minutes_left"]) == (
        waiting.call,
        "waiting",
        49,
    )
    assert (second["since"][:19], second["talk_ends_at"]) == ("2026-03-10T12:00:00", None)

    leave(streamed, caller, call)
    assert call.pin
    price = pinned_price(call.pin, BASIC)
    change = shrink(streamed.account(caller), call.call, price, streamed.clock())
    streamed.screening.register.change_account(change)
    assert [item["call"] for item in live(office)] == [waiting.call]
    told = office.ask("GET", f"/calls/{call.call}").json["hold"]
    assert (told["amount"]["amount"], told["is_live"]) == ("205.00", False)
    streamed.clock.pass_time(timedelta(minutes=45))
    assert live(office) == []


def test_a_page_of_live_calls_leads_past_those_that_are_over(
    streamed: House, office: Reception, own_table: str
) -> None:
    assert own_table
    oldest = admitted(streamed, streamed.register().number)
    for _ in range(3):
        streamed.talk(streamed.register(), 1)
    newest = admitted(streamed, streamed.register().number)
    page = office.ask("GET", "/calls/live", query={"limit": "1"}).json
    assert [item["call"] for item in page["items"]] == [newest.call]
    rest = office.ask("GET", "/calls/live", query={"limit": "1", "cursor": page["next"]}).json
    assert [item["call"] for item in rest["items"]] == [oldest.call]
    last = office.ask("GET", "/calls/live", query={"limit": "1", "cursor": rest["next"]}).json
    assert last == {"items": [], "next": None}


def test_a_call_is_ended_in_every_contact_that_is_live(
    streamed: House, office: Reception, telephony: FakeTelephony
) -> None:
    caller = streamed.register()
    call = admitted(streamed, caller.number)
    answered = hang_up(office, call, key="hang-up-0001")
    assert answered.json == {
        "call": call.call,
        "outcome": "stopped",
        "contacts": [{"contact": call.call, "outcome": "stopped"}],
    }
    assert hang_up(office, call, key="hang-up-0001").text == answered.text
    assert telephony.stopped == [call.call]
    answer(streamed, caller, call)
    leave(streamed, caller, call)
    answer(streamed, caller, call, TRANSFER)
    telephony.outcome = StopOutcome.REFUSED
    told = hang_up(office, call).json
    assert (told["outcome"], told["contacts"][0]["contact"]) == ("refused", TRANSFER)
    telephony.outcome = StopOutcome.OVER
    assert hang_up(office, call).json["outcome"] == "over"


def test_who_ended_a_call_is_on_record_whatever_came_of_it(
    streamed: House, office: Reception, telephony: FakeTelephony, monkeypatch: Any
) -> None:
    caller = streamed.register()
    call = admitted(streamed, caller.number)
    hang_up(office, call)
    entry = TableAuditTrail().entries(caller.customer)[-1]
    assert (entry.what, entry.subject, entry.who, entry.why, entry.after) == (
        "call_hung_up",
        call.call,
        "support@example.com",
        THREAT["reason"],
        {call.call: "stopped"},
    )

    def fail(_contact: str) -> None:
        raise TimeoutError("Connect does not answer")

    monkeypatch.setattr(telephony, "stop", fail)
    failed = hang_up(office, call)
    assert (failed.status, failed.code) == (500, "failed")
    assert TableAuditTrail().entries(caller.customer)[-1].after == {call.call: "asked"}


def test_a_viewer_ends_no_call(
    streamed: House, office: Reception, telephony: FakeTelephony
) -> None:
    call = admitted(streamed, streamed.register().number)
    denied = office.ask("POST", f"/calls/{call.call}/hang-up", THREAT, role=Role.VIEWER)
    assert (denied.status, denied.code) == (403, "not_permitted")
    assert telephony.stopped == []
