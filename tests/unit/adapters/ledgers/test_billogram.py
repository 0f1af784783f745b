"""Billogram as the ledger, against a server that adds up and refuses as Billogram would."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from agentline.adapters.ledgers.billogram import (
    BillogramLedger,
    BillogramSecret,
    BillogramSettings,
)
from agentline.adapters.ledgers.billogram_items import list_items
from agentline.adapters.ledgers.http import LedgerHttp
from agentline.billing_ports import LedgerInvoice, LedgerRejectedError, LedgerUnavailableError
from agentline.domain.money import Money, sek
from tests.unit.adapters.ledgers.billogram_opening import CALLBACK, SECRETS, ledger_of
from tests.unit.adapters.ledgers.billogram_server import Billogram, BillogramServer
from tests.unit.adapters.ledgers.example_invoices import (
    DUE_ON,
    LINES,
    REFERENCE,
    a_credit_note,
    a_line,
    an_invoice,
)
from tests.unit.adapters.ledgers.fake_ledger import serving


@pytest.fixture
def server() -> Iterator[BillogramServer]:
    server = BillogramServer()
    with serving(server) as server.origin:
        yield server


def only_billogram(server: BillogramServer) -> Billogram:
    [made] = server.billograms.values()
    return made


def total_of(server: BillogramServer) -> Money:
    return sek(int(server.total(only_billogram(server).content) * 100))


def test_an_invoice_is_made_and_sent_with_our_total(server: BillogramServer) -> None:
    made = ledger_of(server).submit(an_invoice())
    theirs = only_billogram(server)
    assert made == LedgerInvoice(id=theirs.id, number="1001", ocr="10017", due_on=DUE_ON)
    assert (theirs.state, theirs.method) == ("Unpaid", "Letter")
    assert total_of(server) == an_invoice().total
    assert ledger_of(server).find(REFERENCE) == made


def test_it_names_the_basis_and_where_to_tell_of_payments(server: BillogramServer) -> None:
    ledger_of(server, method="SMS+Letter").submit(an_invoice())
    content = only_billogram(server).content
    assert only_billogram(server).method == "SMS+Letter"
    assert content["info"] == {"order_no": REFERENCE}
    assert content["callbacks"] == {"url": CALLBACK, "sign_key": "sekret", "custom": REFERENCE}


def test_without_an_address_of_ours_billograms_own_settings_count(server: BillogramServer) -> None:
    ledger = BillogramLedger(
        BillogramSettings(kind="billogram", base_url=server.origin),
        BillogramSecret.model_validate(SECRETS),
        LedgerHttp(),
    )
    ledger.submit(an_invoice())
    assert "callbacks" not in only_billogram(server).content


def test_the_customer_is_made_and_later_brought_up_to_date(server: BillogramServer) -> None:
    ledger = ledger_of(server)
    ledger.submit(an_invoice())
    moved = replace(an_invoice(reference="100001-0002"), phone=None)
    ledger.submit(replace(moved, buyer=replace(moved.buyer, street="Nya gatan 2")))
    customer = server.customers[100001]
    assert customer["company_type"] == "individual"
    assert customer["address"]["address_line_1"] == "Nya gatan 2"
    assert customer["contact"] == {"name": "Siv Exempel"}


def test_a_customer_made_by_somebody_else_meanwhile_is_brought_up_to_date() -> None:
    class Racing(BillogramServer):
        def _update_customer(self, number: int, content: dict[str, Any]) -> dict[str, Any]:
            try:
                return super()._update_customer(number, content)
            finally:
                self.customers.setdefault(number, {"customer_no": number})

    server = Racing()
    with serving(server) as server.origin:
        ledger_of(server).submit(an_invoice())
    assert server.customers[100001]["name"] == "Siv Exempel"


def test_long_texts_are_split_and_long_names_cut(server: BillogramServer) -> None:
    invoice = an_invoice([a_line(1, 100, text="x" * 150), a_line(2, 100, text="y" * 999)])
    ledger_of(server).submit(replace(invoice, buyer=replace(invoice.buyer, name="N" * 130)))
    first, second, *_ = only_billogram(server).content["items"]
    assert (first["title"], first["description"]) == ("x" * 100, "x" * 50)
    assert (second["title"], second["description"]) == ("y" * 100, "y" * 200)
    assert server.customers[100001]["name"] == "N" * 100


@given(
    amounts=st.lists(
        st.tuples(st.integers(-50_000, 500_000), st.sampled_from(["0", "6", "12", "25"])),
        min_size=1,
        max_size=30,
    ),
    prepaid=st.integers(0, 10_000),
)
@settings(max_examples=300)
def test_items_add_up_to_what_is_to_be_paid_to_the_ore(
    amounts: list[tuple[int, str]], prepaid: int
) -> None:
    lines = [a_line(number, minor, vat) for number, (minor, vat) in enumerate(amounts)]
    invoice = an_invoice(lines, prepaid=prepaid)
    items = list_items(invoice, sek(0))
    assert BillogramServer().total({"items": items}) == Decimal(invoice.to_pay.decimal)
    rounding = [item for item in items if item["title"] == "Öresavrundning"]
    assert all(abs(Decimal(item["price"])) <= Decimal("0.04") for item in rounding)


def test_what_was_paid_in_advance_is_an_item_without_vat(server: BillogramServer) -> None:
    invoice = an_invoice(prepaid=10_050)
    ledger_of(server).submit(invoice)
    assert total_of(server) == invoice.to_pay
    item = only_billogram(server).content["items"][-1]
    assert (item["title"], item["price"], item["vat"]) == (
        "Betalt i förskott",
        Decimal("-100.50"),
        0,
    )


def test_a_ledger_that_adds_up_otherwise_is_brought_to_our_total(server: BillogramServer) -> None:
    server.vat_by_item = True
    lines = [a_line(number, minor) for number, minor in enumerate((333, 333, 334, 4_801, 79))]
    ledger_of(server).submit(an_invoice(lines))
    assert total_of(server) == an_invoice(lines).total
    assert len([asked for asked in server.asked if asked.path.startswith("/billogram/b1")]) == 2


@pytest.mark.parametrize("wrong", [{"fee": Decimal(29)}, {"rounds_to_kronor": True}])
def test_f28_nothing_is_sent_whose_total_is_not_ours(
    server: BillogramServer, wrong: dict[str, Any]
) -> None:
    vars(server).update(wrong)
    with pytest.raises(LedgerRejectedError, match="Billogram would bill"):
        ledger_of(server).submit(an_invoice(LINES[:2]))
    assert only_billogram(server).state == "Unattested"
    assert ledger_of(server).find(REFERENCE) is None


def test_a_draft_of_a_basis_that_was_edited_since_gets_the_new_items(
    server: BillogramServer,
) -> None:
    server.fee = Decimal(29)
    with pytest.raises(LedgerRejectedError):
        ledger_of(server).submit(an_invoice())
    server.fee = Decimal(0)
    ledger_of(server).submit(an_invoice(LINES[:2]))
    assert total_of(server) == an_invoice(LINES[:2]).total


def test_f28_told_twice_it_is_made_and_sent_once(server: BillogramServer) -> None:
    first = ledger_of(server).submit(an_invoice())
    assert ledger_of(server).submit(an_invoice()) == first
    assert only_billogram(server).number == 1001


def test_f29_whichever_answer_is_lost_the_next_try_makes_no_second_invoice() -> None:
    whole = BillogramServer()
    with serving(whole) as whole.origin:
        ledger_of(whole).submit(an_invoice())
    for number in range(len(whole.asked)):
        server = BillogramServer()
        server.lost = {number}
        with serving(server) as server.origin:
            with pytest.raises(LedgerUnavailableError):
                ledger_of(server).submit(an_invoice())
            made = ledger_of(server).submit(an_invoice())
        assert (made.id, made.number) == (only_billogram(server).id, "1001")
        assert total_of(server) == an_invoice().total


def test_f29_one_that_is_not_listed_yet_is_not_made_again(server: BillogramServer) -> None:
    ledger_of(server).submit(an_invoice())
    server.is_list_behind = True
    with pytest.raises(LedgerUnavailableError, match="does not list it yet"):
        ledger_of(server).submit(an_invoice())
    assert only_billogram(server).number == 1001


def test_a_deleted_billogram_is_none(server: BillogramServer) -> None:
    ledger_of(server).submit(an_invoice())
    only_billogram(server).state = "Deleted"
    assert ledger_of(server).find(REFERENCE) is None


def test_f28_a_credit_told_twice_is_given_once(server: BillogramServer) -> None:
    ledger = ledger_of(server)
    made = ledger.submit(an_invoice())
    server.lost = {len(server.asked) + 2}
    with pytest.raises(LedgerUnavailableError):
        ledger.credit(made, a_credit_note(5_005))
    ledger.credit(made, a_credit_note(5_005))
    ledger.credit(made, a_credit_note(4_000, number=2))
    amounts = [event["data"]["amount"] for event in only_billogram(server).events]
    assert amounts == [Decimal("50.05"), Decimal("40.00")]


def test_f28_a_credit_is_known_by_a_clock_that_is_behind(server: BillogramServer) -> None:
    ledger = ledger_of(server)
    made = ledger.submit(an_invoice())
    server.today -= timedelta(days=1)
    for _ in range(2):
        ledger.credit(made, a_credit_note())
    assert len(only_billogram(server).events) == 1


def test_a_credit_takes_no_more_than_was_billed(server: BillogramServer) -> None:
    ledger = ledger_of(server)
    invoice = an_invoice(prepaid=10_000)
    made = ledger.submit(invoice)
    ledger.credit(made, a_credit_note(invoice.total.minor))
    [event] = only_billogram(server).events
    assert event["data"]["amount"] == Decimal(invoice.to_pay.decimal)


def test_a_credit_of_unknown_size_is_left_to_staff(server: BillogramServer) -> None:
    ledger = ledger_of(server)
    made = ledger.submit(an_invoice())
    ledger.credit(made, a_credit_note())
    server.hides_amounts = True
    with pytest.raises(LedgerRejectedError, match="without telling how much"):
        ledger.credit(made, a_credit_note())
