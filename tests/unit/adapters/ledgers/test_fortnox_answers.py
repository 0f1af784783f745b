"""Tokens, refusals, and answers that are none."""

from collections.abc import Iterator

import pytest
from pydantic import ValidationError

from agentline.adapters.ledgers.fortnox import FortnoxLedger, FortnoxSecret
from agentline.billing_ports import LedgerRejectedError, LedgerUnavailableError
from tests.unit.adapters.ledgers.example_invoices import (
    REFERENCE,
    an_invoice,
)
from tests.unit.adapters.ledgers.fake_ledger import Reply
from tests.unit.adapters.ledgers.fortnox_opening import a_ledger
from tests.unit.adapters.ledgers.fortnox_server import CLIENT_ID, CLIENT_SECRET, FortnoxServer


@pytest.fixture
def server() -> FortnoxServer:
    return FortnoxServer()


@pytest.fixture
def ledger(server: FortnoxServer) -> Iterator[FortnoxLedger]:
    with a_ledger(server) as ledger:
        yield ledger


def test_a_token_serves_many_requests(server: FortnoxServer, ledger: FortnoxLedger) -> None:
    ledger.submit(an_invoice())
    assert [asked.path for asked in server.asked].count("/oauth-v1/token") == 1


def test_a_token_that_ended_is_replaced_once(server: FortnoxServer, ledger: FortnoxLedger) -> None:
    ledger.find(REFERENCE)
    server.tokens.clear()
    ledger.submit(an_invoice())
    assert [asked.path for asked in server.asked].count("/oauth-v1/token") == 2


def test_wrong_credentials_are_rejected_in_fortnoxs_words(server: FortnoxServer) -> None:
    with (
        a_ledger(server, secret="wrong") as ledger,
        pytest.raises(LedgerRejectedError, match=r"credentials: Invalid client \(2000310\)"),
    ):
        ledger.find(REFERENCE)


@pytest.mark.parametrize(
    ("reply", "words"),
    [
        (b'{"ErrorInformation":{"Error":1,"Message":"Nej","Code":2000433}}', r"Nej \(2000433\)"),
        (b'{"ErrorInformation":{"error":1,"message":"Nej","code":2000433}}', r"Nej \(2000433\)"),
        (b'{"errorinformation":{"ERROR":1,"MESSAGE":"Nej"}}', "Nej"),
        (b"<html>", "status 400"),
    ],
)
def test_refusals_are_told_in_fortnoxs_words_however_they_are_spelt(
    server: FortnoxServer, ledger: FortnoxLedger, reply: bytes, words: str
) -> None:
    ledger.find(REFERENCE)
    server.instead = Reply(status=400, body=reply)
    with pytest.raises(LedgerRejectedError, match=words):
        ledger.submit(an_invoice())


_ONE_PAGE = b'"MetaInformation":{"@TotalPages":1}}'


@pytest.mark.parametrize(
    "reply",
    [
        Reply(status=429, body=b"{}"),
        Reply(status=503),
        Reply(body=b"<html>"),
        Reply(body=b"[]"),
        Reply(body=b'{"Invoices":[],"MetaInformation":{}}'),
        Reply(body=b'{"Invoices":7,' + _ONE_PAGE),
        Reply(body=b'{"Invoices":[{"ExternalInvoiceReference1":"100001-0001"}],' + _ONE_PAGE),
    ],
)
def test_what_is_no_answer_is_unavailable(
    server: FortnoxServer, ledger: FortnoxLedger, reply: Reply
) -> None:
    ledger.find("100001-0002")
    server.instead = reply
    with pytest.raises(LedgerUnavailableError):
        ledger.submit(an_invoice())


def test_secrets_are_not_shown() -> None:
    secret = FortnoxSecret(client_id=CLIENT_ID, client_secret=CLIENT_SECRET)
    assert CLIENT_SECRET not in repr(secret)
    with pytest.raises(ValidationError) as caught:
        FortnoxSecret.model_validate({"client_id": CLIENT_ID, "client_secret": "with blank"})
    assert "with blank" not in str(caught.value)
