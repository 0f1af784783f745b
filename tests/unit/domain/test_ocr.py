"""OCR numbers: length digit, check digit, and which basis one names."""

import pytest
from stdnum import luhn

from agentline.domain.ocr import OcrError, basis_ocr, basis_of_ocr, ocr_number, read_ocr

# The length digit is the last digit of the length: 8, 8, 12, 10, 3 and 25.
VECTORS = [
    ("100001", "10000180"),
    ("100002", "10000289"),
    ("1000010001", "100001000122"),
    ("12345678", "1234567806"),
    ("1", "133"),
    ("1" * 23, "1" * 23 + "55"),
]


@pytest.mark.parametrize(("base", "ocr"), VECTORS)
def test_a_base_becomes_a_number_and_back(base: str, ocr: str) -> None:
    assert ocr_number(base) == ocr
    assert read_ocr(ocr) == base
    assert luhn.is_valid(ocr)


@pytest.mark.parametrize("text", ["1000 0180", " 10000180\n", "1 0 0 0 0 1 8 0", "1000\u00a00180"])
def test_spaces_do_not_matter(text: str) -> None:
    assert read_ocr(text) == "100001"


@pytest.mark.parametrize("base", ["", "1" * 24, "12a", "-1", "1 2", "٣", "²"])
def test_no_other_base_becomes_a_number(base: str) -> None:
    with pytest.raises(OcrError, match="1 to 23 digits"):
        ocr_number(base)


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("", "digits 0-9 only"),
        ("10000180x", "digits 0-9 only"),
        ("1000-0180", "digits 0-9 only"),
        ("١٠٠٠٠١٨٠", "digits 0-9 only"),
        ("26", "3 to 25 digits, not 2"),
        ("0" * 26, "3 to 25 digits, not 26"),
        ("10000181", "its check digit"),
        ("10000281", "its check digit"),
        ("10000172", "its length digit.* does not say 8"),
        ("100001800", "its check digit"),
    ],
)
def test_the_broken_rule_is_named(text: str, rule: str) -> None:
    with pytest.raises(OcrError, match=rule):
        read_ocr(text)


@pytest.mark.parametrize(("customer", "number"), [("100001", 1), ("100001", 9999), ("9" * 12, 12)])
def test_the_number_of_a_basis_leads_back_to_it(customer: str, number: int) -> None:
    assert basis_of_ocr(basis_ocr(customer, number)) == (customer, number)


@pytest.mark.parametrize(
    ("customer", "number"),
    [("100001", 0), ("100001", 10_000), ("100001", -1), ("012345", 1), ("12345", 1), ("x", 1)],
)
def test_there_is_no_number_for_what_is_no_basis(customer: str, number: int) -> None:
    with pytest.raises(OcrError, match="there is no OCR number for it"):
        basis_ocr(customer, number)


@pytest.mark.parametrize("base", ["100001", "1000010000", "0123450001", "1234"])
def test_another_ocr_number_names_no_basis(base: str) -> None:
    with pytest.raises(OcrError, match="names no basis"):
        basis_of_ocr(ocr_number(base))
