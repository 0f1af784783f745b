"""camt.054, entry by entry: what is money come in, what is money gone again, what is neither."""

from collections.abc import Sequence
from datetime import date

import pytest

from agentline.adapters.payment_files.camt054 import read_camt054
from agentline.adapters.payment_files.payment_file import PaymentFileError
from agentline.domain.ledger_event import EventKind, LedgerEvent
from agentline.domain.money import Money, sek
from agentline.domain.payment_file import FileEntry
from tests.unit.adapters.payment_files.composed import (
    ACCOUNT,
    Entry,
    Transaction,
    Version,
    camt054,
    structured,
)

OCR, OTHER_OCR = "100001000122", "100002000121"
VERSIONS: Sequence[Version] = ("02", "08")


def _read(*entries: Entry, version: Version = "08") -> Sequence[FileEntry]:
    return read_camt054(camt054(*entries, version=version)).entries


def _event(entry: Entry, version: Version = "08") -> LedgerEvent:
    [read] = _read(entry, version=version)
    assert read.event is not None
    return read.event


def _problem(entry: Entry) -> str:
    [read] = _read(entry)
    assert read.event is None
    assert read.problem
    return read.problem


@pytest.mark.parametrize(
    ("amount", "minor"), [("1000", 100_000), ("1000.5", 100_050), ("1000.50000", 100_050)]
)
def test_an_amount_is_read_from_its_text_to_the_minor_unit(amount: str, minor: int) -> None:
    event = _event(Entry(transactions=(Transaction(amount=amount),), amount=amount))
    assert event.amount == sek(minor)


@pytest.mark.parametrize("amount", ["1000.005", "-1000.00", "1e3", "", "1" * 14, "1 000"])
def test_anything_but_whole_minor_units_is_a_problem(amount: str) -> None:
    assert "an amount cannot be read" in _problem(
        Entry(transactions=(Transaction(amount=amount or " "),), amount=amount)
    )


def test_nothing_paid_is_a_problem() -> None:
    assert _problem(Entry(transactions=(), amount="0.00")) == "no amount above zero"


def test_f25_the_currency_is_kept_as_it_came() -> None:
    entry = Entry(transactions=(Transaction(currency="EUR"),), currency="EUR")
    assert _event(entry).amount == Money(100_000, "EUR")


def test_what_reached_the_account_counts_when_the_payer_paid_in_another_currency() -> None:
    entry = Entry(transactions=(Transaction(amount="90.00", currency="EUR"),))
    assert _event(entry).amount == sek(100_000)


def test_an_entry_without_details_is_a_payment_of_nothing_known() -> None:
    event = _event(Entry(transactions=()))
    assert (event.id, event.ocr, event.text) == (f"{ACCOUNT}:BANKREF-77:1", None, "")


def test_transactions_that_do_not_add_up_are_not_taken_in() -> None:
    two = (Transaction(amount="600.00"), Transaction(amount="300.00", reference="TX-0002"))
    assert _problem(Entry(transactions=two)) == (
        "the transactions do not add up to the entry's 1000.00 SEK"
    )
    assert _problem(Entry(transactions=(Transaction(amount="999.99"),))) == (
        "the transaction's 999.99 SEK is not the entry's 1000.00 SEK"
    )


def test_transactions_in_another_currency_than_their_entry_are_not_taken_in() -> None:
    two = (Transaction(amount="500.00"), Transaction(amount="500.00", currency="EUR"))
    assert "in another currency" in _problem(Entry(transactions=two))


def test_transactions_left_out_of_the_file_are_not_taken_for_one() -> None:
    assert _problem(Entry(transactions=(), batch=5)) == (
        "the bank booked 5 transactions at once and itemizes 0"
    )
    assert "itemizes 1" in _problem(Entry(batch=2))
    assert _event(Entry(transactions=(), batch=1)).amount == sek(100_000)


