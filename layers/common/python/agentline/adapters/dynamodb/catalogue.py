"""Service lines and price lists, kept in memory for a minute: each call asks for the same few."""

from collections.abc import Callable
from datetime import datetime
from time import time
from typing import Any

from pynamodb.exceptions import DoesNotExist

from agentline.adapters.dynamodb import rows
from agentline.adapters.dynamodb.prices import article_from_json, article_to_json
from agentline.domain.catalogue import Language, PriceListKey, PriceListVersion, ServiceLine
from agentline.domain.phone_number import phone_number
from agentline.ports import PriceListMissingError

SECONDS_KEPT = 60
LONGEST_TEXT = 300


class SpokenTextError(ValueError):
    """The text cannot be spoken in a contact flow."""


class TableCatalogue:
    """The `Catalogue` port on the table. Versions of price lists are immutable: kept for good.

    Its clock is that on the wall: a monotonic one stands still in a SnapStart snapshot, and what
    was read before would be taken for fresh days later.
    """

    def __init__(self, clock: Callable[[], float] = time) -> None:
        self._clock = clock
        self._recent: dict[str, tuple[float, Any]] = {}
        self._versions: dict[PriceListKey, PriceListVersion] = {}

    def service_line(self, number: str) -> ServiceLine | None:
        return self._cached(f"LINE#{number}", lambda: _read_line(number))

    def price_list_in_force(self, name: str, now: datetime) -> PriceListVersion:
        version: PriceListVersion | None = self._cached(
            f"PRICES#{name}", lambda: _read_version_in_force(name, now)
        )
        if version is None:
            raise PriceListMissingError(f"price list {name} has no version in force")
        self._versions[version.key] = version
        return version

    def price_list_version(self, key: PriceListKey) -> PriceListVersion:
        if key not in self._versions:
            try:
                row = rows.PriceListRow.get(f"PRICES#{key.name}", rows.instant_text(key.valid_from))
            except DoesNotExist:
                raise PriceListMissingError(
                    f"price list {key.name} has no version of {key.valid_from.isoformat()}"
                ) from None
            self._versions[key] = _version(row)
        return self._versions[key]

    def own_words(self, reason: str, language: Language) -> str | None:
        texts: dict[str, str] | None = self._cached("TEXTS", _read_texts)
        return (texts or {}).get(_text_key(reason, language))

    def _cached[Found](self, name: str, read: Callable[[], Found | None]) -> Found | None:
        known = self._recent.get(name)
        if known and self._clock() < known[0]:
            found: Found = known[1]
            return found
        fresh = read()
        if fresh is not None:
            self._recent[name] = (self._clock() + SECONDS_KEPT, fresh)
        return fresh


def store_service_line(line: ServiceLine) -> None:
    """Write or replace a service line."""
    rows.LineRow(
        f"LINE#{line.number}",
        "LINE",
        name=line.name,
        queue=line.queue,
        language=line.language.value,
        greeting=line.greeting,
        article=line.article,
    ).save()


def store_own_words(reason: str, language: Language, text: str) -> None:
    """Keep what callers hear for a refusal. Raises SpokenTextError for what cannot be spoken."""
    if not text.strip() or len(text) > LONGEST_TEXT or any(mark in text for mark in "<$"):
        raise SpokenTextError(
            f"a spoken text has 1 to {LONGEST_TEXT} characters and neither < nor $"
        )
    rows.SpokenTextRow("TEXTS", _text_key(reason, language), text=text.strip()).save()


def store_price_list(version: PriceListVersion) -> None:
    """Write a version. One that is there stays as it is: versions are immutable."""
    key = version.key
    row = rows.PriceListRow(
        f"PRICES#{key.name}",
        rows.instant_text(key.valid_from),
        articles={number: article_to_json(article) for number, article in version.articles.items()},
    )
    row.save(condition=row.is_new())


def _read_texts() -> dict[str, str]:
    return {row.sk: row.text for row in rows.SpokenTextRow.query("TEXTS")}


def _text_key(reason: str, language: Language) -> str:
    return f"{reason}#{language.value}"


def _read_line(number: str) -> ServiceLine | None:
    try:
        row = rows.LineRow.get(f"LINE#{number}", "LINE")
    except DoesNotExist:
        return None
    return ServiceLine(
        number=phone_number(number),
        name=row.name,
        queue=row.queue,
        language=Language(row.language),
        greeting=row.greeting,
        article=row.article,
    )


def _read_version_in_force(name: str, now: datetime) -> PriceListVersion | None:
    found = rows.PriceListRow.query(
        f"PRICES#{name}",
        rows.PriceListRow.sk <= rows.instant_text(now.replace(microsecond=0)),
        scan_index_forward=False,
        limit=1,
    )
    return next((_version(row) for row in found), None)


def _version(row: rows.PriceListRow) -> PriceListVersion:
    return PriceListVersion(
        key=PriceListKey(
            name=row.pk.removeprefix("PRICES#"), valid_from=datetime.fromisoformat(row.sk)
        ),
        articles={
            number: article_from_json(number, stored) for number, stored in row.articles.items()
        },
    )
