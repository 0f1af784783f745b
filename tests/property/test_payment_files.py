"""OCR numbers and payment files, whatever digits, payments and damage there are."""

from collections.abc import Sequence
from contextlib import suppress

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st
from stdnum import luhn

from agentline.adapters.payment_files.opening import read_payment_file
from agentline.adapters.payment_files.payment_file import PaymentFileError
from agentline.domain.ledger_event import EventKind
from agentline.domain.money import sek
from agentline.domain.ocr import OcrError, ocr_number, read_ocr
from agentline.domain.payment_file import PaymentFile
from tests.unit.adapters.payment_files.composed import (
    Entry,
    Transaction,
    Version,
    bgmax,
    bgmax_payment,
    bgmax_section,
    camt054,
    structured,
)

bases = st.text("0123456789", min_size=1, max_size=23)
amounts = st.integers(min_value=1, max_value=10**11)
references = st.none() | st.sampled_from(["TX-1", "TX-2"]) | st.text("AZ#:/_ 1-", max_size=35)
versions = st.sampled_from(["02", "08"])


@given(bases)
def test_every_base_makes_a_number_that_luhn_accepts(base: str) -> None:
    ocr = ocr_number(base)
    assert read_ocr(ocr) == base
    assert luhn.is_valid(ocr)
    assert luhn.calc_check_digit(ocr[:-1]) == ocr[-1]
    assert ocr[-2] == f"{len(ocr)}"[-1]


@given(bases, st.data())
def test_any_single_wrong_digit_is_refused(base: str, data: st.DataObject) -> None:
    ocr = ocr_number(base)
    at = data.draw(st.integers(0, len(ocr) - 1))
    wrong = data.draw(st.sampled_from([digit for digit in "0123456789" if digit != ocr[at]]))
    with pytest.raises(OcrError):
        read_ocr(ocr[:at] + wrong + ocr[at + 1 :])


@given(bases, st.data())
def test_any_two_neighbours_that_changed_places_are_refused(base: str, data: st.DataObject) -> None:
    """But for 09 and 90, which Luhn's digit cannot tell apart."""
    ocr = ocr_number(base)
    at = data.draw(st.integers(0, len(ocr) - 2))
    pair = ocr[at : at + 2]
    assume(pair[0] != pair[1] and {*pair} != {"0", "9"})
    with pytest.raises(OcrError):
        read_ocr(ocr[:at] + pair[::-1] + ocr[at + 2 :])


@given(bases, st.data())
def test_a_lost_digit_is_refused(base: str, data: st.DataObject) -> None:
    ocr = ocr_number(base)
    at = data.draw(st.integers(0, len(ocr) - 3))
    with pytest.raises(OcrError):
        read_ocr(ocr[:at] + ocr[at + 1 :])


@given(st.lists(st.tuples(amounts, references), min_size=1, max_size=8), versions)
def test_the_payments_of_a_camt054_are_all_there_and_all_different(
    paid: Sequence[tuple[int, str | None]], version: Version
) -> None:
    transactions = tuple(
        Transaction(amount=sek(minor).decimal, reference=reference) for minor, reference in paid
    )
    total = sek(sum(minor for minor, _ in paid)).decimal
    content = camt054(Entry(transactions=transactions, amount=total), version=version)
    _require_payments(read_payment_file(content), [minor for minor, _ in paid])
    assert read_payment_file(content) == read_payment_file(content)


@given(st.lists(st.tuples(amounts, st.sampled_from(["", "1", "2"])), max_size=8))
def test_the_payments_of_a_bg_max_are_all_there_and_all_different(
    paid: Sequence[tuple[int, str]],
) -> None:
    lines = [bgmax_payment("10000180", minor, serial=serial) for minor, serial in paid]
    content = bgmax(bgmax_section(*lines))
    _require_payments(read_payment_file(content), [minor for minor, _ in paid])


def _require_payments(file: PaymentFile, minors: Sequence[int]) -> None:
    events = [entry.event for entry in file.entries if entry.event]
    assert [event.amount for event in events] == [sek(minor) for minor in minors]
    assert {event.kind for event in events} <= {EventKind.PAYMENT}
    assert len({event.id for event in events}) == len(events) == len(file.entries)


CAMT054 = camt054(Entry(transactions=(Transaction(remittance=structured("10000180")),)))
BGMAX = bgmax(bgmax_section(bgmax_payment("10000180", 100)))
# What is beyond the closing tag, or the last count, is not missed.
BGMAX_END = len(BGMAX.rstrip())


@given(st.sampled_from([(CAMT054, len(CAMT054)), (BGMAX, BGMAX_END)]), st.data())
def test_a_file_that_breaks_off_anywhere_is_refused(
    file: tuple[bytes, int], data: st.DataObject
) -> None:
    content, end = file
    at = data.draw(st.integers(0, end - 1))
    with pytest.raises(PaymentFileError):
        read_payment_file(content[:at])


@given(st.sampled_from([CAMT054, BGMAX]), st.data())
def test_damage_is_refused_or_harmless_and_never_an_error_of_ours(
    content: bytes, data: st.DataObject
) -> None:
    at = data.draw(st.integers(0, len(content) - 1))
    damage = data.draw(st.binary(max_size=4))
    length = data.draw(st.integers(0, 4))
    with suppress(PaymentFileError):
        read_payment_file(content[:at] + damage + content[at + length :])


@given(st.binary(max_size=200))
@example(b"<")
@example(b"\xff\xfe<\x00")
@example(b"01BGMAX\n")
def test_anything_that_is_no_payment_file_is_refused(content: bytes) -> None:
    with pytest.raises(PaymentFileError):
        read_payment_file(content)