def test_a_deduction_among_payments_counts_against_them() -> None:
    paid = Transaction(amount="1200.00", direction="CRDT")
    fee = Transaction(amount="200.00", direction="DBIT", reference="FEE-1")
    first, second = _read(Entry(transactions=(paid, fee)))
    assert first.event
    assert first.event.amount == sek(120_000)
    assert (second.event, second.problem) == (
        None,
        "money paid out, which takes no payment back",
    )
    assert second.position == "entry 1, transaction 2"


@pytest.mark.parametrize("status", ["PDNG", "INFO", "FUTR"])
def test_what_is_not_booked_is_not_taken_in(status: str) -> None:
    assert _problem(Entry(status=status)).startswith(f"not booked yet (status {status})")


@pytest.mark.parametrize("version", VERSIONS)
def test_f22_a_reversal_takes_back_the_payment_it_names(version: Version) -> None:
    paid = Entry(transactions=(Transaction(remittance=structured(OCR)),))
    taken_back = Entry(
        transactions=(Transaction(remittance=structured(OCR)),),
        direction="DBIT",
        reversal="true",
        reference="BANKREF-78",
    )
    payment, recall = (_event(entry, version) for entry in (paid, taken_back))
    assert recall.kind is EventKind.RECALL
    assert recall.payment == payment.payment
    assert recall.amount == payment.amount
    assert recall.id == f"reversal:{ACCOUNT}:BANKREF-78:1" != payment.id


def test_f22_a_returned_payment_is_taken_back_too() -> None:
    returned = Transaction(more="<RtrInf><Rsn><Cd>AC04</Cd></Rsn></RtrInf>")
    event = _event(Entry(transactions=(returned,), direction="DBIT"))
    assert (event.kind, event.payment) == (EventKind.RECALL, f"{ACCOUNT}:TX-0001")


def test_f22_the_parts_of_a_reversal_are_those_of_the_payment() -> None:
    parts = structured(OCR, amount="600.00") + structured(OTHER_OCR, amount="400.00")
    paid = Entry(transactions=(Transaction(remittance=parts),))
    back = Entry(
        transactions=paid.transactions, direction="DBIT", reversal="1", reference="BANKREF-78"
    )
    payments = [entry.event.payment for entry in _read(paid) if entry.event]
    assert payments == [entry.event.payment for entry in _read(back) if entry.event]


@pytest.mark.parametrize("reference", [None, "NOTPROVIDED", "BANKREF-77"])
def test_f22_a_reversal_that_names_no_payment_is_for_staff(reference: str | None) -> None:
    back = Transaction(reference=reference, remittance=structured(OCR))
    [entry] = _read(Entry(transactions=(back,), direction="DBIT", reversal="true"))
    assert entry.problem == (
        "1000.00 SEK was taken back, and the file does not say of which payment"
    )
    assert entry.event
    assert (entry.event.kind, entry.event.payment, entry.event.amount) == (
        EventKind.NOTICE,
        None,
        None,
    )
    assert entry.event.ocr == OCR
    assert entry.event.text == f"{entry.problem}. ANNA ANDERSSON"


def test_money_of_our_own_that_moves_is_no_payment_of_a_customer() -> None:
    assert _problem(Entry(direction="DBIT")) == "money paid out, which takes no payment back"
    assert "no customer's payment" in _problem(Entry(reversal="true"))


@pytest.mark.parametrize(
    ("dates", "expected"),
    [
        ("<BookgDt><Dt>2026-11-23</Dt></BookgDt><ValDt><Dt>2026-11-25</Dt></ValDt>", "2026-11-23"),
        ("<BookgDt><Dt>2026-11-23+01:00</Dt></BookgDt>", "2026-11-23"),
        ("<BookgDt><DtTm>2026-11-23T23:59:59</DtTm></BookgDt>", "2026-11-23"),
        ("<BookgDt><DtTm>2026-11-23T23:00:00Z</DtTm></BookgDt>", "2026-11-24"),
        ("<BookgDt><DtTm>2026-11-24T01:00:00+02:00</DtTm></BookgDt>", "2026-11-24"),
        ("<ValDt><Dt>2026-11-25</Dt></ValDt>", "2026-11-25"),
    ],
)
def test_the_bank_date_is_the_day_of_booking_in_stockholm(dates: str, expected: str) -> None:
    assert _event(Entry(dates=dates)).bank_date == date.fromisoformat(expected)


