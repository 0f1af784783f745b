"""What comes of the answers Billogram gives, of settings and of secrets."""

import json
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from pydantic import ValidationError

from agentline.adapters.ledgers.billogram import (
    BillogramSecret,
    BillogramSettings,
)
from agentline.billing_ports import LedgerRejectedError, LedgerUnavailableError
from tests.unit.adapters.ledgers.billogram_opening import SECRETS, ledger_of
from tests.unit.adapters.ledgers.billogram_server import KEY, USER, BillogramServer
from tests.unit.adapters.ledgers.example_invoices import (
    REFERENCE,
    an_invoice,
)
from tests.unit.adapters.ledgers.fake_ledger import Reply, serving


@pytest.fixture
def server() -> Iterator[BillogramServer]:
    server = BillogramServer()
    with serving(server) as server.origin:
        yield server


def test_refused_credentials_are_a_rejection(server: BillogramServer) -> None:
    with pytest.raises(LedgerRejectedError, match="refuses our API user"):
        ledger_of(server, key="another").find(REFERENCE)


def test_words_of_a_refusal_reach_staff(server: BillogramServer) -> None:
    invoice = replace(an_invoice(), due_on=an_invoice().issued_on.replace(year=2025))
    with pytest.raises(LedgerRejectedError, match=r"The due date is in the past \(due_date\)"):
        ledger_of(server).submit(invoice)


@pytest.mark.parametrize(
    "reply",
    [
        Reply(status=429),
        Reply(status=500, body=b"{}"),
        Reply(status=503, body=b"down for maintenance"),
        Reply(status=400, body=b"<html>proxy</html>"),
        Reply(status=400, body=b'{"status": "INVALID_PARAMETER", "data": {}}'),
        Reply(body=b"not JSON"),
        Reply(body=b"[]"),
        Reply(body=b'{"status": "OK"}'),
        Reply(body=b'{"status": "NO", "data": []}'),
        Reply(body=b'{"status": "OK", "data": {}}'),
        Reply(body=b'{"status": "OK", "data": [{"id": 5, "state": "Unpaid"}]}'),
        Reply(
            body=json.dumps(
                {
                    "status": "OK",
                    "data": [
                        {
                            "id": "b",
                            "state": "Unpaid",
                            "creditor_unique_value": REFERENCE,
                            "due_date": "soon",
                        }
                    ],
                }
            ).encode()
        ),
    ],
)
def test_f29_answers_that_tell_nothing_are_unavailable(
    server: BillogramServer, reply: Reply
) -> None:
    server.instead = reply
    with pytest.raises(LedgerUnavailableError):
        ledger_of(server).find(REFERENCE)
    with pytest.raises(LedgerUnavailableError):
        ledger_of(server).submit(an_invoice())


def test_payments_are_not_polled(server: BillogramServer) -> None:
    assert ledger_of(server).news(None) is None
    assert server.asked == []


@pytest.mark.parametrize(
    "wrong",
    [
        {"base_url": "http://billogram.com/api/v2"},
        {"callback_url": "http://127.0.0.1/webhooks/billogram"},
        {"method": "Fax"},
        {"kind": "stripe"},
        {"password": "x"},
    ],
)
def test_wrong_settings_are_refused(wrong: dict[str, str]) -> None:
    with pytest.raises(ValidationError):
        BillogramSettings.model_validate({"kind": "billogram", **wrong})


@pytest.mark.parametrize(
    "wrong", [{"api_user": "a:b"}, {"api_key": "hemligt\n"}, {"webhook_secrets": []}]
)
def test_wrong_secrets_are_refused_and_not_told(wrong: dict[str, Any]) -> None:
    with pytest.raises(ValidationError) as caught:
        BillogramSecret.model_validate({**SECRETS, **wrong})
    assert "hemligt" not in str(caught.value)


def test_secrets_do_not_show() -> None:
    shown = repr(BillogramSecret.model_validate(SECRETS))
    assert not any(secret in shown for secret in (USER, KEY, "sekret"))
