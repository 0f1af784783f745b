"""What comes of the answers Stripe gives, of settings and secrets, and of what its SDK knows."""

import json
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
import stripe
from pydantic import ValidationError

from agentline.adapters.ledgers.stripe import StripeSecret, StripeSettings
from agentline.adapters.ledgers.stripe_api import API_VERSION, StripeObject
from agentline.adapters.ledgers.stripe_objects import (
    StripeCreditNote,
    StripeCustomer,
    StripeInvoice,
    StripeTaxRate,
)
from agentline.billing_ports import LedgerRejectedError, LedgerUnavailableError
from agentline.domain.money import sek
from tests.unit.adapters.ledgers.example_invoices import (
    REFERENCE,
    an_invoice,
)
from tests.unit.adapters.ledgers.fake_ledger import Reply, serving
from tests.unit.adapters.ledgers.stripe_opening import SECRETS, SEND_TO, ledger_of
from tests.unit.adapters.ledgers.stripe_parameters import UnknownParameterError, check_parameters
from tests.unit.adapters.ledgers.stripe_server import API_KEY, VERSION, StripeServer


@pytest.fixture
def server() -> Iterator[StripeServer]:
    server = StripeServer()
    with serving(server) as origin:
        server.origin = origin
        yield server


def test_payments_are_not_polled(server: StripeServer) -> None:
    assert ledger_of(server).news(None) is None
    assert server.asked == []


def test_refused_credentials_are_a_rejection_without_the_key(server: StripeServer) -> None:
    with pytest.raises(LedgerRejectedError, match="refuses our API key") as caught:
        ledger_of(server, api_key="sk_live_another").find(REFERENCE)
    assert "another" not in str(caught.value)


@pytest.mark.parametrize(
    "reply",
    [
        Reply(status=429, body=b'{"error": {"message": "Too many requests"}}'),
        Reply(status=409, body=b'{"error": {"message": "Key in use"}}'),
        Reply(status=500, body=b"{}"),
        Reply(status=503, body=b"down for maintenance"),
        Reply(status=400, body=b"<html>proxy</html>"),
        Reply(status=400, body=b'{"error": "unusual"}'),
        Reply(body=b"not JSON"),
        Reply(body=b"[]"),
        Reply(body=b"{}"),
        Reply(body=b'{"data": {}}'),
        Reply(body=b'{"data": [{"id": 5}]}'),
        Reply(body=b'{"data": [null]}'),
        Reply(status=302, headers={"Location": "http://127.0.0.1:1/"}),
    ],
)
def test_f29_answers_that_tell_nothing_are_unavailable(server: StripeServer, reply: Reply) -> None:
    server.instead = reply
    with pytest.raises(LedgerUnavailableError):
        ledger_of(server).find(REFERENCE)
    with pytest.raises(LedgerUnavailableError):
        ledger_of(server).submit(an_invoice())


def test_words_of_a_refusal_reach_staff(server: StripeServer) -> None:
    body = json.dumps({"error": {"message": "Invalid country"}}).encode()
    server.instead = Reply(status=400, body=body)
    with pytest.raises(LedgerRejectedError, match="Stripe: Invalid country"):
        ledger_of(server).submit(an_invoice())


def test_the_pinned_version_is_the_sdks() -> None:
    assert stripe.api_version == API_VERSION == VERSION


@pytest.mark.parametrize(
    ("ours", "theirs"),
    [
        (StripeCustomer, stripe.Customer),
        (StripeInvoice, stripe.Invoice),
        (StripeCreditNote, stripe.CreditNote),
        (StripeTaxRate, stripe.TaxRate),
    ],
)
def test_every_field_we_read_is_one_the_sdk_knows(
    ours: type[StripeObject], theirs: type[stripe.StripeObject]
) -> None:
    assert ours.model_fields.keys() <= theirs.__annotations__.keys()


@pytest.mark.parametrize(
    "form",
    [
        {"customer": "cus_1", "basis": "1"},
        {"customer": {"id": "cus_1"}},
        {"auto_advance": "0"},
        {"due_date": "2026-04-09"},
        {"collection_method": "send"},
        {"payment_settings": {"method": "card"}},
    ],
)
def test_the_server_of_these_tests_refuses_what_the_sdk_does_not_know(form: dict[str, Any]) -> None:
    with pytest.raises(UnknownParameterError):
        check_parameters(form, stripe.params.InvoiceCreateParams)


@pytest.mark.parametrize(
    "wrong",
    [
        {"base_url": "http://api.stripe.com"},
        {"base_url": "ftp://127.0.0.1"},
        {"send_to": "nobody"},
        {"kind": "billogram"},
        {"password": "x"},
    ],
)
def test_wrong_settings_are_refused(wrong: dict[str, str]) -> None:
    with pytest.raises(ValidationError):
        StripeSettings.model_validate({"kind": "stripe", "send_to": SEND_TO, **wrong})


@pytest.mark.parametrize(
    "wrong",
    [{"api_key": "pk_live_x"}, {"webhook_secrets": []}, {"webhook_secrets": ["hemligt"]}],
)
def test_wrong_secrets_are_refused_and_not_told(wrong: dict[str, Any]) -> None:
    with pytest.raises(ValidationError) as caught:
        StripeSecret.model_validate({**SECRETS, **wrong})
    assert "pk_live_x" not in str(caught.value)
    assert "hemligt" not in str(caught.value)


def test_secrets_do_not_show() -> None:
    shown = repr(StripeSecret.model_validate(SECRETS))
    assert API_KEY not in shown
    assert "whsec_test" not in shown


def test_an_error_whose_cause_is_gone_is_not_repeated_for_a_day(server: StripeServer) -> None:
    ledger = ledger_of(server)
    server.state.now = 2_000_000_000
    for _ in range(3):
        with pytest.raises(LedgerRejectedError):
            ledger.submit(an_invoice())
    server.state.now = 1_772_000_000
    assert ledger.submit(an_invoice()).number


def test_a_repeated_answer_that_cannot_be_checked_makes_no_second_one(
    server: StripeServer,
) -> None:
    server.state.is_search_behind = True
    ledger = ledger_of(server)
    ledger.submit(an_invoice())
    server.refused_gets = True
    with pytest.raises(LedgerRejectedError):
        ledger.submit(an_invoice())
    assert len(server.state.customers) == 1


def test_a_draft_deleted_in_stripe_is_made_anew_within_the_day(server: StripeServer) -> None:
    ledger = ledger_of(server)
    with pytest.raises(LedgerRejectedError):
        ledger.submit(replace(an_invoice(), total=sek(1)))
    server.state.invoices.clear()
    made = ledger.submit(an_invoice())
    assert list(server.state.invoices) == [made.id]
