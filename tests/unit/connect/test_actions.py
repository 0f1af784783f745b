"""What the actions of a flow do to a contact."""

from collections.abc import Mapping

import pytest

from local.connect.centre import Queue
from local.connect.errors import SimulatorError
from local.connect.interpreter import run_flow
from local.connect.transcript import BlockExecuted, Spoken
from tests.unit.connect.made_up import (
    TAROT,
    action,
    contact,
    flow_of,
    line,
    say,
    spoken,
)


def test_references_inside_a_longer_text_are_replaced_and_unknown_ones_become_empty() -> None:
    caller = contact(
        attributes={"language": "sv"},
        external={"minutes": "50", "nested": {"deep": "down"}},
        queue=Queue("tarot", TAROT),
    )
    text = (
        "$.External.minutes minuter. $.Attributes.language, $['Attributes']['language'], "
        "$.External.nested.deep, $.Queue.Name, $.SegmentAttributes['connect:Subtype'], "
        "[$.External.unknown][$.External][$.FlowAttributes.a.b], $.CustomerEndpoint.Address."
    )
    assert caller.fill(text) == (
        "50 minuter. sv, sv, down, tarot, connect:Telephony, [][][], +46701740610."
    )


def test_a_withheld_number_is_seen_as_given_and_a_missing_endpoint_as_nothing() -> None:
    assert contact(customer_address="anonymous").fill("$.CustomerEndpoint.Address") == "anonymous"
    assert contact(customer_address=None).fill("$.CustomerEndpoint.Address") == ""


def test_a_message_is_heard_in_the_voice_set_last() -> None:
    on_line = line()
    swedish = action(
        "swedish", "UpdateContactTextToSpeechVoice", {"TextToSpeechVoice": "Elin"}, "hello"
    )
    english = action(
        "english", "UpdateContactTextToSpeechVoice", {"TextToSpeechVoice": "Amy"}, "bye"
    )
    ssml = action(
        "bye", "MessageParticipant", {"SSML": "<speak>Good<break/>bye &amp; thanks</speak>"}
    )
    run_flow(flow_of(swedish, say("hello", "Hej!", "english"), english, ssml), contact(), on_line)
    assert on_line.transcript == [
        BlockExecuted("swedish", "UpdateContactTextToSpeechVoice"),
        BlockExecuted("hello", "MessageParticipant"),
        Spoken("Hej!", "sv-SE", "Elin"),
        BlockExecuted("english", "UpdateContactTextToSpeechVoice"),
        BlockExecuted("bye", "MessageParticipant"),
        Spoken("Goodbye & thanks", "en-GB", "Amy"),
        BlockExecuted("end", "DisconnectParticipant"),
    ]


def test_a_message_with_nothing_to_say_takes_its_error_branch() -> None:
    on_line = line()
    empty = action(
        "empty",
        "MessageParticipant",
        {"Text": "$.External.message"},
        error={"NoMatchingError": "sorry"},
    )
    run_flow(flow_of(empty, say("sorry", "Fel.")), contact(), on_line)
    assert spoken(on_line) == ["Fel."]
    assert on_line.transcript[0] == BlockExecuted("empty", "MessageParticipant", "NoMatchingError")


def test_a_loop_continues_its_count_is_done_once_and_starts_again() -> None:
    on_line = line()
    loop = action(
        "loop",
        "Loop",
        {"LoopCount": "2"},
        when={"ContinueLooping": "inside", "DoneLooping": "outside"},
    )
    again = action(
        "again",
        "Compare",
        {"ComparisonValue": "$.Attributes.seen"},
        "remember",
        when={"yes": "end"},
    )
    remember = action(
        "remember", "UpdateContactAttributes", {"Attributes": {"seen": "yes"}}, "loop"
    )
    flow = flow_of(
        loop, say("inside", "in", "loop"), say("outside", "out", "again"), again, remember
    )
    run_flow(flow, contact(), on_line)
    assert spoken(on_line) == ["in", "in", "out", "in", "in", "out"]


def test_loops_count_each_for_itself() -> None:
    on_line = line()

    def loop(name: str, inside: str, outside: str) -> dict[str, object]:
        branches = {"ContinueLooping": inside, "DoneLooping": outside}
        return action(name, "Loop", {"LoopCount": "2"}, when=branches)

    flow = flow_of(
        loop("outer", "inner", "end"), loop("inner", "tick", "outer"), say("tick", "tick", "inner")
    )
    run_flow(flow, contact(), on_line)
    assert spoken(on_line) == ["tick"] * 4


@pytest.mark.parametrize(("is_open", "heard"), [(True, "open"), (False, "closed")])
def test_opening_hours_branch_on_true_and_false(is_open: bool, heard: str) -> None:
    on_line = line(is_open=lambda hours: is_open and hours == "hours-arn")
    check = action(
        "check",
        "CheckHoursOfOperation",
        {"HoursOfOperationId": "hours-arn"},
        when={"True": "open", "False": "closed"},
    )
    run_flow(flow_of(check, say("open", "open"), say("closed", "closed")), contact(), on_line)
    assert spoken(on_line) == [heard]


def test_flow_attributes_stay_out_of_the_contact_attributes() -> None:
    caller = contact(external={"minutes": "50"})
    keep = action(
        "keep",
        "UpdateFlowAttributes",
        {"FlowAttributes": {"minutes": {"Type": "String", "Value": "$.External.minutes"}}},
        "save",
    )
    save = action(
        "save",
        "UpdateContactAttributes",
        {"Attributes": {"known_for": "$.FlowAttributes.minutes min"}},
    )
    run_flow(flow_of(keep, save), caller, line())
    assert caller.flow_attributes == {"minutes": "50"}
    assert caller.attributes == {"known_for": "50 min"}


def queueing(queue_arn: str) -> list[Mapping[str, object]]:
    return [
        action(
            "set",
            "UpdateContactTargetQueue",
            {"QueueId": queue_arn},
            "go",
            error={"NoMatchingError": "oops"},
        ),
        action(
            "go",
            "TransferContactToQueue",
            {},
            "oops",
            error={"QueueAtCapacity": "full", "NoMatchingError": "oops"},
        ),
        say("oops", "oops"),
        say("full", "full"),
    ]


def test_a_contact_put_into_a_queue_leaves_the_flow() -> None:
    on_line = line()
    assert run_flow(flow_of(*queueing(TAROT)), contact(), on_line) == Queue("tarot", TAROT)
    assert spoken(on_line) == []


def test_a_full_queue_raises_queue_at_capacity() -> None:
    on_line = line(full_queues=frozenset({"tarot"}))
    assert run_flow(flow_of(*queueing(TAROT)), contact(), on_line) is None
    assert spoken(on_line) == ["full"]


def test_a_queue_the_instance_does_not_have_raises_an_error() -> None:
    on_line = line()
    assert run_flow(flow_of(*queueing("none")), contact(), on_line) is None
    assert spoken(on_line) == ["oops"]


def test_an_unknown_action_is_named() -> None:
    with pytest.raises(SimulatorError, match="pause: Wait is not simulated"):
        run_flow(flow_of(action("pause", "Wait", {"TimeLimitSeconds": "5"})), contact(), line())


def test_a_flow_that_never_ends_is_stopped() -> None:
    with pytest.raises(SimulatorError, match="does not end"):
        run_flow(flow_of(say("hello", "hej", "hello")), contact(), line())


def test_a_transition_that_leads_nowhere_is_named() -> None:
    with pytest.raises(SimulatorError, match="no action nowhere"):
        run_flow(flow_of(say("hello", "hej", "nowhere")), contact(), line())
