"""Our ledger on a real Tryton: every amount and state below is what Tryton itself answers."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest

from agentline.adapters.ledgers.http import LedgerHttp
from agentline.adapters.ledgers.tryton import TrytonLedger, TrytonSecret, TrytonSettings
from agentline.billing_ports import LedgerRejectedError
from agentline.domain.invoice import Invoice
from agentline.domain.ledger_event import EventKind, LedgerEvent
from agentline.domain.money import sek
from tests.integration.tryton.books import Tryton
from tests.integration.tryton.examples import ANNA, an_invoice, credit_of, invoice_of
from tests.integration.tryton.server import TrytonServer


def told_of(tryton: Tryton, invoice: Invoice, cursor: str | None = None) -> list[LedgerEvent]:
    events = tryton.ledger.news(cursor).events
    return [event for event in events if event.reference == invoice.reference]


def test_an_invoice_is_booked_with_a_number_and_our_total(tryton: Tryton) -> None:
    invoice = an_invoice(24_500, 51_750)
    booked = tryton.ledger.submit(invoice)
    (in_books,) = tryton.books.invoices(invoice.reference, "party.code", "party.name", "comment")
    assert in_books["state"] == "posted"
    assert in_books["total_amount"] == Decimal("762.50")
    assert in_books["tax_amount"] == Decimal("152.50")
    assert in_books["party."]["code"] == invoice.customer
    assert in_books["party."]["name"] == "Anna Åkesson"
    assert in_books["comment"] == "OCR 10000100175"
    assert booked.number == in_books["number"]
    assert booked.id == str(in_books["id"])
    assert booked.due_on == invoice.due_on
    assert tryton.ledger.find(invoice.reference) == booked


@pytest.mark.parametrize(
    "amounts",
    [
        [(333, "25"), (333, "25"), (334, "25")],
        [(1, "25"), (1, "25"), (1, "25")],
        [(99_999, "25"), (-101, "25"), (-7, "25")],
        [(101, "25"), (777, "12"), (-3, "0")],
        [(50_001, "12"), (50_003, "25"), (-10_002, "25"), (-10_001, "12"), (-1, "0")],
        [(60_033, "25")] * 37,
        [(0, "25"), (12_345, "25")],
    ],
)
def test_odd_ore_come_to_our_total_and_our_vat(
    tryton: Tryton, amounts: list[tuple[int, str]]
) -> None:
    invoice = invoice_of(amounts)
    tryton.ledger.submit(invoice)
    (in_books,) = tryton.books.invoices(invoice.reference)
    vat = sum((share.vat for share in invoice.vat), sek(0))
    assert in_books["total_amount"] == Decimal(invoice.total.decimal)
    assert in_books["tax_amount"] == Decimal(vat.decimal)


def test_f28_submitting_twice_books_once(tryton: Tryton) -> None:
    invoice = an_invoice(80_000)
    assert tryton.ledger.submit(invoice) == tryton.ledger.submit(invoice)
    assert len(tryton.books.invoices(invoice.reference)) == 1


def test_a_draft_of_an_earlier_try_is_completed_with_what_is_sent_now(tryton: Tryton) -> None:
    before, after = an_invoice(70_001), an_invoice(55_555, 11_111)
    tryton.ledger.submit(before)
    (made,) = tryton.books.invoices(before.reference)
    (draft,) = tryton.books.rpc.search("account.invoice", [("id", "=", made["id"])], ["party"])
    copy_of_draft(tryton, draft["id"], after.reference)

    assert tryton.ledger.find(after.reference) is None
    booked = tryton.ledger.submit(after)

    (in_books,) = tryton.books.invoices(after.reference, "lines")
    assert booked.id == str(in_books["id"])
    assert in_books["state"] == "posted"
    assert in_books["total_amount"] == Decimal("666.66")
    assert len(in_books["lines"]) == 2


def copy_of_draft(tryton: Tryton, source: int, reference: str) -> None:
    """A draft with somebody else's lines, as a first try with other content leaves it."""
    rpc = tryton.books.rpc
    fields = ["type", "company", "currency", "party", "invoice_address", "account", "journal"]
    (original,) = rpc.search("account.invoice", [("id", "=", source)], [*fields, "lines"])
    (line,) = rpc.search(
        "account.invoice.line",
        [("id", "in", original["lines"])],
        ["account", "unit_price", "description"],
    )
    old_line = {
        **{field: line[field] for field in ("account", "unit_price", "description")},
        "type": "line",
        "quantity": 1,
        "company": original["company"],
        "currency": original["currency"],
        "invoice_type": "out",
    }
    document = {field: original[field] for field in fields}
    rpc.create(
        "account.invoice",
        {**document, "reference": reference, "lines": [("create", [old_line])]},
    )


