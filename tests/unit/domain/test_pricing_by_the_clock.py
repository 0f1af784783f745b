"""Bands and holidays in Europe/Stockholm; 20.00 kr a minute by day, 10.00 kr in the band."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from agentline.domain.charge import Blocks, Charge
from agentline.domain.money import Money, sek
from agentline.domain.percent import Percent
from agentline.domain.pricing import price
from agentline.domain.tariff import Band, Day, Step, Tariff, parse_clock
from agentline.domain.vat import VatRate

STOCKHOLM = ZoneInfo("Europe/Stockholm")
VAT = VatRate(percent=Percent.parse("25"))
DAY, NIGHT = sek(2000), sek(1000)
CHRISTMAS_DAY = date(2026, 12, 25)  # a Friday


def band(
    days: str,
    start: str,
    end: str,
    rate: Money = NIGHT,
    *,
    fee: Money | None = None,
    increment: int | None = None,
) -> Band:
    return Band(
        days=frozenset(Day(day) for day in days.split()),
        start_minute=parse_clock(start),
        end_minute=parse_clock(end),
        rate_per_minute=rate,
        opening_fee=fee,
        increment_seconds=increment,
    )


def tariff(
    *bands: Band,
    increment: int = 1,
    steps: tuple[Step, ...] = (),
    holidays: frozenset[date] = frozenset(),
) -> Tariff:
    return Tariff(
        rate_per_minute=DAY,
        increment_seconds=increment,
        opening_fee=sek(500),
        bands=bands,
        steps=steps,
        holidays=holidays,
    )


def charge(of: Tariff, start: str, talk: int) -> Charge:
    """A call that starts at a time by the clock in Stockholm, or in UTC if it ends with Z."""
    instant = datetime.fromisoformat(start)
    aware = instant if instant.tzinfo else instant.replace(tzinfo=STOCKHOLM)
    return price(of, (), aware, talk, vat=VAT)


def seconds_by_rate(of: Charge) -> list[tuple[int, Money]]:
    return [(stretch.seconds, stretch.rate_per_minute) for stretch in of.stretches]


def is_in_band(of: Tariff, start: str) -> bool:
    return charge(of, start, 1).stretches[0].source is not None


@pytest.mark.parametrize(
    ("start", "expected"),
    [
        ("2026-03-09T17:59:59", False),
        ("2026-03-09T18:00:00", True),
        ("2026-03-09T23:59:59", True),
        ("2026-03-10T00:00:00", False),
        ("2026-03-10T18:00:00", False),
    ],
)
def test_a_band_runs_from_its_first_minute_to_midnight(start: str, expected: bool) -> None:
    assert is_in_band(tariff(band("mon", "18:00", "24:00")), start) is expected


@pytest.mark.parametrize("end", ["24:00", "00:00"])
def test_midnight_ends_a_band_in_either_spelling(end: str) -> None:
    result = charge(tariff(band("mon", "23:00", end)), "2026-03-09T23:59:00", 120)
    assert seconds_by_rate(result) == [(60, NIGHT), (60, DAY)]


@pytest.mark.parametrize(
    ("start", "expected"),
    [
        ("2026-03-09T05:59:59", False),  # Monday morning belongs to Sunday's night
        ("2026-03-09T22:00:00", True),
        ("2026-03-10T05:59:59", True),
        ("2026-03-10T06:00:00", False),
        ("2026-03-10T22:00:00", False),
    ],
)
def test_a_band_past_midnight_belongs_to_the_day_it_starts_on(start: str, expected: bool) -> None:
    assert is_in_band(tariff(band("mon", "22:00", "06:00")), start) is expected


def test_the_first_listed_band_that_matches_wins() -> None:
    evening, whole_day = band("mon", "18:00", "24:00"), band("mon", "00:00", "24:00", sek(1500))
    assert charge(tariff(evening, whole_day), "2026-03-09T18:00", 60).amount == sek(1500)
    assert charge(tariff(whole_day, evening), "2026-03-09T18:00", 60).amount == sek(2000)


@pytest.mark.parametrize(
    ("start", "expected"),
    [
        ("2026-12-18T12:00:00", True),
        ("2026-12-25T12:00:00", False),
        ("2026-12-25T22:00:00", False),
    ],
)
def test_on_a_holiday_no_band_of_its_weekday_starts(start: str, expected: bool) -> None:
    fridays = tariff(
        band("fri", "08:00", "16:00"),
        band("fri", "22:00", "06:00"),
        holidays=frozenset({CHRISTMAS_DAY}),
    )
    assert is_in_band(fridays, start) is expected


@pytest.mark.parametrize(
    ("start", "expected"),
    [
        ("2026-12-25T05:59:59", False),
        ("2026-12-25T22:00:00", True),
        ("2026-12-26T05:59:59", True),
        ("2026-12-26T22:00:00", False),
    ],
)
def test_a_holiday_band_passes_into_the_ordinary_day_after(start: str, expected: bool) -> None:
    nights = tariff(band("holiday", "22:00", "06:00"), holidays=frozenset({CHRISTMAS_DAY}))
    assert is_in_band(nights, start) is expected


def test_the_night_before_a_holiday_runs_into_its_morning() -> None:
    nights = tariff(band("thu", "22:00", "06:00"), holidays=frozenset({CHRISTMAS_DAY}))
    assert is_in_band(nights, "2026-12-25T05:59:59")


def test_the_opening_fee_is_the_one_in_force_at_the_start() -> None:
    evening = tariff(band("mon", "18:00", "24:00", fee=sek(100)))
    assert charge(evening, "2026-03-09T17:59:59", 61).opening_fee == sek(500)
    assert charge(evening, "2026-03-09T23:59:59", 61).opening_fee == sek(100)
    assert charge(tariff(band("mon", "18:00", "24:00")), "2026-03-09T18:00", 1).opening_fee == sek(
        500
    )
    free = tariff(band("mon", "18:00", "24:00", fee=sek(0)))
    assert charge(free, "2026-03-09T18:00", 1).opening_fee.is_zero


def test_a_block_keeps_the_length_in_force_where_it_starts() -> None:
    evening = tariff(band("mon", "18:00", "24:00", increment=10), increment=60)
    result = charge(evening, "2026-03-09T17:59:29", 95)
    # 1 s first, a minute that starts at 17:59:30 and runs to 18:00:30, then tens.
    assert result.blocks == (
        Blocks(count=1, seconds=1),
        Blocks(count=1, seconds=60),
        Blocks(count=4, seconds=10),
    )
    assert seconds_by_rate(result) == [(31, DAY), (70, NIGHT)]


def test_a_band_silent_on_increments_keeps_that_of_the_step() -> None:
    steps = (Step(after_seconds=0, rate_per_minute=sek(1), increment_seconds=20),)
    silent = charge(tariff(band("mon", "18:00", "24:00"), steps=steps), "2026-03-09T18:00", 21)
    assert silent.blocks[1] == Blocks(count=1, seconds=20)
    assert seconds_by_rate(silent) == [(21, NIGHT)]


def test_a_fraction_of_a_second_does_not_shift_the_seconds() -> None:
    evening = tariff(band("mon", "18:00", "24:00"))
    result = charge(evening, "2026-03-09T17:59:59.999999", 2)
    assert seconds_by_rate(result) == [(1, DAY), (1, NIGHT)]


def test_f10_the_hour_that_comes_twice_is_in_the_band_twice() -> None:
    result = charge(tariff(band("sun", "02:00", "03:00")), "2026-10-25T00:30:00Z", 7200)
    assert result.billed_seconds == 7200
    assert seconds_by_rate(result) == [(5400, NIGHT), (1800, DAY)]


def test_f10_a_band_within_the_repeated_hour_comes_twice() -> None:
    result = charge(tariff(band("sun", "02:15", "02:45")), "2026-10-25T00:00:00Z", 7200)
    assert seconds_by_rate(result) == [
        (900, DAY),
        (1800, NIGHT),
        (1800, DAY),
        (1800, NIGHT),
        (900, DAY),
    ]


def test_f10_the_hour_that_is_left_out_is_never_billed() -> None:
    result = charge(tariff(band("sun", "02:00", "03:00")), "2026-03-29T00:30:00Z", 3600)
    assert result.billed_seconds == 3600
    assert seconds_by_rate(result) == [(3600, DAY)]


def test_f10_the_night_of_the_change_lasts_as_long_as_it_does() -> None:
    night = tariff(band("sat", "22:00", "06:00"))
    spring = charge(night, "2026-03-28T21:00:00Z", 8 * 3600)
    autumn = charge(night, "2026-10-24T20:00:00Z", 10 * 3600)
    assert seconds_by_rate(spring) == [(7 * 3600, NIGHT), (3600, DAY)]
    assert seconds_by_rate(autumn) == [(9 * 3600, NIGHT), (3600, DAY)]


def test_f10_a_call_over_month_end_changes_day() -> None:
    sundays = tariff(band("sun", "00:00", "24:00"))
    result = charge(sundays, "2026-01-31T22:59:00Z", 120)
    assert seconds_by_rate(result) == [(60, DAY), (60, NIGHT)]


@pytest.mark.parametrize("cut", [1, 600, 1800, 3599])
def test_f10_the_parts_of_a_switched_call_sum_to_the_whole(cut: int) -> None:
    of = Tariff(rate_per_minute=DAY, bands=(band("mon", "18:00", "24:00"),))
    start = datetime(2026, 3, 9, 16, 30, tzinfo=UTC)
    later = datetime.fromtimestamp(start.timestamp() + cut, UTC)
    whole = price(of, (), start, 3600, vat=VAT)
    parts = (price(of, (), start, cut, vat=VAT), price(of, (), later, 3600 - cut, vat=VAT))
    assert sum(part.exact for part in parts) == whole.exact == 30 * 2000 + 30 * 1000
