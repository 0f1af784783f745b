"""What is sold and at which price: service lines, articles, price-list versions (design.md 1)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from agentline.domain.phone_number import PhoneNumber
from agentline.domain.tariff import Tariff
from agentline.domain.vat import VatRate


class Language(StrEnum):
    """Languages callers are spoken to in."""

    SWEDISH = "sv"
    ENGLISH = "en"


class Unit(StrEnum):
    """What an article is counted in."""

    MINUTE = "minute"
    CALL = "call"
    PIECE = "piece"


class ArticleMissingError(LookupError):
    """The price list names no such article; the call is never rated at zero (fault 8)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ServiceLine:
    """A b-number and what is behind it. `article` is None on a line that costs nothing."""

    number: PhoneNumber
    name: str
    queue: str
    language: Language
    greeting: str
    article: str | None

    @property
    def is_charged(self) -> bool:
        return self.article is not None


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """Something that is sold at a tariff, by its art.nr."""

    number: str
    description: str
    unit: Unit
    vat: VatRate
    tariff: Tariff


@dataclass(frozen=True, slots=True, kw_only=True)
class PriceListKey:
    """Names one immutable version: the list and the instant it is valid from (aware UTC)."""

    name: str
    valid_from: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class PriceListVersion:
    """One immutable version of a price list: articles by their number."""

    key: PriceListKey
    articles: Mapping[str, Article]

    def article(self, number: str) -> Article:
        try:
            return self.articles[number]
        except KeyError:
            raise ArticleMissingError(
                f"price list {self.key.name} of {self.key.valid_from:%Y-%m-%d} "
                f"has no article {number}"
            ) from None
