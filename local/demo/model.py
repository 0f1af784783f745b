"""The demo files, field by field. Everything is checked strictly; domain values come out."""

from datetime import UTC, date, datetime
from typing import Annotated, Self

from pydantic import (
    AfterValidator,
    AwareDatetime,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    model_validator,
)

from agentline.adapters.phone_numbers import read_phone_number
from agentline.domain.catalogue import (
    Article,
    Language,
    PriceListKey,
    PriceListVersion,
    ServiceLine,
    Unit,
)
from agentline.domain.customer import Block, BlockReason, Owner
from agentline.domain.discount import Discount, DiscountKind
from agentline.domain.money import Money
from agentline.domain.percent import Percent
from agentline.domain.phone_number import PhoneNumber
from agentline.domain.tariff import Band, Day, Step, Tariff, parse_clock
from agentline.domain.vat import VatRate
from agentline.settings import BASIC_PRICE_LIST, OPENING_LIMIT

CURRENCY = OPENING_LIMIT.currency
COUNTRY = "SE"


def _amount(value: object) -> Money:
    if not isinstance(value, str):
        raise ValueError("write amounts as text, like '19.90'")
    return Money.parse(value, CURRENCY)


def _percent(value: object) -> Percent:
    if not isinstance(value, str):
        raise ValueError("write a percentage as text, like '12.5'")
    return Percent.parse(value)


def _number(value: object) -> PhoneNumber:
    number = read_phone_number(value) if isinstance(value, str) else None
    if number is None:
        raise ValueError(f"{value!r} is no telephone number")
    return number


def _minute_of_day(value: object) -> int:
    if not isinstance(value, str):
        raise ValueError("write a time of day as text, like '18:00'")
    return parse_clock(value)


def _to_utc(instant: datetime) -> datetime:
    return instant.astimezone(UTC)


Text = Annotated[str, Field(min_length=1, max_length=200)]
Amount = Annotated[Money, BeforeValidator(_amount)]
Percentage = Annotated[Percent, BeforeValidator(_percent)]
Number = Annotated[PhoneNumber, BeforeValidator(_number)]
ClockMinute = Annotated[int, BeforeValidator(_minute_of_day)]
Instant = Annotated[AwareDatetime, AfterValidator(_to_utc)]
# TOML has no enumerations: their words are read as text, everything else stays strict.
Word = Field(strict=False)


class Model(BaseModel):
    model_config = ConfigDict(
        extra="forbid", frozen=True, strict=True, arbitrary_types_allowed=True
    )


class DemoLine(Model):
    number: Number
    name: Text
    queue: Text
    language: Annotated[Language, Word]
    greeting: Text
    article: Text | None = None

    def to_domain(self) -> ServiceLine:
        return ServiceLine(
            number=self.number,
            name=self.name,
            queue=self.queue,
            language=self.language,
            greeting=self.greeting,
            article=self.article,
        )


class DemoStep(Model):
    after_seconds: int
    rate_per_minute: Amount
    increment_seconds: int | None = None


class DemoBand(Model):
    days: tuple[Annotated[Day, Word], ...] = Field(min_length=1, strict=False)
    start: ClockMinute = Field(alias="from")
    end: ClockMinute = Field(alias="to")
    rate_per_minute: Amount
    opening_fee: Amount | None = None
    increment_seconds: int | None = None


