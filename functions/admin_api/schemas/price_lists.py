"""Price lists: versions, what differs between them, files of prices."""

from enum import StrEnum
from typing import Annotated

from pydantic import BaseModel, Field, StrictBool

from admin_api.schemas.catalogue import ArticleNumber, ListName, NumberedArticle, ValidFrom
from admin_api.schemas.common import Amount, Instant, Model, Page, Reason
from agentline.adapters.article_text import ArticleText
from agentline.domain.price_file import LineOutcome
from agentline.domain.price_list import MOST_ARTICLES

LARGEST_FILE = 300_000

GivenArticles = Annotated[list[NumberedArticle], Field(min_length=1, max_length=MOST_ARTICLES)]


class VersionState(StrEnum):
    """Whether a version has been, holds, or is to come."""

    PAST = "past"
    IN_FORCE = "in_force"
    FUTURE = "future"


class VersionSummary(BaseModel):
    """A version of a price list, without its articles."""

    price_list: str
    valid_from: Instant
    valid_until: Instant | None = Field(description="When the next version takes over, if any.")
    state: VersionState
    article_count: int
    added_at: Instant
    added_by: str


class VersionPage(Page):
    items: list[VersionSummary]


class PriceList(BaseModel):
    """A price list: the version in force, and the one that takes over from it."""

    name: str
    in_force: VersionSummary | None
    next: VersionSummary | None


class PriceLists(BaseModel):
    """All price lists, by name."""

    items: list[PriceList]


class PriceListVersion(VersionSummary):
    """A version with all its articles, by number."""

    articles: list[NumberedArticle]


class NewVersion(Model):
    """A version of exactly these articles."""

    valid_from: ValidFrom
    articles: GivenArticles
    reason: Reason


class VersionToPreview(Model):
    """A version as it might be, and when the calls of the examples begin: else when it does."""

    valid_from: ValidFrom
    articles: GivenArticles
    start: Instant | None = None


class ChangedArticle(Model):
    """An article as it shall be from an instant on; all others stay as they are then."""

    valid_from: ValidFrom
    article: ArticleText
    reason: Reason


class ArticleName(BaseModel):
    """An article that one of two versions has."""

    number: str
    description: str
    rate_per_minute: Amount


class FieldDifference(BaseModel):
    """One field of an article, in words."""

    field: str = Field(examples=["rate_per_minute"])
    before: str = Field(examples=["19.90 SEK"])
    after: str = Field(examples=["24.90 SEK"])


class ArticleDifference(BaseModel):
    """An article that both versions have, otherwise."""

    number: ArticleNumber
    fields: list[FieldDifference]


class Difference(BaseModel):
    """What differs between two versions, by article number."""

    added: list[ArticleName]
    removed: list[ArticleName]
    changed: list[ArticleDifference]


class VersionComparison(BaseModel):
    """Two versions of a price list."""

    price_list: str
    before: Instant
    after: Instant
    difference: Difference


class VersionAdded(BaseModel):
    """The version, and what differs from the one it takes over from."""

    version: VersionSummary
    difference: Difference


class VersionWithdrawn(BaseModel):
    """A version that never came into force."""

    price_list: str
    valid_from: Instant
    article_count: int


class PriceExample(BaseModel):
    """A call of some minutes; null where the article is not on sale."""

    minutes: int
    before: Amount | None
    after: Amount | None


class ArticleExamples(BaseModel):
    """What calls of an article cost before and after."""

    number: str
    prices: list[PriceExample]


class VersionPreview(BaseModel):
    """What a version would change. Nothing is stored."""

    price_list: str
    valid_from: Instant
    replaces: Instant | None = Field(description="The version it would take over from, if any.")
    valid_until: Instant | None = Field(description="When the next version takes over, if any.")
    difference: Difference
    examples_start: Instant = Field(description="When the calls of the examples begin.")
    examples: list[ArticleExamples]


class PriceFile(Model):
    """A file of prices. Its articles are the whole version; with `dry_run` nothing is stored."""

    valid_from: ValidFrom
    csv: Annotated[str, Field(min_length=1, max_length=LARGEST_FILE)]
    dry_run: StrictBool = False
    reason: Reason


class ImportedLine(BaseModel):
    """What came of a line of the file, counted from 1."""

    line: int
    article: str | None
    outcome: LineOutcome
    problem: str | None


class PricesImported(BaseModel):
    """What came of a file, or would. One with an error is not stored at all."""

    price_list: ListName
    is_stored: bool
    errors: int = Field(description="How many lines cannot be meant.")
    lines: list[ImportedLine]
    version: VersionSummary | None = Field(description="Null while nothing is stored.")
    difference: Difference | None = Field(description="Null where lines are errors.")
