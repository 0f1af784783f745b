"""What a customer is offered on a line, from the price list and discounts that hold now."""

from dataclasses import dataclass
from datetime import datetime

from agentline.domain.agreed_price import AgreedPrice
from agentline.domain.call import Pin
from agentline.domain.catalogue import PriceListKey, PriceListVersion, ServiceLine
from agentline.domain.discount import Discount, discounts_for


class FreeLineError(ValueError):
    """A line that costs nothing has no offer."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """A charged line at the price this customer pays on it now."""

    line: ServiceLine
    price: AgreedPrice
    price_list: PriceListKey

    @property
    def pin(self) -> Pin:
        return Pin(
            article=self.price.article.number,
            price_list=self.price_list,
            discounts=self.price.discounts,
        )


def make_offer(
    line: ServiceLine, version: PriceListVersion, discounts: tuple[Discount, ...], now: datetime
) -> Offer:
    """The offer on a charged line. Raises FreeLineError, ArticleMissingError."""
    if line.article is None:
        raise FreeLineError(f"line {line.number} costs nothing")
    return Offer(
        line=line,
        price=AgreedPrice(
            article=version.article(line.article),
            discounts=discounts_for(discounts, article=line.article, at=now),
        ),
        price_list=version.key,
    )


def pinned_price(pin: Pin, version: PriceListVersion) -> AgreedPrice:
    """The price a call was let in at. Raises ArticleMissingError."""
    return AgreedPrice(article=version.article(pin.article), discounts=pin.discounts)
