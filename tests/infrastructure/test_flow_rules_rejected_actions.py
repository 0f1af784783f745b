"""The ways to write an action that Connect rejects."""

import pytest

from infra.flow_rules import check_flow
from tests.infrastructure.flow_fragments import (
    ANY_ERROR,
    ENCRYPTED,
    MENU,
    MENU_ERRORS,
    OUTSIDE,
    OUTSIDE_ERRORS,
    STORE,
    STORE_NUMBER,
    Action,
    action,
    flow_of,
)

REJECTED: dict[str, tuple[Action, str]] = {
    "a menu without its time-out": (
        action("GetParticipantInput", MENU, when=("1",), errors=MENU_ERRORS[1:]),
        "it: has no branch for InputTimeLimitExceeded [errors]",
    ),
    "a menu on two keys at once": (
        action("GetParticipantInput", MENU, when=("12",), errors=MENU_ERRORS),
        "it: menu condition '12' is not one key [menu]",
    ),
    "input neither stored nor a menu": (
        action("GetParticipantInput", MENU | {"StoreInput": "Yes"}, errors=MENU_ERRORS),
        "it: StoreInput is 'Yes', not 'True' or 'False' [menu]",
    ),
    "stored input with conditions": (
        action("GetParticipantInput", STORE, when=("1",), errors=ANY_ERROR),
        "it: stored input takes no Conditions [stored-input]",
    ),
    "stored input with a time-out branch": (
        action("GetParticipantInput", STORE, errors=("InputTimeLimitExceeded", "NoMatchingError")),
        "it: stored input never raises InputTimeLimitExceeded [stored-input]",
    ),
    "stored input without an error branch": (
        action("GetParticipantInput", STORE),
        "it: has no branch for NoMatchingError [errors]",
    ),
    "a stored phone number without a branch for wrong ones": (
        action("GetParticipantInput", STORE_NUMBER, errors=ANY_ERROR),
        "it: has no branch for InvalidPhoneNumber [errors]",
    ),
    "encryption without a length": (
        action(
            "GetParticipantInput",
            {key: value for key, value in STORE.items() if key != "InputValidation"} | ENCRYPTED,
            errors=ANY_ERROR,
        ),
        "it: InputEncryption needs CustomValidation [stored-input]",
    ),
    "a prompt that says nothing": (
        action(
            "GetParticipantInput",
            {key: value for key, value in STORE.items() if key != "Text"},
            errors=ANY_ERROR,
        ),
        "it: one of Text, SSML, PromptId, Media is spoken, here none [message]",
    ),
    "a loop that is never done": (
        action("Loop", {"LoopCount": "3"}, when=("ContinueLooping",)),
        (
            "it: Conditions are ['ContinueLooping'],"
            " not exactly ['ContinueLooping', 'DoneLooping'] [conditions]"
        ),
    ),
    "two event hooks": (
        action(
            "UpdateContactEventHooks",
            {"EventHooks": {"CustomerQueue": "${FlowArn}", "AgentHold": "${FlowArn}"}},
            errors=ANY_ERROR,
        ),
        "it: sets 2 event hooks, not one [event-hook]",
    ),
    "an event hook that does not exist": (
        action(
            "UpdateContactEventHooks", {"EventHooks": {"Lunch": "${FlowArn}"}}, errors=ANY_ERROR
        ),
        "it: event hook Lunch does not exist [event-hook]",
    ),
    "a call to the outside without a time limit": (
        action(
            "TransferParticipantToThirdParty",
            {
                key: value
                for key, value in OUTSIDE.items()
                if key != "ThirdPartyConnectionTimeLimitSeconds"
            },
            errors=OUTSIDE_ERRORS,
        ),
        "it: ThirdPartyConnectionTimeLimitSeconds is missing [parameter]",
    ),
    "a call to the outside that does not come back but is listened to": (
        action(
            "TransferParticipantToThirdParty",
            OUTSIDE | {"ContinueFlowExecution": "False"},
            errors=OUTSIDE_ERRORS,
        ),
        "it: CallFailed is raised only when ContinueFlowExecution is True [third-party]",
    ),
    "a flow attribute without its type": (
        action("UpdateFlowAttributes", {"FlowAttributes": {"key": "value"}}, errors=ANY_ERROR),
        "it: key is not a Type and a Value [flow-attribute]",
    ),
    "a pause by its documented but wrong name": (
        action("Wait", {"TimeoutSeconds": "5"}, when=("WaitCompleted",), errors=ANY_ERROR),
        "it: TimeLimitSeconds is missing [parameter]",
    ),
}


@pytest.mark.parametrize("what", REJECTED)
def test_an_action_that_connect_rejects_is_reported(what: str) -> None:
    wrong, violation = REJECTED[what]
    assert violation in check_flow(flow_of(wrong))


def test_every_violation_of_a_flow_is_reported_at_once() -> None:
    wrong = action("Loop", {"LoopCount": 3}, errors=ANY_ERROR)
    assert check_flow(flow_of(wrong)) == [
        "it: Parameters.LoopCount is 3, not a string [strings]",
        "it: Conditions are [], not exactly ['ContinueLooping', 'DoneLooping'] [conditions]",
        "it: Loop never raises NoMatchingError [errors]",
    ]
