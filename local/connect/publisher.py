"""Puts what Connect reports where Connect puts it."""

import json
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any, Protocol, cast

from local.connect.call import PlayedCall
from local.connect.errors import SimulatorError

if TYPE_CHECKING:
    from mypy_boto3_events import EventBridgeClient
    from mypy_boto3_kinesis import KinesisClient

MOST_ENTRIES = 10  # PutEvents takes no more at once.


class Reports(Protocol):
    """Takes what Connect reports about contacts."""

    def put_events(self, events: Sequence[Mapping[str, object]]) -> None:
        """Contact events, in the order in which they happened."""

    def put_records(self, records: Sequence[Mapping[str, object]]) -> None:
        """Contact records, of contacts that are over."""


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
        self.put_events(played.events)

    def publish_records(self, played: PlayedCall) -> None:
        """One record a leg."""
        self.put_records(played.records)

    def put_events(self, events: Sequence[Mapping[str, object]]) -> None:
        """Raises SimulatorError when the bus does not take them all."""
        entries = [_entry(cast("dict[str, Any]", event)) for event in events]
        for first in range(0, len(entries), MOST_ENTRIES):
            answer = self._events.put_events(Entries=entries[first : first + MOST_ENTRIES])
            if answer["FailedEntryCount"]:
                raise SimulatorError(f"contact events were not taken: {answer['Entries']}")

    def put_records(self, records: Sequence[Mapping[str, object]]) -> None:
        """The partition key is the contact id."""
        for record in records:
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
