"""Articles as they are written in JSON and in files of prices."""

import re
from typing import Annotated, Self

from pydantic import AfterValidator, BeforeValidator, Field

from agentline.adapters.plain_text import make_plain
from agentline.adapters.tariff_text import CURRENCY, Part, TariffText, text_like
from agentline.domain.catalogue import Article, Unit
from agentline.domain.percent import Percent
from agentline.domain.vat import VatRate

LONGEST_DESCRIPTION = 200
ARTICLE_NUMBER = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.-]{0,31}")


def _description(text: str) -> str:
    plain = make_plain(text)
    if plain != " ".join(text.split()):
        raise ValueError("has characters that cannot be seen")
    if not plain:
        raise ValueError("is missing")
    return plain


def _percent(value: object) -> str:
    text = text_like(value, "25")
    Percent.parse(text)
    return text


VatPercent = Annotated[
    str,
    Field(pattern=r"^[0-9]{1,3}(\.[0-9]{1,4})?$", examples=["25"]),
    BeforeValidator(_percent),
]
Description = Annotated[
    str,
    Field(max_length=LONGEST_DESCRIPTION, examples=["Tarot, per minute"]),
    AfterValidator(_description),
]


class ArticleText(Part):
    """What is sold, at which tariff. Amounts are in `currency` and include VAT."""

    description: Description
    unit: Annotated[Unit, Field(strict=False)] = Unit.MINUTE
    vat_percent: VatPercent
    currency: str = Field(default=CURRENCY, pattern=r"^[A-Z]{3}$")
    tariff: TariffText

    @classmethod
    def of(cls, article: Article) -> Self:
        return cls(
            description=article.description,
            unit=article.unit,
            vat_percent=f"{article.vat.percent.value}",
            currency=article.tariff.currency,
            tariff=TariffText.of(article.tariff),
        )

    def article(self, number: str) -> Article:
        return Article(
            number=number,
            description=self.description,
            unit=self.unit,
            vat=VatRate(percent=Percent.parse(self.vat_percent)),
            tariff=self.tariff.tariff(self.currency),
        )
