"""What Fortnox tells of payments."""

from collections.abc import Iterator
from datetime import date

import pytest

from agentline.adapters.ledgers.fortnox import FortnoxLedger
from agentline.billing_ports import LedgerUnavailableError
from agentline.domain.ledger_event import EventKind
from agentline.domain.money import sek
from tests.unit.adapters.ledgers.example_invoices import (
    REFERENCE,
    a_line,
    an_invoice,
)
from tests.unit.adapters.ledgers.fake_ledger import Reply
from tests.unit.adapters.ledgers.fortnox_opening import a_ledger
from tests.unit.adapters.ledgers.fortnox_server import FortnoxServer

_ONE_PAGE = b'"MetaInformation":{"@TotalPages":1}}'


@pytest.fixture
def server() -> FortnoxServer:
    return FortnoxServer()


@pytest.fixture
def ledger(server: FortnoxServer) -> Iterator[FortnoxLedger]:
    with a_ledger(server) as ledger:
        yield ledger


def test_payments_are_told_once_each_by_number_and_only_when_booked(
    server: FortnoxServer, ledger: FortnoxLedger
) -> None:
    made = ledger.submit(an_invoice([a_line(1, 80_000)]))
    part = server.pay(made.id, "300")
    server.pay(made.id, "100", is_booked=False)
    rest = server.pay(made.id, "500.00", on="2026-03-25")
    news = ledger.news(None)
    assert [(event.id, event.amount) for event in news.events] == [
        (part["Number"], sek(30_000)),
        (rest["Number"], sek(50_000)),
    ]
    told = news.events[1]
    assert told.kind is EventKind.PAYMENT
    assert told.source == "fortnox"
    assert told.payment == told.id
    assert told.reference == REFERENCE
    assert told.ledger_id == made.id
    assert told.bank_date == date(2026, 3, 25)
    assert ledger.news(news.cursor).events == news.events


def test_a_payment_booked_later_is_told_then(server: FortnoxServer, ledger: FortnoxLedger) -> None:
    made = ledger.submit(an_invoice())
    payment = server.pay(made.id, "10.01", is_booked=False)
    news = ledger.news(None)
    assert news.events == ()
    payment["Booked"] = True
    (told,) = ledger.news(news.cursor).events
    assert told.amount == sek(1_001)


def test_other_invoices_of_the_company_are_not_told(
    server: FortnoxServer, ledger: FortnoxLedger
) -> None:
    made = ledger.submit(an_invoice(reference="Order 77"))
    server.pay(made.id, "10")
    assert ledger.news(None).events == ()


def test_news_go_on_where_the_lookups_ended(server: FortnoxServer, ledger: FortnoxLedger) -> None:
    numbers = []
    for number in range(1, 26):
        made = ledger.submit(an_invoice([a_line(1, 10_000)], reference=f"100001-{number:04}"))
        # Changed so long ago that the list of changed invoices does not have it.
        server.invoices[made.id]["modified"] = server.invoices[made.id]["modified"].replace(
            year=2020
        )
        numbers.append(server.pay(made.id, "100")["Number"])
    first = ledger.news(None)
    second = ledger.news(first.cursor)
    assert [event.id for event in first.events] == numbers[:20]
    assert [event.id for event in second.events] == numbers[20:]
    assert " " in first.cursor
    assert " " not in second.cursor


def test_f22_money_taken_back_is_told_as_the_recall_of_its_payment(
    server: FortnoxServer, ledger: FortnoxLedger
) -> None:
    made = ledger.submit(an_invoice([a_line(1, 80_000)]))
    server.pay(made.id, "200")
    payment = server.pay(made.id, "300")
    server.pay(made.id, "-300", on="2026-04-02")
    *_, recall = ledger.news(None).events
    assert recall.kind is EventKind.RECALL
    assert recall.payment == payment["Number"]
    assert recall.amount == sek(30_000)
    assert recall.bank_date == date(2026, 4, 2)


def test_money_below_zero_that_takes_nothing_back_is_noticed(
    server: FortnoxServer, ledger: FortnoxLedger
) -> None:
    made = ledger.submit(an_invoice([a_line(1, 80_000)]))
    server.pay(made.id, "-300")
    (notice,) = ledger.news(None).events
    assert notice.kind is EventKind.NOTICE
    assert notice.amount is None
    assert "-300.00 SEK" in notice.text


@pytest.mark.parametrize("payment", [b'{"Booked":true}', b'{"Booked":true,"Number":"x"}', b"7"])
def test_payments_that_are_none_are_unavailable(
    server: FortnoxServer, ledger: FortnoxLedger, payment: bytes
) -> None:
    ledger.find(REFERENCE)
    server.instead = Reply(body=b'{"InvoicePayments":[' + payment + b"]," + _ONE_PAGE)
    with pytest.raises(LedgerUnavailableError):
        ledger.news(None)
