"""The JSON request of `agentline price` (design section 5), field by field."""

import re
from datetime import date, datetime
from decimal import Decimal
from typing import Annotated, Self

from pydantic import (
    BaseModel,
    ConfigDict,
    Field,
    PlainValidator,
    ValidationInfo,
    field_validator,
    model_validator,
)

from agentline.domain.charge import Charge
from agentline.domain.discount import Discount, DiscountKind
from agentline.domain.money import Money, sek
from agentline.domain.percent import Percent
from agentline.domain.pricing import price
from agentline.domain.tariff import SECONDS_OF_DAY, Band, Day, Step, Tariff, parse_clock
from agentline.domain.vat import VatRate
from local.strict_json import quote

CURRENCY = "SEK"

_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_INSTANT = re.compile(
    r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(\.[0-9]{1,6})?"
    r"(Z|[+-][0-9]{2}:[0-9]{2})?"
)
_YEARS = range(2000, 2100)


def _text(value: object, example: str) -> str:
    if not isinstance(value, str):
        raise ValueError(f"write it as a string, like '{example}'")
    return value


def _amount(value: object) -> Money:
    return Money.parse(_text(value, "20.00"), CURRENCY)


def _clock(value: object) -> int:
    return parse_clock(_text(value, "18:00"))


def _date(value: object) -> date:
    text = _text(value, "2026-12-25")
    try:
        if _DATE.fullmatch(text):
            return date.fromisoformat(text)
    except ValueError:
        pass
    raise ValueError(f"{quote(text)} is no date, like '2026-12-25'")


def _instant(value: object) -> datetime:
    text = _text(value, "2026-03-10T14:03:05Z")
    try:
        instant = datetime.fromisoformat(text) if _INSTANT.fullmatch(text) else None
    except ValueError:
        instant = None
    if instant is None:
        raise ValueError(f"{quote(text)} is no time, like '2026-03-10T14:03:05Z'")
    if instant.tzinfo is None:
        raise ValueError(f"{quote(text)} has no offset from UTC: end it with Z or like +01:00")
    if instant.year not in _YEARS:
        raise ValueError(f"{quote(text)} is outside the years {_YEARS[0]} to {_YEARS[-1]}")
    return instant


def _vat(value: object) -> VatRate:
    if isinstance(value, bool) or not isinstance(value, int | Decimal):
        raise ValueError("write it as a number, like 25")
    return VatRate(percent=Percent(Decimal(value)))


type Amount = Annotated[Money, PlainValidator(_amount)]
type Clock = Annotated[int, PlainValidator(_clock)]
type Date = Annotated[date, PlainValidator(_date)]
type Instant = Annotated[datetime, PlainValidator(_instant)]
type Vat = Annotated[VatRate, PlainValidator(_vat)]
type Length = Annotated[int, Field(ge=1, le=SECONDS_OF_DAY)]
type Position = Annotated[int, Field(ge=0, le=SECONDS_OF_DAY)]
# Strict mode would ask for members of the enumerations, which JSON cannot hold.
type DayName = Annotated[Day, Field(strict=False)]
type KindName = Annotated[DiscountKind, Field(strict=False)]

_AT_MOST = Field(max_length=1000)


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)


class StepRequest(_Part):
    after_seconds: Position
    rate_per_minute: Amount
    increment_seconds: Length | None = None

    def step(self) -> Step:
        return Step(
            after_seconds=self.after_seconds,
            rate_per_minute=self.rate_per_minute,
            increment_seconds=self.increment_seconds,
        )


class BandRequest(_Part):
    days: Annotated[list[DayName], Field(min_length=1, max_length=len(Day))]
    start: Clock = Field(alias="from")
    end: Clock = Field(alias="to")
    rate_per_minute: Amount
    opening_fee: Amount | None = None
    increment_seconds: Length | None = None

    @model_validator(mode="after")
    def _obeys_the_rules_of_bands(self) -> Self:
        self.band()
        return self

    def band(self) -> Band:
        return Band(
            days=frozenset(self.days),
            start_minute=self.start,
            end_minute=self.end,
            rate_per_minute=self.rate_per_minute,
            opening_fee=self.opening_fee,
            increment_seconds=self.increment_seconds,
        )


class DiscountRequest(_Part):
    kind: KindName
    value: str

    @field_validator("value", mode="before")
    @classmethod
    def _is_written_for_its_kind(cls, value: object, fields: ValidationInfo) -> str:
        text = _text(value, "10")
        match fields.data.get("kind"):
            case DiscountKind.PERCENT:
                Percent.parse(text)
            case DiscountKind.FIXED | DiscountKind.RATE_PER_MINUTE:
                Money.parse(text, CURRENCY)
        return text

    def discount(self) -> Discount:
        if self.kind is DiscountKind.PERCENT:
            return Discount(kind=self.kind, percent=Percent.parse(self.value))
        return Discount(kind=self.kind, amount=Money.parse(self.value, CURRENCY))


class PriceRequest(_Part):
    """A tariff, the discounts on it, and the talk to price. Amounts are SEK including VAT."""

    rate_per_minute: Amount
    first_seconds: Length = 1
    increment_seconds: Length = 1
    opening_fee: Amount = sek(0)
    free_seconds: Position = 0
    minimum_charge: Amount = sek(0)
    maximum_charge: Amount | None = None
    vat_percent: Vat = VatRate(percent=Percent(Decimal(25)))
    steps: Annotated[list[StepRequest], _AT_MOST] = []
    bands: Annotated[list[BandRequest], _AT_MOST] = []
    holidays: Annotated[list[Date], _AT_MOST] = []
    discounts: Annotated[list[DiscountRequest], _AT_MOST] = []
    start: Instant
    talk_seconds: Position

    @model_validator(mode="after")
    def _obeys_the_rules_of_tariffs(self) -> Self:
        self._tariff()
        return self

    def charge(self) -> Charge:
        discounts = [discount.discount() for discount in self.discounts]
        return price(self._tariff(), discounts, self.start, self.talk_seconds, vat=self.vat_percent)

    def _tariff(self) -> Tariff:
        steps = sorted(self.steps, key=lambda step: step.after_seconds)
        return Tariff(
            rate_per_minute=self.rate_per_minute,
            first_seconds=self.first_seconds,
            increment_seconds=self.increment_seconds,
            opening_fee=self.opening_fee,
            free_seconds=self.free_seconds,
            minimum_charge=self.minimum_charge,
            maximum_charge=self.maximum_charge,
            steps=tuple(step.step() for step in steps),
            bands=tuple(band.band() for band in self.bands),
            holidays=frozenset(self.holidays),
        )
