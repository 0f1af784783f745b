"""What a webhook ledger is sent, and what its answers are taken for."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime

import pytest
from pydantic import ValidationError

from agentline.adapters.ledgers.http import HttpAnswer, LedgerHttp
from agentline.adapters.ledgers.signatures import verify_standard
from agentline.adapters.ledgers.webhook import (
    WebhookLedger,
    WebhookSecret,
    WebhookSettings,
)
from agentline.billing_ports import (
    LedgerInvoice,
    LedgerRejectedError,
    LedgerUnavailableError,
)
from agentline.domain.money import sek
from tests.unit.billing_service.stage import NEW, OLD, a_credit_note, an_invoice

SECRET = WebhookSecret(webhook_secrets=(NEW, OLD))
SETTINGS = WebhookSettings(kind="webhook", url="https://billing.example/api/")


def test_secrets_are_in_no_text() -> None:
    assert NEW not in repr(SECRET)
    assert NEW not in repr(WebhookLedger(SETTINGS, SECRET, LedgerHttp()))
    with pytest.raises(ValidationError) as refused:
        WebhookSecret.model_validate({"webhook_secrets": ["whsec_geheim"]})
    assert "geheim" not in str(refused.value)


@pytest.mark.parametrize(
    "settings",
    [
        {"kind": "webhook"},
        {"kind": "stripe", "url": "https://billing.example"},
        {"kind": "webhook", "url": "http://billing.example"},
        {"kind": "webhook", "url": "https://billing.example", "more": 1},
    ],
)
def test_settings_that_could_not_work_are_refused(settings: Mapping[str, str]) -> None:
    with pytest.raises(ValidationError):
        WebhookSettings.model_validate(settings)


class ScriptedHttp(LedgerHttp):
    """Answers what it is told to, and remembers what was sent."""

    def __init__(self, status: int, content: bytes) -> None:
        super().__init__()
        self._answer = HttpAnswer(status=status, headers={}, body=content)
        self.sent: list[tuple[str, str, Mapping[str, str], bytes]] = []

    def request(
        self,
        method: str,
        url: str,
        *,
        headers: Mapping[str, str] | None = None,
        body: bytes | None = None,
        params: Mapping[str, str] | None = None,  # noqa: ARG002 - a webhook has none
    ) -> HttpAnswer:
        self.sent.append((method, url, headers or {}, body or b""))
        return self._answer


@contextmanager
def answering(status: int, content: bytes) -> Iterator[tuple[WebhookLedger, ScriptedHttp]]:
    http = ScriptedHttp(status, content)
    yield WebhookLedger(SETTINGS, SECRET, http), http


def test_each_signature_is_bound_to_what_it_is_for() -> None:
    with answering(200, b'{"id":"inv_1"}') as (ledger, http):
        ledger.submit(an_invoice())
        ledger.find("100001-0001")
        ledger.credit(LedgerInvoice(id="inv_1"), a_credit_note(sek(100)))
    signed = [
        (method, url, verify_standard([OLD], headers, body, datetime.now(UTC)))
        for method, url, headers, body in http.sent
    ]
    invoices = "https://billing.example/api/invoices"
    assert signed == [
        ("POST", invoices, "invoice_100001-0001"),
        ("GET", f"{invoices}/100001-0001", "find_100001-0001"),
        ("POST", f"{invoices}/100001-0001/credits", "credit_credit-1"),
    ]


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"OK",
        b"[]",
        b"null",
        b"{}",
        b'{"id":""}',
        b'{"id":1}',
        b'{"id":"a b"}',
        b'{"id":"1","due_on":"soon"}',
        b'{"id":"1","ocr":"abc"}',
        b'{"id":"1","id":"2"}',
    ],
)
def test_an_answer_that_is_no_invoice_leaves_open_whether_it_was_taken(content: bytes) -> None:
    with answering(200, content) as (ledger, _):
        with pytest.raises(LedgerUnavailableError):
            ledger.submit(an_invoice())
        with pytest.raises(LedgerUnavailableError):
            ledger.find("100001-0001")


def test_more_than_is_needed_in_an_answer_is_passed_over() -> None:
    with answering(201, b'{"id":"inv_1","number":null,"pdf":"https://x"}') as (ledger, _):
        assert ledger.submit(an_invoice()) == LedgerInvoice(id="inv_1")


@pytest.mark.parametrize(
    ("status", "content", "words"),
    [
        (422, '{"error":"Kunden\\när  spärrad"}'.encode(), "^Kunden är spärrad$"),
        (400, b'{"type":"about:blank","title":"Bad","detail":"No buyer"}', "^No buyer$"),
        (409, b"<html>", "^it answered 409$"),
        (404, b"{}", "^it answered 404$"),
        (401, b'{"error":{"code":1}}', "refuses our signature: it answered 401"),
        (403, b'{"message":"Not you"}', "refuses our signature: Not you"),
        (422, b'{"error":"' + b"x" * 5_000 + b'"}', "^x{300}$"),
    ],
)
def test_a_refusal_has_the_ledgers_words(status: int, content: bytes, words: str) -> None:
    with answering(status, content) as (ledger, _), pytest.raises(LedgerRejectedError, match=words):
        ledger.submit(an_invoice())


def test_only_a_404_says_that_there_is_no_invoice() -> None:
    with answering(404, b"") as (ledger, _):
        assert ledger.find("100001-0001") is None
    with answering(410, b"") as (ledger, _), pytest.raises(LedgerRejectedError):
        ledger.find("100001-0001")
