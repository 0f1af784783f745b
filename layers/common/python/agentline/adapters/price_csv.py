"""Price lists as files for a spreadsheet: one article a line, written as they are read.

Written with semicolons, decimal commas and a byte order mark, which Excel in Sweden opens with a
click; read with commas and decimal points too. Steps, bands and holidays are JSON in their cells.
"""

import csv
import io
import json
from collections.abc import Iterator
from typing import Any

from pydantic import ValidationError

from agentline.adapters.article_text import ARTICLE_NUMBER, ArticleText
from agentline.adapters.csv_cells import decimal_comma, decimal_point, write_cell
from agentline.adapters.csv_table import Cells, CsvTableError, read_table
from agentline.adapters.strict_json import StrictJsonError, load_list, quote
from agentline.domain.catalogue import Article, PriceListVersion
from agentline.domain.price_file import FileLine
from agentline.domain.price_list import MOST_ARTICLES

_NEEDED = (
    "article",
    "description",
    "unit",
    "vat_percent",
    "rate_per_minute",
    "first_seconds",
    "increment_seconds",
    "opening_fee",
    "free_seconds",
    "minimum_charge",
    "maximum_charge",
)
_PARTS = ("steps", "bands", "holidays")
_COLUMNS = (*_NEEDED, "currency", *_PARTS)
_SECONDS = ("first_seconds", "increment_seconds", "free_seconds")
_AMOUNTS = ("rate_per_minute", "opening_fee", "minimum_charge", "maximum_charge")
# These say how talk is counted and taxed: an empty cell is a slip, not a default.
_FILLED = ("article", "description", "unit", "vat_percent", "rate_per_minute", *_SECONDS[:2])


class PriceFileError(ValueError):
    """The text is no table of prices at all; the message says why, for staff."""


def write_price_csv(version: PriceListVersion) -> str:
    """To be stored as UTF-8; the byte order mark is there already."""
    table = io.StringIO()
    table.write("\ufeff")
    writer = csv.DictWriter(table, _COLUMNS, delimiter=";", quoting=csv.QUOTE_ALL)
    writer.writeheader()
    writer.writerows(_cells(version.articles[number]) for number in sorted(version.articles))
    return table.getvalue()


def read_price_csv(text: str) -> tuple[FileLine, ...]:
    """Every line that holds anything, with its article or what is wrong. Raises PriceFileError."""
    lines: list[FileLine] = []
    seen: dict[str, int] = {}
    for position, cells in _read_rows(text):
        line = _read_line(position, cells)
        first = seen.setdefault(line.number, position)
        if line.article and first != position:
            problem = f"article {line.number} is on line {first} already"
            line = FileLine(line=position, number=line.number, problem=problem)
        lines.append(line)
    if not lines:
        raise PriceFileError("the file has no line below its header")
    if len(lines) > MOST_ARTICLES:
        raise PriceFileError(f"the file has {len(lines)} lines: {MOST_ARTICLES} at the most")
    return tuple(lines)


def _cells(article: Article) -> dict[str, str]:
    text = ArticleText.of(article)
    tariff = text.tariff
    written = {name: decimal_comma(getattr(tariff, name) or "") for name in _AMOUNTS}
    written |= {name: str(getattr(tariff, name)) for name in _SECONDS}
    parts = tariff.model_dump(mode="json", by_alias=True, exclude_none=True, include=set(_PARTS))
    return {
        "article": write_cell(article.number),
        "description": write_cell(text.description),
        "unit": text.unit.value,
        "vat_percent": decimal_comma(text.vat_percent),
        "currency": text.currency,
        **written,
        **{name: json.dumps(part) if part else "" for name, part in parts.items()},
    }


def _read_rows(text: str) -> Iterator[tuple[int, Cells | str]]:
    try:
        yield from read_table(text, _NEEDED, _COLUMNS)
    except CsvTableError as error:
        raise PriceFileError(str(error)) from None


def _read_line(position: int, cells: Cells | str) -> FileLine:
    if isinstance(cells, str):
        return FileLine(line=position, number="", problem=cells)
    number = cells["article"]
    try:
        return FileLine(line=position, number=number, article=_read_article(number, cells))
    except ValidationError as error:
        problem = _first_fault(error)
    except ValueError as error:
        problem = str(error)
    return FileLine(line=position, number=number[:40], problem=problem)


def _read_article(number: str, cells: Cells) -> Article:
    empty = [name for name in _FILLED if not cells[name]]
    if empty:
        raise ValueError(f"{empty[0]} is missing")
    if not ARTICLE_NUMBER.fullmatch(number):
        raise ValueError(f"{quote(number)} is no article number: A-Z, a-z, 0-9, _ . and -")
    tariff: dict[str, Any] = {name: decimal_point(cells[name]) for name in _AMOUNTS if cells[name]}
    tariff |= {name: _whole(cells[name]) for name in _SECONDS if cells[name]}
    tariff |= {name: _read_part(name, cells[name]) for name in _PARTS if cells.get(name)}
    article = {
        "description": cells["description"],
        "unit": cells["unit"].casefold(),
        "vat_percent": decimal_point(cells["vat_percent"]),
        "tariff": tariff,
    }
    if cells.get("currency"):
        article["currency"] = cells["currency"]
    return ArticleText.model_validate(article).article(number)


def _whole(cell: str) -> int | str:
    return int(cell) if cell.isascii() and cell.isdigit() and len(cell) <= 6 else cell


def _read_part(name: str, cell: str) -> list[object]:
    try:
        return load_list(cell)
    except StrictJsonError as error:
        raise ValueError(f"{name}: {error}") from None


def _first_fault(error: ValidationError) -> str:
    fault = error.errors(include_url=False)[0]
    place = ".".join(str(part) for part in fault["loc"] if part != "tariff")
    words = str(fault["msg"]).removeprefix("Value error, ")
    return f"{place}: {words}" if place else words
