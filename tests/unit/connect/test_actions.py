"""What the actions of a flow do to a contact."""

from collections.abc import Mapping

import pytest

from local.connect.actions import Line
from local.connect.centre import Queue
from local.connect.errors import SimulatorError
from local.connect.interpreter import run_flow
from local.connect.transcript import BlockExecuted, KeysPressed, Spoken
from tests.unit.connect.made_up import (
    TAROT,
    FakeScreening,
    action,
    contact,
    flow_of,
    line,
    say,
)

STORE_CODE = {
    "Text": "Ange din kod.",
    "StoreInput": "True",
    "InputTimeLimitSeconds": "6",
    "DTMFConfiguration": {"InputTerminationSequence": "#"},
    "InputValidation": {"CustomValidation": {"MaximumLength": "8"}},
}
ASK_SCREENING = {
    "LambdaFunctionARN": "${ScreenCallArn}",
    "InvocationTimeLimitSeconds": "6",
    "LambdaInvocationAttributes": {"step": "number", "entered": "$.StoredCustomerInput"},
    "ResponseValidation": {"ResponseType": "STRING_MAP"},
}


def spoken(line: Line) -> list[str]:
    return [entry.text for entry in line.transcript if isinstance(entry, Spoken)]


def screen(next_action: str) -> dict[str, object]:
    return action(
        "screen",
        "InvokeLambdaFunction",
        ASK_SCREENING,
        next_action,
        error={"NoMatchingError": "oops"},
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


@pytest.mark.parametrize(
    ("keys", "way"),
    [
        (("1",), "in"),
        (("2",), "out"),
        (("7",), "other"),
        ((), "slow"),
    ],
)
def test_a_menu_branches_on_the_key_pressed(keys: tuple[str, ...], way: str) -> None:
    on_line = line(*keys)
    menu = action(
        "menu",
        "GetParticipantInput",
        {"Text": "Tryck 1 eller 2.", "StoreInput": "False", "InputTimeLimitSeconds": "5"},
        when={"1": "in", "2": "out"},
        error={"InputTimeLimitExceeded": "slow", "NoMatchingCondition": "other"},
    )
    ways = [say(name, name) for name in ("in", "out", "other", "slow")]
    run_flow(flow_of(menu, *ways), contact(), on_line)
    assert spoken(on_line) == ["Tryck 1 eller 2.", way]
    assert KeysPressed(keys[0] if keys else None) in on_line.transcript


@pytest.mark.parametrize(
    ("keys", "stored"),
    [
        (("48210357#",), "48210357"),
        (("4821035799#",), "48210357"),
        (("4821#99",), "4821"),
        ((), "Timeout"),
    ],
)
def test_stored_input_ends_at_its_terminator_or_length_and_is_timeout_without_a_key(
    keys: tuple[str, ...], stored: str
) -> None:
    caller = contact()
    ask = action("ask", "GetParticipantInput", STORE_CODE, error={"NoMatchingError": "end"})
    run_flow(flow_of(ask), caller, line(*keys))
    assert caller.stored_input == stored


def test_encrypted_input_is_refused_by_name() -> None:
    parameters = STORE_CODE | {"InputEncryption": {"EncryptionKeyId": "id", "Key": "pem"}}
    ask = action("ask", "GetParticipantInput", parameters)
    with pytest.raises(SimulatorError, match="ask: only CustomValidation"):
        run_flow(flow_of(ask), contact(), line("1"))


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


def test_a_lambda_gets_its_parameters_filled_in_and_its_answer_can_be_referred_to() -> None:
    caller = contact(stored_input="48210357")
    on_line = line(answer={"message": "Välkommen"})
    run_flow(flow_of(screen("hello"), say("hello", "$.External.message!")), caller, on_line)
    assert spoken(on_line) == ["Välkommen!"]
    assert isinstance(on_line.invoke_lambda, FakeScreening)
    assert on_line.invoke_lambda.time_limits == [6]
    [event] = on_line.invoke_lambda.events
    assert event["Details"]["Parameters"] == {"step": "number", "entered": "48210357"}


@pytest.mark.parametrize(
    "answer",
    [
        None,
        ["a list"],
        {"minutes": 50},
        {"nested": {"a": "b"}},
        {"nothing": None},
        {"long": "å" * 16_384},
    ],
    ids=["no answer", "a list", "a number", "nested", "null", "32 KB"],
)
def test_an_answer_that_is_no_small_flat_string_map_takes_the_error_branch(answer: object) -> None:
    on_line = line(answer=answer)
    run_flow(
        flow_of(screen("hello"), say("hello", "hello"), say("oops", "oops")), contact(), on_line
    )
    assert spoken(on_line) == ["oops"]


def test_only_the_latest_lambda_answer_can_be_referred_to() -> None:
    caller = contact(external={"older": "stale"})
    on_line = line(answer={"message": "ny"})
    said = "$.External.message [$.External.older]"
    run_flow(flow_of(screen("hello"), say("hello", said)), caller, on_line)
    assert spoken(on_line) == ["ny []"]


def test_a_failed_lambda_leaves_no_answer_behind() -> None:
    caller = contact(external={"older": "stale"})
    on_line = line(answer=None)
    run_flow(flow_of(screen("end"), say("oops", "[$.External.older]")), caller, on_line)
    assert spoken(on_line) == ["[]"]


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
