"""The webhook ledger and the billing service, over HTTP, as they meet on the stage."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
import urllib3

from agentline.adapters.ledgers.signatures import sign_standard
from agentline.adapters.ledgers.webhook_messages import CreditMessage
from agentline.billing_ports import (
    LedgerInvoice,
    LedgerRejectedError,
    LedgerUnavailableError,
)
from agentline.domain.money import sek
from agentline.domain.percent import Percent
from local.billing.service import BillingService
from tests.unit.billing_service.stage import (
    FOREIGN,
    NEW,
    OLD,
    REFERENCE,
    a_credit_note,
    a_ledger,
    a_line,
    a_service,
    an_invoice,
    invoice_of,
)

EXPECTED = LedgerInvoice(
    id="inv_10001", number="10001", ocr="1000010001008", due_on=date(2026, 4, 9)
)


def test_an_invoice_gets_a_number_and_is_found_by_our_reference(service: BillingService) -> None:
    ledger = a_ledger(service.url)
    assert ledger.find(REFERENCE) is None
    assert ledger.submit(an_invoice()) == EXPECTED
    assert ledger.find(REFERENCE) == EXPECTED


def test_what_is_on_the_invoice_arrives_whole(service: BillingService) -> None:
    a_ledger(service.url).submit(an_invoice(prepaid=sek(5_033)))
    received = service.book.entry(REFERENCE).invoice
    assert received.buyer.name == "Siv Exempel"
    assert [(line.text, line.amount) for line in received.lines] == [
        ("Tarot", "451.37"),
        ("Kulans", "-1.04"),
    ]
    assert (received.total, received.prepaid, received.to_pay) == ("450.33", "50.33", "400.00")
    [share] = received.vat
    assert (share.percent, share.net, share.vat, share.gross) == ("25", "360.26", "90.07", "450.33")


def test_f28_an_invoice_sent_twice_is_one_with_one_number(service: BillingService) -> None:
    ledger = a_ledger(service.url)
    assert ledger.submit(an_invoice()) == ledger.submit(an_invoice())
    assert ledger.submit(an_invoice("100001-0002")).number == "10002"


def test_f28_an_invoice_sent_many_times_at_once_is_one_and_the_series_has_no_gap(
    service: BillingService,
) -> None:
    ledger = a_ledger(service.url)
    invoices = [an_invoice(f"100001-{number:04}") for number in range(1, 6)] * 6
    with ThreadPoolExecutor(12) as pool:
        answers = list(pool.map(ledger.submit, invoices))
    assert {answer.number for answer in answers} == {f"{10_000 + n}" for n in range(1, 6)}
    assert len({answer.id for answer in answers}) == 5


def test_another_invoice_under_the_same_reference_is_refused(service: BillingService) -> None:
    ledger = a_ledger(service.url)
    ledger.submit(an_invoice())
    with pytest.raises(LedgerRejectedError, match="10001 already, with other content"):
        ledger.submit(an_invoice(lines=(a_line(sek(100)),)))


def test_f29_what_was_taken_though_never_answered_is_found_before_it_is_sent_again(
    service: BillingService,
) -> None:
    service.troubles.append("accept_then_hang")
    hasty = a_ledger(service.url, timeout_seconds=0.5)
    with pytest.raises(LedgerUnavailableError, match="within"):
        hasty.submit(an_invoice())
    assert hasty.find(REFERENCE) == EXPECTED
    assert hasty.submit(an_invoice()) == EXPECTED


def test_what_was_not_taken_is_not_found(service: BillingService) -> None:
    service.troubles.append("unavailable")
    ledger = a_ledger(service.url)
    with pytest.raises(LedgerUnavailableError, match="503"):
        ledger.submit(an_invoice())
    assert ledger.find(REFERENCE) is None
    assert ledger.submit(an_invoice()) == EXPECTED, "a try that failed takes no number"


def test_a_refusal_is_told_in_the_ledgers_own_words(service: BillingService) -> None:
    service.troubles.append("reject:Kunden är spärrad: kredit")
    ledger = a_ledger(service.url)
    with pytest.raises(LedgerRejectedError, match=r"^Kunden är spärrad: kredit$"):
        ledger.submit(an_invoice())
    assert ledger.submit(an_invoice()) == EXPECTED


def test_sums_that_do_not_add_up_are_refused(service: BillingService) -> None:
    ledger = a_ledger(service.url)
    invoice = an_invoice()
    [share] = invoice.vat
    for wrong, words in (
        (replace(invoice, total=sek(1)), "lines do not add up"),
        (replace(invoice, lines=(), vat=(), total=sek(0)), "nothing to invoice"),
        (replace(invoice, vat=()), "by VAT rate"),
        (replace(invoice, vat=(share, replace(share, percent=Percent.parse("6")))), "by VAT rate"),
    ):
        with pytest.raises(LedgerRejectedError, match=words):
            ledger.submit(wrong)


def test_f20_whoever_has_no_secret_gets_nothing(service: BillingService) -> None:
    a_ledger(service.url).submit(an_invoice())
    stranger = a_ledger(service.url, FOREIGN)
    with pytest.raises(LedgerRejectedError, match="refuses our signature"):
        stranger.find(REFERENCE)
    with pytest.raises(LedgerRejectedError, match="refuses our signature"):
        stranger.submit(an_invoice("100001-0002"))
    with pytest.raises(LedgerRejectedError, match="refuses our signature"):
        stranger.credit(EXPECTED, a_credit_note(sek(100)))
    assert len(service.book.entries) == 1


def test_f20_a_signature_serves_for_what_it_was_made_and_nothing_else(
    service: BillingService,
) -> None:
    ledger = a_ledger(service.url)
    ledger.submit(an_invoice())
    ledger.submit(an_invoice("100001-0002"))
    note = CreditMessage.of("inv_10001", a_credit_note(sek(100))).model_dump_json().encode()
    for method, path, message_id, body in (
        ("GET", "/invoices/100001-0002", "find_100001-0001", b""),
        ("GET", "/invoices/100001-0001", "invoice_100001-0001", b""),
        ("POST", "/invoices/100001-0001/credits", "find_100001-0001", note),
    ):
        assert ask(service, method, path, message_id, body) == 401
    assert ask(service, "POST", "/invoices/100001-0002/credits", "credit_credit-1", note) == 422
    assert not any(entry.credits for entry in service.book.entries.values())


@pytest.mark.parametrize(
    ("body", "status"), [(b"", 400), (b"{", 400), (b"[" * 50_000, 400), (b"{}", 422), (b"1", 422)]
)
def test_f34_signed_garbage_is_refused(service: BillingService, body: bytes, status: int) -> None:
    assert ask(service, "POST", "/invoices", "invoice_100001-0001", body) == status


def ask(service: BillingService, method: str, path: str, message_id: str, body: bytes) -> int:
    headers = sign_standard([NEW], message_id, datetime.now(UTC), body)
    return urllib3.request(method, service.url + path, headers=headers, body=body).status


@pytest.mark.parametrize("theirs", [(OLD,), (NEW,), (OLD, NEW)])
def test_f26_secrets_rotate_on_either_side_first(state_file: Path, theirs: tuple[str, ...]) -> None:
    with a_service(state_file, secrets=theirs) as service:
        assert a_ledger(service.url, NEW, OLD).submit(an_invoice()) == EXPECTED


def test_a_credit_note_told_twice_is_one(service: BillingService) -> None:
    ledger = a_ledger(service.url)
    invoice = ledger.submit(an_invoice())
    for _ in range(2):
        ledger.credit(invoice, a_credit_note(sek(10_033)))
    entry = service.book.entry(REFERENCE)
    assert [(credit.number, credit.note.amount) for credit in entry.credits] == [
        ("10002", "100.33")
    ]
    assert entry.remaining == sek(35_000)


def test_f29_a_credit_note_that_was_taken_though_never_answered_is_one(
    service: BillingService,
) -> None:
    ledger = a_ledger(service.url, timeout_seconds=0.5)
    invoice = ledger.submit(an_invoice())
    service.troubles.append("accept_then_hang")
    with pytest.raises(LedgerUnavailableError):
        ledger.credit(invoice, a_credit_note(sek(10_033)))
    ledger.credit(invoice, a_credit_note(sek(10_033)))
    assert service.book.entry(REFERENCE).credited == sek(10_033)


def test_credit_notes_that_cannot_be_are_refused(service: BillingService) -> None:
    ledger = a_ledger(service.url)
    with pytest.raises(LedgerRejectedError, match="no invoice for 100001-0001"):
        ledger.credit(EXPECTED, a_credit_note(sek(100)))
    invoice = ledger.submit(an_invoice())
    ledger.credit(invoice, a_credit_note(sek(45_000)))
    with pytest.raises(LedgerRejectedError, match="more than is left"):
        ledger.credit(invoice, a_credit_note(sek(34), "credit-2"))
    with pytest.raises(LedgerRejectedError, match="with other content"):
        ledger.credit(invoice, a_credit_note(sek(1)))
    with pytest.raises(LedgerRejectedError, match="not for invoice"):
        ledger.credit(replace(invoice, id="inv_2"), a_credit_note(sek(1), "credit-3"))


def test_f30_a_service_that_is_killed_forgets_nothing_and_goes_on_counting(
    state_file: Path,
) -> None:
    with a_service(state_file) as service:
        a_ledger(service.url).submit(an_invoice())
        service.pay(REFERENCE, "100.00")
    with a_service(state_file) as service:
        assert invoice_of(service) == EXPECTED
        assert service.book.entry(REFERENCE).remaining == sek(35_033)
        assert a_ledger(service.url).submit(an_invoice("100001-0002")).number == "10002"
    assert [file.name for file in state_file.parent.iterdir()] == ["state.json"]


def test_the_webhook_ledger_has_no_news_of_its_own(service: BillingService) -> None:
    assert a_ledger(service.url).news(None) is None
