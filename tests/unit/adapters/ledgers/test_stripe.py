"""Stripe as the ledger, against a server that takes what the SDK's types allow and nothing else."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

import pytest

from agentline.adapters.ledgers.stripe_objects import (
    BASIS_MARK,
)
from agentline.billing_ports import LedgerInvoice, LedgerRejectedError, LedgerUnavailableError
from agentline.domain.money import sek
from tests.unit.adapters.ledgers.example_invoices import (
    DUE_ON,
    LINES,
    REFERENCE,
    a_credit_note,
    a_line,
    an_invoice,
)
from tests.unit.adapters.ledgers.fake_ledger import serving
from tests.unit.adapters.ledgers.stripe_opening import SEND_TO, ledger_of
from tests.unit.adapters.ledgers.stripe_server import StripeServer
from tests.unit.adapters.ledgers.stripe_state import Invoice


@pytest.fixture
def server() -> Iterator[StripeServer]:
    server = StripeServer()
    with serving(server) as origin:
        server.origin = origin
        yield server


def only_invoice(server: StripeServer) -> Invoice:
    [invoice] = (one for one in server.state.invoices.values() if one.status != "void")
    return invoice


def test_an_invoice_is_made_finalized_and_sent_with_our_total(server: StripeServer) -> None:
    invoice = an_invoice()
    made = ledger_of(server).submit(invoice)
    theirs = only_invoice(server)
    assert made == LedgerInvoice(id=theirs.id, number="AGENT-0001", ocr=None, due_on=DUE_ON)
    assert (theirs.status, theirs.total) == ("open", invoice.total.minor)
    assert server.state.sent == [theirs.id]
    assert ledger_of(server).find(REFERENCE) == made


def test_lines_say_what_was_sold_when_and_with_which_vat(server: StripeServer) -> None:
    ledger_of(server).submit(an_invoice())
    rates = {rate["id"]: rate["percentage"] for rate in server.state.tax_rates}
    shown = [
        (line["description"], line["amount"], [rates[one] for one in line["tax_rates"].values()])
        for line in only_invoice(server).lines
        if "tax_rates" in line
    ]
    assert shown == [
        (line.text, line.amount.minor, [line.vat_percent.value])
        for line in LINES
        if line.vat_percent.value
    ]
    first = only_invoice(server).lines[0]
    began = LINES[0].performed_at
    assert began is not None
    assert first["period"] == {
        "start": str(int(began.timestamp())),
        "end": str(int(began.timestamp()) + 725),
    }


def test_tax_rates_are_made_once(server: StripeServer) -> None:
    for number in (1, 2):
        ledger_of(server).submit(an_invoice(reference=f"100001-{number:04}"))
    assert sorted(rate["percentage"] for rate in server.state.tax_rates) == [6, 25]
    assert all(rate["inclusive"] == "true" for rate in server.state.tax_rates)


def test_the_customer_is_made_once_and_described_anew(server: StripeServer) -> None:
    ledger = ledger_of(server)
    ledger.submit(an_invoice())
    moved = replace(an_invoice(reference="100001-0002"), phone=None)
    moved = replace(moved, buyer=replace(moved.buyer, street="Nya gatan 2"))
    ledger.submit(moved)
    [customer] = server.state.customers.values()
    assert customer["address"]["line1"] == "Nya gatan 2"
    assert (customer["name"], customer["email"], customer["phone"]) == ("Siv Exempel", SEND_TO, "")
    assert customer["preferred_locales"] == {"0": "sv"}


def test_an_address_that_staff_wrote_into_stripe_stays(server: StripeServer) -> None:
    ledger_of(server).submit(an_invoice())
    [customer] = server.state.customers.values()
    customer["email"] = "siv@example.se"
    ledger_of(server).submit(an_invoice(reference="100001-0002"))
    assert customer["email"] == "siv@example.se"


def test_what_was_paid_in_advance_lessens_what_is_due_and_not_the_total(
    server: StripeServer,
) -> None:
    invoice = an_invoice(prepaid=10_050)
    ledger_of(server).submit(invoice)
    shown = server.state.shown(only_invoice(server))
    assert (shown["total"], shown["amount_due"]) == (invoice.total.minor, invoice.to_pay.minor)
    [customer] = server.state.customers.values()
    assert customer["balance"] == 0


def test_an_invoice_paid_in_advance_as_a_whole_is_final_at_once(server: StripeServer) -> None:
    invoice = an_invoice(prepaid=an_invoice().total.minor)
    made = ledger_of(server).submit(invoice)
    assert only_invoice(server).status == "paid"
    assert ledger_of(server).find(REFERENCE) == made


def test_a_balance_that_somebody_left_in_stripe_is_not_ours(server: StripeServer) -> None:
    ledger_of(server).submit(an_invoice())
    [customer] = server.state.customers.values()
    customer["balance"] = -777
    invoice = an_invoice(reference="100001-0002", prepaid=200)
    ledger_of(server).submit(invoice)
    shown = [server.state.shown(one) for one in server.state.invoices.values()][-1]
    assert (shown["total"], shown["amount_due"]) == (invoice.total.minor, invoice.to_pay.minor)


def test_f28_told_twice_it_is_made_and_sent_once(server: StripeServer) -> None:
    first = ledger_of(server).submit(an_invoice())
    server.forget_keys()
    assert ledger_of(server).submit(an_invoice()) == first
    assert server.state.sent == [only_invoice(server).id]


@pytest.mark.parametrize("prepaid", [0, 10_050])
def test_f29_whichever_answer_is_lost_the_next_try_makes_no_second_invoice(prepaid: int) -> None:
    invoice = an_invoice(prepaid=prepaid)
    whole = StripeServer()
    with serving(whole) as whole.origin:
        ledger_of(whole).submit(invoice)
    for number in range(len(whole.asked)):
        server = StripeServer()
        server.lost = {number}
        with serving(server) as server.origin:
            with pytest.raises(LedgerUnavailableError):
                ledger_of(server).submit(invoice)
            made = ledger_of(server).submit(invoice)
            theirs = only_invoice(server)
            shown = server.state.shown(theirs)
            assert (made.id, len(server.state.invoices)) == (theirs.id, 1), number
            assert server.state.sent == [theirs.id], number
            assert (shown["total"], shown["amount_due"]) == (
                invoice.total.minor,
                invoice.to_pay.minor,
            )


def test_f29_a_customer_too_new_to_be_searched_for_is_found_by_the_key() -> None:
    for number in range(2, 8):
        server = StripeServer()
        server.state.is_search_behind = True
        server.lost = {number}
        with serving(server) as server.origin:
            with pytest.raises(LedgerUnavailableError):
                ledger_of(server).submit(an_invoice())
            ledger_of(server).submit(an_invoice())
        assert (len(server.state.customers), len(server.state.invoices)) == (1, 1)


def test_f29_many_invoices_are_looked_through_page_by_page(server: StripeServer) -> None:
    server.state.page = 2
    first = ledger_of(server).submit(an_invoice())
    for number in range(2, 7):
        ledger_of(server).submit(an_invoice(reference=f"100001-{number:04}"))
    assert ledger_of(server).find(REFERENCE) == first


def test_a_draft_is_no_invoice_yet(server: StripeServer) -> None:
    server.lost = {5}
    with pytest.raises(LedgerUnavailableError):
        ledger_of(server).submit(an_invoice())
    assert only_invoice(server).status == "draft"
    assert ledger_of(server).find(REFERENCE) is None


def test_a_draft_of_a_basis_that_was_edited_since_gets_the_new_lines(server: StripeServer) -> None:
    ledger = ledger_of(server)
    for lines in (LINES[:1], LINES[:2], LINES[:1]):
        with pytest.raises(LedgerRejectedError, match="look at the draft"):
            ledger.submit(replace(an_invoice(lines), total=sek(1)))  # left half way
    later = DUE_ON + timedelta(days=5)
    made = ledger.submit(replace(an_invoice(LINES[:2]), due_on=later))
    assert made.due_on == later
    assert [line["description"] for line in only_invoice(server).lines] == [
        line.text for line in LINES[:2]
    ]


def test_an_invoice_whose_balance_another_one_took_is_voided_unsent(server: StripeServer) -> None:
    server.state.is_balance_stolen = True
    with pytest.raises(LedgerUnavailableError, match="voided"):
        ledger_of(server).submit(an_invoice(prepaid=500))
    server.state.is_balance_stolen = False
    assert server.state.sent == []
    ledger_of(server).submit(an_invoice(prepaid=500))
    assert server.state.sent == [only_invoice(server).id]


def test_more_lines_than_stripe_takes_are_rejected_in_its_words(server: StripeServer) -> None:
    invoice = an_invoice(a_line(number, 100) for number in range(251))
    with pytest.raises(LedgerRejectedError, match="at most 250 items"):
        ledger_of(server).submit(invoice)


def test_a_credit_lessens_what_is_left_to_pay(server: StripeServer) -> None:
    ledger = ledger_of(server)
    made = ledger.submit(an_invoice())
    ledger.credit(made, a_credit_note(5_000))
    [note] = server.state.credit_notes
    assert (note["amount"], note["memo"]) == (5_000, "Samtalet bröts")
    assert "out_of_band_amount" not in note
    assert list(note["lines"]["0"]["tax_rates"].values()) == [
        rate["id"] for rate in server.state.tax_rates if rate["percentage"] == 25
    ]


def test_a_credit_of_what_is_paid_already_is_told_to_be_repaid_outside(
    server: StripeServer,
) -> None:
    ledger = ledger_of(server)
    made = ledger.submit(an_invoice())
    theirs = only_invoice(server)
    theirs.paid = theirs.total - 2_000
    ledger.credit(made, a_credit_note(5_000))
    [note] = server.state.credit_notes
    assert note["out_of_band_amount"] == "3000"


@pytest.mark.parametrize("has_key", [True, False])
def test_f28_a_credit_told_twice_is_given_once(server: StripeServer, has_key: bool) -> None:
    ledger = ledger_of(server)
    made = ledger.submit(an_invoice())
    server.lost = {len(server.asked) + 2}
    with pytest.raises(LedgerUnavailableError):
        ledger.credit(made, a_credit_note())
    if not has_key:
        server.forget_keys()
    ledger.credit(made, a_credit_note())
    ledger.credit(made, a_credit_note(number=2))
    assert [note["amount"] for note in server.state.credit_notes] == [5_000, 5_000]


def test_the_basis_is_marked_on_the_invoice(server: StripeServer) -> None:
    ledger_of(server).submit(an_invoice())
    assert only_invoice(server).form["metadata"][BASIS_MARK] == REFERENCE
