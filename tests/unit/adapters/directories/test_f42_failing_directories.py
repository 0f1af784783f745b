"""A directory that is slow, down or talks nonsense is an error, never "not found" (fault 42)."""

import json
import socket
from collections.abc import Callable
from time import monotonic
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agentline.adapters.directories.credentials import Credentials
from agentline.adapters.directories.failure import DirectoryError
from agentline.adapters.directories.generic import GenericDialect
from agentline.adapters.directories.http_directory import Dialect
from agentline.adapters.directories.nrop import NropDialect
from agentline.adapters.directories.settings import HttpSettings, NropSettings, TrestleSettings
from agentline.adapters.directories.transport import Answer
from agentline.adapters.directories.trestle import TrestleDialect
from agentline.domain.customer import ListingStatus
from agentline.domain.phone_number import PhoneNumber
from agentline.ports import Directory
from tests.examples import NOON
from tests.unit.adapters.directories.asking import (
    FIELDS,
    KARI,
    OWNER,
    SECRET,
    SIV,
    WAIDONG,
    generic,
    nrop,
    trestle,
)
from tests.unit.adapters.directories.stand_in import (
    Behaviour,
    StandIn,
    answering,
    dripping,
    keeping_silent,
    speaking,
)

BEGUN = b"HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\n{"
FAILURES: dict[str, tuple[Behaviour, str]] = {
    "silent": (keeping_silent, "timed_out"),
    "drips its status line": (dripping(b"HTTP/1.1 200 "), "timed_out"),
    "drips its headers": (dripping(b"HTTP/1.1 200 OK\r\nX-Slow: "), "timed_out"),
    "drips its body": (dripping(BEGUN), "timed_out"),
    "for ever continues": (dripping(b"HTTP/1.1 100 Continue\r\n\r\n" * 9), "timed_out"),
    "continues a thousandfold": (
        speaking(b"HTTP/1.1 100 Continue\r\n\r\n" * 9_999),
        "oversized",
    ),
    "closes without a word": (speaking(b""), "broken_off"),
    "closes in mid-body": (speaking(BEGUN), "broken_off"),
    "closes in mid-chunk": (
        speaking(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n20\r\n{"),
        "broken_off",
    ),
    "speaks no HTTP": (speaking(b"220 mail.example ESMTP\r\n"), "broken_off"),
    "redirects": (answering(b"", status=302, headers={"Location": "/other"}), "http_status"),
    "redirects for good": (answering(b"", status=308, headers={"Location": "/"}), "http_status"),
    "bad request": (answering({}, status=400), "http_status"),
    "key refused": (answering({}, status=401), "http_status"),
    "forbidden": (answering({}, status=403), "http_status"),
    "not found unasked for": (answering({}, status=404), "http_status"),
    "nothing in it": (answering(b"", status=204), "http_status"),
    "quota used up": (answering({}, status=429), "quota"),
    "broken": (answering({}, status=500), "http_status"),
    "overloaded": (answering(b"<html>", status=503), "http_status"),
    "huge": (answering(b"[" + b" " * 70_000 + b"]"), "oversized"),
    "huge in its headers": (speaking(b"HTTP/1.1 200 OK\r\n" + b"X: y\r\n" * 99_999), "broken_off"),
    "huge in one header": (speaking(b"HTTP/1.1 200 OK\r\nX: " + b"y" * 200_000), "broken_off"),
    "empty": (answering(b""), "not_json"),
    "a web page": (answering(b"<html><body>Welcome</body></html>"), "not_json"),
    "not in UTF-8": (answering('{"a":"Örebro"}'.encode("latin-1")), "not_json"),
    "deep": (answering(b"[" * 30_000), "not_json"),
    "counting far": (answering(b'{"a":' + b"9" * 5_000 + b"}"), "not_json"),
    "not a number": (answering(b'{"a":NaN}'), "not_json"),
    "saying it twice": (answering(b'{"a":1,"a":2}'), "not_json"),
    "another object": (answering({"message": "closed for maintenance"}), "wrong_shape"),
    "a list": (answering([]), "wrong_shape"),
    "a word": (answering("not found"), "wrong_shape"),
    "null": (answering(None), "wrong_shape"),
}
ASKING: dict[str, tuple[Callable[..., Directory], PhoneNumber]] = {
    "http": (generic, SIV),
    "nrop": (nrop, KARI),
    "trestle": (trestle, WAIDONG),
}


# All share the transport: what drips is tried on one of them.
CASES = [
    (kind, failure)
    for kind in ASKING
    for failure in FAILURES
    if kind == "http" or FAILURES[failure][1] != "timed_out"
]


@pytest.mark.parametrize(("kind", "failure"), CASES)
def test_f42_a_failing_directory_is_an_error_in_time_and_logged_without_the_number(
    server: StandIn, caplog: pytest.LogCaptureFixture, kind: str, failure: str
) -> None:
    server.behave, expected = FAILURES[failure]
    open_one, number = ASKING[kind]
    deadline = 0.25 if expected == "timed_out" else 1.5
    directory = open_one(server.origin, deadline_seconds=deadline)
    began = monotonic()
    listing = directory.look_up(number, NOON)
    assert monotonic() - began < deadline + 0.5
    assert listing.status is ListingStatus.ERROR
    assert listing.owner is None
    assert len(server.asked) == 1
    [line] = [vars(record) for record in caplog.records]
    assert (line["msg"], line["failure"]) == ("directory failed", expected)
    assert line["directory"] == ("example" if kind == "http" else kind)
    for private in (number, number[1:], number[3:], SECRET):
        assert private not in repr(line)


@pytest.mark.parametrize(
    "content",
    [
        {**OWNER, "person": {"last": 7}},
        {**OWNER, "company": ["Exempel AB"]},
        {**OWNER, "company": "x" * 201},
        {**OWNER, "company": "Siv\u0000Exempel"},
        {**OWNER, "company": "Siv\ud800"},
        {**OWNER, "address": {"street": "A", "zip": True, "town": "B"}},
        {**OWNER, "address": {"street": "A", "zip": 12345.0, "town": "B"}},
        {**OWNER, "address": {"street": "A", "zip": -1, "town": "B"}},
        {**OWNER, "address": {"street": {}, "zip": "12345", "town": "B"}},
        {**OWNER, "address": {"street": "A", "zip": "1", "town": "B", "country": "Sverige"}},
    ],
)
def test_f42_wrong_types_and_unprintable_texts_are_errors(
    server: StandIn, caplog: pytest.LogCaptureFixture, content: Any
) -> None:
    server.behave = answering(content)
    assert generic(server.origin).look_up(SIV, NOON).status is ListingStatus.ERROR
    assert [vars(record)["failure"] for record in caplog.records] == ["wrong_shape"]
    assert "Exempel" not in repr([vars(record) for record in caplog.records])


@pytest.mark.parametrize("content", [{}, {"data": None}, {"data": {}}, {"data": [7]}])
def test_f42_a_list_of_owners_that_is_none_is_an_error(server: StandIn, content: Any) -> None:
    server.behave = answering(content)
    directory = generic(server.origin, owners="/data")
    assert directory.look_up(SIV, NOON).status is ListingStatus.ERROR


def test_f42_the_default_deadline_holds_against_a_drip(server: StandIn) -> None:
    server.behave = dripping(BEGUN, pause=0.2)
    directory = generic(server.origin)
    began = monotonic()
    assert directory.look_up(SIV, NOON).status is ListingStatus.ERROR
    assert 1.4 < monotonic() - began < 2


def test_f42_nobody_listening_is_an_error(caplog: pytest.LogCaptureFixture) -> None:
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        origin = f"http://127.0.0.1:{unused.getsockname()[1]}"
        assert generic(origin).look_up(SIV, NOON).status is ListingStatus.ERROR
    assert [vars(record)["failure"] for record in caplog.records] == ["unreachable"]


def test_f42_a_fault_of_our_own_is_an_error_too(
    caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch, server: StandIn
) -> None:
    def fail(*_: object) -> None:
        raise KeyError(SIV)

    monkeypatch.setattr(GenericDialect, "read", fail)
    server.behave = answering(OWNER)
    assert generic(server.origin).look_up(SIV, NOON).status is ListingStatus.ERROR
    [line] = [vars(record) for record in caplog.records]
    assert (line["failure"], line["error"]) == ("unexpected", "KeyError")
    assert SIV not in repr(line)


_json = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=9),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner),
    max_leaves=9,
)
_owner_like = st.fixed_dictionaries(
    {}, optional={"person": _json, "company": _json, "address": _json}
)
_nrop_like = st.fixed_dictionaries(
    {"phone": st.just(KARI)},
    optional=dict.fromkeys(("firstName", "address", "phoneBook", "country"), _json),
)
_trestle_like = st.fixed_dictionaries(
    {"phone_number": st.just(WAIDONG), "is_valid": st.just(True)},
    optional={
        "error": _json,
        "owners": _json | st.lists(st.fixed_dictionaries({"current_addresses": _json})),
    },
)
_dialects: dict[str, tuple[Dialect, PhoneNumber]] = {
    "http": (
        GenericDialect(
            HttpSettings.model_validate(
                {"kind": "http", "name": "x", "url": "https://x.example/{number}", "fields": FIELDS}
            ),
            Credentials(),
        ),
        SIV,
    ),
    "nrop": (NropDialect(NropSettings(kind="nrop", user="u"), Credentials()), KARI),
    "trestle": (TrestleDialect(TrestleSettings(kind="trestle"), Credentials()), WAIDONG),
}


@pytest.mark.parametrize("kind", _dialects)
@given(content=_json | _owner_like | _nrop_like | _trestle_like)
def test_f42_whatever_json_comes_it_is_read_or_refused_and_never_registers_half_an_owner(
    kind: str, content: Any
) -> None:
    dialect, number = _dialects[kind]
    body = json.dumps(content).encode()
    try:
        reading = dialect.read(Answer(status=200, body=body), number)
    except DirectoryError:
        return
    if reading.status is ListingStatus.FOUND:
        assert reading.owner is not None
        assert reading.owner.is_complete
