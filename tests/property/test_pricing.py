"""Pricing against an oracle that walks the call second by second, and the laws prices obey."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from fractions import Fraction

from hypothesis import example, given, settings
from hypothesis import strategies as st

from agentline.domain.charge import Charge
from agentline.domain.discount import Discount, DiscountKind
from agentline.domain.money import Money, round_half_up, sek
from agentline.domain.percent import Percent
from agentline.domain.pricing import price, shortest_price, talk_time_for
from agentline.domain.tariff import Tariff
from agentline.domain.vat import VatRate
from tests.property.rating_oracle import Oracle
from tests.property.tariffs import rates, tariffs

VAT = VatRate(percent=Percent.parse("25"))
# Around both changes of the clock, a holiday, a month end and an ordinary Monday.
EVENTFUL = [
    datetime(2026, 3, 29, 1, tzinfo=UTC),
    datetime(2026, 10, 25, 1, tzinfo=UTC),
    datetime(2026, 12, 24, 23, tzinfo=UTC),
    datetime(2026, 1, 31, 23, tzinfo=UTC),
    datetime(2026, 3, 9, 17, tzinfo=UTC),
]

talks = st.integers(0, 4000)


@st.composite
def starts(draw: st.DrawFn) -> datetime:
    seconds = draw(st.integers(-90_000, 90_000) | st.integers(-3600, 3600))
    microseconds = draw(st.sampled_from([0, 1, 999_999]))
    return draw(st.sampled_from(EVENTFUL)) + timedelta(seconds=seconds, microseconds=microseconds)


percents = st.integers(0, 10_000).map(
    lambda hundredths: Discount(
        kind=DiscountKind.PERCENT, percent=Percent.parse(f"{hundredths / 100:.2f}")
    )
)
fixed_amounts = st.integers(0, 1000).map(
    lambda minor: Discount(kind=DiscountKind.FIXED, amount=sek(minor))
)
own_rates = st.builds(
    lambda rate, article: Discount(kind=DiscountKind.RATE_PER_MINUTE, amount=rate, article=article),
    rates,
    st.sampled_from([None, "tarot"]),
)
reductions = st.lists(percents | fixed_amounts, max_size=3)
discounts = st.lists(percents | fixed_amounts | own_rates, max_size=4)


def charge(
    tariff: Tariff,
    agreed: Sequence[Discount],
    start: datetime,
    talk: int,
    *,
    later_leg: bool = False,
) -> Charge:
    return price(tariff, agreed, start, talk, vat=VAT, later_leg=later_leg)


@settings(max_examples=300, deadline=None)
@given(tariffs(), discounts, starts(), talks, st.booleans())
def test_f10_the_price_is_that_of_every_second_at_its_own_place(
    tariff: Tariff, agreed: list[Discount], start: datetime, talk: int, later_leg: bool
) -> None:
    """Walking by stretches gives what walking by seconds gives, on any night of the year."""
    result = charge(tariff, agreed, start, talk, later_leg=later_leg)
    expected = Oracle(tariff, start, later_leg=later_leg).bill(agreed, talk)
    assert (result.billed_seconds, result.amount.minor) == expected


@given(tariffs(), discounts, starts(), talks, st.booleans())
def test_the_parts_of_a_charge_add_up(
    tariff: Tariff, agreed: list[Discount], start: datetime, talk: int, later_leg: bool
) -> None:
    """net + vat = amount >= 0; blocks and stretches cover the same seconds, all of the talk."""
    result = charge(tariff, agreed, start, talk, later_leg=later_leg)
    assert result.net + result.vat == result.amount >= sek(0)
    assert result.vat >= sek(0)
    assert result.net >= sek(0)
    assert sum(run.count * run.seconds for run in result.blocks) == result.billed_seconds
    assert sum(stretch.seconds for stretch in result.stretches) == result.billed_seconds
    if talk > result.free_seconds:
        assert result.billed_seconds >= talk - result.free_seconds
    assert abs(result.amount.minor - result.exact) <= Fraction(1, 2)


@given(tariffs(), discounts, starts(), talks, talks, st.booleans())
def test_longer_talk_never_costs_less(
    tariff: Tariff, agreed: list[Discount], start: datetime, one: int, other: int, later_leg: bool
) -> None:
    shorter, longer = sorted((one, other))
    lower = charge(tariff, agreed, start, shorter, later_leg=later_leg)
    higher = charge(tariff, agreed, start, longer, later_leg=later_leg)
    assert lower.amount <= higher.amount


@given(tariffs(), discounts, starts(), st.integers(-100, 60_000), st.integers(0, 3600))
def test_talk_time_is_the_inverse_of_the_price(
    tariff: Tariff, agreed: list[Discount], start: datetime, minor: int, longest: int
) -> None:
    """The talk time costs at most the amount, and one second more would cost more than it."""
    amount = sek(minor)
    talk = talk_time_for(tariff, agreed, start, amount, longest, vat=VAT)
    assert 0 <= talk <= longest
    if talk:
        assert charge(tariff, agreed, start, talk).amount <= amount
    if talk < longest:
        assert charge(tariff, agreed, start, talk + 1).amount > amount


@given(tariffs(), discounts, reductions, starts(), talks, st.booleans())
def test_another_percent_or_fixed_discount_never_raises_the_price(
    tariff: Tariff,
    agreed: list[Discount],
    more: list[Discount],
    start: datetime,
    talk: int,
    later_leg: bool,
) -> None:
    without = charge(tariff, agreed, start, talk, later_leg=later_leg)
    assert charge(tariff, agreed + more, start, talk, later_leg=later_leg).amount <= without.amount


@given(tariffs(), discounts, starts(), talks)
def test_f11_a_later_leg_costs_no_more_than_its_talk_without_frame(
    tariff: Tariff, agreed: list[Discount], start: datetime, talk: int
) -> None:
    """No fee, and only increments: never more than the seconds billed at their rates."""
    result = charge(tariff, agreed, start, talk, later_leg=True)
    assert result.exact <= sum(stretch.cost for stretch in result.stretches)


@given(tariffs(), discounts, starts())
def test_the_shortest_price_is_a_price(
    tariff: Tariff, agreed: list[Discount], start: datetime
) -> None:
    talk = max(60, tariff.first_seconds)
    assert (
        shortest_price(tariff, agreed, start, vat=VAT) == charge(tariff, agreed, start, talk).amount
    )


@given(st.fractions())
@example(Fraction(-1, 2))
def test_rounding_is_off_by_at_most_a_half_and_symmetrical(exact: Fraction) -> None:
    assert abs(round_half_up(exact) - exact) <= Fraction(1, 2)
    assert round_half_up(-exact) == -round_half_up(exact)


@given(st.integers(1 - 10**14, 10**14 - 1))
def test_an_amount_is_read_as_it_is_written(minor: int) -> None:
    assert Money.parse(sek(minor).decimal, "SEK", signed=True) == sek(minor)


@given(st.integers(0, 10**9), st.integers(0, 10_000))
def test_vat_is_the_difference_between_gross_and_net(minor: int, hundredths: int) -> None:
    """Adding the rate to the exact net price gives the gross price back, to half a minor unit."""
    rate = Fraction(hundredths, 10_000)
    vat = VatRate(percent=Percent.parse(f"{hundredths / 100:.2f}")).included_in(sek(minor))
    assert abs(Fraction(minor) / (1 + rate) - (minor - vat.minor)) <= Fraction(1, 2)
