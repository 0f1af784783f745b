"""Service lines and price lists, kept in memory for a minute: each call asks for the same few."""

from collections.abc import Callable
from datetime import datetime
from time import time
from typing import Any

from pynamodb.exceptions import DoesNotExist

from agentline.adapters.dynamodb import rows
from agentline.adapters.dynamodb.mapping.catalogue import (
    TEXTS_KEY,
    line_key,
    line_row,
    price_list_version,
    service_line,
    text_key,
    version_key,
    version_row,
)
from agentline.domain.audit import SYSTEM
from agentline.domain.catalogue import Language, PriceListKey, PriceListVersion, ServiceLine
from agentline.ports import PriceListMissingError

SECONDS_KEPT = 60


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
                row = rows.PriceListRow.get(*version_key(key))
            except DoesNotExist:
                raise PriceListMissingError(
                    f"price list {key.name} has no version of {key.valid_from.isoformat()}"
                ) from None
            self._versions[key] = price_list_version(row)
        return self._versions[key]

    def own_words(self, reason: str, language: Language) -> str | None:
        texts: dict[str, str] | None = self._cached(TEXTS_KEY, _read_texts)
        return (texts or {}).get(text_key(reason, language))

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
    """Write or replace a line that a stage begins with; staff's changes leave an audit entry."""
    from agentline.adapters.dynamodb.catalogue_book import line_entry_row
    from agentline.domain.service_line import LineEntry

    line_row(line).save()
    line_entry_row(LineEntry(line=line, version=0)).save()


def store_price_list(version: PriceListVersion) -> None:
    """Write a version that a stage begins with; staff's changes leave an audit entry.

    One that is there stays as it is: versions are immutable.
    """
    from agentline.adapters.dynamodb.catalogue_book import version_entry_row
    from agentline.domain.price_list import VersionEntry

    key = version.key
    entry = VersionEntry(
        key=key, articles=len(version.articles), added_at=key.valid_from, added_by=SYSTEM
    )
    # First, so that no version is in force that is not listed.
    version_entry_row(entry).save()
    row = version_row(version)
    row.save(condition=row.is_new())


def _read_texts() -> dict[str, str]:
    return {row.sk: row.text for row in rows.SpokenTextRow.query(TEXTS_KEY)}


def _read_line(number: str) -> ServiceLine | None:
    try:
        return service_line(number, rows.LineRow.get(*line_key(number)))
    except DoesNotExist:
        return None


def _read_version_in_force(name: str, now: datetime) -> PriceListVersion | None:
    found = rows.PriceListRow.query(
        f"PRICES#{name}",
        rows.PriceListRow.sk <= rows.instant_text(now.replace(microsecond=0)),
        scan_index_forward=False,
        limit=1,
    )
    return next((price_list_version(row) for row in found), None)