def test_a_customer_who_moved_has_old_invoices_with_the_old_address(tryton: Tryton) -> None:
    first = an_invoice(10_000)
    moved = replace(ANNA, street="Korta gatan 2")
    second = replace(first, reference=f"{first.customer}-0002", buyer=moved)
    tryton.ledger.submit(first)
    tryton.ledger.submit(second)
    (old,) = tryton.books.invoices(first.reference, "party", "invoice_address.street")
    (new,) = tryton.books.invoices(second.reference, "party", "invoice_address.street")
    assert old["party"] == new["party"]
    assert old["invoice_address."]["street"] == "Långa gatan 1"
    assert new["invoice_address."]["street"] == "Korta gatan 2"


def test_an_invoice_issued_before_the_last_number_is_booked_on_its_day(tryton: Tryton) -> None:
    latest, late = an_invoice(10_000), an_invoice(20_000)
    late = replace(late, issued_on=late.issued_on - timedelta(days=1))
    tryton.ledger.submit(latest)
    tryton.ledger.submit(late)
    (last,) = tryton.books.invoices(latest.reference, "invoice_date")
    (in_books,) = tryton.books.invoices(late.reference, "invoice_date")
    assert late.issued_on < last["invoice_date"] == in_books["invoice_date"]


def test_an_invoice_dispatched_after_its_due_day_is_booked_all_the_same(tryton: Tryton) -> None:
    invoice = an_invoice(10_000)
    invoice = replace(invoice, due_on=invoice.issued_on - timedelta(days=2))
    assert tryton.ledger.submit(invoice).due_on == invoice.due_on


def test_f23_a_part_and_the_rest_are_told_as_two_payments_each_with_one_id(tryton: Tryton) -> None:
    invoice = an_invoice(80_001)
    tryton.ledger.submit(invoice)
    begun = tryton.ledger.news(None)

    tryton.books.pay(invoice.reference, sek(30_000))
    (part,) = told_of(tryton, invoice, begun.cursor)
    assert part.kind is EventKind.PAYMENT
    assert part.amount == sek(30_000)
    assert part.source == "tryton"
    assert part.bank_date == datetime.now(UTC).date()
    assert tryton.books.amount_to_pay(invoice.reference) == sek(50_001)

    tryton.books.pay(invoice.reference)
    again, rest = told_of(tryton, invoice, begun.cursor)
    assert again == part
    assert rest.amount == sek(50_001)
    assert rest.payment != part.payment
    assert tryton.books.invoices(invoice.reference)[0]["state"] == "paid"


def test_what_was_told_is_not_told_for_ever(tryton: Tryton) -> None:
    invoice = an_invoice(40_000)
    tryton.ledger.submit(invoice)
    tryton.books.pay(invoice.reference)
    news = tryton.ledger.news(None)
    later = (datetime.fromisoformat(news.cursor) + timedelta(hours=1)).isoformat()
    assert tryton.ledger.news(later).events == ()
    assert tryton.ledger.news(later).cursor == later


def test_f24_too_much_is_told_whole(tryton: Tryton) -> None:
    invoice = an_invoice(40_000)
    tryton.ledger.submit(invoice)
    tryton.books.pay(invoice.reference, sek(55_000))
    (payment,) = told_of(tryton, invoice)
    assert payment.amount == sek(55_000)


