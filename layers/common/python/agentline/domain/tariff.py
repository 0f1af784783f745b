"""How talk is priced: rates, blocks, fees, steps in the call and bands of the week."""

import re
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from itertools import pairwise

from agentline.domain.money import CurrencyMismatchError, Money, sek

MINUTES_OF_DAY = 24 * 60
SECONDS_OF_DAY = 24 * 60 * 60

_NOTHING = sek(0)
_CLOCK = re.compile(r"([0-9]{2}):([0-9]{2})")


class TariffError(ValueError):
    """Raised when a tariff cannot be meant as written; the message names the rule."""


class Day(StrEnum):
    """The kinds of day a band names. A date listed as a holiday is of kind holiday only."""

    MON = "mon"
    TUE = "tue"
    WED = "wed"
    THU = "thu"
    FRI = "fri"
    SAT = "sat"
    SUN = "sun"
    HOLIDAY = "holiday"


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """Another rate, and increment if stated, from the talk second `after_seconds` (0-based)."""

    after_seconds: int
    rate_per_minute: Money
    increment_seconds: int | None = None

    def __post_init__(self) -> None:
        _check_seconds("after_seconds", self.after_seconds, at_least=0)
        _check_not_negative("rate_per_minute", self.rate_per_minute)
        if self.increment_seconds is not None:
            _check_seconds("increment_seconds", self.increment_seconds, at_least=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Band:
    """Another rate, and fee and increment if stated, at some hours by the clock in Stockholm.

    Minutes of the day: `start_minute` 0 to 1439, `end_minute` 0 to 1440 and not included. A
    band belongs to the day it starts on; one that ends before it starts passes midnight into
    the day after, whatever kind of day that is.
    """

    days: frozenset[Day]
    start_minute: int
    end_minute: int
    rate_per_minute: Money
    opening_fee: Money | None = None
    increment_seconds: int | None = None

    def __post_init__(self) -> None:
        if not self.days:
            raise TariffError("a band names at least one day")
        if not 0 <= self.start_minute < MINUTES_OF_DAY:
            raise TariffError("a band starts between 00:00 and 23:59")
        if not 0 <= self.end_minute <= MINUTES_OF_DAY:
            raise TariffError("a band ends between 00:00 and 24:00")
        if self.start_minute == self.end_minute:
            raise TariffError("a band must not end when it starts; a whole day is 00:00-24:00")
        _check_not_negative("rate_per_minute", self.rate_per_minute)
        if self.opening_fee is not None:
            _check_not_negative("opening_fee", self.opening_fee)
        if self.increment_seconds is not None:
            _check_seconds("increment_seconds", self.increment_seconds, at_least=1)

    @property
    def passes_midnight(self) -> bool:
        return self.end_minute < self.start_minute


@dataclass(frozen=True, slots=True, kw_only=True)
class Tariff:
    """Prices include VAT, in one currency, none negative. Lengths are seconds.

    Steps are listed by rising `after_seconds`; of the bands the first listed that matches
    wins. Raises TariffError, or CurrencyMismatchError where another currency is mixed in.
    """

    rate_per_minute: Money
    first_seconds: int = 1
    increment_seconds: int = 1
    opening_fee: Money = _NOTHING
    free_seconds: int = 0
    minimum_charge: Money = _NOTHING
    maximum_charge: Money | None = None
    steps: tuple[Step, ...] = ()
    bands: tuple[Band, ...] = ()
    holidays: frozenset[date] = frozenset()

    def __post_init__(self) -> None:
        _check_seconds("first_seconds", self.first_seconds, at_least=1)
        _check_seconds("increment_seconds", self.increment_seconds, at_least=1)
        _check_seconds("free_seconds", self.free_seconds, at_least=0)
        _check_not_negative("rate_per_minute", self.rate_per_minute)
        _check_not_negative("opening_fee", self.opening_fee)
        _check_not_negative("minimum_charge", self.minimum_charge)
        self._check_currencies()
        if self.maximum_charge is not None and self.minimum_charge > self.maximum_charge:
            raise TariffError(
                f"minimum_charge {self.minimum_charge} is above "
                f"maximum_charge {self.maximum_charge}"
            )
        for earlier, later in pairwise(self.steps):
            if earlier.after_seconds >= later.after_seconds:
                raise TariffError(
                    "each of the steps starts at a later second than the one before it"
                )

    @property
    def currency(self) -> str:
        return self.rate_per_minute.currency

    @property
    def longest_increment_seconds(self) -> int:
        parts: tuple[Step | Band, ...] = (*self.steps, *self.bands)
        return max([self.increment_seconds, *(part.increment_seconds or 0 for part in parts)])

    def _check_currencies(self) -> None:
        amounts = [self.opening_fee, self.minimum_charge, self.maximum_charge]
        amounts += [step.rate_per_minute for step in self.steps]
        for band in self.bands:
            amounts += [band.rate_per_minute, band.opening_fee]
        for amount in amounts:
            if amount is not None and amount.currency != self.currency:
                raise CurrencyMismatchError(
                    f"a tariff has one currency: {amount.currency} among {self.currency}"
                )


def parse_clock(text: str) -> int:
    """The minute of the day for "00:00" to "24:00". Raises TariffError."""
    match = _CLOCK.fullmatch(text)
    if match is not None:
        hour, minute = int(match[1]), int(match[2])
        if minute < 60 and hour * 60 + minute <= MINUTES_OF_DAY:
            return hour * 60 + minute
    raise TariffError(f"{text[:40]!r} is no time of day (00:00 to 24:00)")


def format_clock(minute_of_day: int) -> str:
    """The reverse of parse_clock."""
    return f"{minute_of_day // 60:02}:{minute_of_day % 60:02}"


def _check_seconds(name: str, seconds: int, *, at_least: int) -> None:
    if not at_least <= seconds <= SECONDS_OF_DAY:
        raise TariffError(f"{name} {seconds} is outside {at_least} to {SECONDS_OF_DAY}")


def _check_not_negative(name: str, amount: Money) -> None:
    if amount.minor < 0:
        raise TariffError(f"{name} {amount} is negative")
