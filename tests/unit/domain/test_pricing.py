"""Design 2.2 by example. 20.00 kr a minute and 5.00 kr opening fee unless a test says otherwise."""

from datetime import UTC, datetime

import pytest

from agentline.domain.charge import Blocks, Charge
from agentline.domain.discount import Discount, DiscountKind
from agentline.domain.money import CurrencyMismatchError, Money, sek
from agentline.domain.percent import Percent
from agentline.domain.pricing import PricingError, price, shortest_price, talk_time_for
from agentline.domain.tariff import Step, Tariff
from agentline.domain.vat import VatRate

TUESDAY = datetime(2026, 3, 10, 14, 3, 5, tzinfo=UTC)
VAT = VatRate(percent=Percent.parse("25"))


def tariff(
    first: int = 1,
    increment: int = 1,
    *,
    free: int = 0,
    minimum: int = 0,
    maximum: int | None = None,
    steps: tuple[Step, ...] = (),
) -> Tariff:
    return Tariff(
        rate_per_minute=sek(2000),
        first_seconds=first,
        increment_seconds=increment,
        opening_fee=sek(500),
        free_seconds=free,
        minimum_charge=sek(minimum),
        maximum_charge=None if maximum is None else sek(maximum),
        steps=steps,
    )


def charge(talk: int, of: Tariff, *discounts: Discount, later_leg: bool = False) -> Charge:
    return price(of, discounts, TUESDAY, talk, vat=VAT, later_leg=later_leg)


def percent(text: str) -> Discount:
    return Discount(kind=DiscountKind.PERCENT, percent=Percent.parse(text))


def fixed(minor: int) -> Discount:
    return Discount(kind=DiscountKind.FIXED, amount=sek(minor))


def own(minor: int, article: str | None = None) -> Discount:
    return Discount(kind=DiscountKind.RATE_PER_MINUTE, amount=sek(minor), article=article)


@pytest.mark.parametrize(
    ("first", "increment", "talk", "billed", "amount"),
    [
        (60, 60, 61, 120, 4500),
        (60, 60, 60, 60, 2500),
        (60, 60, 1, 60, 2500),
        (60, 1, 61, 61, 2533),
        (60, 45, 61, 105, 4000),
        (30, 6, 31, 36, 1700),
        (1, 1, 1, 1, 533),
        (1, 1, 0, 0, 0),
    ],
)
def test_talk_is_billed_in_whole_blocks(
    first: int, increment: int, talk: int, billed: int, amount: int
) -> None:
    result = charge(talk, tariff(first, increment))
    assert (result.billed_seconds, result.amount) == (billed, sek(amount))


def test_the_example_of_the_design() -> None:
    result = charge(61, tariff(60, 60), percent("10"))
    assert (result.amount, result.vat, result.net) == (sek(4050), sek(810), sek(3240))
    assert result.billed_seconds == 120


def test_f09_no_talk_costs_nothing_on_any_leg() -> None:
    assert charge(0, tariff(minimum=900)).amount.is_zero
    assert charge(0, tariff(minimum=900), later_leg=True).amount.is_zero


def test_f09_negative_talk_is_refused() -> None:
    with pytest.raises(PricingError, match="negative"):
        charge(-1, tariff())


def test_a_start_without_an_offset_is_refused() -> None:
    with pytest.raises(PricingError, match="offset"):
        price(tariff(), (), TUESDAY.replace(tzinfo=None), 1, vat=VAT)


def test_f12_a_discount_in_another_currency_is_refused() -> None:
    euro = Discount(kind=DiscountKind.FIXED, amount=Money(1, "EUR"))
    with pytest.raises(CurrencyMismatchError, match="EUR"):
        charge(1, tariff(), euro)


def test_talk_within_the_free_seconds_has_neither_fee_nor_minimum() -> None:
    within = charge(30, tariff(60, 60, free=30, minimum=900))
    assert (within.amount, within.billed_seconds, within.blocks) == (sek(0), 0, ())


def test_blocks_start_where_the_free_seconds_end() -> None:
    beyond = charge(31, tariff(60, 60, free=30))
    assert (beyond.amount, beyond.billed_seconds) == (sek(2500), 60)
    assert charge(91, tariff(60, 60, free=30)).billed_seconds == 120


