"""An article as it is sold now: by which lists, and on which lines."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from agentline.domain.catalogue import Article, PriceListKey, PriceListVersion, ServiceLine
from agentline.domain.service_line import LineEntry


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticleOnSale:
    """By the versions in force, sorted by list; `lines` are those that are in use."""

    number: str
    offers: Mapping[PriceListKey, Article]
    lines: tuple[ServiceLine, ...]

    def shown(self, basic: str) -> Article:
        """As the basic price list has it, else the first that does."""
        return next(
            (article for key, article in self.offers.items() if key.name == basic),
            next(iter(self.offers.values())),
        )


def articles_on_sale(
    versions: Sequence[PriceListVersion], lines: Sequence[LineEntry]
) -> Sequence[ArticleOnSale]:
    """All articles of the versions, by number."""
    by_list = sorted(versions, key=lambda version: version.key.name)
    numbers = sorted({number for version in versions for number in version.articles})
    return [
        ArticleOnSale(
            number=number,
            offers={
                version.key: version.articles[number]
                for version in by_list
                if number in version.articles
            },
            lines=tuple(entry.line for entry in lines if entry.article_in_use == number),
        )
        for number in numbers
    ]
