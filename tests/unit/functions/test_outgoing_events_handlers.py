"""The doors of publisher and deliverer: batches in, and out what is to be brought again."""

import importlib
import json
from dataclasses import dataclass, field, replace
from datetime import timedelta
from types import ModuleType
from typing import Any

import pytest
from aws_lambda_powertools.utilities.batch.exceptions import BatchProcessingError

from agentline.adapters.dynamodb import rows
from agentline.adapters.dynamodb.mapping.calls import call_row, order_row
from agentline.bootstrap.outgoing import open_delivery_desk
from agentline.domain.call import ScreenedCall, Step, Verdict
from agentline.domain.order import rate
from agentline.domain.webhook_delivery import DeliveryState
from agentline.settings import SettingsError
from tests.examples import BASIC, CUSTOMER, NOON, TAROT_LINE, a_record
from tests.outgoing import PostOffice, an_endpoint, an_event
from tests.unit.functions.test_screen_call_handler import FakeContext
from tests.unit.services.test_rate_contacts import PIN, admitted


@pytest.fixture(autouse=True)
def _delivery_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AGENTLINE_DELIVERY_QUEUE_URL", "http://127.0.0.1:9/queue")
    monkeypatch.setenv("AGENTLINE_DELIVERY_NETWORK", "public")


@dataclass
class FakeJournal:
    """Steps by their call and name; `is_down` keeps none."""

    kept: dict[tuple[str, Step], ScreenedCall] = field(default_factory=dict)
    is_down: bool = False

    def keep(self, step: ScreenedCall) -> None:
        if self.is_down:
            raise TimeoutError("the store does not answer")
        self.kept[step.call, step.step] = step


@dataclass
class Doors:
    """Both functions over one post office with one endpoint, and one journal."""

    publish: ModuleType
    deliver: ModuleType
    office: PostOffice = field(default_factory=PostOffice)
    journal: FakeJournal = field(default_factory=FakeJournal)


@pytest.fixture
def doors(monkeypatch: pytest.MonkeyPatch) -> Doors:
    publish, deliver = (
        importlib.import_module(f"outgoing_events.{name}") for name in ("publish", "deliver")
    )
    doors = Doors(publish, deliver)
    doors.office.endpoints.add(an_endpoint())
    monkeypatch.setattr(publish, "desk", doors.office.publishing)
    monkeypatch.setattr(publish, "journal", doors.journal)
    monkeypatch.setattr(deliver, "desk", doors.office.delivering)
    return doors


def change(contact: str, sequence_number: str) -> dict[str, Any]:
    """An order that was just written, as the stream tells it."""
    order = rate(
        a_record(contact),
        customer=CUSTOMER,
        line=TAROT_LINE.number,
        pin=PIN,
        version=BASIC,
        now=NOON + timedelta(hours=2),
    )
    return told(order_row(replace(order, basis=1)), sequence_number)


def told(row: rows.Row, sequence_number: str, before: rows.Row | None = None) -> dict[str, Any]:
    """A row that was written, as the stream tells it."""
    image = row.serialize()
    told = {
        "Keys": {"pk": image["pk"], "sk": image["sk"]},
        "NewImage": image,
        "SequenceNumber": sequence_number,
        "StreamViewType": "NEW_AND_OLD_IMAGES",
    }
    return {
        "eventID": f"event-{sequence_number}",
        "eventName": "MODIFY" if before else "INSERT",
        "eventSource": "aws:dynamodb",
        "dynamodb": told | ({"OldImage": before.serialize()} if before else {}),
    }


def asked_and_refused() -> list[dict[str, Any]]:
    """A call that was asked for a code, and then refused."""
    asked = replace(admitted("call-1", pin=None), verdict=Verdict.ASK_PIN, reason="code_required")
    refused = replace(
        asked, step=Step.CODE_1, verdict=Verdict.REFUSE, reason="credit_exhausted", hold=None
    )
    return [told(call_row(asked), "1"), told(call_row(refused), "2", call_row(asked))]


def message(body: str, message_id: str) -> dict[str, Any]:
    return {"messageId": message_id, "eventSource": "aws:sqs", "body": body}


def test_every_order_of_a_batch_becomes_a_delivery(doors: Doors) -> None:
    batch = {"Records": [change("contact-1", "1"), change("contact-2", "2")]}
    assert doors.publish.handler(batch, FakeContext()) == {"batchItemFailures": []}
    assert len(doors.office.deliveries.kept) == 2
    assert doors.publish.handler(batch, FakeContext()) == {"batchItemFailures": []}
    assert len(doors.office.deliveries.kept) == 2


