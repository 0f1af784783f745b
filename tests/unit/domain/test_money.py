"""Money, percentages and VAT: exact, strict, rounded in one place."""

from decimal import Decimal
from fractions import Fraction

import pytest

from agentline.domain.money import CurrencyMismatchError, Money, MoneyError, round_half_up, sek
from agentline.domain.percent import Percent, PercentError
from agentline.domain.vat import VatRate

VAT_25 = VatRate(percent=Percent.parse("25"))


@pytest.mark.parametrize(
    ("text", "minor"),
    [("1000.00", 100_000), ("1000", 100_000), ("0.5", 50), ("0.05", 5), ("007.10", 710)],
)
def test_an_amount_is_read_to_the_minor_unit(text: str, minor: int) -> None:
    assert Money.parse(text, "SEK") == sek(minor)


@pytest.mark.parametrize(
    "text",
    ["", " 1", "1 ", "1\n", "1_000", "1,50", "1.", ".5", "1.234", "+1", "-1", "1e3", "٣", "9" * 13],
)
def test_anything_else_is_no_amount(text: str) -> None:
    with pytest.raises(MoneyError, match="is no amount"):
        Money.parse(text, "SEK")


def test_a_leading_minus_is_read_only_where_asked_for() -> None:
    assert Money.parse("-0.50", "SEK", signed=True) == sek(-50)
    with pytest.raises(MoneyError):
        Money.parse("--1", "SEK", signed=True)


@pytest.mark.parametrize("text", ["1000.00", "0.05", "-0.50", "-12.34", "0.00"])
def test_an_amount_is_written_as_it_is_read(text: str) -> None:
    assert Money.parse(text, "SEK", signed=True).decimal == text


def test_an_amount_shows_its_currency() -> None:
    assert str(sek(4050)) == "40.50 SEK"


@pytest.mark.parametrize("minor", [True, 1.0, "1"])
def test_an_amount_is_a_whole_number(minor: int) -> None:
    with pytest.raises(MoneyError, match="whole number"):
        Money(minor, "SEK")


@pytest.mark.parametrize("currency", ["", "sek", "SE", "SEKK", "SE\n", "ÅÄÖ"])
def test_a_currency_is_three_capital_letters(currency: str) -> None:
    with pytest.raises(MoneyError, match="three letters"):
        Money(1, currency)


def test_amounts_add_subtract_and_compare() -> None:
    assert sek(3) + sek(4) == sek(7)
    assert sek(3) - sek(4) == sek(-1)
    assert sek(3) < sek(4)
    assert sek(3) <= sek(3)
    assert sek(4) > sek(3)
    assert sek(4) >= sek(4)
    assert min(sek(4), sek(3)) == sek(3)
    assert sek(0).is_zero
    assert not sek(1).is_zero


def test_f12_currencies_never_mix() -> None:
    euro = Money(1, "EUR")
    assert sek(1) != euro
    for mix in (
        lambda: sek(1) + euro,
        lambda: sek(1) - euro,
        lambda: sek(1) < euro,
        lambda: sek(1) <= euro,
        lambda: sek(1) > euro,
        lambda: sek(1) >= euro,
    ):
        with pytest.raises(CurrencyMismatchError, match="SEK and EUR"):
            mix()


@pytest.mark.parametrize(
    ("exact", "rounded"),
    [("1/2", 1), ("3/2", 2), ("5/2", 3), ("49/100", 0), ("-1/2", -1), ("-49/100", 0), ("7", 7)],
)
def test_a_half_rounds_away_from_zero(exact: str, rounded: int) -> None:
    assert round_half_up(Fraction(exact)) == rounded


@pytest.mark.parametrize("text", ["0", "12.5", "33.3333", "100"])
def test_a_percentage_is_kept_as_written(text: str) -> None:
    assert str(Percent.parse(text)) == f"{text} %"


def test_a_percentage_is_an_exact_share() -> None:
    assert Percent.parse("12.5").share == Fraction(1, 8)


@pytest.mark.parametrize("text", ["", "-1", "100.01", "101", "1.23456", "1e1", "٥", "1_0", "5 %"])
def test_anything_else_is_no_percentage(text: str) -> None:
    with pytest.raises(PercentError, match="is no percentage"):
        Percent.parse(text)


@pytest.mark.parametrize("value", ["-1", "-0", "101", "NaN", "Infinity", "1E+1", "1E-99999"])
def test_a_percentage_is_plain_and_within_bounds(value: str) -> None:
    with pytest.raises(PercentError, match="is no percentage"):
        Percent(Decimal(value))


@pytest.mark.parametrize(
    ("percent", "gross", "vat"),
    [("25", 4050, 810), ("25", 3, 1), ("25", 2, 0), ("12", 11_200, 1_200), ("0", 999, 0)],
)
def test_vat_is_taken_out_of_the_price(percent: str, gross: int, vat: int) -> None:
    assert VatRate(percent=Percent.parse(percent)).included_in(sek(gross)) == sek(vat)


def test_vat_of_a_reversal_reverses_the_vat() -> None:
    assert VAT_25.included_in(sek(-333)) == sek(-67)


def test_vat_of_lines_may_differ_from_the_vat_of_their_sum() -> None:
    lines = [sek(333), sek(333), sek(334)]
    assert sum((VAT_25.included_in(line) for line in lines), sek(0)) == sek(201)
    assert VAT_25.included_in(sum(lines, sek(0))) == sek(200)
