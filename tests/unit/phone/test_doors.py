"""The telephone for a web server on this machine."""

import json
from collections.abc import Iterator, Mapping
from typing import Any

import pytest

from local.phone.call import FLOW
from local.phone.doors import Answered, Asked, PhoneDoors
from local.phone.phone import MOST_CALLS_AT_ONCE
from tests.examples import TAROT_LINE
from tests.unit.connect.made_up import CALLER
from tests.unit.phone.fake_exchange import FakeExchange, phone_on

HOST = "127.0.0.1:4568"


@pytest.fixture
def exchange() -> FakeExchange:
    return FakeExchange()


@pytest.fixture
def doors(exchange: FakeExchange) -> Iterator[PhoneDoors]:
    phone = phone_on(exchange)
    yield PhoneDoors(phone, {HOST, "localhost:4568"})
    phone.close()


def ask(
    doors: PhoneDoors,
    method: str,
    path: str,
    body: object = None,
    *,
    content: bytes | None = None,
    headers: Mapping[str, str] | None = None,
) -> Answered:
    sent = {"host": HOST, "content-type": "application/json", **(headers or {})}
    content = json.dumps(body).encode() if content is None else content
    return doors.answer(Asked(method=method, target=path, headers=sent, body=content))


def read(answered: Answered) -> Any:
    assert answered.status == 200, answered.content
    return json.loads(answered.content)


def problem(answered: Answered) -> tuple[int, str]:
    assert answered.content_type == "application/problem+json"
    told = json.loads(answered.content)
    assert told["status"] == answered.status
    assert told["detail"]
    return answered.status, told["code"]


def dial(doors: PhoneDoors, from_number: str | None = CALLER) -> str:
    numbers = {"from_number": from_number, "to_number": "08-465 004 10"}
    call_id: str = read(ask(doors, "POST", "/phone/calls", numbers))["id"]
    return call_id


def follow(doors: PhoneDoors, call: str, kind: str) -> dict[str, Any]:
    after = 0
    while True:
        heard = read(ask(doors, "GET", f"/phone/calls/{call}/events?after={after}"))
        for event in heard["items"]:
            assert event["index"] == after + 1
            after = event["index"]
            if event["kind"] == kind:
                found: dict[str, Any] = event
                return found
        assert not heard["is_over"]


def test_a_call_from_dialling_to_its_end(doors: PhoneDoors) -> None:
    call = dial(doors)
    assert read(ask(doors, "POST", f"/phone/calls/{call}/pace", {"pace": 60})) == {}
    assert follow(doors, call, "dialled")["from_number"] == CALLER
    assert read(ask(doors, "POST", f"/phone/calls/{call}/keys", {"keys": "1#"})) == {}
    assert read(ask(doors, "POST", f"/phone/calls/{call}/answer", {})) == {}
    follow(doors, call, "answered")
    assert read(ask(doors, "POST", f"/phone/calls/{call}/hang-up", {"by": "agent"})) == {}
    assert follow(doors, call, "ended")["why"] == "agent"


def test_a_withheld_number_is_what_the_network_calls_it(doors: PhoneDoors) -> None:
    assert follow(doors, dial(doors, None), "dialled")["from_number"] == "anonymous"


def test_the_end_of_the_events_is_told(doors: PhoneDoors) -> None:
    call = dial(doors)
    ask(doors, "POST", f"/phone/calls/{call}/hang-up", {"by": "caller"})
    last = follow(doors, call, "not_charged")["index"]
    heard = read(ask(doors, "GET", f"/phone/calls/{call}/events?after={last}"))
    assert heard == {"items": [], "is_over": True}


def test_the_flow_is_drawn_with_its_ways(doors: PhoneDoors) -> None:
    drawn = read(ask(doors, "GET", f"/phone/flows/{FLOW}"))
    assert drawn["start"] == "log-on"
    assert {
        "id": "hang-up",
        "type": "DisconnectParticipant",
        "x": 3520,
        "y": 460,
        "text": None,
    } in (drawn["blocks"])
    assert drawn["transitions"][0] == {
        "source": "log-on",
        "target": "opening-voice-sv",
        "kind": "next",
        "labels": [],
    }


def test_only_open_lines_can_be_rung(doors: PhoneDoors) -> None:
    [line] = read(ask(doors, "GET", "/phone/lines"))["items"]
    assert (line["number"], line["is_free"]) == (TAROT_LINE.number, False)


