"""The page shows what came as text, and takes its own forms only."""

from collections.abc import Mapping
from html.parser import HTMLParser
from urllib.parse import urlencode

import pytest
import urllib3

from agentline.domain.money import sek
from local.billing.service import BillingService
from tests.unit.billing_service.stage import (
    REFERENCE,
    Endpoint,
    a_credit_note,
    a_ledger,
    a_line,
    an_invoice,
)

PAY = f"/invoices/{REFERENCE}/payments"


class Page(HTMLParser):
    """The page's tags, and its text in one line."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self._texts: list[str] = []
        self.feed(html)
        self.text = " ".join(" ".join(self._texts).split())

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self._texts.append(data)


def get(service: BillingService, path: str = "/", **headers: str) -> urllib3.BaseHTTPResponse:
    return urllib3.request("GET", service.url + path, headers=headers, redirect=False)


def post(
    service: BillingService, path: str, form: Mapping[str, str], **headers: str
) -> urllib3.BaseHTTPResponse:
    sent = {"Origin": service.url, "Content-Type": "application/x-www-form-urlencoded", **headers}
    return urllib3.request(
        "POST", service.url + path, body=urlencode(form), headers=sent, redirect=False
    )


def page_of(service: BillingService) -> Page:
    return Page(get(service).data.decode())


def invoiced(service: BillingService) -> None:
    a_ledger(service.url).submit(an_invoice())


def test_an_empty_page_says_what_is_going_to_happen(service: BillingService) -> None:
    assert "No invoice has come yet" in page_of(service).text


def test_the_page_lists_lines_vat_and_totals(service: BillingService) -> None:
    ledger = a_ledger(service.url)
    big = an_invoice(lines=(a_line(sek(123_456_789)), a_line(sek(-50), "Rabatt", "2")))
    ledger.submit(big)
    text = page_of(service).text
    for shown in ("Invoice 10001", "Siv Exempel", "Tarot", "1:01", "2026-03-10 13:00", "unpaid"):
        assert shown in text
    assert "1 234 567.89" in text.replace("\xa0", " ")
    assert "−0.50" in text
    assert "VAT 25 %" in text


def test_the_page_tells_paid_from_unpaid(service: BillingService) -> None:
    ledger = a_ledger(service.url)
    invoice = ledger.submit(an_invoice())
    for amount, state in (("50.33", "part paid"), ("400", "paid"), ("1", "overpaid")):
        service.pay(REFERENCE, amount)
        assert f"State {state} Remains" in page_of(service).text
    ledger.credit(invoice, a_credit_note(sek(100)))
    text = page_of(service).text
    assert "Credit note 10002: Samtalet bröts" in text
    assert "AgentLine: 200" in text


def test_a_wholly_credited_invoice_is_credited(service: BillingService) -> None:
    ledger = a_ledger(service.url)
    ledger.credit(ledger.submit(an_invoice()), a_credit_note(sek(45_033)))
    assert "State credited Remains" in page_of(service).text


def test_f39_what_came_from_outside_is_shown_as_text(service: BillingService) -> None:
    nasty = "<script>alert(1)</script>\"'><img src=x onerror=alert(1)>"
    a_ledger(service.url).submit(an_invoice(lines=(a_line(sek(100), nasty),)))
    page = page_of(service)
    assert nasty in page.text
    assert not {"script", "img"} & {tag for tag, _ in page.tags}
    assert not [name for _, attributes in page.tags for name in attributes if name[:2] == "on"]


def test_f39_the_page_may_run_nothing_and_be_framed_by_nobody(service: BillingService) -> None:
    policy = get(service).headers["Content-Security-Policy"]
    assert policy.startswith("default-src 'none'; style-src 'self'; form-action 'self'")
    assert "frame-ancestors 'none'" in policy
    assert get(service, "/style.css").headers["Content-Type"].startswith("text/css")


def test_the_form_pays_and_shows_what_came_of_it(
    service: BillingService, endpoint: Endpoint
) -> None:
    invoiced(service)
    [amount] = [
        attributes
        for tag, attributes in page_of(service).tags
        if tag == "input" and attributes["name"] == "amount"
    ]
    assert amount["value"] == "450.33"
    answer = post(service, PAY, {"amount": "450,33", "seen": "450.33"})
    [payment] = service.book.entry(REFERENCE).payments
    assert (answer.status, answer.headers["Location"]) == (303, f"/#{payment.id}")
    assert [event.amount for event in endpoint.events] == [sek(45_033)]
    assert post(service, f"/payments/{payment.id}/recall", {}).status == 303
    assert "recalled" in page_of(service).text


def test_f24_a_button_pressed_twice_pays_once(service: BillingService) -> None:
    invoiced(service)
    form = {"amount": "450.33", "seen": "450.33"}
    assert [post(service, PAY, form).status for _ in range(2)] == [303, 422]
    assert len(service.book.entry(REFERENCE).payments) == 1


@pytest.mark.parametrize("origin", ["https://evil.example", "null", "", "http://127.0.0.1"])
def test_forms_of_other_sites_are_refused(service: BillingService, origin: str) -> None:
    invoiced(service)
    assert post(service, PAY, {"amount": "1"}, Origin=origin).status == 403
    assert service.book.entry(REFERENCE).payments == ()


def test_forms_without_an_origin_are_refused(service: BillingService) -> None:
    invoiced(service)
    assert urllib3.request("POST", service.url + PAY, body=b"amount=1").status == 403


def test_other_names_for_this_machine_are_refused(service: BillingService) -> None:
    """Or a site that has its name point to 127.0.0.1 could read the page."""
    for path in ("/", "/style.css", f"/invoices/{REFERENCE}"):
        assert get(service, path, Host="evil.example").status == 421


def test_a_browser_is_told_in_plain_words_what_is_wrong(service: BillingService) -> None:
    answer = post(service, PAY, {"amount": "1"}, Accept="text/html")
    assert (answer.status, answer.data.decode()) == (404, f"There is no invoice for {REFERENCE}.")


@pytest.mark.parametrize("length", ["-1", "x", "99999999", "1" * 30, "²"])
def test_f35_bodies_of_no_or_too_great_a_length_are_refused(
    service: BillingService, length: str
) -> None:
    headers = {"Content-Length": length, "Origin": service.url}
    answer = urllib3.request("POST", service.url + PAY, headers=headers, body=b"")
    assert answer.status == 413


@pytest.mark.parametrize("path", ["/x", "/invoices", "/invoices/a/b", "/../etc/passwd", "/%"])
def test_what_is_not_there_is_not_found(service: BillingService, path: str) -> None:
    assert get(service, path).status == 404
