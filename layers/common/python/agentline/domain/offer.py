"""What a customer pays on a line, from the price list and discounts that hold now."""

from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction
from math import prod

from agentline.domain.account import LONGEST_CALL
from agentline.domain.call import Pin
from agentline.domain.catalogue import Article, PriceListKey, PriceListVersion, ServiceLine
from agentline.domain.discount import Discount, discounts_for
from agentline.domain.money import Money, round_half_up
from agentline.domain.pricing import price, shortest_price, talk_time_for


class FreeLineError(ValueError):
    """A line that costs nothing has no offer."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AnnouncedPrice:
    """Consumer prices, VAT included, as they hold at the moment."""

    per_minute: Money
    opening_fee: Money


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """What this customer pays on this line now: article, its price-list version, discounts."""

    line: ServiceLine
    article: Article
    price_list: PriceListKey
    discounts: tuple[Discount, ...]

    def price(self, start: datetime, talk_seconds: int) -> Money:
        article = self.article
        charge = price(article.tariff, self.discounts, start, talk_seconds, vat=article.vat)
        return charge.amount

    def shortest_price(self, now: datetime) -> Money:
        """Price of the shortest call that may be begun: max(first_seconds, 60 s) of talk."""
        return shortest_price(self.article.tariff, self.discounts, now, vat=self.article.vat)

    def talk_seconds_for(self, amount: Money, now: datetime) -> int:
        """The longest talk, at most the longest allowed call, that `amount` pays for."""
        return talk_time_for(
            self.article.tariff,
            self.discounts,
            now,
            amount,
            int(LONGEST_CALL.total_seconds()),
            vat=self.article.vat,
        )

    def announced_price(self, now: datetime) -> AnnouncedPrice:
        """What the caller is told before anything is charged: percents taken off, fixed not."""
        charge = price(
            self.article.tariff,
            self.discounts,
            now,
            self.article.tariff.free_seconds + 1,
            vat=self.article.vat,
        )
        left = prod(1 - discount.percent.share for discount in self.discounts if discount.percent)
        per_minute = charge.stretches[0].rate_per_minute

        def reduced(amount: Money) -> Money:
            return Money(round_half_up(Fraction(amount.minor) * left), amount.currency)

        return AnnouncedPrice(
            per_minute=reduced(per_minute), opening_fee=reduced(charge.opening_fee)
        )

    @property
    def pin(self) -> Pin:
        return Pin(
            article=self.article.number, price_list=self.price_list, discounts=self.discounts
        )


def make_offer(
    line: ServiceLine, version: PriceListVersion, discounts: tuple[Discount, ...], now: datetime
) -> Offer:
    """The offer on a charged line. Raises FreeLineError, ArticleMissingError."""
    if line.article is None:
        raise FreeLineError(f"line {line.number} costs nothing")
    return Offer(
        line=line,
        article=version.article(line.article),
        price_list=version.key,
        discounts=discounts_for(discounts, article=line.article, at=now),
    )
