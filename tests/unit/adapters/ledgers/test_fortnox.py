"""An invoice in Fortnox: what it is made of, and that it is made, booked and sent once."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

import pytest

from agentline.adapters.ledgers.fortnox import FortnoxLedger
from agentline.billing_ports import LedgerInvoice, LedgerRejectedError, LedgerUnavailableError
from tests.examples import CUSTOMER
from tests.unit.adapters.ledgers.example_invoices import (
    REFERENCE,
    a_credit_note,
    a_line,
    an_invoice,
)
from tests.unit.adapters.ledgers.fortnox_opening import a_ledger
from tests.unit.adapters.ledgers.fortnox_server import FortnoxServer


@pytest.fixture
def server() -> FortnoxServer:
    return FortnoxServer()


@pytest.fixture
def ledger(server: FortnoxServer) -> Iterator[FortnoxLedger]:
    with a_ledger(server) as ledger:
        yield ledger


def test_an_invoice_is_made_booked_and_printed(
    server: FortnoxServer, ledger: FortnoxLedger
) -> None:
    invoice = an_invoice()
    made = ledger.submit(invoice)
    (kept,) = server.live(REFERENCE)
    assert made == LedgerInvoice(
        id=kept["DocumentNumber"],
        number=kept["DocumentNumber"],
        ocr=invoice.ocr,
        due_on=invoice.due_on,
    )
    assert kept["Booked"]
    assert server.sent == [("eprint", kept["DocumentNumber"])]
    assert kept["Total"] == Decimal(invoice.total.decimal)
    assert kept["YourOrderNumber"] == REFERENCE
    assert [row["Price"] for row in kept["InvoiceRows"]][:3] == [
        Decimal("240.33"),
        Decimal("19.99"),
        Decimal("13.01"),
    ]
    assert [row["DeliveredQuantity"] for row in kept["InvoiceRows"]] == ["1", "1", "-1", "1", "-1"]
    assert [row["VAT"] for row in kept["InvoiceRows"]] == [25, 25, 25, 6, 0]
    assert ledger.find(REFERENCE) == made


def test_the_customer_is_a_private_person_with_the_invoices_address(
    server: FortnoxServer, ledger: FortnoxLedger
) -> None:
    invoice = an_invoice()
    ledger.submit(invoice)
    customer = server.customers[CUSTOMER]
    assert customer["Type"] == "PRIVATE"
    assert (customer["Name"], customer["Address1"]) == (invoice.buyer.name, invoice.buyer.street)
    assert (customer["ZipCode"], customer["City"]) == (invoice.buyer.postcode, invoice.buyer.city)
    assert customer["Phone1"] == str(invoice.phone)


def test_a_customer_who_is_there_is_brought_up_to_date(
    server: FortnoxServer, ledger: FortnoxLedger
) -> None:
    server.customers[CUSTOMER] = {
        "CustomerNumber": CUSTOMER,
        "Name": "Old",
        "Email": "a@example.com",
    }
    invoice = an_invoice()
    ledger.submit(invoice)
    assert server.customers[CUSTOMER]["Name"] == invoice.buyer.name
    assert server.customers[CUSTOMER]["Email"] == "a@example.com"


@pytest.mark.parametrize(
    ("sending", "sent"), [("print", ["eprint"]), ("email", ["email"]), ("none", [])]
)
def test_fortnox_sends_as_the_operator_has_set(
    server: FortnoxServer, sending: str, sent: list[str]
) -> None:
    with a_ledger(server, sending=sending) as ledger:
        made = ledger.submit(an_invoice())
        assert ledger.find(REFERENCE) == made
    assert [way for way, _ in server.sent] == sent


def test_sales_are_booked_on_the_account_the_operator_names(server: FortnoxServer) -> None:
    with a_ledger(server, account=3011) as ledger:
        ledger.submit(an_invoice())
    (kept,) = server.live(REFERENCE)
    assert {row["AccountNumber"] for row in kept["InvoiceRows"]} == {3011}


@pytest.mark.parametrize("ore", [(1,), (333, 333, 334), (99_999, -101, -7), (60_033,) * 30])
def test_odd_ore_come_to_our_total(
    server: FortnoxServer, ledger: FortnoxLedger, ore: tuple[int, ...]
) -> None:
    invoice = an_invoice(a_line(number, minor) for number, minor in enumerate(ore))
    ledger.submit(invoice)
    (kept,) = server.live(REFERENCE)
    assert kept["Total"] == Decimal(invoice.total.decimal)


def test_an_invoice_fortnox_rounds_is_not_booked_and_is_completed_once_it_does_not(
    server: FortnoxServer, ledger: FortnoxLedger
) -> None:
    server.is_rounding = True
    invoice = an_invoice([a_line(1, 76_250)])
    with pytest.raises(
        LedgerRejectedError, match=r"makes 763\.00 SEK of what comes to 762\.50 SEK"
    ):
        ledger.submit(invoice)
    assert not server.live(REFERENCE)[0]["Booked"]
    server.is_rounding = False
    ledger.submit(invoice)
    (kept,) = server.live(REFERENCE)
    assert kept["Booked"]
    assert kept["Total"] == Decimal("762.50")


def test_an_invoice_we_rounded_passes_where_fortnox_rounds(
    server: FortnoxServer, ledger: FortnoxLedger
) -> None:
    server.is_rounding = True
    ledger.submit(an_invoice([a_line(1, 76_250), a_line(2, 50, "0", text="Öresavrundning")]))
    (kept,) = server.live(REFERENCE)
    assert kept["Booked"]
    assert kept["RoundOff"] == 0


def test_what_was_paid_in_advance_is_remarked(server: FortnoxServer, ledger: FortnoxLedger) -> None:
    ledger.submit(an_invoice([a_line(1, 80_000)], prepaid=15_000))
    (kept,) = server.live(REFERENCE)
    assert kept["Remarks"] == "Betalt i förskott 150.00 SEK, att betala 650.00 SEK"


def test_f28_submitting_twice_makes_and_sends_one(
    server: FortnoxServer, ledger: FortnoxLedger
) -> None:
    assert ledger.submit(an_invoice()) == ledger.submit(an_invoice())
    assert len(server.live(REFERENCE)) == 1
    assert len(server.sent) == 1


def requests_of_a_submission() -> int:
    server = FortnoxServer()
    with a_ledger(server) as ledger:
        ledger.submit(an_invoice())
    return len(server.asked)


@pytest.mark.parametrize("lost", range(requests_of_a_submission()))
def test_f29_an_answer_lost_at_any_step_leaves_one_invoice_sent_once(
    server: FortnoxServer, lost: int
) -> None:
    server.lost = {lost}
    with a_ledger(server) as ledger:
        with pytest.raises(LedgerUnavailableError):
            ledger.submit(an_invoice())
        made = ledger.submit(an_invoice())
        assert ledger.find(REFERENCE) == made
    (kept,) = server.live(REFERENCE)
    assert kept["Booked"]
    assert len(server.sent) == 1


class OvertakenServer(FortnoxServer):
    """Carries out an earlier request, which nobody waits for any more, just before the next."""

    def make(self, content: dict[str, Any]) -> dict[str, Any]:
        if not self.invoices:
            super().make({**content, "InvoiceRows": content["InvoiceRows"][:1]})
        return super().make(content)


def test_f29_a_first_try_that_is_carried_out_late_is_the_one_that_counts() -> None:
    server = OvertakenServer()
    with a_ledger(server) as ledger:
        made = ledger.submit(an_invoice())
    (kept,) = server.live(REFERENCE)
    assert made.id == kept["DocumentNumber"] == min(server.invoices)
    assert kept["Total"] == Decimal(an_invoice().total.decimal)
    assert server.sent == [("eprint", made.id)]


def test_find_takes_a_reference_whole_though_fortnox_searches_parts(
    ledger: FortnoxLedger,
) -> None:
    ledger.submit(an_invoice(reference="100001-00011"))
    assert ledger.find("100001-0001") is None


def test_find_reads_every_page(server: FortnoxServer, ledger: FortnoxLedger) -> None:
    server.page_size = 2
    for number in range(1, 6):
        ledger.submit(an_invoice([a_line(1, 10_000)], reference=f"100001-0001{number}"))
    made = ledger.submit(an_invoice([a_line(1, 10_000)]))
    assert ledger.find(REFERENCE) == made


def test_an_invoice_that_is_not_booked_or_not_sent_is_not_found(
    server: FortnoxServer, ledger: FortnoxLedger
) -> None:
    ledger.submit(an_invoice())
    (kept,) = server.live(REFERENCE)
    kept["Sent"] = False
    assert ledger.find(REFERENCE) is None
    kept.update(Sent=True, Booked=False)
    assert ledger.find(REFERENCE) is None


def test_a_part_is_credited_once_by_an_invoice_below_zero(
    server: FortnoxServer, ledger: FortnoxLedger
) -> None:
    made = ledger.submit(an_invoice())
    ledger.credit(made, a_credit_note(5_001))
    ledger.credit(made, a_credit_note(5_001))
    (credit,) = server.live("credit-1")
    assert credit["Total"] == Decimal("-50.01")
    assert credit["Booked"]
    assert credit["ExternalInvoiceReference2"] == REFERENCE
    assert len(server.sent) == 2
    assert ledger.find(REFERENCE) == made


def test_f29_all_is_credited_once_by_fortnox_whatever_answer_is_lost() -> None:
    invoice = an_invoice([a_line(1, 80_001)])
    lost = 0
    is_over = False
    while not is_over:
        server = FortnoxServer()
        with a_ledger(server) as ledger:
            made = ledger.submit(invoice)
            server.lost = {len(server.asked) + lost}
            try:
                ledger.credit(made, a_credit_note(80_001))
                is_over = True
            except LedgerUnavailableError:
                ledger.credit(made, a_credit_note(80_001))
            server.lost.clear()
            assert ledger.find(REFERENCE) == made
        (credit,) = server.live("credit-1")
        assert credit["Booked"]
        assert credit["Total"] == Decimal("-800.01")
        (credited,) = server.live(REFERENCE)
        assert credited["CreditInvoiceReference"] == credit["DocumentNumber"]
        assert len(server.sent) == 2
        lost += 1
    assert lost > 5


def test_vat_of_no_whole_percent_is_rejected(ledger: FortnoxLedger) -> None:
    with pytest.raises(LedgerRejectedError, match=r"none of 5\.5 %"):
        ledger.submit(an_invoice([a_line(1, 10_000, "5.5")]))


def test_a_long_text_is_cut_to_what_fortnox_takes(
    server: FortnoxServer, ledger: FortnoxLedger
) -> None:
    ledger.submit(an_invoice([a_line(1, 10_000, text="x" * 300)]))
    (kept,) = server.live(REFERENCE)
    assert kept["InvoiceRows"][0]["Description"] == "x" * 254 + "…"
