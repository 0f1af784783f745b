"""Articles as they are sold now."""

from pydantic import BaseModel

from admin_api.schemas.common import Amount, Instant
from agentline.adapters.article_text import ArticleText
from agentline.domain.catalogue import Unit


class LineName(BaseModel):
    """A service line that is in use."""

    number: str
    name: str


class ListedRate(BaseModel):
    """Where an article is sold at which rate, before bands and steps."""

    price_list: str
    valid_from: Instant
    rate_per_minute: Amount


class ArticleSummary(BaseModel):
    """An article as the basic price list has it, else the first list that does."""

    number: str
    description: str
    unit: Unit
    vat_percent: str
    price_lists: list[ListedRate]
    service_lines: list[LineName]


class Articles(BaseModel):
    """All articles of the versions in force, by number."""

    items: list[ArticleSummary]


class ListedArticle(BaseModel):
    """The article as a version in force has it."""

    price_list: str
    valid_from: Instant
    article: ArticleText


class Article(BaseModel):
    """An article in every price list that has it."""

    number: str
    price_lists: list[ListedArticle]
    service_lines: list[LineName]
