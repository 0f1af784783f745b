"""A tariff or discount that exists is valid."""

from datetime import UTC, datetime

import pytest

from agentline.domain.discount import (
    Discount,
    DiscountError,
    DiscountKind,
    discounts_for,
    own_rate,
)
from agentline.domain.money import CurrencyMismatchError, Money, sek
from agentline.domain.percent import Percent
from agentline.domain.tariff import (
    Band,
    Day,
    Step,
    Tariff,
    TariffError,
    format_clock,
    parse_clock,
)

EURO = Money(100, "EUR")
TEN_KRONOR = sek(1000)
TEN_PERCENT = Percent.parse("10")


def band(
    start: str = "18:00",
    end: str = "24:00",
    *,
    days: frozenset[Day] = frozenset({Day.MON}),
    rate: Money = TEN_KRONOR,
    fee: Money | None = None,
    increment: int | None = None,
) -> Band:
    return Band(
        days=days,
        start_minute=parse_clock(start),
        end_minute=parse_clock(end),
        rate_per_minute=rate,
        opening_fee=fee,
        increment_seconds=increment,
    )


def own(minor: int, article: str | None = None) -> Discount:
    return Discount(kind=DiscountKind.RATE_PER_MINUTE, amount=sek(minor), article=article)


@pytest.mark.parametrize("seconds", [0, -1, 86_401])
def test_blocks_are_one_second_to_a_day(seconds: int) -> None:
    with pytest.raises(TariffError, match="first_seconds"):
        Tariff(rate_per_minute=sek(1), first_seconds=seconds)
    with pytest.raises(TariffError, match="increment_seconds"):
        Tariff(rate_per_minute=sek(1), increment_seconds=seconds)
    with pytest.raises(TariffError, match="increment_seconds"):
        Step(after_seconds=1, rate_per_minute=sek(1), increment_seconds=seconds)
    with pytest.raises(TariffError, match="increment_seconds"):
        band(increment=seconds)


def test_free_seconds_and_steps_are_not_negative() -> None:
    with pytest.raises(TariffError, match="free_seconds"):
        Tariff(rate_per_minute=sek(1), free_seconds=-1)
    with pytest.raises(TariffError, match="after_seconds"):
        Step(after_seconds=-1, rate_per_minute=sek(1))


def test_no_price_is_negative() -> None:
    with pytest.raises(TariffError, match="rate_per_minute"):
        Tariff(rate_per_minute=sek(-1))
    with pytest.raises(TariffError, match="opening_fee"):
        Tariff(rate_per_minute=sek(1), opening_fee=sek(-1))
    with pytest.raises(TariffError, match="minimum_charge"):
        Tariff(rate_per_minute=sek(1), minimum_charge=sek(-1))
    with pytest.raises(TariffError, match="rate_per_minute"):
        Step(after_seconds=1, rate_per_minute=sek(-1))
    with pytest.raises(TariffError, match="rate_per_minute"):
        band(rate=sek(-1))
    with pytest.raises(TariffError, match="opening_fee"):
        band(fee=sek(-1))


def test_a_minimum_above_the_maximum_is_refused_when_defined() -> None:
    with pytest.raises(TariffError, match=r"minimum_charge 2\.00 SEK is above"):
        Tariff(rate_per_minute=sek(1), minimum_charge=sek(200), maximum_charge=sek(100))
    Tariff(rate_per_minute=sek(1), minimum_charge=sek(100), maximum_charge=sek(100))


@pytest.mark.parametrize("second", [5, 10])
def test_each_step_starts_later_than_the_one_before(second: int) -> None:
    steps = tuple(Step(after_seconds=after, rate_per_minute=sek(1)) for after in (10, second))
    with pytest.raises(TariffError, match="later second"):
        Tariff(rate_per_minute=sek(1), steps=steps)