@pytest.mark.parametrize("dates", ["", "<BookgDt><Dt>2026-02-30</Dt></BookgDt>"])
def test_an_entry_without_a_date_is_a_problem(dates: str) -> None:
    assert _problem(Entry(dates=dates)) == "no booking date that can be read"


def test_f24_two_payments_alike_stay_two() -> None:
    twins = Entry(transactions=(Transaction(amount="500.00"), Transaction(amount="500.00")))
    ids = [entry.event.id for entry in _read(twins, twins) if entry.event]
    assert ids == [f"{ACCOUNT}:TX-0001{again}" for again in ("", "::2", "::3", "::4")]


def test_f21_a_payment_keeps_its_id_in_a_later_file() -> None:
    payment = Entry()
    other = Entry(transactions=(Transaction(reference="TX-0009"),), reference="BANKREF-99")
    [*_, again] = _read(other, payment)
    assert again.event == _event(payment)


def test_the_place_in_the_file_identifies_what_the_bank_gave_no_reference() -> None:
    nameless = Transaction(reference=None)
    numbered = Entry(transactions=(nameless,), reference=None, entry_reference="5")
    placed = Entry(transactions=(nameless,), reference=None)
    ids = [entry.event.id for entry in _read(numbered, placed) if entry.event]
    assert ids == [f"{ACCOUNT}:NTF-1:5:1", f"{ACCOUNT}:NTF-1:2:1"]


def test_a_reference_of_the_bank_cannot_break_out_of_a_key() -> None:
    hostile = Entry(transactions=(Transaction(reference="A#B:1 _ö"),))
    assert _event(hostile).id == f"{ACCOUNT}:A_23_B_3A_1_20__5F__F6_"
    assert "longer than 35" in _problem(Entry(transactions=(Transaction(reference="x" * 36),)))


def test_one_bad_entry_does_not_stop_the_others() -> None:
    bad = Entry(direction="SIDE")
    good = Entry(transactions=(Transaction(reference="TX-2"),))
    first, second = _read(bad, good)
    assert (first.position, first.event) == ("entry 1", None)
    assert "neither CRDT nor DBIT" in (first.problem or "")
    assert (second.position, second.problem) == ("entry 2", None)


@pytest.mark.parametrize(
    ("totals", "complaint"),
    [
        ("<TtlNtries><NbOfNtries>2</NbOfNtries></TtlNtries>", "it is not whole"),
        ("<TtlNtries><Sum>999.99</Sum></TtlNtries>", "do not add up to the sum 999.99"),
        ("<TtlCdtNtries><NbOfNtries>0</NbOfNtries></TtlCdtNtries>", "it is not whole"),
        ("<TtlDbtNtries><Sum>1</Sum></TtlDbtNtries>", "do not add up"),
        ("<TtlNtries><NbOfNtries>one</NbOfNtries></TtlNtries>", "where a count or a sum"),
    ],
)
def test_a_file_whose_totals_do_not_fit_is_refused(totals: str, complaint: str) -> None:
    content = camt054(Entry(), summary=f"<TxsSummry>{totals}</TxsSummry>")
    with pytest.raises(PaymentFileError, match=complaint):
        read_camt054(content)


def test_totals_of_several_pages_are_not_held_against_one_of_them() -> None:
    content = camt054(
        Entry(),
        summary="<TxsSummry><TtlNtries><NbOfNtries>9</NbOfNtries></TtlNtries></TxsSummry>",
        header="<MsgPgntn><PgNb>1</PgNb><LastPgInd>false</LastPgInd></MsgPgntn>",
    )
    assert len(read_camt054(content).entries) == 1
