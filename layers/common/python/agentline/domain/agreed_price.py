"""What an article costs a customer: its tariff with the discounts that hold for them."""

from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction
from math import prod

from agentline.domain.catalogue import Article
from agentline.domain.discount import Discount
from agentline.domain.hold import LONGEST_CALL
from agentline.domain.money import Money, round_half_up
from agentline.domain.pricing import price, shortest_price, talk_time_for


@dataclass(frozen=True, slots=True, kw_only=True)
class AnnouncedPrice:
    """Consumer prices, VAT included, as they hold at the moment."""

    per_minute: Money
    opening_fee: Money


@dataclass(frozen=True, slots=True, kw_only=True)
class AgreedPrice:
    """The one price that holds are made, talk is limited and calls are charged by."""

    article: Article
    discounts: tuple[Discount, ...]

    def of(self, start: datetime, talk_seconds: int) -> Money:
        """What talk that began at `start` costs."""
        article = self.article
        charge = price(article.tariff, self.discounts, start, talk_seconds, vat=article.vat)
        return charge.amount

    def of_shortest_call(self, now: datetime) -> Money:
        """Price of the shortest call that may be begun: max(first_seconds, 60 s) of talk."""
        return shortest_price(self.article.tariff, self.discounts, now, vat=self.article.vat)

    def talk_seconds_for(self, amount: Money, start: datetime) -> int:
        """The longest talk, at most the longest allowed call, that `amount` pays for."""
        return talk_time_for(
            self.article.tariff,
            self.discounts,
            start,
            amount,
            int(LONGEST_CALL.total_seconds()),
            vat=self.article.vat,
        )

    def announced(self, now: datetime) -> AnnouncedPrice:
        """What the caller is told before anything is charged: percents taken off, fixed not."""
        charge = price(
            self.article.tariff,
            self.discounts,
            now,
            self.article.tariff.free_seconds + 1,
            vat=self.article.vat,
        )
        left = prod(1 - discount.percent.share for discount in self.discounts if discount.percent)

        def reduced(amount: Money) -> Money:
            return Money(round_half_up(Fraction(amount.minor) * left), amount.currency)

        return AnnouncedPrice(
            per_minute=reduced(charge.stretches[0].rate_per_minute),
            opening_fee=reduced(charge.opening_fee),
        )