class DemoArticle(Model):
    description: Text
    rate_per_minute: Amount
    first_seconds: int
    increment_seconds: int
    opening_fee: Amount = Money(0, CURRENCY)
    free_seconds: int = 0
    minimum_charge: Amount = Money(0, CURRENCY)
    maximum_charge: Amount | None = None
    vat_percent: Percentage = Percent.parse("25")
    steps: tuple[DemoStep, ...] = Field(default=(), strict=False)
    bands: tuple[DemoBand, ...] = Field(default=(), strict=False)

    def to_domain(self, number: str, holidays: frozenset[date]) -> Article:
        return Article(
            number=number,
            description=self.description,
            unit=Unit.MINUTE,
            vat=VatRate(percent=self.vat_percent),
            tariff=self._tariff(holidays),
        )

    def _tariff(self, holidays: frozenset[date]) -> Tariff:
        return Tariff(
            rate_per_minute=self.rate_per_minute,
            first_seconds=self.first_seconds,
            increment_seconds=self.increment_seconds,
            opening_fee=self.opening_fee,
            free_seconds=self.free_seconds,
            minimum_charge=self.minimum_charge,
            maximum_charge=self.maximum_charge,
            steps=tuple(
                Step(
                    after_seconds=step.after_seconds,
                    rate_per_minute=step.rate_per_minute,
                    increment_seconds=step.increment_seconds,
                )
                for step in self.steps
            ),
            bands=tuple(
                Band(
                    days=frozenset(band.days),
                    start_minute=band.start,
                    end_minute=band.end,
                    rate_per_minute=band.rate_per_minute,
                    opening_fee=band.opening_fee,
                    increment_seconds=band.increment_seconds,
                )
                for band in self.bands
            ),
            holidays=holidays,
        )


class DemoPriceListVersion(Model):
    name: Text
    valid_from: Instant
    article: dict[str, DemoArticle] = Field(min_length=1)

    def to_domain(self, holidays: frozenset[date]) -> PriceListVersion:
        return PriceListVersion(
            key=PriceListKey(name=self.name, valid_from=self.valid_from),
            articles={
                number: article.to_domain(number, holidays)
                for number, article in self.article.items()
            },
        )


class DemoDiscount(Model):
    kind: Annotated[DiscountKind, Word]
    percent: Percentage | None = None
    amount: Amount | None = None
    article: Text | None = None
    valid_from: Instant | None = None
    valid_until: Instant | None = None

    def to_domain(self) -> Discount:
        return Discount(
            kind=self.kind,
            percent=self.percent,
            amount=self.amount,
            article=self.article,
            valid_from=self.valid_from,
            valid_until=self.valid_until,
        )


class DemoBlock(Model):
    reason: Annotated[BlockReason, Word]
    valid_from: Instant
    valid_until: Instant | None = None
    note: Text
    placed_by: Text

    def to_domain(self) -> Block:
        return Block(
            reason=self.reason,
            valid_from=self.valid_from,
            valid_until=self.valid_until,
            note=self.note,
            placed_by=self.placed_by,
        )


class DemoBlockedNumber(DemoBlock):
    number: Number


class DemoCustomer(Model):
    name: Text
    street: Text
    postcode: Annotated[str, Field(pattern="^[0-9]{3} [0-9]{2}$")]
    city: Text
    numbers: tuple[Number, ...] = Field(min_length=1, strict=False)
    registered_at: Instant
    language: Annotated[Language, Word] = Language.SWEDISH
    price_list: Text = BASIC_PRICE_LIST
    limit: Amount = OPENING_LIMIT
    code: Annotated[str, Field(pattern="^[0-9]{8}$")] | None = None
    requires_code: bool = False
    discount: tuple[DemoDiscount, ...] = Field(default=(), strict=False)
    block: tuple[DemoBlock, ...] = Field(default=(), strict=False)

    @model_validator(mode="after")
    def _can_enter(self) -> Self:
        if self.requires_code and self.code is None:
            raise ValueError("a customer who must enter a code needs one")
        return self

    def owner(self) -> Owner:
        return Owner(
            name=self.name,
            street=self.street,
            postcode=self.postcode,
            city=self.city,
            country=COUNTRY,
        )


class LinesFile(Model):
    line: tuple[DemoLine, ...] = Field(min_length=1, strict=False)


class PriceListsFile(Model):
    holidays: tuple[date, ...] = Field(strict=False)
    version: tuple[DemoPriceListVersion, ...] = Field(min_length=1, strict=False)


class CustomersFile(Model):
    customer: tuple[DemoCustomer, ...] = Field(min_length=1, strict=False)
    blocked_number: tuple[DemoBlockedNumber, ...] = Field(default=(), strict=False)