def test_a_step_changes_the_rate_at_its_second_and_never_cuts_a_block() -> None:
    steps = (Step(after_seconds=90, rate_per_minute=sek(600), increment_seconds=10),)
    result = charge(121, tariff(60, 60, steps=steps))
    assert result.blocks == (Blocks(count=2, seconds=60), Blocks(count=1, seconds=10))
    assert result.amount == sek(500 + 90 * 2000 // 60 + 40 * 600 // 60)


def test_a_step_without_an_increment_keeps_that_of_the_tariff() -> None:
    steps = (
        Step(after_seconds=60, rate_per_minute=sek(600), increment_seconds=1),
        Step(after_seconds=120, rate_per_minute=sek(300)),
    )
    result = charge(121, tariff(60, 60, steps=steps))
    assert [(run.count, run.seconds) for run in result.blocks] == [(1, 60), (60, 1), (1, 60)]
    assert [part.rate_per_minute for part in result.stretches] == [sek(2000), sek(600), sek(300)]


def test_steps_count_the_free_seconds_as_talk() -> None:
    steps = (Step(after_seconds=60, rate_per_minute=sek(600)),)
    result = charge(61, tariff(free=30, steps=steps))
    assert [part.seconds for part in result.stretches] == [30, 1]


def test_a_first_block_may_pass_over_a_whole_step() -> None:
    steps = (
        Step(after_seconds=10, rate_per_minute=sek(600), increment_seconds=7),
        Step(after_seconds=20, rate_per_minute=sek(300), increment_seconds=5),
    )
    result = charge(61, tariff(60, 60, steps=steps))
    assert [(run.count, run.seconds) for run in result.blocks] == [(1, 60), (1, 5)]
    assert [part.seconds for part in result.stretches] == [10, 10, 45]


def test_the_minimum_lifts_and_the_maximum_caps() -> None:
    assert charge(1, tariff(minimum=900)).amount == sek(900)
    assert charge(600, tariff(maximum=5000)).amount == sek(5000)
    assert charge(30, tariff(minimum=900, maximum=5000)).amount == sek(1500)


def test_discounts_come_after_the_limits() -> None:
    assert charge(1, tariff(minimum=900), percent("50"), fixed(100)).amount == sek(350)
    assert charge(600, tariff(maximum=5000), percent("50")).amount == sek(2500)


def test_all_percents_come_before_all_fixed_amounts() -> None:
    mixed = charge(60, tariff(), fixed(100), percent("10"), percent("10"))
    assert mixed.amount == sek(2500 * 81 // 100 - 100)


def test_discounts_never_go_below_zero() -> None:
    assert charge(60, tariff(), fixed(2000), fixed(2000)).amount.is_zero


def test_a_rate_discount_replaces_every_rate_but_no_fee_and_no_increment() -> None:
    steps = (Step(after_seconds=60, rate_per_minute=sek(600), increment_seconds=1),)
    result = charge(61, tariff(60, 60, steps=steps), own(1200))
    assert (result.billed_seconds, result.amount) == (61, sek(500 + 61 * 1200 // 60))
    assert len(result.stretches) == 1


def test_the_rate_discount_of_the_article_wins() -> None:
    assert charge(60, tariff(), own(1200), own(1800, "tarot")).amount == sek(2300)


def test_the_sum_is_rounded_once() -> None:
    # 31 s = 1033 1/3, and the fee: 1533 1/3; half of it is 766 2/3.
    assert charge(31, tariff(), percent("50")).amount == sek(767)


def test_a_half_minor_unit_rounds_up() -> None:
    assert charge(3, Tariff(rate_per_minute=sek(50))).amount == sek(3)


def test_f11_a_later_leg_has_no_fee_first_block_free_seconds_minimum_or_fixed_discount() -> None:
    of = tariff(60, 6, free=30, minimum=9000)
    result = charge(31, of, fixed(100), percent("10"), later_leg=True)
    assert (result.billed_seconds, result.amount) == (36, sek(1080))
    assert result.opening_fee.is_zero
    assert result.free_seconds == 0


def test_f11_the_maximum_holds_for_each_leg() -> None:
    assert charge(600, tariff(maximum=5000), later_leg=True).amount == sek(5000)


def test_the_shortest_price_is_that_of_a_minute_or_the_first_block() -> None:
    assert shortest_price(tariff(1, 1), (), TUESDAY, vat=VAT) == sek(2500)
    assert shortest_price(tariff(180, 1), (), TUESDAY, vat=VAT) == sek(6500)
    assert shortest_price(tariff(60, 60, free=60), (), TUESDAY, vat=VAT).is_zero


@pytest.mark.parametrize(
    ("amount", "seconds"), [(2500, 60), (2499, 0), (4499, 60), (4500, 120), (100_000, 600), (0, 0)]
)
def test_credit_pays_for_whole_blocks(amount: int, seconds: int) -> None:
    of = tariff(60, 60)
    assert talk_time_for(of, (), TUESDAY, sek(amount), 600, vat=VAT) == seconds


def test_credit_below_zero_pays_for_no_talk() -> None:
    assert talk_time_for(tariff(), (), TUESDAY, sek(-1), 600, vat=VAT) == 0


def test_no_credit_pays_for_the_free_seconds() -> None:
    assert talk_time_for(tariff(60, 60, free=30), (), TUESDAY, sek(0), 600, vat=VAT) == 30
