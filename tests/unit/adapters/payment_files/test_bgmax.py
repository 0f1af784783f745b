"""Bg Max, record by record."""

from collections.abc import Sequence

import pytest

from agentline.adapters.payment_files.bgmax import read_bgmax
from agentline.adapters.payment_files.payment_file import PaymentFileError
from agentline.domain.ledger_event import EventKind, LedgerEvent
from agentline.domain.money import sek
from agentline.domain.payment_file import FileEntry
from tests.unit.adapters.payment_files.composed import bgmax, bgmax_payment, bgmax_section

OCR, OTHER_OCR = "100001000122", "100002000121"
PLACE = "9912346:20261123:00042"


def _read(*lines: str) -> Sequence[FileEntry]:
    return read_bgmax(bgmax(bgmax_section(*lines))).entries


def _event(*lines: str) -> LedgerEvent:
    [entry] = _read(*lines)
    assert entry.problem is None
    assert entry.event
    return entry.event


def test_a_payment_with_an_ocr_number() -> None:
    event = _event(bgmax_payment(OCR, 85_050), f"26{'Åke Öst':<35}{'c/o Ek':<35}".ljust(80))
    assert (event.kind, event.ocr, event.amount) == (EventKind.PAYMENT, OCR, sek(85_050))
    assert (event.id, event.text) == (f"{PLACE}:000000000001", "Åke Öst")


@pytest.mark.parametrize("field", [f"{OCR:0>25}", f"{OCR:<25}"])
def test_an_ocr_number_is_read_however_the_field_is_filled(field: str) -> None:
    assert _event(bgmax_payment(field, 100)).ocr == OCR


@pytest.mark.parametrize("code", ["0", "1", "4", "5", " "])
def test_a_reference_the_bank_did_not_check_counts_as_free_text(code: str) -> None:
    event = _event(bgmax_payment(OCR, 100, code=code))
    assert (event.ocr, event.reference, event.text) == (None, "100001-0001", OCR)


def test_f24_two_payments_alike_stay_two_with_and_without_serial_numbers() -> None:
    same = bgmax_payment("Faktura", 100, code="4")
    nameless = bgmax_payment("Faktura", 100, code="4", serial="")
    ids = [entry.event.id for entry in _read(same, same, nameless, nameless) if entry.event]
    assert ids == [
        f"{PLACE}:000000000001",
        f"{PLACE}:000000000001::2",
        f"{PLACE}:nr3",
        f"{PLACE}:nr4",
    ]


def test_f22_a_deduction_takes_back_the_one_payment_it_can_mean() -> None:
    paid = bgmax_payment(OCR, 85_000, payer=3783511)
    small = bgmax_payment(OCR, 100, payer=3783511, serial="000000000002")
    other = bgmax_payment(OCR, 85_000, payer=9701233, serial="000000000003")
    back = bgmax_payment(OCR, 5_000, record="21", payer=3783511, serial="000000000009")
    payment, _, _, recall = (entry.event for entry in _read(paid, small, other, back))
    assert payment
    assert recall
    assert (recall.kind, recall.payment) == (EventKind.RECALL, payment.payment)
    assert (recall.amount, recall.ocr) == (sek(5_000), OCR)
    assert recall.id == f"deduction:{PLACE}:000000000009"


@pytest.mark.parametrize(
    "payments",
    [
        [bgmax_payment(OTHER_OCR, 85_000)],
        [bgmax_payment(OCR, 6_000), bgmax_payment(OCR, 6_000)],
        [bgmax_payment(OCR, 4_999), bgmax_payment("", 6_000, code="0")],
    ],
)
def test_f22_a_deduction_that_could_mean_none_or_several_is_for_staff(payments: list[str]) -> None:
    *_, entry = _read(*payments, bgmax_payment(OCR, 5_000, record="21"))
    assert entry.problem == "50.00 SEK was deducted, and the file does not say from which payment"
    assert entry.event
    assert (entry.event.kind, entry.event.payment, entry.event.ocr) == (EventKind.NOTICE, None, OCR)
    assert "50.00 SEK" in entry.event.text


def test_several_references_without_amounts_are_one_payment_for_staff() -> None:
    [entry] = _read(
        bgmax_payment(OCR, 100_000),
        bgmax_payment(OTHER_OCR, 0, record="22"),
    )
    assert entry.problem == (
        f"pays several invoices and does not say how much of each: {OCR}, {OTHER_OCR}"
    )
    assert entry.event
    assert (entry.event.kind, entry.event.amount, entry.event.ocr) == (
        EventKind.PAYMENT,
        sek(100_000),
        None,
    )


