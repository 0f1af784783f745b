"""Which rate, increment and opening fee a tariff has in force at each second of a call."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from agentline.domain.money import Money
from agentline.domain.tariff import MINUTES_OF_DAY, Band, Day, Step, Tariff

STOCKHOLM = ZoneInfo("Europe/Stockholm")

_WEEKDAYS = (Day.MON, Day.TUE, Day.WED, Day.THU, Day.FRI, Day.SAT, Day.SUN)
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Regime:
    """One rate and one increment from talk second `begin` up to but not including `end`.

    `source` is the band or step that sets the rate, None where the tariff's base rate holds.
    """

    begin: int
    end: int
    rate_per_minute: Money
    increment_seconds: int
    source: Band | Step | None


def regimes(tariff: Tariff, start: datetime, begin: int, end: int) -> Iterator[Regime]:
    """The adjoining regimes from talk second `begin` to `end` of a call that started at `start`.

    Second p of the talk is the instant start + p, counted in UTC. The rate there is that of
    the band in force by the clock in Stockholm, else of the last step with after_seconds <= p,
    else the base's. The increment is the band's if it states one, else the step's, else the
    base's. Neighbours may be alike.
    """
    position = begin
    while position < end:
        step, next_step = _step_at(tariff, position)
        band, next_band = _band_at(tariff, start, position)
        upcoming = [cut for cut in (next_step, next_band) if cut is not None]
        source = band or step
        stated = (band and band.increment_seconds) or (step and step.increment_seconds)
        cut = min([end, *upcoming])
        yield Regime(
            begin=position,
            end=cut,
            rate_per_minute=source.rate_per_minute if source else tariff.rate_per_minute,
            increment_seconds=stated or tariff.increment_seconds,
            source=source,
        )
        position = cut


def opening_fee(tariff: Tariff, start: datetime) -> Money:
    """The fee in force when the talk starts: the band's if it states one, else the base's."""
    band, _ = _band_at(tariff, start, 0)
    return tariff.opening_fee if band is None or band.opening_fee is None else band.opening_fee


def _step_at(tariff: Tariff, position: int) -> tuple[Step | None, int | None]:
    """The step in force, and the talk second at which the next one begins."""
    current = None
    for step in tariff.steps:
        if step.after_seconds > position:
            return current, step.after_seconds
        current = step
    return current, None


def _band_at(tariff: Tariff, start: datetime, position: int) -> tuple[Band | None, int | None]:
    """The band in force, and a talk second up to which no other can begin or end."""
    if not tariff.bands:
        return None, None
    instant = start.astimezone(UTC).replace(microsecond=0) + timedelta(seconds=position)
    local = instant.astimezone(STOCKHOLM)
    minute = local.hour * 60 + local.minute
    today = local.date()
    band = _band_by_clock(tariff, today, minute)
    edges = {edge for band in tariff.bands for edge in (band.start_minute, band.end_minute)}
    next_edge = min((edge for edge in edges if edge > minute), default=MINUTES_OF_DAY)
    # Stockholm sets its clocks on a full hour of UTC: within the hour local time runs evenly.
    seconds_to_edge = (next_edge - minute) * 60 - local.second
    seconds_to_full_hour = 3600 - instant.minute * 60 - instant.second
    return band, position + min(seconds_to_edge, seconds_to_full_hour)


def _band_by_clock(tariff: Tariff, today: date, minute: int) -> Band | None:
    """The first listed band that covers the minute.

    A band belongs to the day it starts on, so past midnight the kind of yesterday decides.
    On a date listed as a holiday only bands that name `holiday` start, whatever its weekday.
    """
    kind = _kind(tariff, today)
    kind_before = _kind(tariff, today - _DAY)
    for band in tariff.bands:
        if band.passes_midnight:
            if (minute >= band.start_minute and kind in band.days) or (
                minute < band.end_minute and kind_before in band.days
            ):
                return band
        elif band.start_minute <= minute < band.end_minute and kind in band.days:
            return band
    return None


def _kind(tariff: Tariff, day: date) -> Day:
    return Day.HOLIDAY if day in tariff.holidays else _WEEKDAYS[day.weekday()]
