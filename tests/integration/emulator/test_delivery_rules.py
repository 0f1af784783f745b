"""The rules by which a batch of stream records is delivered, without an emulator."""

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

import pytest

from local.emulator.bridge.stream_delivery import (
    Answer,
    DeliveryRules,
    Discarded,
    Record,
    deliver,
)

ACCEPTED = Answer(failed=False, throttled=False, body={"batchItemFailures": []})
FAILED = Answer(failed=True, throttled=False, body={"errorType": "SomeError"})
THROTTLED = Answer(failed=True, throttled=True, body={})


@dataclass
class FakeShard:
    """Answers as told and keeps what happened, by the numbers of the records."""

    answer: Callable[[list[int], int], Answer]
    invocations: list[list[int]] = field(default_factory=list)
    position: int = -1
    discarded: list[tuple[list[int], str, int]] = field(default_factory=list)

    def is_open(self) -> bool:
        return True

    def invoke(self, records: Sequence[Record]) -> Answer:
        self.invocations.append(_numbers(records))
        return self.answer(_numbers(records), len(self.invocations))

    def advance(self, last: Record) -> None:
        self.position = int(last["kinesis"]["sequenceNumber"])

    def discard(self, given_up: Discarded) -> None:
        self.discarded.append((_numbers(given_up.records), given_up.condition, given_up.attempts))

    def pause(self, seconds: float) -> None:
        assert seconds > 0


def test_a_batch_is_retried_up_to_the_limit_and_then_given_up_whole() -> None:
    shard = FakeShard(lambda _numbers, _count: FAILED)
    deliver(_records(3), _rules(retry_limit=2), shard)
    assert shard.invocations == [[0, 1, 2]] * 3
    assert shard.discarded == [([0, 1, 2], "RetryAttemptsExhausted", 3)]
    assert shard.position == 2


def test_without_a_limit_a_batch_is_retried_until_it_is_accepted() -> None:
    shard = FakeShard(lambda _numbers, count: ACCEPTED if count == 12 else FAILED)
    deliver(_records(1), _rules(), shard)
    assert len(shard.invocations) == 12
    assert shard.discarded == []


def test_being_throttled_is_not_an_attempt() -> None:
    shard = FakeShard(lambda _numbers, count: ACCEPTED if count == 4 else THROTTLED)
    deliver(_records(1), _rules(retry_limit=0), shard)
    assert shard.discarded == []
    assert shard.position == 0


def test_records_older_than_allowed_are_given_up_unseen() -> None:
    shard = FakeShard(lambda _numbers, _count: ACCEPTED)
    old, *fresh = _records(3)
    old["kinesis"]["approximateArrivalTimestamp"] -= 3600
    deliver([old, *fresh], _rules(oldest_seconds=60), shard)
    assert shard.invocations == [[1, 2]]
    assert shard.discarded == [([0], "RecordAgeExceeded", 0)]


@pytest.mark.parametrize("reported", ["99", "", None])
def test_an_identifier_that_names_no_record_fails_the_whole_batch(reported: str | None) -> None:
    failures: list[dict[str, Any]] = [{"itemIdentifier": "1"}, {"itemIdentifier": reported}]
    shard = FakeShard(lambda _numbers, count: ACCEPTED if count > 1 else _reporting(failures))
    deliver(_records(2), _rules(), shard)
    assert shard.invocations == [[0, 1], [0, 1]]


def test_the_lowest_reported_record_decides_where_the_next_batch_begins() -> None:
    failures = [{"itemIdentifier": "3"}, {"itemIdentifier": "1"}]
    shard = FakeShard(lambda _numbers, count: ACCEPTED if count > 1 else _reporting(failures))
    deliver(_records(4), _rules(), shard)
    assert shard.invocations == [[0, 1, 2, 3], [1, 2, 3]]


def test_reported_failures_count_for_nothing_when_the_mapping_does_not_ask_for_them() -> None:
    shard = FakeShard(lambda _numbers, _count: _reporting([{"itemIdentifier": "0"}]))
    deliver(_records(2), DeliveryRules.of({}), shard)
    assert shard.invocations == [[0, 1]]
    assert shard.position == 1


def test_bisecting_finds_the_one_bad_record_and_keeps_the_order_of_the_rest() -> None:
    accepted: list[int] = []

    def answer(numbers: list[int], _count: int) -> Answer:
        if 5 in numbers:
            return FAILED
        accepted.extend(numbers)
        return ACCEPTED

    shard = FakeShard(answer)
    deliver(_records(8), _rules(bisects=True, retry_limit=0), shard)
    assert accepted == [0, 1, 2, 3, 4, 6, 7]
    assert [numbers for numbers, _, _ in shard.discarded] == [[5]]


def _rules(**changes: Any) -> DeliveryRules:
    rules: dict[str, Any] = {
        "reports_failed_records": True,
        "bisects": False,
        "retry_limit": None,
        "oldest_seconds": None,
    }
    return DeliveryRules(**(rules | changes))


def _records(count: int) -> list[Record]:
    now = time.time()
    return [
        {"kinesis": {"sequenceNumber": str(number), "approximateArrivalTimestamp": now}}
        for number in range(count)
    ]


def _numbers(records: Sequence[Record]) -> list[int]:
    return [int(record["kinesis"]["sequenceNumber"]) for record in records]


def _reporting(failures: list[dict[str, Any]]) -> Answer:
    return Answer(failed=False, throttled=False, body={"batchItemFailures": failures})