def test_suggestions_tell_whose_number_it_is_by_now(doors: PhoneDoors) -> None:
    items = read(ask(doors, "GET", "/phone/suggestions"))["items"]
    assert items[0] == {
        "from_number": "+46701740605",
        "shows": "known",
        "name": "Folke Flinkberg",
        "code": None,
        "limit": {"amount": "1000.00", "currency": "SEK"},
        "customer": "100001",
    }
    assert items[-1]["from_number"] is None


@pytest.mark.parametrize(
    ("headers", "refused"),
    [
        ({"host": "evil.example:4568"}, (421, "wrong_host")),
        ({"host": "127.0.0.1:9"}, (421, "wrong_host")),
        ({"origin": "http://evil.example"}, (403, "foreign_origin")),
        ({"origin": "null"}, (403, "foreign_origin")),
        ({"origin": "https://127.0.0.1:4568"}, (403, "foreign_origin")),
        ({"content-type": "text/plain"}, (415, "media_type_unsupported")),
        ({"content-type": ""}, (415, "media_type_unsupported")),
    ],
)
def test_other_sites_make_no_calls(
    doors: PhoneDoors, exchange: FakeExchange, headers: dict[str, str], refused: tuple[int, str]
) -> None:
    numbers = {"from_number": None, "to_number": "08-465 004 10"}
    assert problem(ask(doors, "POST", "/phone/calls", numbers, headers=headers)) == refused
    assert exchange.live.going_on() == ()


def test_its_own_pages_may_ring(doors: PhoneDoors) -> None:
    numbers = {"from_number": None, "to_number": "08-465 004 10"}
    own = {"origin": "http://localhost:4568"}
    answered = ask(doors, "POST", "/phone/calls", numbers, headers=own)
    assert answered.status == 200


@pytest.mark.parametrize(
    ("content", "refused"),
    [
        (b"", (400, "malformed_json")),
        (b"{", (400, "malformed_json")),
        (
            b'{"to_number":"08-465 004 10","to_number":"1","from_number":null}',
            (400, "malformed_json"),
        ),
        (b"[]", (422, "invalid_input")),
        (b'{"to_number":"08-465 004 10"}', (422, "invalid_input")),
        (b'{"from_number":null,"to_number":8}', (422, "invalid_input")),
        (b'{"from_number":null,"to_number":"+46846500410","x":1}', (422, "invalid_input")),
        (b'{"from_number":"12","to_number":"+46846500410"}', (422, "invalid_input")),
        (b'{"from_number":"","to_number":"+46846500410"}', (422, "invalid_input")),
        (b'{"from_number":null,"to_number":"anonymous"}', (422, "invalid_input")),
        (b" " * 10_001, (413, "body_too_large")),
    ],
)
def test_what_is_no_dialling_is_refused(
    doors: PhoneDoors, content: bytes, refused: tuple[int, str]
) -> None:
    assert problem(ask(doors, "POST", "/phone/calls", content=content)) == refused


@pytest.mark.parametrize(
    ("deed", "body"),
    [
        ("keys", {"keys": "A"}),
        ("keys", {"keys": ""}),
        ("keys", {"keys": "1" * 51}),
        ("pace", {"pace": 0}),
        ("pace", {"pace": 61}),
        ("pace", {"pace": True}),
        ("hang-up", {"by": "staff"}),
        ("answer", {"now": True}),
    ],
)
def test_what_no_telephone_can_do_is_refused(doors: PhoneDoors, deed: str, body: object) -> None:
    path = f"/phone/calls/{dial(doors)}/{deed}"
    assert problem(ask(doors, "POST", path, body)) == (422, "invalid_input")


@pytest.mark.parametrize("after", ["-1", "x", "1.0", "%C2%B2"])
def test_events_are_counted_in_plain_numbers(doors: PhoneDoors, after: str) -> None:
    path = f"/phone/calls/{dial(doors)}/events?after={after}"
    assert problem(ask(doors, "GET", path)) == (422, "invalid_input")


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("GET", "/phone/calls/none/events"),
        ("POST", "/phone/calls/none/answer"),
        ("POST", "/phone/calls/none/dance"),
        ("GET", "/phone/flows/outbound"),
        ("GET", "/phone/"),
        ("DELETE", "/phone/calls"),
    ],
)
def test_what_is_not_there_is_said_to_be_missing(doors: PhoneDoors, method: str, path: str) -> None:
    assert problem(ask(doors, method, path, {})) == (404, "not_found")


def test_there_are_only_so_many_lines(doors: PhoneDoors) -> None:
    for _ in range(MOST_CALLS_AT_ONCE):
        dial(doors)
    numbers = {"from_number": CALLER, "to_number": "08-465 004 10"}
    assert problem(ask(doors, "POST", "/phone/calls", numbers)) == (503, "busy")
