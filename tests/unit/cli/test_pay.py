"""`agentline pay` has a dispatched basis paid, as the stage's own ledger or a provider would."""

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

import pytest

from agentline.adapters.ledgers.billogram import BillogramSecret
from agentline.adapters.ledgers.billogram_mailbox import BillogramMailbox
from agentline.adapters.ledgers.stripe import StripeSecret
from agentline.adapters.ledgers.stripe_mailbox import StripeMailbox
from agentline.adapters.ledgers.webhook import WebhookMailbox, WebhookSecret
from agentline.billing_ports import ForgedMessageError, LedgerMailbox
from agentline.domain.money import sek
from agentline.services.enter_payment import begin_settling
from local.billing.service import BillingService
from local.commands.endpoints import Endpoints
from tests.memory_book import REFERENCE
from tests.unit.billing_service.stage import NEW, a_ledger
from tests.unit.cli.office import Office, open_office

TODAY = datetime.now(UTC)
SECRET = "whsec_signs_for_the_provider"
MAILBOXES: dict[str, Callable[[str], LedgerMailbox]] = {
    "stripe": lambda secret: StripeMailbox(
        StripeSecret(api_key="sk_test_1", webhook_secrets=(secret,))
    ),
    "billogram": lambda secret: BillogramMailbox(
        BillogramSecret(api_user="u", api_key="k", webhook_secrets=(secret,))
    ),
}


@contextmanager
def endpoint_of(office: Office, mailbox: LedgerMailbox) -> Iterator[str]:
    """AgentLine's webhook endpoint over HTTP, in front of the desk in memory."""

    class Door(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            headers = {name.lower(): value for name, value in self.headers.items()}
            body = self.rfile.read(int(headers["content-length"]))
            try:
                for event in mailbox.read(headers, body, datetime.now(UTC)):
                    begin_settling(event, office.desk)
            except ForgedMessageError:
                self.send_error(401)
                return
            self.send_response(200)
            self.end_headers()

        def log_message(self, *_: Any) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Door) as server:
        serving = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        serving.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}"
        finally:
            server.shutdown()
            serving.join()


@pytest.fixture
def office(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Office:
    """Today: who tells of a payment says when it came."""
    return open_office(monkeypatch, tmp_path, now=TODAY)


@pytest.fixture
def service(office: Office, tmp_path: Path) -> Iterator[BillingService]:
    """The stage's billing service, which has the invoice, announced as the stage does."""
    office.do("invoices", "dispatch", REFERENCE, "--yes")
    state = tmp_path / "book.json"
    with BillingService(state_file=state, secrets=(NEW,), pauses=()) as running:
        a_ledger(running.url).submit(office.book.copies[1])
        (tmp_path / "billing_url").write_text(running.url, encoding="ascii")
        yield running


def test_a_payment_at_the_billing_service_raises_the_limit(
    office: Office, service: BillingService
) -> None:
    mailbox = WebhookMailbox(WebhookSecret(webhook_secrets=(NEW,)))
    with endpoint_of(office, mailbox) as url:
        service.webhook_url = url
        part = office.do("pay", REFERENCE, "--amount", "85,00")
        result = office.run("pay", REFERENCE, "--json")
    assert f"900.00 SEK is left to pay of {REFERENCE}" in part
    assert "The limit is 1000.00 SEK, as before." in part
    told = json.loads(result.stdout)
    assert (told["invoice"]["state"], told["invoice"]["due"]) == ("paid", "0.00")
    assert (told["limit"]["before"], told["limit"]["after"]) == ("1000.00", "1500.00")
    assert "rises by 500.00 SEK" in told["limit"]["policy"]


def test_a_payment_that_was_not_taken_in_is_told_so(
    office: Office, service: BillingService
) -> None:
    assert service.webhook_url is None
    words = office.do("pay", REFERENCE, code=1)
    assert "the payment was not taken in: waiting: no webhook address is known yet" in words


def test_the_billing_services_own_words_are_told(office: Office, service: BillingService) -> None:
    service.pay(REFERENCE)
    words = office.do("pay", REFERENCE, code=1)
    assert "the billing service says: Nothing remains to be paid" in words


def test_without_a_billing_service_that_is_said(office: Office) -> None:
    assert "no billing service running" in office.do("pay", REFERENCE, code=1)


def test_what_is_no_amount_exits_2(office: Office) -> None:
    assert "--amount: 'x' is no amount" in office.do("pay", REFERENCE, "--amount", "x", code=2)


def test_a_provider_that_is_not_the_ledger_is_not_listened_to(office: Office) -> None:
    words = office.do("pay", REFERENCE, "--as", "stripe", code=1)
    assert "the ledger of this stage is webhook, not stripe" in words


@pytest.mark.parametrize("provider", ["stripe", "billogram"])
def test_a_payment_is_signed_as_the_provider_would(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, provider: str
) -> None:
    mailbox = MAILBOXES[provider](SECRET)
    office = open_office(
        monkeypatch, tmp_path, kind=provider, mailbox=mailbox, now=datetime.now(UTC)
    )
    monkeypatch.setattr("local.staff.paying.find_stage", lambda _paths: None)
    monkeypatch.setattr("local.staff.paying.webhook_secrets", lambda _stage: (SECRET,))
    assert "was never dispatched" in office.do("pay", REFERENCE, "--as", provider, code=1)
    office.do("invoices", "dispatch", REFERENCE, "--yes")
    with endpoint_of(office, mailbox) as url:
        announce(url, tmp_path)
        office.do("pay", REFERENCE, "--as", provider, "--amount", "85")
        words = office.do("pay", REFERENCE, "--as", provider)
    assert "The limit rose from 1000.00 SEK to 1500.00 SEK." in words
    assert [payment.amount for payment in office.book.payments.values()] == [
        sek(8_500),
        sek(90_000),
    ]
    assert {payment.source for payment in office.book.payments.values()} == {provider}


def test_a_signature_the_endpoint_does_not_know_is_told(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    ours = MAILBOXES["stripe"](SECRET)
    office = open_office(monkeypatch, tmp_path, kind="stripe", mailbox=ours)
    monkeypatch.setattr("local.staff.paying.find_stage", lambda _paths: None)
    monkeypatch.setattr("local.staff.paying.webhook_secrets", lambda _stage: (SECRET,))
    office.do("invoices", "dispatch", REFERENCE, "--yes")
    with endpoint_of(office, MAILBOXES["stripe"]("whsec_another")) as url:
        announce(url, tmp_path)
        words = office.do("pay", REFERENCE, "--as", "stripe", code=1)
    assert "the webhook endpoint answered 401" in words
    assert office.book.events == {}


def announce(webhook_url: str, folder: Path) -> None:
    Endpoints(
        region="none",
        aws_endpoint_url="none",
        table_name="none",
        contact_stream="none",
        flow_file="none",
        webhook_url=webhook_url,
    ).write(folder / "endpoints.json")
