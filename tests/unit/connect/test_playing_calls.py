"""Whole calls through the contact flow that the product deploys, with a made-up screening."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from local.connect.call import Call, Disposition, PlayedCall
from local.connect.transcript import (
    AgentConnected,
    BlockExecuted,
    EnteredQueue,
    HungUp,
    Spoken,
    Transferred,
)
from tests.unit.connect.made_up import (
    ADMITTED,
    CALLER,
    NOW,
    REFUSED,
    TAROT,
    TAROT_LINE,
    FakeScreening,
    simulator,
)

ENDED = datetime(2026, 3, 10, 14, 11, 36, tzinfo=UTC)
CLOSED = [
    ("Välkommen. Vi har stängt just nu. Ring gärna igen när vi har öppet.", "sv-SE"),
    ("Welcome. We are closed right now. Please call again during our opening hours.", "en-GB"),
]
FULL = [
    ("Alla linjer är upptagna och kön är full. Ring gärna igen om en stund.", "sv-SE"),
    ("All lines are busy and the queue is full. Please call again in a little while.", "en-GB"),
]


def call(from_number: str | None = CALLER, **changes: Any) -> Call:
    return Call(from_number=from_number, to_number=TAROT_LINE, **changes)


def heard(played: PlayedCall) -> list[tuple[str, str]]:
    return [
        (entry.text, entry.language) for entry in played.transcript if isinstance(entry, Spoken)
    ]


def test_an_admitted_caller_hears_the_price_waits_talks_and_hangs_up() -> None:
    played = simulator(FakeScreening(ADMITTED)).play(call(talk_seconds=466))
    assert played.transcript == (
        BlockExecuted("log-on", "UpdateFlowLoggingBehavior"),
        BlockExecuted("opening-voice-sv", "UpdateContactTextToSpeechVoice"),
        BlockExecuted("check-hours", "CheckHoursOfOperation"),
        BlockExecuted("screen-number", "InvokeLambdaFunction"),
        BlockExecuted("save-screening", "UpdateContactAttributes"),
        BlockExecuted("branch-language", "Compare"),
        BlockExecuted("caller-voice-sv", "UpdateContactTextToSpeechVoice"),
        BlockExecuted("branch-decision", "Compare"),
        BlockExecuted("say-price", "MessageParticipant"),
        Spoken(ADMITTED["message"], "sv-SE", "Elin"),
        BlockExecuted("set-queue", "UpdateContactTargetQueue"),
        BlockExecuted("transfer-to-queue", "TransferContactToQueue"),
        EnteredQueue("tarot"),
        AgentConnected("reader.one", 466),
        HungUp("caller"),
    )
    assert played.disposition is Disposition.ANSWERED
    assert played.queue_name == "tarot"


def test_a_refused_caller_hears_why_and_is_cut_off() -> None:
    played = simulator(FakeScreening(REFUSED)).play(call())
    assert played.transcript[-4:] == (
        BlockExecuted("say-refusal", "MessageParticipant"),
        Spoken(REFUSED["message"], "sv-SE", "Elin"),
        BlockExecuted("hang-up", "DisconnectParticipant"),
        HungUp("flow"),
    )
    assert played.disposition is Disposition.ENDED_BY_FLOW
    assert played.queue_name is None
    assert played.attributes == {
        "screening_decision": "REFUSE",
        "screening_reason": "invoice_unpaid",
        "customer": "10001",
        "language": "sv",
    }


def test_a_caller_who_needs_a_code_hears_so() -> None:
    answer = REFUSED | {"decision": "ASK_PIN", "reason": "number_withheld", "message": "Koden?"}
    screening = FakeScreening(answer)
    played = simulator(screening).play(call("anonymous"))
    assert played.spoken == ("Koden?",)
    [event] = screening.events
    assert event["Details"]["ContactData"]["CustomerEndpoint"]["Address"] == "anonymous"
    assert event["Details"]["Parameters"] == {"step": "number"}


def test_an_english_speaker_is_spoken_to_by_an_english_voice() -> None:
    answer = ADMITTED | {"language": "en", "message": "This call costs 20 kronor a minute."}
    played = simulator(FakeScreening(answer)).play(call())
    assert heard(played) == [("This call costs 20 kronor a minute.", "en-GB")]


def test_a_closed_line_says_so_in_both_languages_and_screens_nobody() -> None:
    screening = FakeScreening(ADMITTED)
    played = simulator(screening, is_open=lambda _hours: False).play(call())
    assert heard(played) == CLOSED
    assert screening.events == []


@pytest.mark.parametrize(
    "answer",
    [
        None,
        {"decision": "MAYBE", "language": "sv", "message": "?"},
        {key: value for key, value in ADMITTED.items() if key != "message"},
        ADMITTED | {"queue_arn": "none"},
        ADMITTED | {"minutes": 50},
    ],
    ids=["no answer", "unknown decision", "no message", "unknown queue", "not a string map"],
)
def test_whatever_goes_wrong_is_said_in_both_languages(answer: object) -> None:
    played = simulator(FakeScreening(answer)).play(call())
    swedish, english = heard(played)[-2:]
    assert swedish[0].startswith("Ett tekniskt fel har uppstått")
    assert english[0].startswith("A technical error has occurred")
    assert (swedish[1], english[1]) == ("sv-SE", "en-GB")
    assert played.transcript[-1] == HungUp("flow")


def test_a_full_queue_is_said_in_both_languages() -> None:
    played = simulator(FakeScreening(ADMITTED), full_queues=frozenset({"tarot"})).play(call())
    assert heard(played)[-2:] == FULL
    assert played.disposition is Disposition.ENDED_BY_FLOW


def test_a_played_call_ends_now_and_is_laid_out_backwards_in_whole_seconds() -> None:
    [leg] = simulator(FakeScreening(ADMITTED)).play(call(talk_seconds=466, hold_seconds=45)).legs
    assert leg.disconnected == ENDED == NOW.replace(microsecond=0)
    assert leg.connected == ENDED - timedelta(seconds=466 + 45)
    assert leg.enqueued == leg.connected - timedelta(seconds=12)
    # 62 characters are spoken before the queue, 15 a second.
    assert leg.initiated == leg.enqueued - timedelta(seconds=5)
    assert leg.talk_seconds == 466


def test_a_caller_whom_nobody_answers_gives_up_in_the_queue() -> None:
    played = simulator(FakeScreening(ADMITTED)).play(call(no_answer=True))
    assert played.disposition is Disposition.ABANDONED
    assert played.transcript[-2:] == (EnteredQueue("tarot"), HungUp("caller"))
    [leg] = played.legs
    assert (leg.disconnected, leg.enqueued) == (ENDED, ENDED - timedelta(seconds=76))
    assert leg.talk_seconds == 0


def test_a_transferred_caller_talks_to_two_agents_on_two_contacts_of_one_call() -> None:
    played = simulator(FakeScreening(ADMITTED)).play(
        call(talk_seconds=750, transfer_after_seconds=300)
    )
    first, second = played.legs
    assert played.contact_ids == (first.contact_id, second.contact_id)
    assert (first.talk_seconds, second.talk_seconds) == (300, 450)
    assert first.disconnected == second.initiated
    assert second.disconnected == ENDED
    assert (first.next_id, second.root_id) == (second.contact_id, first.contact_id)
    assert played.transcript[-5:] == (
        EnteredQueue("tarot"),
        AgentConnected("reader.one", 300),
        Transferred("tarot"),
        AgentConnected("reader.two", 450),
        HungUp("caller"),
    )


def test_agents_take_turns() -> None:
    line = simulator(FakeScreening(ADMITTED))
    agents = [line.play(call()).legs[0].agent for _ in range(4)]
    names = [agent.username for agent in agents if agent]
    assert names == ["reader.one", "reader.two", "reader.three", "reader.one"]


def test_a_caller_keeps_the_queue_that_screening_chose() -> None:
    played = simulator(FakeScreening(ADMITTED)).play(call())
    queue = played.legs[0].queue
    assert queue is not None
    assert queue.arn == TAROT


@pytest.mark.parametrize(
    ("changes", "complaint"),
    [
        ({"talk_seconds": -1}, "shorter than 0"),
        ({"hold_seconds": -1}, "shorter than 0"),
        ({"talk_seconds": 60, "transfer_after_seconds": 60}, "not inside a talk of 60 s"),
        ({"transfer_after_seconds": 0}, "not inside a talk"),
        ({"transfer_after_seconds": 5, "no_answer": True}, "nobody answers"),
    ],
)
def test_a_call_that_contradicts_itself_is_refused(changes: dict[str, Any], complaint: str) -> None:
    with pytest.raises(ValueError, match=complaint):
        call(**changes)