def test_a_change_that_cannot_be_read_is_brought_again_and_hinders_no_other(
    doors: Doors, caplog: pytest.LogCaptureFixture
) -> None:
    damaged = change("contact-1", "1")
    del damaged["dynamodb"]["NewImage"]["amount"]
    answer = doors.publish.handler({"Records": [damaged, change("contact-2", "2")]}, FakeContext())
    assert answer == {"batchItemFailures": [{"itemIdentifier": "1"}]}
    assert len(doors.office.deliveries.kept) == 1
    [failure] = [record for record in caplog.records if record.message == "event not published"]
    assert vars(failure)["change"] == "event-1"


def test_an_endpoint_that_fails_brings_the_change_again_until_all_are_seen_to(
    doors: Doors,
) -> None:
    doors.office.endpoints.add(an_endpoint("ep_2"))
    doors.office.deliveries.failing = {"ep_1"}
    batch = {"Records": [change("contact-1", "1")]}
    with pytest.raises(BatchProcessingError):
        doors.publish.handler(batch, FakeContext())
    doors.office.deliveries.failing.clear()
    doors.publish.handler(batch, FakeContext())
    assert sorted(endpoint for endpoint, _ in doors.office.deliveries.kept) == ["ep_1", "ep_2"]
    doors.office.run()
    assert len(doors.office.postman.posted) == 2


def test_every_step_of_a_call_is_journalled_and_its_refusal_published_once(doors: Doors) -> None:
    batch = {"Records": asked_and_refused()}
    for _ in range(2):
        assert doors.publish.handler(batch, FakeContext()) == {"batchItemFailures": []}
    assert [step for _, step in doors.journal.kept] == [Step.NUMBER, Step.CODE_1]
    assert len(doors.office.deliveries.kept) == 1


def test_a_journal_that_fails_brings_the_step_again_and_no_event_doubles(
    doors: Doors, caplog: pytest.LogCaptureFixture
) -> None:
    batch = {"Records": [*asked_and_refused(), change("contact-1", "3")]}
    doors.journal.is_down = True
    answer = doors.publish.handler(batch, FakeContext())
    assert answer == {"batchItemFailures": [{"itemIdentifier": "1"}, {"itemIdentifier": "2"}]}
    assert len(doors.office.deliveries.kept) == 2
    failures = [record for record in caplog.records if record.message == "call not journalled"]
    assert [vars(failure)["change"] for failure in failures] == ["event-1", "event-2"]
    doors.journal.is_down = False
    assert doors.publish.handler(batch, FakeContext()) == {"batchItemFailures": []}
    assert len(doors.journal.kept) == 2
    assert len(doors.office.deliveries.kept) == 2
    doors.office.run()
    assert len(doors.office.postman.posted) == 2


def test_an_endpoint_that_fails_hinders_no_journal(doors: Doors) -> None:
    doors.office.deliveries.failing = {"ep_1"}
    answer = doors.publish.handler({"Records": asked_and_refused()}, FakeContext())
    assert answer == {"batchItemFailures": [{"itemIdentifier": "2"}]}
    assert len(doors.journal.kept) == 2


def test_a_message_is_met(doors: Doors) -> None:
    event = an_event()
    doors.office.publish(event)
    [call] = doors.office.queue.calls
    body = json.dumps(
        {
            "endpoint": call.endpoint,
            "event": call.event,
            "version": call.version,
            "due": call.due.isoformat(),
        }
    )
    answer = doors.deliver.handler({"Records": [message(body, "m-1")]}, FakeContext())
    assert answer == {"batchItemFailures": []}
    assert doors.office.delivery(event).state is DeliveryState.DELIVERED


@pytest.mark.parametrize("body", ["", "{}", "[]", '{"endpoint": "e", "event": "x"}', "null"])
def test_a_message_that_is_none_stays_for_the_dead_letters(doors: Doors, body: str) -> None:
    answer = doors.deliver.handler({"Records": [message(body, "m-1")]}, FakeContext())
    assert answer == {"batchItemFailures": [{"itemIdentifier": "m-1"}]}


def test_a_network_that_is_none_stops_the_function_where_it_starts(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("AGENTLINE_DELIVERY_NETWORK", "everywhere")
    with pytest.raises(SettingsError, match="AGENTLINE_DELIVERY_NETWORK"):
        open_delivery_desk()