def test_f22_a_payment_called_back_is_told_and_so_is_the_one_after_it(tryton: Tryton) -> None:
    invoice = an_invoice(40_000)
    tryton.ledger.submit(invoice)
    tryton.books.pay(invoice.reference)
    tryton.books.take_back(invoice.reference)
    payment, recall = told_of(tryton, invoice)
    assert payment.kind is EventKind.PAYMENT
    assert recall.kind is EventKind.RECALL
    assert recall.payment == payment.payment
    assert recall.id != payment.id
    assert recall.amount == sek(40_000)
    assert tryton.books.amount_to_pay(invoice.reference) == sek(40_000)

    tryton.books.pay(invoice.reference)
    assert len(told_of(tryton, invoice)) == 3


def test_invoices_of_other_businesses_in_the_same_books_are_not_told(tryton: Tryton) -> None:
    foreign = replace(an_invoice(40_000), reference="Order 77")
    tryton.ledger.submit(foreign)
    tryton.books.pay("Order 77")
    assert "Order 77" not in {event.reference for event in tryton.ledger.news(None).events}


def test_a_part_is_credited_once_and_is_no_payment(tryton: Tryton) -> None:
    invoice = an_invoice(80_001)
    booked = tryton.ledger.submit(invoice)
    note = credit_of(invoice, sek(20_003))
    tryton.ledger.credit(booked, note)
    tryton.ledger.credit(booked, note)
    (credit,) = tryton.books.invoices(note.id)
    assert credit["total_amount"] == Decimal("-200.03")
    assert credit["tax_amount"] == Decimal("-40.01")
    assert tryton.books.amount_to_pay(invoice.reference) == sek(59_998)
    assert told_of(tryton, invoice) == []

    tryton.books.pay(invoice.reference)
    assert tryton.books.invoices(invoice.reference)[0]["state"] == "paid"
    assert tryton.books.invoices(note.id)[0]["state"] == "paid"
    (payment,) = told_of(tryton, invoice)
    assert payment.amount == sek(59_998)


def test_all_is_credited_and_both_are_settled(tryton: Tryton) -> None:
    invoice = an_invoice(80_001)
    booked = tryton.ledger.submit(invoice)
    note = credit_of(invoice, invoice.total)
    tryton.ledger.credit(booked, note)
    tryton.ledger.credit(booked, note)
    assert tryton.books.invoices(invoice.reference)[0]["state"] == "paid"
    assert [found["state"] for found in tryton.books.invoices(note.id)] == ["paid"]
    assert told_of(tryton, invoice) == []


def test_what_was_paid_before_it_is_credited_stands_to_the_customers_credit(tryton: Tryton) -> None:
    invoice = an_invoice(80_000)
    booked = tryton.ledger.submit(invoice)
    tryton.books.pay(invoice.reference)
    note = credit_of(invoice, sek(10_000))
    tryton.ledger.credit(booked, note)
    assert tryton.books.amount_to_pay(note.id) == sek(-10_000)


def test_a_rate_the_books_have_no_tax_for_is_rejected_in_words(tryton: Tryton) -> None:
    with pytest.raises(LedgerRejectedError, match="one tax of 6 % for sales"):
        tryton.ledger.submit(an_invoice(10_000, vat="6"))


def test_tryton_refuses_in_its_own_words(tryton: Tryton) -> None:
    invoice = an_invoice(10_000)
    no_period = replace(invoice, issued_on=date(2019, 6, 1))
    with pytest.raises(LedgerRejectedError, match="you must create a period for the date"):
        tryton.ledger.submit(no_period)


def test_a_wrong_password_is_rejected(tryton_server: TrytonServer) -> None:
    settings = TrytonSettings(
        kind="tryton", url=tryton_server.url, database=tryton_server.database, user="agentline"
    )
    ledger = TrytonLedger(settings, TrytonSecret(password="wrong"), LedgerHttp())
    with pytest.raises(LedgerRejectedError, match="refuses the user or the password"):
        ledger.find("100001-0001")


def test_a_database_that_is_not_there_is_rejected(tryton_server: TrytonServer) -> None:
    settings = TrytonSettings(
        kind="tryton", url=tryton_server.url, database="elsewhere", user="agentline"
    )
    secret = TrytonSecret(password=tryton_server.password)
    with pytest.raises(LedgerRejectedError, match="404"):
        TrytonLedger(settings, secret, LedgerHttp()).find("100001-0001")
