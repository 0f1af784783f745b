"""The door of the stream: tells which records to bring again, and only those."""

import base64
import json
from types import ModuleType
from typing import Any

import pytest

from agentline.services.settle_contacts import RatingDesk
from tests.examples import BASIC, CALLER, TAROT_LINE, a_record, a_standing, record_fields
from tests.fakes import FakeCatalogue, FakeClock, FakeStore
from tests.unit.functions.test_screen_call_handler import FakeContext
from tests.unit.services.test_rate_contacts import admitted


@pytest.fixture
def store(rate_call_module: ModuleType, monkeypatch: pytest.MonkeyPatch) -> FakeStore:
    store = FakeStore()
    store.add_customer(a_standing(), CALLER)
    desk = RatingDesk(
        register=store,
        calls=store,
        orders=store,
        quarantine=store,
        catalogue=FakeCatalogue({TAROT_LINE.number: TAROT_LINE}, [BASIC]),
        clock=FakeClock(a_record().version),
    )
    monkeypatch.setattr(rate_call_module, "desk", desk)
    return store


def stream_event(*payloads: bytes) -> dict[str, Any]:
    return {
        "Records": [
            {
                "kinesis": {"sequenceNumber": str(at), "data": base64.b64encode(data).decode()},
                "eventSource": "aws:kinesis",
            }
            for at, data in enumerate(payloads)
        ]
    }


def payload(contact: str) -> bytes:
    return json.dumps(record_fields(a_record(contact))).encode()


def rate(module: ModuleType, *payloads: bytes) -> list[str]:
    """Sequence numbers the stream is told to bring again."""
    answer = module.handler(stream_event(*payloads), FakeContext())
    return [failure["itemIdentifier"] for failure in answer["batchItemFailures"]]


def test_rated_records_are_not_brought_again(
    rate_call_module: ModuleType, store: FakeStore
) -> None:
    store.screened = {"contact-1": admitted()}
    assert rate(rate_call_module, payload("contact-1")) == []
    assert list(store.orders) == ["contact-1"]


def test_f04_a_poison_record_is_done_with_and_the_others_are_rated(
    rate_call_module: ModuleType, store: FakeStore
) -> None:
    store.screened = {"contact-1": admitted()}
    assert rate(rate_call_module, b"\xff\xfe not json", payload("contact-1")) == []
    assert list(store.orders) == ["contact-1"]
    assert len(store.quarantined) == 1


def test_f06_only_the_group_that_failed_is_brought_again(
    rate_call_module: ModuleType, store: FakeStore
) -> None:
    store.screened = {"contact-1": admitted()}
    store.failures = 1
    assert rate(rate_call_module, payload("stranger"), payload("contact-1")) == ["1"]
    assert rate(rate_call_module, payload("contact-1")) == []


def test_a_batch_that_fails_whole_is_brought_again_whole(
    rate_call_module: ModuleType, store: FakeStore
) -> None:
    store.screened = {"contact-1": admitted()}
    store.failures = 1
    assert rate(rate_call_module, payload("contact-1")) == ["0"]
