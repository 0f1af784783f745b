"""How names are found, whatever their spelling."""

import pytest

from agentline.domain.customer_search import (
    LONGEST_KEY,
    MOST_WORDS,
    invoice_number_key,
    is_found_first,
    name_keys,
    read_customer_number,
    read_ocr_digits,
    search_key,
)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Åsa  ÖSTLUND ", "åsa östlund"),
        ("A\u030asa", "åsa"),
        ("Strauß", "STRAUSS"),
        ("Ｓｉｖ", "siv"),
        ("Siv\u00a0Ek", "siv ek"),
    ],
)
def test_spellings_that_are_the_same_to_a_reader_have_one_key(one: str, other: str) -> None:
    assert search_key(one) == search_key(other)


def test_a_name_is_found_by_each_of_its_words() -> None:
    assert name_keys(" Anna  af Ek ") == ("anna af ek", "af ek", "ek")
    assert name_keys("  ") == ()


def test_a_name_has_a_bounded_number_of_keys_of_a_bounded_length() -> None:
    assert len(name_keys("a " * 100)) == MOST_WORDS
    assert max(map(len, name_keys("x" * 1_000))) == LONGEST_KEY


def test_a_name_that_fits_by_several_words_is_told_by_one() -> None:
    name = "Anna Annasdotter"
    told = [key for key in name_keys(name) if is_found_first(name, key, "ann")]
    assert told == ["anna annasdotter"]
    assert not any(is_found_first("Berit Ek", key, "ann") for key in name_keys(name))


def test_numbers_of_invoices_are_told_apart_by_more_than_spaces_and_capitals() -> None:
    assert invoice_number_key("F 2026-17") == invoice_number_key("f2026-17")
    assert invoice_number_key("F2026-17") != invoice_number_key("F202617")


@pytest.mark.parametrize("text", ["10000", "0100001", "100001x", "١٠٠٠٠١", "1" * 13])
def test_what_is_no_customer_number_is_none(text: str) -> None:
    assert read_customer_number(text) is None


def test_the_digits_of_an_ocr_number_are_read_with_spaces() -> None:
    assert read_ocr_digits("1000 0100 0137") == "100001000137"
    assert read_ocr_digits("12") is None
    assert read_ocr_digits("1000-0001") is None
    assert read_ocr_digits("١٢٣") is None
