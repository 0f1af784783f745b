"""What a camt.054 says that a payment is for."""

from collections.abc import Sequence
from datetime import date

import pytest

from agentline.adapters.payment_files.camt054 import read_camt054
from agentline.domain.ledger_event import EventKind, LedgerEvent
from agentline.domain.money import sek
from agentline.domain.payment_file import FileEntry
from tests.unit.adapters.payment_files.composed import (
    ACCOUNT,
    Entry,
    Transaction,
    Version,
    camt054,
    structured,
    unstructured,
)

OCR, OTHER_OCR = "100001000122", "100002000121"


def _read(entry: Entry, version: Version = "08") -> Sequence[FileEntry]:
    return read_camt054(camt054(entry, version=version)).entries


def _event(entry: Entry, version: Version = "08") -> LedgerEvent:
    [read] = _read(entry, version)
    assert read.event is not None
    return read.event


def _paid_with(remittance: str, payer: str = "ANNA ANDERSSON") -> Entry:
    return Entry(transactions=(Transaction(remittance=remittance, payer=payer),))


@pytest.mark.parametrize("version", ["02", "08"])
@pytest.mark.parametrize("kind", ["<Cd>SCOR</Cd>", "<Prtry>OCR</Prtry>", ""])
def test_a_structured_reference_is_the_ocr_number(version: Version, kind: str) -> None:
    event = _event(_paid_with(structured(OCR, kind=kind)), version)
    assert (event.kind, event.ocr, event.reference) == (EventKind.PAYMENT, OCR, None)
    assert (event.amount, event.bank_date) == (sek(100_000), date(2026, 11, 23))
    assert event.text == "ANNA ANDERSSON"


def test_spaces_in_a_structured_reference_do_not_matter() -> None:
    assert _event(_paid_with(structured("1000 0100 0122"))).ocr == OCR


def test_the_number_of_a_purchase_order_is_no_ocr_number() -> None:
    event = _event(_paid_with(structured(OCR, kind="<Cd>PUOR</Cd>")))
    assert (event.ocr, event.reference) == (None, None)


@pytest.mark.parametrize(
    "text", ["faktura 100001-0001", "OCR 100001000122", "1000 0100 0122", "100001000122,tack"]
)
def test_free_text_that_names_a_basis_is_its_reference(text: str) -> None:
    event = _event(_paid_with(unstructured(text)))
    assert (event.reference, event.ocr) == ("100001-0001", None)
    assert event.text == f"ANNA ANDERSSON: {text}"


@pytest.mark.parametrize(
    "text",
    [
        "faktura 100001",
        "100001-0001 och 100002-0001",
        f"100002-0001 {OCR}",
        "100001000123",
        "ring 070-1740605",
        "x100001-00012345",
    ],
)
def test_free_text_that_names_no_basis_or_two_is_only_kept(text: str) -> None:
    event = _event(_paid_with(unstructured(text)))
    assert (event.reference, event.ocr) == (None, None)
    assert text in event.text


def test_free_text_yields_to_the_structured_reference() -> None:
    event = _event(_paid_with(unstructured("100002-0001") + structured(OCR)))
    assert (event.reference, event.ocr) == (None, OCR)


def test_a_structured_reference_that_is_no_number_counts_as_free_text() -> None:
    event = _event(_paid_with(structured("100001-0001")))
    assert (event.reference, event.ocr) == ("100001-0001", None)


def test_f38_names_and_texts_come_without_control_characters_and_not_endless() -> None:
    event = _event(_paid_with(unstructured("a\nb \u202e" + "x" * 1_000), payer="<b>& Söner\t"))
    assert event.text.startswith("<b>& Söner: a b xxx")
    assert event.text.isprintable()
    assert len(event.text) == 500


def test_several_invoices_with_their_amounts_are_as_many_payments() -> None:
    parts = structured(OCR, amount="600.00") + structured(OTHER_OCR, amount="400.00")
    first, second = (entry.event for entry in _read(_paid_with(parts)))
    assert first
    assert second
    assert (first.id, first.ocr, first.amount) == (f"{ACCOUNT}:TX-0001:part1", OCR, sek(60_000))
    assert (second.id, second.ocr) == (f"{ACCOUNT}:TX-0001:part2", OTHER_OCR)
    assert second.amount == sek(40_000)


@pytest.mark.parametrize("amounts", [(None, None), ("600.00", None), ("600.00", "500.00")])
def test_several_invoices_without_right_amounts_are_one_payment_for_staff(
    amounts: tuple[str | None, str | None],
) -> None:
    parts = structured(OCR, amount=amounts[0]) + structured(OTHER_OCR, amount=amounts[1])
    [entry] = _read(_paid_with(parts))
    assert entry.problem == (
        f"pays several invoices and does not say how much of each: OCR {OCR}, {OTHER_OCR}"
    )
    assert entry.event
    assert (entry.event.kind, entry.event.amount) == (EventKind.PAYMENT, sek(100_000))
    assert (entry.event.ocr, entry.event.reference) == (None, None)
    assert OCR in entry.event.text
