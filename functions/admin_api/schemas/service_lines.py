"""Service lines: the numbers that can be rung."""

from pydantic import BaseModel, Field

from admin_api.schemas.catalogue import ArticleNumber
from admin_api.schemas.common import Instant, Model, Page, Reason, Sentence, Words
from agentline.domain.catalogue import Language


class ServiceLine(BaseModel):
    """A number that can be rung, and what is behind it."""

    number: str = Field(examples=["+46846500400"])
    name: str
    queue: str
    language: Language
    greeting: str
    article: str | None = Field(description="What callers are charged by; null costs nothing.")
    is_in_use: bool
    closed_at: Instant | None
    version: int


class ServiceLinePage(Page):
    items: list[ServiceLine]


class ServiceLineContent(Model):
    """What shall be behind a number. An article of null makes it cost nothing."""

    name: Words
    queue: Words
    language: Language
    greeting: Sentence
    article: ArticleNumber | None
    reason: Reason
