"""The door of the ledger's messages: nothing forged gets in, nothing told gets lost."""

import base64
import json
from dataclasses import dataclass
from datetime import timedelta
from types import ModuleType
from typing import Any

import pytest

from agentline.adapters.ledgers.signatures import sign_standard
from tests.examples import NOON
from tests.unit.functions.invoicing import (
    NEW_SECRET,
    OLD_SECRET,
    FakeDesk,
    load,
    logged,
)
from tests.unit.functions.test_screen_call_handler import FakeContext

PAID: dict[str, Any] = {
    "type": "payment.received",
    "timestamp": "2026-03-10T12:00:00Z",
    "data": {
        "payment": "pay-1",
        "amount": "12.50",
        "currency": "SEK",
        "bank_date": "2026-03-10",
        "reference": "100001-0001",
        "ocr": None,
        "invoice": "inv-1",
        "payer": "Anna Andersson",
    },
}


@dataclass
class Door:
    """The handler over a fake desk."""

    module: ModuleType
    desk: FakeDesk

    def post(
        self, body: bytes, headers: dict[str, str] | None = None, provider: str = "webhook"
    ) -> dict[str, Any]:
        """As API Gateway passes it on, every body in base64."""
        return self.invoke(
            {
                "pathParameters": {"provider": provider},
                "headers": headers,
                "body": base64.b64encode(body).decode() if body else None,
                "isBase64Encoded": bool(body),
            }
        )

    def invoke(self, event: dict[str, Any]) -> dict[str, Any]:
        answer: dict[str, Any] = self.module.handler(event, FakeContext())
        return answer

    def tell(self, message: object = None, secret: str = NEW_SECRET) -> dict[str, Any]:
        body = json.dumps(message or PAID).encode()
        return self.post(body, sign_standard([secret], "msg-1", NOON, body))

    @property
    def has_nothing(self) -> bool:
        return not self.desk.taken and not self.desk.settling


@pytest.fixture
def door(monkeypatch: pytest.MonkeyPatch) -> Door:
    door = Door(load("webhook", monkeypatch), FakeDesk())
    monkeypatch.setattr(door.module, "desk", door.desk)
    return door


def problem(answer: dict[str, Any]) -> dict[str, Any]:
    assert answer["headers"]["Content-Type"] == "application/problem+json"
    said: dict[str, Any] = json.loads(answer["body"])
    assert said["status"] == answer["statusCode"]
    assert said["title"]
    return said


def test_what_the_ledger_tells_is_taken_in_and_its_settling_started(door: Door) -> None:
    answer = door.tell()
    assert answer["statusCode"] == 200
    assert json.loads(answer["body"]) == {"status": "OK"}
    [event] = door.desk.taken.values()
    assert (event.source, event.id, event.payment) == ("webhook", "msg-1", "pay-1")
    assert door.desk.settling == ["webhook#msg-1"]


def test_f21_a_replayed_message_is_accepted_and_does_nothing(door: Door) -> None:
    door.tell()
    assert door.tell()["statusCode"] == 200
    assert len(door.desk.taken) == len(door.desk.settling) == 1


def test_f21_an_old_message_is_refused(door: Door) -> None:
    door.desk.now = NOON + timedelta(minutes=6)
    assert problem(door.tell())["status"] == 401
    assert door.has_nothing


def test_f26_the_old_secret_and_the_new_one_are_both_good(door: Door) -> None:
    assert door.tell(secret=OLD_SECRET)["statusCode"] == 200
    assert door.tell(secret=NEW_SECRET)["statusCode"] == 200


@pytest.mark.parametrize(
    "headers",
    [
        None,
        {},
        {"webhook-id": "msg-1"},
        {"webhook-id": "m", "webhook-timestamp": "soon", "webhook-signature": "v1,x"},
        {"webhook-id": "m", "webhook-timestamp": str(NOON.timestamp()), "webhook-signature": ""},
        {"webhook-id": "\x00", "webhook-timestamp": "9" * 400, "webhook-signature": "v1,\udcff"},
    ],
)
def test_f20_without_a_good_signature_nobody_is_listened_to(
    door: Door, headers: dict[str, str] | None
) -> None:
    assert problem(door.post(b'{"amount": 1}', headers))["status"] == 401
    assert door.has_nothing


