"""The JSON request of `agentline price` (design section 5): a tariff, discounts and the talk."""

import re
from datetime import datetime
from decimal import Decimal
from typing import Annotated

from pydantic import Field, PlainValidator

from agentline.adapters.strict_json import quote
from agentline.adapters.tariff_text import (
    AT_MOST,
    CURRENCY,
    DiscountText,
    Position,
    TariffText,
    text_like,
)
from agentline.domain.charge import Charge
from agentline.domain.percent import Percent
from agentline.domain.pricing import price
from agentline.domain.vat import VatRate

_INSTANT = re.compile(
    r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(\.[0-9]{1,6})?"
    r"(Z|[+-][0-9]{2}:[0-9]{2})?"
)
_YEARS = range(2000, 2100)


def _instant(value: object) -> datetime:
    text = text_like(value, "2026-03-10T14:03:05Z")
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


type Instant = Annotated[datetime, PlainValidator(_instant)]
type Vat = Annotated[VatRate, PlainValidator(_vat)]


class PriceRequest(TariffText):
    """A tariff, the discounts on it, and the talk to price. Amounts are SEK including VAT."""

    vat_percent: Vat = VatRate(percent=Percent(Decimal(25)))
    discounts: Annotated[list[DiscountText], AT_MOST] = Field(default_factory=list)
    start: Instant
    talk_seconds: Position

    def charge(self) -> Charge:
        discounts = [discount.discount(CURRENCY) for discount in self.discounts]
        return price(
            self.tariff(CURRENCY), discounts, self.start, self.talk_seconds, vat=self.vat_percent
        )
