"""Tariffs of all kinds, for Hypothesis."""

from datetime import date

from hypothesis import strategies as st

from agentline.domain.money import sek
from agentline.domain.tariff import Band, Day, Step, Tariff

HOLIDAYS = [date(2026, 12, 25), date(2026, 3, 29), date(2026, 3, 9), date(2026, 10, 24)]

rates = st.integers(0, 5000).map(sek)
increments = st.integers(1, 120)
# Small clocks meet often: full and half hours, with the odd minute.
minutes = st.one_of(st.integers(0, 47).map(lambda half: half * 30), st.integers(0, 1439))


@st.composite
def bands(draw: st.DrawFn) -> Band:
    start = draw(minutes)
    end = draw(st.one_of(minutes, st.just(1440)).filter(lambda minute: minute != start))
    return Band(
        days=draw(st.frozensets(st.sampled_from(Day), min_size=1)),
        start_minute=start,
        end_minute=end,
        rate_per_minute=draw(rates),
        opening_fee=draw(st.none() | rates),
        increment_seconds=draw(st.none() | increments),
    )


@st.composite
def tariffs(draw: st.DrawFn) -> Tariff:
    step_seconds = sorted(draw(st.sets(st.integers(0, 3000), max_size=3)))
    minimum = draw(st.integers(0, 3000))
    maximum = draw(st.none() | st.integers(minimum, 20_000))
    return Tariff(
        rate_per_minute=draw(rates),
        first_seconds=draw(increments),
        increment_seconds=draw(increments),
        opening_fee=draw(rates),
        free_seconds=draw(st.integers(0, 90)),
        minimum_charge=sek(minimum),
        maximum_charge=None if maximum is None else sek(maximum),
        steps=tuple(
            Step(
                after_seconds=second,
                rate_per_minute=draw(rates),
                increment_seconds=draw(st.none() | increments),
            )
            for second in step_seconds
        ),
        bands=tuple(draw(st.lists(bands(), max_size=4))),
        holidays=frozenset(draw(st.sets(st.sampled_from(HOLIDAYS)))),
    )
