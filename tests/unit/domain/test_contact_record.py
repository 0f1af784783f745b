"""Contact records are read leniently, but never into a wrong bill (faults 4, 9, 10, 11)."""

from datetime import timedelta
from typing import Any

import pytest

from agentline.domain.contact_record import ContactRecordError, read_contact_record
from tests.examples import NOON, a_record, record_fields

LATER = NOON + timedelta(hours=2)


def read(**changes: Any) -> Any:
    return read_contact_record(record_fields(a_record()) | changes, LATER)


@pytest.mark.parametrize(
    "record",
    [
        a_record(),
        a_record(talk_seconds=0),
        a_record("leg-2", call="leg-1"),
        a_record(is_last_leg=False),
        a_record(channel="CHAT"),
    ],
)
def test_a_record_is_read_as_it_was_written(record: Any) -> None:
    assert read_contact_record(record_fields(record), LATER) == record


def test_unknown_fields_and_unknown_words_are_let_be() -> None:
    assert read(InitiationMethod="TELEPATHY", Mood={"caller": "fine"}) == a_record()


def test_a_contact_without_agent_has_no_talk() -> None:
    record = read(Agent=None)
    assert record.talk_seconds == 0
    assert record.talk_began_at is None


def test_f11_the_root_of_a_transferred_call_is_its_initial_contact() -> None:
    assert read(InitialContactId="root").call == "root"
    assert read(InitialContactId="root").is_later_leg
    assert not read(InitialContactId="contact-1").is_later_leg


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"ContactId": None}, "ContactId"),
        ({"ContactId": 7}, "ContactId"),
        ({"Channel": ""}, "Channel"),
        ({"InitiationTimestamp": "yesterday"}, "InitiationTimestamp"),
        ({"InitiationTimestamp": "2026-03-10T12:00:00"}, "no_zone.*InitiationTimestamp"),
        ({"LastUpdateTimestamp": None}, "LastUpdateTimestamp"),
        ({"Agent": {"AgentInteractionDuration": 60}}, "ConnectedToAgentTimestamp"),
    ],
)
def test_what_rating_needs_must_be_there(changes: dict[str, object], field: str) -> None:
    with pytest.raises(ContactRecordError, match=field):
        read(**changes)


@pytest.mark.parametrize("seconds", [-1, 86_401, 1.5, "60", True, [60]])
def test_f09_a_talk_time_that_cannot_be_is_refused(seconds: object) -> None:
    with pytest.raises(ContactRecordError, match="AgentInteractionDuration"):
        read(Agent={"AgentInteractionDuration": seconds})


def test_f09_a_contact_in_the_future_is_refused() -> None:
    fields = record_fields(a_record(initiated_at=LATER + timedelta(minutes=6)))
    with pytest.raises(ContactRecordError, match="future"):
        read_contact_record(fields, LATER)
