"""A file of customers, read line by line into what the staff API is asked to register."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from agentline.adapters.csv_cells import decimal_point
from agentline.adapters.csv_table import Cells, CsvTableError, read_table
from agentline.adapters.phone_numbers import read_phone_number
from agentline.domain.customer import Owner
from agentline.domain.money import Money, MoneyError
from agentline.settings import OPENING_LIMIT

NEEDED = ("name", "street", "postcode", "city")
COLUMNS = (
    *NEEDED,
    "country",
    "language",
    "email",
    "numbers",
    "tags",
    "price_list",
    "limit",
    "limit_currency",
)
MOST_LINES = 10_000
_HOME = "SE"
_AS_WRITTEN = (*NEEDED, "country", "language", "email", "price_list")


@dataclass(frozen=True, slots=True, kw_only=True)
class CustomerLine:
    """One line of the file, counted from 1: `asked` is what to register, or `problem` why there is
    nothing to."""

    line: int
    name: str
    asked: Mapping[str, Any] | None = None
    problem: str | None = None


def read_customer_lines(text: str) -> tuple[CustomerLine, ...]:
    """Every line that holds anything. Raises CsvTableError, also for too many."""
    lines: list[CustomerLine] = []
    first_lines: dict[str, int] = {}
    for position, cells in read_table(text, NEEDED, COLUMNS):
        if len(lines) == MOST_LINES:
            raise CsvTableError(f"more than {MOST_LINES:,} customers: give them in parts")
        lines.append(_with_repetition(_read_line(position, cells), first_lines))
    if not lines:
        raise CsvTableError("there is no line below the header")
    return tuple(lines)


def _read_line(position: int, cells: Cells | str) -> CustomerLine:
    if isinstance(cells, str):
        return CustomerLine(line=position, name="", problem=cells)
    name = cells["name"]
    empty = [column for column in NEEDED if not cells[column]]
    if empty:
        return CustomerLine(line=position, name=name, problem=f"{', '.join(empty)} is missing")
    try:
        return CustomerLine(line=position, name=name, asked=_asked(cells))
    except MoneyError as error:
        return CustomerLine(line=position, name=name, problem=f"limit: {error}")


def _asked(cells: Cells) -> dict[str, Any]:
    """In the words of the API, which has the defaults for what is empty. Raises MoneyError."""
    asked: dict[str, Any] = {column: cells[column] for column in _AS_WRITTEN if cells.get(column)}
    asked |= {
        "numbers": _parts(cells.get("numbers", ""), r"[,;]"),
        "tags": _parts(cells.get("tags", ""), r"[,;\s]"),
    }
    if cells.get("limit"):
        currency = cells.get("limit_currency") or OPENING_LIMIT.currency
        limit = Money.parse(decimal_point(cells["limit"]), currency)
        asked["opening_limit"] = {"amount": limit.decimal, "currency": limit.currency}
    return asked


def _parts(cell: str, separator: str) -> list[str]:
    return [part.strip() for part in re.split(separator, cell) if part.strip()]


def _with_repetition(line: CustomerLine, first_lines: dict[str, int]) -> CustomerLine:
    """The line, wrong if it is of somebody, or has a number, that is further up in the file: a dry
    run would not learn that from the API."""
    if line.asked is None:
        return line
    for name, words in _names(line.asked):
        first = first_lines.setdefault(name, line.line)
        if first != line.line:
            problem = f"{words} is on line {first} already"
            return replace(line, asked=None, problem=problem)
    return line


def _names(asked: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """What nobody else can have, each with words for it."""
    address = {column: asked[column] for column in NEEDED}
    yield Owner(country=asked.get("country", _HOME), **address).fingerprint, "the same person"
    for text in asked["numbers"]:
        number = read_phone_number(text)
        if number:
            yield number, number