def test_several_references_with_their_amounts_are_as_many_payments() -> None:
    first, second = _read(
        bgmax_payment("several", 100_000, code="3"),
        bgmax_payment(OCR, 60_000, record="22"),
        bgmax_payment(OTHER_OCR, 40_000, record="22"),
    )
    assert first.event
    assert second.event
    assert (first.event.ocr, first.event.amount) == (OCR, sek(60_000))
    assert (second.event.ocr, second.event.amount) == (OTHER_OCR, sek(40_000))
    assert second.event.payment == f"{PLACE}:000000000001:part2"
    assert second.position == "line 5"


def test_nothing_paid_is_a_problem() -> None:
    [entry] = _read(bgmax_payment(OCR, 0))
    assert (entry.event, entry.problem) == (None, "no amount above zero")


def test_a_file_for_tests_says_so() -> None:
    section = bgmax_section(bgmax_payment(OCR, 100))
    assert read_bgmax(bgmax(section, stage="T")).is_test
    assert not read_bgmax(bgmax(section)).is_test


def test_a_file_without_payments_is_a_file() -> None:
    file = read_bgmax(bgmax())
    assert (file.entries, file.message_id) == ((), "20261123093015000001")


def test_blanks_cut_off_at_the_ends_of_lines_do_not_matter() -> None:
    content = bgmax(bgmax_section(bgmax_payment(OCR, 100)))
    cut = b"\n".join(line.rstrip() for line in content.splitlines()) + b"\n\n\x1a"
    assert read_bgmax(cut) == read_bgmax(content)


def _changed(line: int, before: str, after: str) -> bytes:
    content = bgmax(bgmax_section(bgmax_payment(OCR, 85_000)), bgmax_section(serial=43))
    lines = content.decode("iso-8859-1").split("\r\n")
    assert before in lines[line - 1]
    lines[line - 1] = lines[line - 1].replace(before, after, 1)
    return "\r\n".join(lines).encode("iso-8859-1")


@pytest.mark.parametrize(
    ("content", "complaint"),
    [
        (_changed(1, "BGMAX", "BGMIN"), "no Bg Max of version 01"),
        (_changed(1, "01202611", "02202611"), "no Bg Max of version 01"),
        (_changed(1, "20261123", "2026112x"), "Line 1 .* no number at positions 25 to 44"),
        (_changed(2, "SEK", "EUR"), "Lines 2 and 4 .* two currencies"),
        (_changed(2, "05", "06"), "Line 2 .* does not belong there"),
        (_changed(3, "85000", "85001"), "deposit of line 4 is not the sum"),
        (_changed(3, "85000", "8500x"), "Line 3 .* no number at positions 38 to 55"),
        (_changed(3, "20", "26"), "Line 3 .* does not belong there"),
        (_changed(3, "20", "99"), "Line 3 .* does not belong there"),
        (_changed(4, "SEK00000001", "SEK00000002"), "or the count, of its payments"),
        (_changed(4, "SEK", "kr "), "Line 4 .* no currency"),
        (_changed(4, "20261123", "20261323"), "Line 4 .* no date"),
        (_changed(5, "05", "20"), "Line 5 .* does not belong there"),
        (_changed(6, "15", "25"), "Line 6 .* does not belong there"),
        (_changed(7, "7000000001", "7000000002"), "says it has 2 payments and has 1"),
        (_changed(7, "00000002", "00000003"), "says it has 3 deposits and has 2"),
        (_changed(7, "70", "15"), "its closing record .70. is missing"),
        (_changed(2, "SEK ", "SEK\t"), "Line 2 of the file is no line of 80 characters"),
        (_changed(2, "SEK", " " * 60 + "SEK"), "Line 2 of the file is no line of 80 characters"),
    ],
)
def test_a_file_that_is_wrong_as_a_whole_is_refused(content: bytes, complaint: str) -> None:
    with pytest.raises(PaymentFileError, match=complaint):
        read_bgmax(content)


def test_a_file_without_its_last_deposit_is_refused() -> None:
    section = bgmax_section(bgmax_payment(OCR, 100))[:-1]
    with pytest.raises(PaymentFileError, match="section of line 2 has no deposit record"):
        read_bgmax(bgmax(section))


def test_a_file_saved_as_utf_8_is_refused() -> None:
    content = bgmax(bgmax_section(bgmax_payment(OCR, 100), "26Åke Östlund"))
    assert read_bgmax(content).entries[0].event
    with pytest.raises(PaymentFileError, match="saved as UTF-8"):
        read_bgmax(content.decode("iso-8859-1").encode())
