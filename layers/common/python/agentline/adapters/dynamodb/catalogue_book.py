"""Staff's view of the catalogue, and their changes of it."""

import json
from collections.abc import Iterator, Sequence
from datetime import datetime

from pynamodb.exceptions import DoesNotExist
from pynamodb.transactions import TransactWrite

from agentline.adapters.dynamodb import rows
from agentline.adapters.dynamodb.catalogue_rows import LineEntryRow, RevisionRow, VersionEntryRow
from agentline.adapters.dynamodb.key_ranges import list_range
from agentline.adapters.dynamodb.mapping.accounts import audit_row
from agentline.adapters.dynamodb.mapping.catalogue import (
    TEXTS_KEY,
    line_fields,
    line_key,
    line_row,
    price_list_version,
    service_line,
    text_key,
    version_key,
    version_row,
)
from agentline.adapters.dynamodb.transaction import RowsExistError, writing
from agentline.catalogue_ports import (
    AddVersion,
    CatalogueChange,
    CatalogueChangedError,
    CatalogueDeed,
    KeepLine,
    OwnWords,
    SayWords,
    WithdrawVersion,
)
from agentline.domain.catalogue import Language, PriceListKey, PriceListVersion
from agentline.domain.price_list import PriceListError, VersionEntry
from agentline.domain.screening import Refusal
from agentline.domain.service_line import LineEntry
from agentline.office_ports import Listing, Position
from agentline.ports import AccountChangedError, PriceListMissingError

_KEY = "CATALOGUE"
_REVISION = "REVISION"
_VERSION = "VERSION#"
_LINE = "LINE#"
# A row holds 400 kB, names and all.
_LARGEST_VERSION = 350_000


class TableCatalogueBook:
    """The `CatalogueBook` port on the table. Every answer is of this moment."""

    def revision(self) -> int:
        try:
            return int(RevisionRow.get(_KEY, _REVISION, consistent_read=True).revision)
        except DoesNotExist:
            return 0

    def entries(self, name: str | None = None) -> Sequence[VersionEntry]:
        beginning = _VERSION if name is None else f"{_VERSION}{name}#"
        found = VersionEntryRow.query(
            _KEY, VersionEntryRow.sk.startswith(beginning), consistent_read=True
        )
        return [_version_entry(row) for row in found]

    def version(self, key: PriceListKey) -> PriceListVersion:
        try:
            row = rows.PriceListRow.get(*version_key(key), consistent_read=True)
        except DoesNotExist:
            raise PriceListMissingError(
                f"price list {key.name} has no version of {key.valid_from:%Y-%m-%d %H:%M:%S} UTC"
            ) from None
        return price_list_version(row)

    def versions(self, keys: Sequence[PriceListKey]) -> Sequence[PriceListVersion]:
        found = rows.PriceListRow.batch_get(map(version_key, keys), consistent_read=True)
        return [price_list_version(row) for row in found]

    def lines(self) -> Sequence[LineEntry]:
        found = LineEntryRow.query(_KEY, LineEntryRow.sk.startswith(_LINE), consistent_read=True)
        return [_line_entry(row) for row in found]

    def list_lines(self, limit: int, position: Position | None) -> Listing[LineEntry]:
        is_line = LineEntryRow.sk.startswith(_LINE)
        found = list_range(LineEntryRow, _KEY, is_line, limit, position, newest_first=False)
        return Listing(items=list(map(_line_entry, found.items)), position=found.position)

    def line(self, number: str) -> LineEntry | None:
        try:
            return _line_entry(LineEntryRow.get(_KEY, f"{_LINE}{number}", consistent_read=True))
        except DoesNotExist:
            return None

    def own_words(self) -> OwnWords:
        found = rows.SpokenTextRow.query(TEXTS_KEY, consistent_read=True)
        return {_refusal(row.sk): row.text for row in found}

    def store(self, change: CatalogueChange, revision: int) -> None:
        new_rows = [audit_row(change.audit), *_new_rows(change.deed)]
        try:
            with writing(new_rows) as transaction:
                _count_up(transaction, revision)
                _write(transaction, change.deed)
        except (RowsExistError, AccountChangedError) as error:
            raise CatalogueChangedError(str(error)) from error


def version_entry_row(entry: VersionEntry) -> VersionEntryRow:
    return VersionEntryRow(
        _KEY,
        f"{_VERSION}{entry.key.name}#{rows.instant_text(entry.key.valid_from)}",
        articles=entry.articles,
        added_at=entry.added_at,
        added_by=entry.added_by,
        deed=entry.deed or None,
    )


def line_entry_row(entry: LineEntry) -> LineEntryRow:
    return LineEntryRow(
        _KEY,
        f"{_LINE}{entry.line.number}",
        version=entry.version,
        closed_at=entry.closed_at,
        **line_fields(entry.line),
    )


def _new_rows(deed: CatalogueDeed) -> Iterator[rows.Row]:
    if isinstance(deed, AddVersion):
        row = version_row(deed.version)
        if len(json.dumps(row.articles)) > _LARGEST_VERSION:
            raise PriceListError("the price list is too large to be kept: state less of its bands")
        yield row
        yield version_entry_row(deed.entry)


def _count_up(transaction: TransactWrite, revision: int) -> None:
    row = RevisionRow(_KEY, _REVISION, revision=revision + 1)
    transaction.save(row, condition=RevisionRow.revision == revision if revision else row.is_new())


def _write(transaction: TransactWrite, deed: CatalogueDeed) -> None:
    match deed:
        case WithdrawVersion(key=key):
            transaction.delete(rows.PriceListRow(*version_key(key)))
            sort_key = f"{_VERSION}{key.name}#{rows.instant_text(key.valid_from)}"
            transaction.delete(VersionEntryRow(_KEY, sort_key))
        case KeepLine(entry=entry):
            transaction.save(line_entry_row(entry))
            if entry.closed_at:
                transaction.delete(rows.LineRow(*line_key(entry.line.number)))
            else:
                transaction.save(line_row(entry.line))
        case SayWords(refusal=refusal, language=language, text=text):
            row = rows.SpokenTextRow(TEXTS_KEY, text_key(refusal, language), text=text)
            if text is None:
                transaction.delete(row)
            else:
                transaction.save(row)


def _version_entry(row: VersionEntryRow) -> VersionEntry:
    name, _, valid_from = row.sk.removeprefix(_VERSION).partition("#")
    return VersionEntry(
        key=PriceListKey(name=name, valid_from=datetime.fromisoformat(valid_from)),
        articles=int(row.articles),
        added_at=row.added_at,
        added_by=row.added_by,
        deed=row.deed or "",
    )


def _line_entry(row: LineEntryRow) -> LineEntry:
    return LineEntry(
        line=service_line(row.sk.removeprefix(_LINE), row),
        version=int(row.version),
        closed_at=row.closed_at,
    )


def _refusal(sort_key: str) -> tuple[Refusal, Language]:
    refusal, _, language = sort_key.partition("#")
    return Refusal(refusal), Language(language)
