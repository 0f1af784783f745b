"""Price lists and articles between the domain and what is told of them."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from admin_api.problems import FieldError, ProblemError
from admin_api.schemas import price_lists as schemas
from admin_api.schemas.catalogue import NumberedArticle
from admin_api.schemas.common import Amount, optional_amount
from agentline.adapters.article_text import ArticleText
from agentline.domain.catalogue import Article, PriceListVersion
from agentline.domain.price_examples import PriceExample
from agentline.domain.price_file import LineResult
from agentline.domain.price_list import VersionEntry, in_force, next_after
from agentline.domain.price_list_diff import PriceListDiff


def read_articles(given: Sequence[NumberedArticle]) -> Mapping[str, Article]:
    """Raises ProblemError for an article that is given twice."""
    articles = {each.number: each.article(each.number) for each in given}
    if len(articles) < len(given):
        numbers = [each.number for each in given]
        twice = next(number for number in numbers if numbers.count(number) > 1)
        detail = f"article {twice} is given twice"
        raise ProblemError(
            "invalid_input", detail, errors=[FieldError(field="body.articles", detail=detail)]
        )
    return articles


def tell_article(article: Article) -> NumberedArticle:
    return NumberedArticle(number=article.number, **dict(ArticleText.of(article)))


def tell_version(
    version: PriceListVersion, summary: schemas.VersionSummary
) -> schemas.PriceListVersion:
    articles = [tell_article(version.articles[number]) for number in sorted(version.articles)]
    return schemas.PriceListVersion(**dict(summary), articles=articles)


def tell_entry(
    entry: VersionEntry, entries: Sequence[VersionEntry], now: datetime
) -> schemas.VersionSummary:
    """`entries` are all versions of its list."""
    following = next_after(entries, entry.key.valid_from)
    current = in_force(entries, now)
    state = schemas.VersionState.PAST
    if entry.key.valid_from > now:
        state = schemas.VersionState.FUTURE
    elif current and current.key == entry.key:
        state = schemas.VersionState.IN_FORCE
    return schemas.VersionSummary(
        price_list=entry.key.name,
        valid_from=entry.key.valid_from,
        valid_until=following.key.valid_from if following else None,
        state=state,
        article_count=entry.articles,
        added_at=entry.added_at,
        added_by=entry.added_by,
    )


def tell_difference(diff: PriceListDiff) -> schemas.Difference:
    return schemas.Difference(
        added=[_tell_name(article) for article in diff.added],
        removed=[_tell_name(article) for article in diff.removed],
        changed=[
            schemas.ArticleDifference(
                number=change.article,
                fields=[
                    schemas.FieldDifference(
                        field=field.field, before=field.before, after=field.after
                    )
                    for field in change.fields
                ],
            )
            for change in diff.changed
        ],
    )


def tell_examples(
    examples: Mapping[str, Sequence[PriceExample]],
) -> list[schemas.ArticleExamples]:
    return [
        schemas.ArticleExamples(
            number=number,
            prices=[
                schemas.PriceExample(
                    minutes=example.minutes,
                    before=optional_amount(example.before),
                    after=optional_amount(example.after),
                )
                for example in prices
            ],
        )
        for number, prices in examples.items()
    ]


def tell_line(result: LineResult) -> schemas.ImportedLine:
    return schemas.ImportedLine(
        line=result.line.line,
        article=result.line.number or None,
        outcome=result.outcome,
        problem=result.line.problem,
    )


def _tell_name(article: Article) -> schemas.ArticleName:
    return schemas.ArticleName(
        number=article.number,
        description=article.description,
        rate_per_minute=Amount.of(article.tariff.rate_per_minute),
    )
