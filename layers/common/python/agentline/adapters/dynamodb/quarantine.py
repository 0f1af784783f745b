"""Records set aside: what and why in the table, the record as it came in a bucket."""

import hashlib
from collections.abc import Sequence
from datetime import date, datetime, timedelta

from agentline.adapters.dynamodb import rows
from agentline.adapters.record_bucket import RecordBucket
from agentline.ports import QuarantinedRecord

KEPT = timedelta(days=400)


class TableQuarantine:
    """The `Quarantine` port on the table and a bucket."""

    def __init__(self, bucket: RecordBucket) -> None:
        self._bucket = bucket

    def keep(self, record: QuarantinedRecord) -> None:
        """The record goes first: a row never names one that is not there."""
        digest = _digest(record)
        record_key = f"{record.at:%Y/%m/%d}/{digest}"
        self._bucket.put(record_key, record.text)
        rows.QuarantineRow(
            _day_key(record.at.date()),
            digest,
            contact=record.contact,
            reason=record.reason,
            at=record.at,
            record_key=record_key,
            expires=record.at + KEPT,
        ).save()

    def kept_on(self, day: date) -> Sequence[QuarantinedRecord]:
        return [
            QuarantinedRecord(
                contact=row.contact,
                reason=row.reason,
                at=row.at,
                text=self._bucket.get(row.record_key),
                replayed_at=row.replayed_at,
            )
            for row in rows.QuarantineRow.query(_day_key(day), consistent_read=True)
        ]

    def note_replayed(self, record: QuarantinedRecord, now: datetime) -> None:
        row = rows.QuarantineRow(_day_key(record.at.date()), _digest(record))
        row.update(actions=[rows.QuarantineRow.replayed_at.set(now)])


def _day_key(day: date) -> str:
    return f"QUARANTINE#{day.isoformat()}"


def _digest(record: QuarantinedRecord) -> str:
    return hashlib.sha256(record.text.encode()).hexdigest()
