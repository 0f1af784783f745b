"""Records set aside, as staff see to them."""

from collections.abc import Iterable, Sequence
from datetime import date

from pynamodb.exceptions import DoesNotExist, UpdateError
from pynamodb.expressions.update import Action

from agentline.adapters.dynamodb import rows
from agentline.adapters.dynamodb.index_reading import TABLE, Stretch, read_stretches
from agentline.adapters.dynamodb.key_ranges import days_back
from agentline.adapters.dynamodb.mapping.accounts import audit_row
from agentline.adapters.dynamodb.mapping.reasons import reason_from_json
from agentline.adapters.dynamodb.quarantine import QUARANTINE, quarantine_key
from agentline.adapters.dynamodb.todo_index import list_waiting_rows
from agentline.adapters.dynamodb.transaction import writing
from agentline.adapters.record_bucket import RecordBucket
from agentline.calls_ports import RecordMissingError
from agentline.domain.audit import AuditEntry
from agentline.domain.quarantine import QuarantineCode, SetAsideRecord
from agentline.domain.seeing_to import SeenTo
from agentline.office_ports import Listing, Position

_ROW = rows.QuarantineRow


class TableQuarantineShelf:
    """The `QuarantineShelf` port on the table and a bucket."""

    def __init__(self, bucket: RecordBucket) -> None:
        self._bucket = bucket

    def waiting(self, limit: int, position: Position | None) -> Listing[SetAsideRecord]:
        found = list_waiting_rows([QUARANTINE], limit, position)
        keys = [(row.pk, row.sk) for row in found.items]
        stored = _ROW.batch_get(keys, consistent_read=True) if keys else ()
        return Listing(items=_oldest_first(stored), position=found.position)

    def of_days(
        self, since: date, until: date, limit: int, position: Position | None
    ) -> Listing[SetAsideRecord]:
        stretches = [Stretch(shard=quarantine_key(day)) for day in days_back(since, until)]
        found = read_stretches(TABLE, stretches, limit, position)
        stored = [_ROW.from_raw_data(dict(item)) for item in found.items]
        return Listing(items=list(map(_record, stored)), position=found.position)

    def find(self, record: str) -> SetAsideRecord:
        return _record(_read(record))

    def text_of(self, record: SetAsideRecord) -> str:
        return self._bucket.get(_read(record.id).record_key)

    def begin_replay(self, record: SetAsideRecord, seen: SeenTo, audit: AuditEntry) -> None:
        _note(record, audit, _seen(seen))

    def end_replay(self, record: SetAsideRecord, seen: SeenTo) -> None:
        try:
            _ROW(*_keys(record.id)).update(
                actions=_off_the_list(), condition=_ROW.deed == seen.deed
            )
        except UpdateError as error:
            if error.cause_response_code != "ConditionalCheckFailedException":
                raise

    def discard(self, record: SetAsideRecord, seen: SeenTo, audit: AuditEntry) -> None:
        _note(record, audit, [*_seen(seen), *_off_the_list()])


def _note(record: SetAsideRecord, audit: AuditEntry, actions: Sequence[Action]) -> None:
    with writing([audit_row(audit)]) as transaction:
        transaction.update(
            _ROW(*_keys(record.id)),
            actions=list(actions),
            condition=_ROW.todo.exists() & (_ROW.at == record.at),
        )


def _seen(seen: SeenTo) -> list[Action]:
    return [
        _ROW.seen_by.set(seen.by),
        _ROW.seen_at.set(seen.at),
        _ROW.outcome.set(seen.outcome),
        _ROW.deed.set(seen.deed),
    ]


def _off_the_list() -> list[Action]:
    return [_ROW.todo.remove(), _ROW.todo_at.remove()]


def _read(record: str) -> rows.QuarantineRow:
    try:
        return _ROW.get(*_keys(record), consistent_read=True)
    except DoesNotExist:
        raise RecordMissingError(f"there is no record {record[:80]} in quarantine") from None


def _keys(record: str) -> tuple[str, str]:
    day, _, digest = record.partition(".")
    return quarantine_key(day), digest


def _oldest_first(stored: Iterable[rows.QuarantineRow]) -> list[SetAsideRecord]:
    records = sorted(map(_record, stored), key=lambda record: record.at)
    return [record for record in records if record.is_waiting]


def _record(row: rows.QuarantineRow) -> SetAsideRecord:
    return SetAsideRecord(
        id=f"{row.at:%Y-%m-%d}.{row.sk}",
        is_waiting=row.todo is not None,
        seen=SeenTo(by=row.seen_by, at=row.seen_at, outcome=row.outcome, deed=row.deed)
        if row.seen_by
        else None,
        contact=row.contact,
        reason=reason_from_json(row.reason, QuarantineCode),
        at=row.at,
    )
