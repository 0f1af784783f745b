"""What all resources share: how texts, money and instants are written (docs/api.md)."""

import re
from datetime import date, datetime
from typing import Annotated, Self

from aws_lambda_powertools.event_handler.openapi.params import Path, Query
from pydantic import (
    AfterValidator,
    AwareDatetime,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    StrictBool,
    StrictInt,
    StringConstraints,
    model_validator,
)

from agentline.domain.catalogue import Language
from agentline.domain.money import Money
from agentline.domain.percent import Percent

# No control characters, and nothing that reverses the direction of what is read after it.
_ONE_LINE = r"^[^\x00-\x1f\x7f\u2028\u2029\u202a-\u202e\u2066-\u2069]*$"
_LINES = r"^[^\x00-\x09\x0b-\x1f\x7f\u202a-\u202e\u2066-\u2069]*$"
_INSTANT = re.compile(
    r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}(:[0-9]{2}(\.[0-9]{1,6})?)?(Z|[+-][0-9]{2}:[0-9]{2})"
)
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_DIGITS = re.compile(r"[0-9]{1,6}")


class Model(BaseModel):
    """A body, or a part of one. What is not named here is refused (fault 33)."""

    model_config = ConfigDict(frozen=True, extra="forbid")


def _instant_text(value: object) -> object:
    """Numbers are no instants, whatever pydantic would make of them."""
    if isinstance(value, str) and not _INSTANT.fullmatch(value):
        raise ValueError("must be an instant with an offset, such as 2026-03-10T14:03:05Z")
    if not isinstance(value, str | datetime):
        raise ValueError("must be text")
    return value


def _day_text(value: object) -> object:
    if isinstance(value, str) and not _DAY.fullmatch(value):
        raise ValueError("must be a day, such as 2026-03-10")
    if not isinstance(value, str | date):
        raise ValueError("must be text")
    return value


def _digits(value: object) -> object:
    """Of a parameter, which is text: 1_000 and Arabic digits are no numbers here."""
    if isinstance(value, str) and not _DIGITS.fullmatch(value):
        raise ValueError("must be digits 0-9")
    return value


def _within_centuries(value: datetime) -> datetime:
    """So that every reckoning with it stays within what dates can be."""
    if not 1970 <= value.year <= 2199:
        raise ValueError("must be between 1970 and 2199")
    return value


def _day_within_centuries(value: date) -> date:
    if not 1970 <= value.year <= 2199:
        raise ValueError("must be between 1970 and 2199")
    return value


Instant = Annotated[
    AwareDatetime, BeforeValidator(_instant_text), AfterValidator(_within_centuries)
]
Day = Annotated[date, BeforeValidator(_day_text), AfterValidator(_day_within_centuries)]
Reason = Annotated[
    str,
    StringConstraints(strip_whitespace=True, min_length=3, max_length=500, pattern=_ONE_LINE),
    Field(description="Why, for the audit trail.", examples=["asked for by telephone"]),
]
Words = Annotated[
    str, StringConstraints(strip_whitespace=True, min_length=1, max_length=200, pattern=_ONE_LINE)
]
"""A name, an address line, the text of a line."""
LongText = Annotated[
    str, StringConstraints(strip_whitespace=True, min_length=1, max_length=4_000, pattern=_LINES)
]
"""Several lines: a note."""
Sentence = Annotated[
    str, StringConstraints(strip_whitespace=True, min_length=1, max_length=300, pattern=_ONE_LINE)
]
"""What callers hear."""
Count = Annotated[StrictInt, Field(ge=1, le=10_000)]
Days = Annotated[StrictInt, Field(ge=0, le=365)]
PercentText = Annotated[
    str,
    StringConstraints(pattern=r"^(100(\.0{1,4})?|[0-9]{1,2}(\.[0-9]{1,4})?)$"),
    Field(description="0 to 100, as text.", examples=["25"]),
]
CustomerNumber = Annotated[
    str, StringConstraints(pattern=r"^[1-9][0-9]{5,11}$"), Field(examples=["100001"])
]
InvoiceReference = Annotated[
    str,
    StringConstraints(pattern=r"^[1-9][0-9]{5,11}-[0-9]{4,6}$"),
    Field(description="Customer number and sequence.", examples=["100001-0001"]),
]
E164 = Annotated[
    str, StringConstraints(pattern=r"^\+[1-9][0-9]{6,14}$"), Field(examples=["+46701740605"])
]
AnySpelling = Annotated[
    str,
    StringConstraints(strip_whitespace=True, min_length=3, max_length=40, pattern=_ONE_LINE),
    Field(description="A telephone number in any spelling.", examples=["070-174 06 05"]),
]

CustomerInPath = Annotated[CustomerNumber, Path()]
InvoiceInPath = Annotated[InvoiceReference, Path()]

Limit = Annotated[
    int,
    Field(ge=1, le=200),
    BeforeValidator(_digits),
    Query(description="The most items a page has."),
]
Cursor = Annotated[
    str | None,
    Query(max_length=2_000, description="`next` of the page before, to go on from there."),
]
DayInQuery = Annotated[Day | None, Query()]
LanguageInQuery = Annotated[Language, Query(description="Of sentences for staff.")]

DEFAULT_LIMIT = 50
DEFAULT_LANGUAGE = Language.ENGLISH


class Amount(Model):
    """Money: an amount with two decimals, as text, and its currency."""

    amount: str = Field(pattern=r"^-?[0-9]{1,12}(\.[0-9]{1,2})?$", examples=["1000.00"])
    currency: str = Field(pattern=r"^[A-Z]{3}$", examples=["SEK"])

    @classmethod
    def of(cls, money: Money) -> "Amount":
        return cls(amount=money.decimal, currency=money.currency)

    def to_money(self) -> Money:
        return Money.parse(self.amount, self.currency, signed=True)


class PositiveAmount(Amount):
    """Money that is asked for, given or taken: never negative."""

    amount: str = Field(pattern=r"^[0-9]{1,9}(\.[0-9]{1,2})?$", examples=["50.00"])


class AmountOrAll(Model):
    """How much of what there is: an amount, or all that is left. One of the two."""

    amount: PositiveAmount | None = None
    is_all: StrictBool = False

    @model_validator(mode="after")
    def is_one_of_the_two(self) -> Self:
        if (self.amount is None) != self.is_all:
            raise ValueError("give either an amount or is_all")
        return self

    def to_money(self) -> Money | None:
        """None for all."""
        return self.amount.to_money() if self.amount else None


class Because(Model):
    """A deed that needs nothing but its reason."""

    reason: Reason


class Page(Model):
    """A part of a list. `next` is the cursor of the part after it, null at the end."""

    next: str | None = Field(description="Give it as `cursor` to go on; null at the end.")


def optional_amount(money: Money | None) -> Amount | None:
    return None if money is None else Amount.of(money)


def percent_text(percent: Percent) -> str:
    return str(percent.value)