def test_f12_a_tariff_has_one_currency() -> None:
    with pytest.raises(CurrencyMismatchError):
        Tariff(rate_per_minute=EURO)
    with pytest.raises(CurrencyMismatchError):
        Tariff(rate_per_minute=sek(1), maximum_charge=EURO)
    with pytest.raises(CurrencyMismatchError):
        Tariff(rate_per_minute=sek(1), steps=(Step(after_seconds=1, rate_per_minute=EURO),))
    with pytest.raises(CurrencyMismatchError):
        Tariff(rate_per_minute=sek(1), bands=(band(fee=EURO),))


def test_a_band_names_a_day() -> None:
    with pytest.raises(TariffError, match="at least one day"):
        band(days=frozenset())


@pytest.mark.parametrize(
    ("start", "end", "rule"),
    [
        (1440, 60, "starts between"),
        (-1, 60, "starts between"),
        (60, 1441, "ends between"),
        (60, -1, "ends between"),
        (60, 60, "end when it starts"),
    ],
)
def test_a_band_lies_within_the_clock(start: int, end: int, rule: str) -> None:
    with pytest.raises(TariffError, match=rule):
        Band(days=frozenset({Day.MON}), start_minute=start, end_minute=end, rate_per_minute=sek(1))


@pytest.mark.parametrize(("text", "minute"), [("00:00", 0), ("09:05", 545), ("24:00", 1440)])
def test_a_time_of_day_is_read_and_written(text: str, minute: int) -> None:
    assert parse_clock(text) == minute
    assert format_clock(minute) == text


@pytest.mark.parametrize("text", ["25:00", "24:01", "12:60", "9:00", "09:00:00", "", "٠٩:٠٠"])
def test_anything_else_is_no_time_of_day(text: str) -> None:
    with pytest.raises(TariffError, match="is no time of day"):
        parse_clock(text)


def test_a_discount_states_what_its_kind_needs_and_nothing_else() -> None:
    with pytest.raises(DiscountError, match="a percentage"):
        Discount(kind=DiscountKind.PERCENT)
    with pytest.raises(DiscountError, match="a percentage"):
        Discount(kind=DiscountKind.PERCENT, percent=TEN_PERCENT, amount=sek(1))
    for kind in (DiscountKind.FIXED, DiscountKind.RATE_PER_MINUTE):
        with pytest.raises(DiscountError, match="an amount"):
            Discount(kind=kind)
        with pytest.raises(DiscountError, match="an amount"):
            Discount(kind=kind, percent=TEN_PERCENT)
        with pytest.raises(DiscountError, match="negative"):
            Discount(kind=kind, amount=sek(-1))


def test_a_discount_is_valid_from_one_aware_instant_until_a_later_one() -> None:
    noon = datetime(2026, 3, 10, 12, tzinfo=UTC)
    with pytest.raises(DiscountError, match="offset"):
        Discount(kind=DiscountKind.FIXED, amount=sek(1), valid_from=noon.replace(tzinfo=None))
    with pytest.raises(DiscountError, match="before"):
        Discount(kind=DiscountKind.FIXED, amount=sek(1), valid_from=noon, valid_until=noon)


def test_the_discounts_of_a_call_are_those_valid_for_its_article() -> None:
    early, noon, late = (datetime(2026, 3, 10, hour, tzinfo=UTC) for hour in (11, 12, 13))
    always = own(1)
    other = own(2, article="support")
    ended = Discount(kind=DiscountKind.FIXED, amount=sek(3), valid_until=noon)
    begun = Discount(kind=DiscountKind.FIXED, amount=sek(4), valid_from=noon, valid_until=late)
    listed = [begun, other, ended, always]
    assert discounts_for(listed, article="tarot", at=noon) == (begun, always)
    assert discounts_for(listed, article="tarot", at=early) == (ended, always)
    assert discounts_for(listed, article="support", at=late) == (other, always)


def test_the_own_rate_of_the_article_goes_before_one_for_all() -> None:
    assert own_rate([]) is None
    assert own_rate([own(1), own(2)]) == own(1)
    assert own_rate([own(1), own(2, "tarot"), own(3, "tarot")]) == own(2, "tarot")
