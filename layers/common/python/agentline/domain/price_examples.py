"""What calls of some lengths cost by one version of an article, and by another."""

from dataclasses import dataclass
from datetime import datetime

from agentline.domain.agreed_price import AgreedPrice
from agentline.domain.catalogue import Article
from agentline.domain.money import Money
from agentline.domain.price_list_diff import Articles

EXAMPLE_MINUTES = (1, 5, 15)


@dataclass(frozen=True, slots=True, kw_only=True)
class PriceExample:
    """A call of some minutes; None where the article is not on sale."""

    minutes: int
    before: Money | None
    after: Money | None


def price_examples(
    before: Articles, after: Articles, start: datetime
) -> dict[str, tuple[PriceExample, ...]]:
    """By article, those of both versions: calls that begin at `start`, without any discount."""
    return {
        number: tuple(
            PriceExample(
                minutes=minutes,
                before=_price(before.get(number), start, minutes),
                after=_price(after.get(number), start, minutes),
            )
            for minutes in EXAMPLE_MINUTES
        )
        for number in sorted(before.keys() | after.keys())
    }


def _price(article: Article | None, start: datetime, minutes: int) -> Money | None:
    if article is None:
        return None
    return AgreedPrice(article=article, discounts=()).of(start, 60 * minutes)
