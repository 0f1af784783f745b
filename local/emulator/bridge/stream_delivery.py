"""How AWS delivers one batch of a shard's records to a function: the rules, without ministack.

https://docs.aws.amazon.com/lambda/latest/dg/services-kinesis-batchfailurereporting.html and the
pages on retries and on-failure destinations beside it.
"""

import time
from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Protocol, Self

Record = dict[str, Any]  # as the function receives it: eventID, kinesis, ...

_LONGEST_PAUSE_SECONDS = 5.0


@dataclass(frozen=True, slots=True, kw_only=True)
class DeliveryRules:
    """The properties of an event source mapping that govern failures. None: without limit."""

    reports_failed_records: bool
    bisects: bool
    retry_limit: int | None
    oldest_seconds: float | None

    @classmethod
    def of(cls, mapping: dict[str, Any]) -> Self:
        """Read them as CloudFormation and Lambda name them; -1 and an absent value mean None."""
        retries = mapping.get("MaximumRetryAttempts", -1)
        oldest = mapping.get("MaximumRecordAgeInSeconds", -1)
        return cls(
            reports_failed_records="ReportBatchItemFailures"
            in (mapping.get("FunctionResponseTypes") or []),
            bisects=str(mapping.get("BisectBatchOnFunctionError", False)).lower() == "true",
            retry_limit=None if int(retries) < 0 else int(retries),
            oldest_seconds=None if int(oldest) < 0 else float(oldest),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What became of one invocation. `failed`: an exception, a time-out or a dead worker."""

    failed: bool
    throttled: bool
    body: Any


@dataclass(frozen=True, slots=True, kw_only=True)
class Discarded:
    """Records that are given up: AWS describes them to the on-failure destination."""

    records: Sequence[Record]
    condition: str
    attempts: int
    failed: bool


class Shard(Protocol):
    """What delivery needs of the outside: the function, the position, the destination."""

    def is_open(self) -> bool:
        """False once the mapping is disabled or gone: delivery stops where it is."""

    def invoke(self, records: Sequence[Record]) -> Answer: ...

    def advance(self, last: Record) -> None:
        """The shard has moved on past `last`, for good."""

    def discard(self, given_up: Discarded) -> None: ...

    def pause(self, seconds: float) -> None: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class _Batch:
    records: Sequence[Record]
    attempts: int = 0


def deliver(records: Sequence[Record], rules: DeliveryRules, shard: Shard) -> None:
    """Deliver `records` in order, until each is accepted or given up or the shard is closed."""
    waiting = deque([_Batch(records=records)])
    while waiting and shard.is_open():
        batch = _without_old(waiting.popleft(), rules, shard)
        if not batch.records:
            continue
        answer = shard.invoke(batch.records)
        if answer.throttled:  # not an attempt: the function never saw the records
            shard.pause(_pause_seconds(batch.attempts + 1))
            waiting.appendleft(batch)
            continue
        accepted = _accepted_count(answer, batch.records, rules)
        if accepted:
            shard.advance(batch.records[accepted - 1])
        if accepted < len(batch.records):
            rest = _Batch(
                records=batch.records[accepted:], attempts=1 if accepted else batch.attempts + 1
            )
            waiting.extendleft(reversed(_next_batches(rest, answer, accepted, rules, shard)))


def _without_old(batch: _Batch, rules: DeliveryRules, shard: Shard) -> _Batch:
    """Give up the records older than the mapping allows; they come first, being in order."""
    if rules.oldest_seconds is None:
        return batch
    oldest = time.time() - rules.oldest_seconds
    old = [
        record
        for record in batch.records
        if record["kinesis"]["approximateArrivalTimestamp"] < oldest
    ]
    if not old:
        return batch
    _give_up(old, "RecordAgeExceeded", batch.attempts, shard, failed=batch.attempts > 0)
    return _Batch(records=batch.records[len(old) :], attempts=batch.attempts)


def _accepted_count(answer: Answer, records: Sequence[Record], rules: DeliveryRules) -> int:
    """How many records, from the start, the function is done with.

    AWS moves on to the lowest sequence number reported. An identifier that names no record of the
    batch fails the whole batch, as does one that is empty or null.
    """
    if answer.failed:
        return 0
    if not rules.reports_failed_records or not isinstance(answer.body, dict):
        return len(records)
    reported = [
        failure.get("itemIdentifier") for failure in answer.body.get("batchItemFailures") or []
    ]
    places = {record["kinesis"]["sequenceNumber"]: at for at, record in enumerate(records)}
    return min((places.get(identifier, 0) for identifier in reported), default=len(records))


def _next_batches(
    rest: _Batch, answer: Answer, accepted: int, rules: DeliveryRules, shard: Shard
) -> list[_Batch]:
    """What to try next: halves, the same again after a pause, or nothing (given up)."""
    is_exhausted = rules.retry_limit is not None and rest.attempts > rules.retry_limit
    # A partial failure already splits the batch at the failed record; splitting is no retry.
    if rules.bisects and len(rest.records) > 1 and (not accepted or is_exhausted):
        half = len(rest.records) // 2
        return [_Batch(records=rest.records[:half]), _Batch(records=rest.records[half:])]
    if is_exhausted:
        _give_up(rest.records, "RetryAttemptsExhausted", rest.attempts, shard, failed=answer.failed)
        return []
    shard.pause(_pause_seconds(rest.attempts))
    return [rest]


def _give_up(
    records: Sequence[Record], condition: str, attempts: int, shard: Shard, *, failed: bool
) -> None:
    shard.discard(Discarded(records=records, condition=condition, attempts=attempts, failed=failed))
    shard.advance(records[-1])


def _pause_seconds(attempts: int) -> float:
    return min(0.05 * 2.0**attempts, _LONGEST_PAUSE_SECONDS)
