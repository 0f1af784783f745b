"""Every figure of a charge can be followed in the words that go with it."""

from datetime import UTC, datetime

import pytest

from agentline.domain.catalogue import Language
from agentline.domain.discount import Discount, DiscountKind
from agentline.domain.explanation import explain
from agentline.domain.money import sek
from agentline.domain.percent import Percent
from agentline.domain.pricing import price
from agentline.domain.tariff import Band, Day, Step, Tariff
from agentline.domain.vat import VatRate

MONDAY_EVENING = datetime(2026, 3, 9, 16, 59, 30, tzinfo=UTC)
VAT = VatRate(percent=Percent.parse("25"))
SIMPLE = Tariff(rate_per_minute=sek(2000), minimum_charge=sek(900), maximum_charge=sek(3000))


EVERYTHING = Tariff(
    rate_per_minute=sek(2000),
    first_seconds=60,
    increment_seconds=60,
    opening_fee=sek(500),
    free_seconds=10,
    steps=(Step(after_seconds=20, rate_per_minute=sek(1900), increment_seconds=1),),
    bands=(
        Band(
            days=frozenset({Day.TUE, Day.MON}),
            start_minute=18 * 60,
            end_minute=24 * 60,
            rate_per_minute=sek(1000),
        ),
    ),
)
DISCOUNTS = (
    Discount(kind=DiscountKind.PERCENT, percent=Percent.parse("12.5")),
    Discount(kind=DiscountKind.FIXED, amount=sek(100)),
)


def words(
    tariff: Tariff,
    talk: int,
    *discounts: Discount,
    later_leg: bool = False,
    language: Language = Language.ENGLISH,
) -> list[str]:
    charge = price(tariff, discounts, MONDAY_EVENING, talk, vat=VAT, later_leg=later_leg)
    return list(explain(charge, language))


def test_a_call_with_everything_is_explained_step_by_step() -> None:
    assert words(EVERYTHING, 71, *DISCOUNTS) == [
        "Talk: 71 s.",
        "Free: the first 10 s.",
        "Blocks: 1 x 60 s + 1 x 1 s = 61 s billed.",
        "10 s at 20.00 SEK/min (base rate) = 3.3333... SEK.",
        "10 s at 19.00 SEK/min (step after 20 s) = 3.1666... SEK.",
        "41 s at 10.00 SEK/min (band mon, tue 18:00-24:00) = 6.8333... SEK.",
        "Opening fee: 5.00 SEK.",
        "Sum: 18.3333... SEK.",
        "Discount of 12.5 % leaves 16.0416... SEK.",
        "Discount of 1.00 SEK leaves 15.0416... SEK.",
        "Rounded half-up, once: 15.04 SEK.",
        "To pay: 15.04 SEK, of which 3.01 SEK is VAT at 25 %; 12.03 SEK without VAT.",
    ]


def test_a_swede_reads_the_same_steps_in_swedish() -> None:
    assert words(EVERYTHING, 71, *DISCOUNTS, language=Language.SWEDISH) == [
        "Samtal: 71 s.",
        "Fritt: de första 10 s.",
        "Block: 1 x 60 s + 1 x 1 s = 61 s debiteras.",
        "10 s à 20,00 kr/min (grundpris) = 3,3333... kr.",
        "10 s à 19,00 kr/min (trappsteg efter 20 s) = 3,1666... kr.",
        "41 s à 10,00 kr/min (taxa mån, tis 18:00-24:00) = 6,8333... kr.",
        "Öppningsavgift: 5,00 kr.",
        "Summa: 18,3333... kr.",
        "Efter rabatt med 12,5 % återstår 16,0416... kr.",
        "Efter rabatt med 1,00 kr återstår 15,0416... kr.",
        "Avrundat en gång, halva uppåt: 15,04 kr.",
        "Att betala: 15,04 kr, varav 3,01 kr är moms på 25 %; 12,03 kr utan moms.",
    ]


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("talk", [0, 3, 60, 300])
@pytest.mark.parametrize("later_leg", [False, True])
def test_no_sentence_has_a_hole_in_it(language: Language, talk: int, later_leg: bool) -> None:
    for tariff in (SIMPLE, EVERYTHING):
        told = words(tariff, talk, *DISCOUNTS, later_leg=later_leg, language=language)
        assert not [sentence for sentence in told if "{" in sentence or not sentence.endswith(".")]


def test_a_half_minor_unit_is_shown_whole_before_it_is_rounded() -> None:
    assert words(Tariff(rate_per_minute=sek(50)), 3)[2:4] == [
        "3 s at 0.50 SEK/min (base rate) = 0.0250 SEK.",
        "Rounded half-up, once: 0.03 SEK.",
    ]


def test_limits_are_named_where_they_bite() -> None:
    assert "Raised to the minimum charge, 9.00 SEK." in words(SIMPLE, 3)
    assert "Lowered to the maximum charge, 30.00 SEK." in words(SIMPLE, 300)
    assert not [line for line in words(SIMPLE, 60) if "charge" in line]


def test_an_own_rate_is_named() -> None:
    own = Discount(kind=DiscountKind.RATE_PER_MINUTE, amount=sek(1200))
    assert "60 s at 12.00 SEK/min (the customer's own rate) = 12.00 SEK." in words(SIMPLE, 60, own)


def test_f11_a_later_leg_says_what_it_leaves_out() -> None:
    assert words(SIMPLE, 60, later_leg=True)[1] == (
        "Later leg of the call: no opening fee, first block, free seconds, minimum charge "
        "or fixed discount."
    )


def test_talk_that_costs_nothing_says_why() -> None:
    to_pay = "To pay: 0.00 SEK, of which 0.00 SEK is VAT at 25 %; 0.00 SEK without VAT."
    assert words(SIMPLE, 0) == ["Talk: 0 s.", "No talk costs nothing.", to_pay]
    free = Tariff(rate_per_minute=sek(2000), free_seconds=30)
    assert words(free, 30) == [
        "Talk: 30 s.",
        "Free: talk of no more than 30 s costs nothing.",
        to_pay,
    ]
