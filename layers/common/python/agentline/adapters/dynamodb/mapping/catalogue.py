"""Service lines and price-list versions, as callers meet them."""

from datetime import datetime
from typing import Any

from agentline.adapters.dynamodb import rows
from agentline.adapters.dynamodb.prices import article_from_json, article_to_json
from agentline.domain.catalogue import Language, PriceListKey, PriceListVersion, ServiceLine
from agentline.domain.phone_number import phone_number

TEXTS_KEY = "TEXTS"


def line_key(number: str) -> tuple[str, str]:
    return f"LINE#{number}", "LINE"


def line_fields(line: ServiceLine) -> dict[str, Any]:
    return {
        "name": line.name,
        "queue": line.queue,
        "language": line.language.value,
        "greeting": line.greeting,
        "article": line.article,
    }


def line_row(line: ServiceLine) -> rows.LineRow:
    return rows.LineRow(*line_key(line.number), **line_fields(line))


def service_line(number: str, row: rows.LineRow) -> ServiceLine:
    return ServiceLine(
        number=phone_number(number),
        name=row.name,
        queue=row.queue,
        language=Language(row.language),
        greeting=row.greeting,
        article=row.article,
    )


def version_key(key: PriceListKey) -> tuple[str, str]:
    return f"PRICES#{key.name}", rows.instant_text(key.valid_from)


def version_row(version: PriceListVersion) -> rows.PriceListRow:
    return rows.PriceListRow(
        *version_key(version.key),
        articles={number: article_to_json(article) for number, article in version.articles.items()},
    )


def price_list_version(row: rows.PriceListRow) -> PriceListVersion:
    return PriceListVersion(
        key=PriceListKey(
            name=row.pk.removeprefix("PRICES#"), valid_from=datetime.fromisoformat(row.sk)
        ),
        articles={
            number: article_from_json(number, stored) for number, stored in row.articles.items()
        },
    )


def text_key(refusal: str, language: Language) -> str:
    return f"{refusal}#{language.value}"
