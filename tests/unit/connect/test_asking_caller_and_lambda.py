"""The actions that ask: the caller for keys, a Lambda function for an answer."""

import pytest

from local.connect.errors import SimulatorError
from local.connect.interpreter import run_flow
from local.connect.transcript import KeysPressed
from tests.unit.connect.made_up import (
    FakeScreening,
    action,
    contact,
    flow_of,
    line,
    say,
    spoken,
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


def screen(next_action: str) -> dict[str, object]:
    return action(
        "screen",
        "InvokeLambdaFunction",
        ASK_SCREENING,
        next_action,
        error={"NoMatchingError": "oops"},
    )


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
        (("4821*48210357",), "48210357"),
        (("0#",), "0"),
        (("#",), ""),
        (("",), "Timeout"),
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


def test_what_one_lambda_answers_can_be_sent_to_the_next() -> None:
    caller = contact(external={"step": "code1"})
    on_line = line(answer={"message": "ny"})
    parameters = ASK_SCREENING | {"LambdaInvocationAttributes": {"step": "$.External.step"}}
    ask = action("ask", "InvokeLambdaFunction", parameters, error={"NoMatchingError": "end"})
    run_flow(flow_of(ask), caller, on_line)
    assert isinstance(on_line.invoke_lambda, FakeScreening)
    assert on_line.invoke_lambda.parameters == [{"step": "code1"}]


def test_a_failed_lambda_leaves_no_answer_behind() -> None:
    caller = contact(external={"older": "stale"})
    on_line = line(answer=None)
    run_flow(flow_of(screen("end"), say("oops", "[$.External.older]")), caller, on_line)
    assert spoken(on_line) == ["[]"]
