"""Each type of action as Connect accepts it."""

import pytest

from infra.flow_rules import check_flow
from tests.infrastructure.flow_fragments import (
    ANY_ERROR,
    ENCRYPTED,
    END,
    LAMBDA,
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

ACCEPTED: dict[str, Action] = {
    "a text": action("MessageParticipant", {"Text": "Hej."}, errors=ANY_ERROR),
    "a text with references": action(
        "MessageParticipant",
        {
            "Text": "$.Attributes.key, $['Attributes']['key'], $.FlowAttributes.key, "
            "$.CustomerEndpoint.Address, $.StoredCustomerInput, $.Queue.Name, "
            "$.SegmentAttributes['connect:Subtype'], $.Media.Sip.Headers.From, "
            "$.Metrics.Queue.Size, $.LanguageCode. Slut."
        },
    ),
    "a blank": action("MessageParticipant", {"Text": " "}),
    "a menu": action("GetParticipantInput", MENU, when=("1", "#"), errors=MENU_ERRORS),
    "stored input": action("GetParticipantInput", STORE, errors=ANY_ERROR),
    "encrypted input": action("GetParticipantInput", STORE | ENCRYPTED, errors=ANY_ERROR),
    "a stored phone number": action(
        "GetParticipantInput", STORE_NUMBER, errors=("InvalidPhoneNumber", "NoMatchingError")
    ),
    "a Lambda": action("InvokeLambdaFunction", LAMBDA, errors=ANY_ERROR),
    "a comparison": action(
        "Compare",
        {"ComparisonValue": "$.StoredCustomerInput"},
        when=("Timeout",),
        errors=("NoMatchingCondition",),
    ),
    "a comparison in brackets": action(
        "Compare",
        {"ComparisonValue": "$['Attributes']['decision']"},
        when=("ADMIT",),
        errors=("NoMatchingCondition",),
    ),
    "contact attributes": action(
        "UpdateContactAttributes",
        {"Attributes": {"key": "$.External.value"}, "TargetContact": "Current"},
        errors=ANY_ERROR,
    ),
    "flow attributes": action(
        "UpdateFlowAttributes",
        {"FlowAttributes": {"key": {"Type": "String", "Value": "$.External.value"}}},
        errors=ANY_ERROR,
    ),
    "a target queue": action(
        "UpdateContactTargetQueue", {"QueueId": "$.External.queue_arn"}, errors=ANY_ERROR
    ),
    "a transfer to the queue": action(
        "TransferContactToQueue", {}, errors=("QueueAtCapacity", "NoMatchingError")
    ),
    "an event hook": action(
        "UpdateContactEventHooks", {"EventHooks": {"CustomerQueue": "${FlowArn}"}}, errors=ANY_ERROR
    ),
    "logging": action("UpdateFlowLoggingBehavior", {"FlowLoggingBehavior": "Disabled"}),
    "a voice": action(
        "UpdateContactTextToSpeechVoice",
        {"TextToSpeechVoice": "Elin", "TextToSpeechEngine": "Neural", "TextToSpeechStyle": "None"},
        errors=ANY_ERROR,
    ),
    "no recording": action(
        "UpdateContactRecordingBehavior", {"RecordingBehavior": {"RecordedParticipants": []}}
    ),
    "a loop": action("Loop", {"LoopCount": "3"}, when=("ContinueLooping", "DoneLooping")),
    "opening hours": action(
        "CheckHoursOfOperation",
        {"HoursOfOperationId": "${HoursArn}"},
        when=("True", "False"),
        errors=ANY_ERROR,
    ),
    "the opening hours of the queue": action(
        "CheckHoursOfOperation", {}, when=("True", "False"), errors=ANY_ERROR
    ),
    "a pause": action("Wait", {"TimeLimitSeconds": "5"}, when=("WaitCompleted",), errors=ANY_ERROR),
    "a call to the outside": action(
        "TransferParticipantToThirdParty", OUTSIDE, errors=OUTSIDE_ERRORS
    ),
    "another flow": action("TransferToFlow", {"ContactFlowId": "${FlowArn}"}, errors=ANY_ERROR),
}
QUEUE_LOOP = action(
    "MessageParticipantIteratively",
    {"Messages": [{"Text": "Du står kvar i kön."}], "InterruptFrequencySeconds": "30"},
    when=("MessagesInterrupted",),
    errors=ANY_ERROR,
)


@pytest.mark.parametrize("what", ACCEPTED)
def test_an_action_that_connect_accepts_is_accepted(what: str) -> None:
    assert check_flow(flow_of(ACCEPTED[what])) == []


def test_only_a_repeated_message_may_lack_a_next_action() -> None:
    flow = flow_of(QUEUE_LOOP)
    del flow["Actions"][0]["Transitions"]["NextAction"]
    assert check_flow(flow) == []


def test_a_nested_answer_can_be_spoken_when_a_lambda_answers_json() -> None:
    it = action("InvokeLambdaFunction", LAMBDA, errors=ANY_ERROR)
    flow = flow_of(it)
    flow["Actions"][1]["Parameters"]["Text"] = "$.External.price.text"
    assert check_flow(flow) == []


@pytest.mark.parametrize("last", ["DisconnectParticipant", "EndFlowExecution"])
def test_a_flow_may_be_its_end_alone(last: str) -> None:
    alone = END | {"Identifier": "it", "Type": last}
    assert check_flow({"Version": "2019-10-30", "StartAction": "it", "Actions": [alone]}) == []
