"""Puts what Connect reports where Connect puts it."""

import json
from datetime import datetime
from typing import TYPE_CHECKING, Any, cast

from local.connect.call import PlayedCall
from local.connect.errors import SimulatorError

if TYPE_CHECKING:
    from mypy_boto3_events import EventBridgeClient
    from mypy_boto3_kinesis import KinesisClient

MOST_ENTRIES = 10  # PutEvents takes no more at once.


class Publisher:
    """Contact events go on the default bus, contact records on the stream."""

    def __init__(
        self, *, kinesis: "KinesisClient", events: "EventBridgeClient", stream_name: str
    ) -> None:
        self._kinesis = kinesis
        self._events = events
        self._stream_name = stream_name

    def publish(self, played: PlayedCall) -> None:
        """Events first, as in life: a record is written after its contact has ended."""
        self.publish_events(played)
        self.publish_records(played)

    def publish_events(self, played: PlayedCall) -> None:
        """Raises SimulatorError when the bus does not take them all."""
        entries = [_entry(cast("dict[str, Any]", event)) for event in played.events]
        for first in range(0, len(entries), MOST_ENTRIES):
            answer = self._events.put_events(Entries=entries[first : first + MOST_ENTRIES])
            if answer["FailedEntryCount"]:
                raise SimulatorError(f"contact events were not taken: {answer['Entries']}")

    def publish_records(self, played: PlayedCall) -> None:
        """One record a leg; the partition key is the contact id."""
        for record in played.records:
            self._kinesis.put_record(
                StreamName=self._stream_name,
                Data=json.dumps(record, ensure_ascii=False).encode(),
                PartitionKey=str(record["ContactId"]),
            )


def _entry(event: dict[str, Any]) -> Any:
    return {
        "Time": datetime.fromisoformat(event["time"]),
        "Source": event["source"],
        "Resources": event["resources"],
        "DetailType": event["detail-type"],
        "Detail": json.dumps(event["detail"], ensure_ascii=False),
    }
