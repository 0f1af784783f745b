"""Tariffs and discounts in JSON (design.md 5), for `agentline price` and the staff API.

Amounts and percentages are text, VAT included; the currency is said once, by whatever holds them.
"""

import re
from datetime import date
from typing import Annotated, Self

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    ValidationInfo,
    field_validator,
    model_validator,
)

from agentline.adapters.strict_json import quote
from agentline.domain.discount import Discount, DiscountKind
from agentline.domain.money import Money
from agentline.domain.percent import Percent
from agentline.domain.tariff import (
    SECONDS_OF_DAY,
    Band,
    Day,
    Step,
    Tariff,
    format_clock,
    parse_clock,
)

CURRENCY = "SEK"

_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


def text_like(value: object, example: str) -> str:
    """The value, if it is text. Raises ValueError."""
    if not isinstance(value, str):
        raise ValueError(f"write it as a string, like '{example}'")
    return value


def _amount(value: object) -> str:
    text = text_like(value, "20.00")
    Money.parse(text, CURRENCY)
    return text


def _clock(value: object) -> str:
    text = text_like(value, "18:00")
    parse_clock(text)
    return text


def _date(value: object) -> str:
    text = text_like(value, "2026-12-25")
    try:
        if _DATE.fullmatch(text):
            date.fromisoformat(text)
            return text
    except ValueError:
        pass
    raise ValueError(f"{quote(text)} is no date, like '2026-12-25'")


AmountText = Annotated[
    str,
    Field(pattern=r"^[0-9]{1,12}(\.[0-9]{1,2})?$", examples=["20.00"]),
    BeforeValidator(_amount),
]
ClockText = Annotated[
    str,
    Field(pattern=r"^(([01][0-9]|2[0-3]):[0-5][0-9]|24:00)$", examples=["18:00"]),
    BeforeValidator(_clock),
]
DateText = Annotated[
    str,
    Field(pattern=r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$", examples=["2026-12-25"]),
    BeforeValidator(_date),
]
Length = Annotated[int, Field(ge=1, le=SECONDS_OF_DAY)]
Position = Annotated[int, Field(ge=0, le=SECONDS_OF_DAY)]
# Strict mode would ask for members of the enumerations, which JSON cannot hold.
DayName = Annotated[Day, Field(strict=False)]
KindName = Annotated[DiscountKind, Field(strict=False)]

AT_MOST = Field(max_length=1000)


class Part(BaseModel):
    """What is not named is refused, and nothing is taken for what it is not."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)


class StepText(Part):
    """Another rate, and increment if stated, from a second of the talk on."""

    after_seconds: Position
    rate_per_minute: AmountText
    increment_seconds: Length | None = None

    @classmethod
    def of(cls, step: Step) -> Self:
        return cls(
            after_seconds=step.after_seconds,
            rate_per_minute=step.rate_per_minute.decimal,
            increment_seconds=step.increment_seconds,
        )

    def step(self, currency: str) -> Step:
        return Step(
            after_seconds=self.after_seconds,
            rate_per_minute=Money.parse(self.rate_per_minute, currency),
            increment_seconds=self.increment_seconds,
        )


class BandText(Part):
    """Another rate, and fee and increment if stated, at some hours in Stockholm."""

    days: Annotated[list[DayName], Field(min_length=1, max_length=len(Day))]
    start: ClockText = Field(alias="from")
    end: ClockText = Field(alias="to")
    rate_per_minute: AmountText
    opening_fee: AmountText | None = None
    increment_seconds: Length | None = None

    @model_validator(mode="after")
    def _obeys_the_rules_of_bands(self) -> Self:
        self.band(CURRENCY)
        return self

    @classmethod
    def of(cls, band: Band) -> Self:
        return cls.model_validate(
            {
                "days": [day for day in Day if day in band.days],
                "from": format_clock(band.start_minute),
                "to": format_clock(band.end_minute),
                "rate_per_minute": band.rate_per_minute.decimal,
                "opening_fee": band.opening_fee.decimal if band.opening_fee else None,
                "increment_seconds": band.increment_seconds,
            }
        )

    def band(self, currency: str) -> Band:
        fee = self.opening_fee
        return Band(
            days=frozenset(self.days),
            start_minute=parse_clock(self.start),
            end_minute=parse_clock(self.end),
            rate_per_minute=Money.parse(self.rate_per_minute, currency),
            opening_fee=None if fee is None else Money.parse(fee, currency),
            increment_seconds=self.increment_seconds,
        )


class TariffText(Part):
    """How talk is priced. What is left out: increments of a second, nothing added, no limits."""

    rate_per_minute: AmountText
    first_seconds: Length = 1
    increment_seconds: Length = 1
    opening_fee: AmountText = "0.00"
    free_seconds: Position = 0
    minimum_charge: AmountText = "0.00"
    maximum_charge: AmountText | None = None
    steps: Annotated[list[StepText], AT_MOST] = []
    bands: Annotated[list[BandText], AT_MOST] = []
    holidays: Annotated[list[DateText], AT_MOST] = []

    @model_validator(mode="after")
    def _obeys_the_rules_of_tariffs(self) -> Self:
        self.tariff(CURRENCY)
        return self

    @classmethod
    def of(cls, tariff: Tariff) -> Self:
        maximum = tariff.maximum_charge
        return cls(
            rate_per_minute=tariff.rate_per_minute.decimal,
            first_seconds=tariff.first_seconds,
            increment_seconds=tariff.increment_seconds,
            opening_fee=tariff.opening_fee.decimal,
            free_seconds=tariff.free_seconds,
            minimum_charge=tariff.minimum_charge.decimal,
            maximum_charge=maximum.decimal if maximum else None,
            steps=[StepText.of(step) for step in tariff.steps],
            bands=[BandText.of(band) for band in tariff.bands],
            holidays=sorted(day.isoformat() for day in tariff.holidays),
        )

    def tariff(self, currency: str) -> Tariff:
        steps = sorted(self.steps, key=lambda step: step.after_seconds)
        maximum = self.maximum_charge
        return Tariff(
            rate_per_minute=Money.parse(self.rate_per_minute, currency),
            first_seconds=self.first_seconds,
            increment_seconds=self.increment_seconds,
            opening_fee=Money.parse(self.opening_fee, currency),
            free_seconds=self.free_seconds,
            minimum_charge=Money.parse(self.minimum_charge, currency),
            maximum_charge=None if maximum is None else Money.parse(maximum, currency),
            steps=tuple(step.step(currency) for step in steps),
            bands=tuple(band.band(currency) for band in self.bands),
            holidays=frozenset(map(date.fromisoformat, self.holidays)),
        )


class DiscountText(Part):
    """A percentage off, an amount off, or another rate per minute."""

    kind: KindName
    value: str = Field(examples=["10"])

    @field_validator("value", mode="before")
    @classmethod
    def _is_written_for_its_kind(cls, value: object, fields: ValidationInfo) -> str:
        text = text_like(value, "10")
        match fields.data.get("kind"):
            case DiscountKind.PERCENT:
                Percent.parse(text)
            case DiscountKind.FIXED | DiscountKind.RATE_PER_MINUTE:
                Money.parse(text, CURRENCY)
        return text

    def discount(self, currency: str) -> Discount:
        if self.kind is DiscountKind.PERCENT:
            return Discount(kind=self.kind, percent=Percent.parse(self.value))
        return Discount(kind=self.kind, amount=Money.parse(self.value, currency))
