"""A Kinesis mapping in the emulator keeps AWS's promises about failures."""

from collections.abc import Callable
from typing import Any

import pytest

from local.deployment import Outputs
from tests.integration.emulator.mailbox import Mailbox
from tests.integration.emulator.probe_assembly import RETRY_LIMIT, STORE_STACK
from tests.integration.emulator.waiting import until


@pytest.fixture
def mailbox(client: Callable[[str], Any], probe: Outputs) -> Mailbox:
    return Mailbox(client, probe[STORE_STACK])


def test_after_a_partial_failure_every_good_record_is_delivered_once_and_in_order(
    mailbox: Mailbox,
) -> None:
    mailbox.send("good", "good", "flaky", "good", "good")
    until(lambda: len(mailbox.read()) >= 5)
    assert mailbox.read() == [0, 1, 2, 3, 4]
    assert [mailbox.tries(place) for place in range(5)] == [1, 1, 2, 1, 1]


def test_a_poison_record_goes_to_the_failure_queue_and_the_shard_moves_on(
    mailbox: Mailbox,
) -> None:
    _, poison, _ = mailbox.send("good", "poison", "good")
    until(lambda: len(mailbox.read()) >= 2)
    described = until(mailbox.undelivered)
    assert mailbox.read() == [0, 2]
    assert described["requestContext"]["condition"] == "RetryAttemptsExhausted"
    assert described["requestContext"]["approximateInvokeCount"] == RETRY_LIMIT + 1
    assert described["KinesisBatchInfo"]["batchSize"] == 1
    assert described["KinesisBatchInfo"]["startSequenceNumber"] == poison


def test_a_crashing_record_is_isolated_by_bisecting_its_batch(mailbox: Mailbox) -> None:
    _, _, crash, _ = mailbox.send("good", "good", "crash", "good")
    until(lambda: 3 in mailbox.read())
    described = until(mailbox.undelivered)
    assert set(mailbox.read()) == {0, 1, 3}
    assert described["responseContext"]["functionError"] == "Unhandled"
    assert described["KinesisBatchInfo"]["startSequenceNumber"] == crash
    assert described["KinesisBatchInfo"]["endSequenceNumber"] == crash
