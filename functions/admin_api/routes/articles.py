"""Articles as they are sold now, whatever lists they are on."""

from collections.abc import Sequence

from admin_api.operations import Operations
from admin_api.problems import ProblemError
from admin_api.schemas import articles as schemas
from admin_api.schemas.catalogue import ArticleInPath
from admin_api.schemas.common import Amount, percent_text
from admin_api.visit import Visit, VisitIn
from agentline.adapters.article_text import ArticleText
from agentline.domain.article_on_sale import ArticleOnSale, articles_on_sale
from agentline.domain.price_list import price_lists

operations = Operations("articles", "What is sold, on which price lists and service lines")


@operations.operation("GET", "/articles", id="list_articles", summary="List articles")
def list_articles(visit: VisitIn) -> schemas.Articles:
    """Of all price lists, by the versions in force now."""
    basic = visit.desk.catalogue().basic
    return schemas.Articles(items=[_tell_summary(each, basic) for each in _on_sale(visit)])


@operations.operation(
    "GET", "/articles/<article>", id="get_article", summary="One article in every price list"
)
def get_article(article: ArticleInPath, visit: VisitIn) -> schemas.Article:
    """With its whole tariff, by the versions in force now."""
    found = next((each for each in _on_sale(visit) if each.number == article), None)
    if found is None:
        raise ProblemError("not_found", f"no price list in force has an article {article}")
    return schemas.Article(
        number=found.number,
        price_lists=[
            schemas.ListedArticle(
                price_list=key.name, valid_from=key.valid_from, article=ArticleText.of(offer)
            )
            for key, offer in found.offers.items()
        ],
        service_lines=_tell_lines(found),
    )


def _on_sale(visit: Visit) -> Sequence[ArticleOnSale]:
    book = visit.desk.catalogue().book
    lists = price_lists(book.entries(), visit.now)
    versions = book.versions([each.current.key for each in lists if each.current])
    return articles_on_sale(versions, book.lines())


def _tell_summary(found: ArticleOnSale, basic: str) -> schemas.ArticleSummary:
    shown = found.shown(basic)
    return schemas.ArticleSummary(
        number=found.number,
        description=shown.description,
        unit=shown.unit,
        vat_percent=percent_text(shown.vat.percent),
        price_lists=[
            schemas.ListedRate(
                price_list=key.name,
                valid_from=key.valid_from,
                rate_per_minute=Amount.of(offer.tariff.rate_per_minute),
            )
            for key, offer in found.offers.items()
        ],
        service_lines=_tell_lines(found),
    )


def _tell_lines(found: ArticleOnSale) -> list[schemas.LineName]:
    return [schemas.LineName(number=line.number, name=line.name) for line in found.lines]
