"""Tariffs, articles and discounts as JSON, for the rows and for price lists from files.

Amounts are whole minor units; the currency is said once, by whatever holds them.
"""

from datetime import date, datetime
from typing import Any

from agentline.domain.call import Pin
from agentline.domain.catalogue import Article, PriceListKey, Unit
from agentline.domain.discount import Discount, DiscountKind
from agentline.domain.money import Money
from agentline.domain.percent import Percent
from agentline.domain.tariff import Band, Day, Step, Tariff, format_clock, parse_clock
from agentline.domain.vat import VatRate

Json = dict[str, Any]


def article_to_json(article: Article) -> Json:
    return {
        "description": article.description,
        "unit": article.unit.value,
        "vat_percent": str(article.vat.percent.value),
        "currency": article.tariff.currency,
        "tariff": _tariff_to_json(article.tariff),
    }


def article_from_json(number: str, stored: Json) -> Article:
    return Article(
        number=number,
        description=stored["description"],
        unit=Unit(stored["unit"]),
        vat=VatRate(percent=Percent.parse(stored["vat_percent"])),
        tariff=_tariff_from_json(stored["tariff"], stored["currency"]),
    )


def discount_to_json(discount: Discount) -> Json:
    return _without_none(
        {
            "kind": discount.kind.value,
            "percent": str(discount.percent.value) if discount.percent else None,
            "amount": discount.amount.minor if discount.amount else None,
            "currency": discount.amount.currency if discount.amount else None,
            "article": discount.article,
            "valid_from": discount.valid_from.isoformat() if discount.valid_from else None,
            "valid_until": discount.valid_until.isoformat() if discount.valid_until else None,
        }
    )


def discount_from_json(stored: Json) -> Discount:
    amount = stored.get("amount")
    return Discount(
        kind=DiscountKind(stored["kind"]),
        percent=Percent.parse(stored["percent"]) if "percent" in stored else None,
        amount=None if amount is None else Money(amount, stored["currency"]),
        article=stored.get("article"),
        valid_from=_instant(stored.get("valid_from")),
        valid_until=_instant(stored.get("valid_until")),
    )


def pin_to_json(pin: Pin) -> Json:
    return {
        "article": pin.article,
        "price_list": pin.price_list.name,
        "valid_from": pin.price_list.valid_from.isoformat(),
        "discounts": [discount_to_json(discount) for discount in pin.discounts],
    }


def pin_from_json(stored: Json) -> Pin:
    return Pin(
        article=stored["article"],
        price_list=PriceListKey(
            name=stored["price_list"], valid_from=datetime.fromisoformat(stored["valid_from"])
        ),
        discounts=tuple(discount_from_json(discount) for discount in stored["discounts"]),
    )


def _tariff_to_json(tariff: Tariff) -> Json:
    return _without_none(
        {
            "rate_per_minute": tariff.rate_per_minute.minor,
            "first_seconds": tariff.first_seconds,
            "increment_seconds": tariff.increment_seconds,
            "opening_fee": tariff.opening_fee.minor,
            "free_seconds": tariff.free_seconds,
            "minimum_charge": tariff.minimum_charge.minor,
            "maximum_charge": tariff.maximum_charge.minor if tariff.maximum_charge else None,
            "steps": [
                _without_none(
                    {
                        "after_seconds": step.after_seconds,
                        "rate_per_minute": step.rate_per_minute.minor,
                        "increment_seconds": step.increment_seconds,
                    }
                )
                for step in tariff.steps
            ],
            "bands": [_band_to_json(band) for band in tariff.bands],
            "holidays": sorted(day.isoformat() for day in tariff.holidays),
        }
    )


def _band_to_json(band: Band) -> Json:
    return _without_none(
        {
            "days": sorted(band.days),
            "from": format_clock(band.start_minute),
            "to": format_clock(band.end_minute),
            "rate_per_minute": band.rate_per_minute.minor,
            "opening_fee": band.opening_fee.minor if band.opening_fee else None,
            "increment_seconds": band.increment_seconds,
        }
    )


def _tariff_from_json(stored: Json, currency: str) -> Tariff:
    maximum = stored.get("maximum_charge")
    return Tariff(
        rate_per_minute=Money(stored["rate_per_minute"], currency),
        first_seconds=stored["first_seconds"],
        increment_seconds=stored["increment_seconds"],
        opening_fee=Money(stored["opening_fee"], currency),
        free_seconds=stored["free_seconds"],
        minimum_charge=Money(stored["minimum_charge"], currency),
        maximum_charge=None if maximum is None else Money(maximum, currency),
        steps=tuple(
            Step(
                after_seconds=step["after_seconds"],
                rate_per_minute=Money(step["rate_per_minute"], currency),
                increment_seconds=step.get("increment_seconds"),
            )
            for step in stored["steps"]
        ),
        bands=tuple(_band_from_json(band, currency) for band in stored["bands"]),
        holidays=frozenset(date.fromisoformat(day) for day in stored["holidays"]),
    )


def _band_from_json(stored: Json, currency: str) -> Band:
    fee = stored.get("opening_fee")
    return Band(
        days=frozenset(Day(day) for day in stored["days"]),
        start_minute=parse_clock(stored["from"]),
        end_minute=parse_clock(stored["to"]),
        rate_per_minute=Money(stored["rate_per_minute"], currency),
        opening_fee=None if fee is None else Money(fee, currency),
        increment_seconds=stored.get("increment_seconds"),
    )


def _without_none(fields: Json) -> Json:
    return {name: value for name, value in fields.items() if value is not None}


def _instant(text: str | None) -> datetime | None:
    return None if text is None else datetime.fromisoformat(text)