def test_f20_a_body_that_was_changed_on_its_way_is_refused(door: Door) -> None:
    body = json.dumps(PAID).encode()
    headers = sign_standard([NEW_SECRET], "msg-1", NOON, body)
    assert problem(door.post(body.replace(b"12.50", b"12.05"), headers))["status"] == 401
    assert door.has_nothing


@pytest.mark.parametrize(
    "body",
    [b"", b"\xff\xfe", b"[]", b"{", b"[" * 5_000, b'{"type": 1}', b"9" * 5_000, b"null"],
    ids=["nothing", "no UTF-8", "list", "half", "deep", "wrong type", "long number", "null"],
)
def test_f20_what_is_signed_and_cannot_be_read_is_the_ledgers_fault(
    door: Door, body: bytes
) -> None:
    headers = sign_standard([NEW_SECRET], "msg-1", NOON, body)
    assert problem(door.post(body, headers))["status"] == 400
    assert door.has_nothing


def test_f20_a_body_that_is_no_base64_is_refused(door: Door) -> None:
    event = {"pathParameters": {"provider": "webhook"}, "headers": {}, "isBase64Encoded": True}
    for body in ("%", "å"):
        assert problem(door.invoke(event | {"body": body}))["status"] == 400


def test_f20_a_body_that_is_too_large_is_refused_unread(door: Door) -> None:
    body = b" " * (256 * 1024 + 1)
    headers = sign_standard([NEW_SECRET], "msg-1", NOON, body)
    assert problem(door.post(body, headers))["status"] == 413


def test_a_body_that_was_passed_on_as_text_is_verified_as_such(door: Door) -> None:
    text = json.dumps(PAID)
    headers = sign_standard([NEW_SECRET], "msg-1", NOON, text.encode())
    event = {"pathParameters": {"provider": "webhook"}, "headers": headers}
    answer = door.invoke(event | {"body": text, "isBase64Encoded": False})
    assert answer["statusCode"] == 200


def test_header_names_are_found_however_they_are_written(door: Door) -> None:
    body = json.dumps(PAID).encode()
    signed = sign_standard([NEW_SECRET], "msg-1", NOON, body)
    headers = {name.title(): value for name, value in signed.items()}
    assert door.post(body, headers)["statusCode"] == 200


@pytest.mark.parametrize("provider", ["stripe", "manual", "%2e%2e", "å"])
def test_f20_who_is_not_our_ledger_is_not_listened_to(door: Door, provider: str) -> None:
    assert problem(door.post(b"{}", {}, provider))["status"] == 404


def test_what_says_nothing_of_use_is_accepted(door: Door) -> None:
    assert door.tell(PAID | {"type": "invoice.viewed"})["statusCode"] == 200
    assert door.has_nothing


@pytest.mark.parametrize("trouble", ["is_down", "secret_is_missing"])
def test_what_cannot_be_kept_is_asked_for_again_and_names_nobody(
    door: Door, trouble: str, caplog: pytest.LogCaptureFixture
) -> None:
    setattr(door.desk, trouble, True)
    assert problem(door.tell())["status"] == 503
    assert door.has_nothing
    assert "not taken in" in logged(caplog)
    assert "Andersson" not in logged(caplog)


@pytest.mark.parametrize(
    ("secret", "metric"),
    [(f"whsec_{'F' * 64}", "WebhookForged"), (NEW_SECRET, "LedgerEventsTaken")],
)
def test_messages_are_counted_by_what_came_of_them(
    door: Door, secret: str, metric: str, capsys: pytest.CaptureFixture[str]
) -> None:
    door.tell(secret=secret)
    assert f'"{metric}":[1.0]' in capsys.readouterr().out
