"""How price lists, their versions and articles are named."""

from datetime import UTC, datetime
from typing import Annotated

from aws_lambda_powertools.event_handler.openapi.params import Path, Query
from pydantic import AfterValidator, Field, StringConstraints

from admin_api.schemas.common import Instant
from agentline.adapters.article_text import ARTICLE_NUMBER, ArticleText


def _whole_second(instant: datetime) -> datetime:
    """As versions are named: in UTC."""
    if instant.microsecond:
        raise ValueError("must be a whole second")
    return instant.astimezone(UTC)


ListName = Annotated[
    str,
    StringConstraints(pattern=r"^[a-z0-9][a-z0-9-]{0,39}$"),
    Field(description="Lower-case letters, digits and hyphens.", examples=["basic"]),
]
ArticleNumber = Annotated[
    str, StringConstraints(pattern=f"^{ARTICLE_NUMBER.pattern}$"), Field(examples=["1001"])
]
ValidFrom = Annotated[
    Instant,
    AfterValidator(_whole_second),
    Field(
        description="When the version begins, which names it.", examples=["2027-01-01T00:00:00Z"]
    ),
]
ListInPath = Annotated[ListName, Path()]
ArticleInPath = Annotated[ArticleNumber, Path()]
ValidFromInPath = Annotated[ValidFrom, Path()]
VersionBefore = Annotated[ValidFrom, Query(alias="from")]
VersionAfter = Annotated[ValidFrom, Query(alias="to")]


class NumberedArticle(ArticleText):
    """An article of a price list. Amounts are in `currency` and include VAT."""

    number: ArticleNumber
