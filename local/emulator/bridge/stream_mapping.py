"""Kinesis event source mappings.

AWS: honours partial batch failures, bisects a batch that fails, retries up to a limit and an age,
describes what it gives up to an SQS queue or SNS topic, and goes on with the shard.
ministack: drops the records of a partial failure in silence and retries a failing batch for ever.
Repaired: its poller for Kinesis is replaced; the rules are in `stream_delivery`. Shards are served
side by side, each in order. Filters and starting positions stay ministack's. Not played: batching
windows, parallelization factor, S3 destinations, and the IAM check of the mapping's own calls.
"""

# ruff: noqa: SLF001 - a repair reaches into private parts by nature
import base64
import logging
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from local.emulator.bridge import failure_destination, stock
from local.emulator.bridge.stream_delivery import (
    Answer,
    DeliveryRules,
    Discarded,
    Record,
    deliver,
)

_log = logging.getLogger("bridge.streams")
_busy: set[tuple[str, str]] = set()  # (mapping, shard) pairs that a thread is serving
_busy_lock = threading.Lock()


def install() -> None:
    stock.functions._poll_kinesis = poll


def poll() -> bool:
    """Start serving every shard that has records waiting; whether there was any."""
    found = False
    for account_id, region, mapping in stock.functions._iter_all_esms():
        with _acting_in(account_id, region):
            for shard in _waiting_shards(account_id, region, mapping):
                found = True
                threading.Thread(
                    target=shard.serve, daemon=True, name=f"shard-{shard.shard_id}"
                ).start()
    return found


@contextmanager
def _acting_in(account_id: str, region: str) -> Iterator[None]:
    """ministack finds everything by the account and region of the current request."""
    account_token = stock.scope._request_account_id.set(account_id)
    region_token = stock.scope._request_region.set(region)
    try:
        yield
    finally:
        stock.scope._request_region.reset(region_token)
        stock.scope._request_account_id.reset(account_token)


def _waiting_shards(
    account_id: str, region: str, mapping: dict[str, Any]
) -> Iterator["_MappedShard"]:
    source = mapping.get("EventSourceArn", "")
    if not mapping.get("Enabled", True) or ":kinesis:" not in source:
        return
    function, _ = stock.functions._get_func_record_for_qualifier(
        mapping["FunctionName"], mapping.get("Qualifier")
    )
    stream = stock.streams._streams.get_scoped(account_id, region, source.rsplit("/", 1)[-1])
    if function is None or not stream or stream["StreamStatus"] != "ACTIVE":
        return
    positions = stock.functions._kinesis_positions.setdefault(mapping["UUID"], {})
    for shard_id, stored in stream["shards"].items():
        from_start = mapping.get("StartingPosition") == "TRIM_HORIZON"
        start = positions.setdefault(shard_id, 0 if from_start else len(stored["records"]))
        raw = stored["records"][start : start + int(mapping.get("BatchSize", 100))]
        with _busy_lock:
            if not raw or (mapping["UUID"], shard_id) in _busy:
                continue
            _busy.add((mapping["UUID"], shard_id))
        yield _MappedShard(
            scope=(account_id, region),
            mapping=mapping,
            function=function,
            shard_id=shard_id,
            positions=positions,
            start=start,
            records=[_as_event(record, shard_id, mapping) for record in raw],
        )


@dataclass(slots=True, kw_only=True)
class _MappedShard:
    """One batch waiting in one shard of one mapping, and the way on from it."""

    scope: tuple[str, str]
    mapping: dict[str, Any]
    function: dict[str, Any]
    shard_id: str
    positions: dict[str, int]
    start: int
    records: list[Record]
    _last_answer: Answer | None = field(default=None, init=False)

    def serve(self) -> None:
        try:
            with _acting_in(*self.scope):
                wanted = stock.functions._apply_filter_criteria(self.records, self.mapping)
                deliver(wanted, DeliveryRules.of(self.mapping), self)
                if self.is_open():  # past what the filter left out at the end
                    self.advance(self.records[-1])
        except Exception:
            _log.exception("serving shard %s failed", self.shard_id)
            self.pause(1.0)
        finally:
            with _busy_lock:
                _busy.discard((self.mapping["UUID"], self.shard_id))
            stock.functions._esm_wake.set()

    def is_open(self) -> bool:
        mapping = stock.functions._esms.get(self.mapping["UUID"])
        return mapping is not None and mapping.get("Enabled", True)

    def invoke(self, records: Sequence[Record]) -> Answer:
        result = stock.functions._execute_function(self.function, {"Records": list(records)})
        answer = Answer(
            failed=bool(result.get("error")),
            throttled=bool(result.get("throttle")),
            body=result.get("body"),
        )
        self.mapping["LastProcessingResult"] = (
            "PROBLEM: Function call failed" if answer.failed else f"OK - {len(records)} records"
        )
        return answer

    def advance(self, last: Record) -> None:
        self.positions[self.shard_id] = self.start + self.records.index(last) + 1

    def discard(self, given_up: Discarded) -> None:
        failure_destination.describe(given_up, self.mapping, self.function, self.shard_id)

    def pause(self, seconds: float) -> None:
        time.sleep(seconds)


def _as_event(record: dict[str, Any], shard_id: str, mapping: dict[str, Any]) -> Record:
    """One stored record as a function receives it."""
    content = record["Data"]
    if isinstance(content, bytes):
        content = base64.b64encode(content).decode("ascii")
    return {
        "kinesis": {
            "kinesisSchemaVersion": "1.0",
            "partitionKey": record["PartitionKey"],
            "sequenceNumber": record["SequenceNumber"],
            "data": content,
            "approximateArrivalTimestamp": float(record["ApproximateArrivalTimestamp"]),
        },
        "eventSource": "aws:kinesis",
        "eventVersion": "1.0",
        "eventID": f"{shard_id}:{record['SequenceNumber']}",
        "eventName": "aws:kinesis:record",
        "invokeIdentityArn": f"arn:aws:iam::{stock.scope.get_account_id()}:role/lambda-role",
        "awsRegion": stock.scope.get_region(),
        "eventSourceARN": mapping["EventSourceArn"],
    }
