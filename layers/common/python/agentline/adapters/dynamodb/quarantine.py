"""Records set aside: what and why in the table, the record as it came in a bucket."""

import hashlib
from datetime import timedelta

from agentline.adapters.dynamodb import rows
from agentline.adapters.dynamodb.mapping.reasons import reason_to_json
from agentline.adapters.record_bucket import RecordBucket
from agentline.ports import QuarantinedRecord

KEPT = timedelta(days=400)
QUARANTINE = "quarantine"


class TableQuarantine:
    """The `Quarantine` port on the table and a bucket."""

    def __init__(self, bucket: RecordBucket) -> None:
        self._bucket = bucket

    def keep(self, record: QuarantinedRecord) -> None:
        """The record goes first: a row never names one that is not there."""
        row = quarantine_row(record)
        self._bucket.put(row.record_key, record.text)
        row.save()


def quarantine_row(record: QuarantinedRecord) -> rows.QuarantineRow:
    """Of a record that waits for staff, with the key of its text in the bucket."""
    digest = hashlib.sha256(record.text.encode()).hexdigest()
    return rows.QuarantineRow(
        quarantine_key(record.at.date()),
        digest,
        contact=record.contact,
        reason=reason_to_json(record.reason),
        at=record.at,
        record_key=f"{record.at:%Y/%m/%d}/{digest}",
        todo=QUARANTINE,
        todo_at=record.at,
        expires=record.at + KEPT,
    )


def quarantine_key(day: object) -> str:
    """Of a date, or its ISO text."""
    return f"QUARANTINE#{day}"
