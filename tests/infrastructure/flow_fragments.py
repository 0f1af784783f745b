"""Actions of the flow language to put into small flows."""

from typing import Any

type Action = dict[str, Any]

END = {
    "Identifier": "the-end",
    "Type": "DisconnectParticipant",
    "Parameters": {},
    "Transitions": {},
}


def action(
    action_type: str,
    parameters: dict[str, Any],
    *,
    when: tuple[str, ...] = (),
    errors: tuple[str, ...] = (),
) -> Action:
    """An action named `it` that leads to a message whatever happens."""
    transitions: dict[str, Any] = {"NextAction": "say"}
    if when:
        transitions["Conditions"] = [
            {"NextAction": "say", "Condition": {"Operator": "Equals", "Operands": [operand]}}
            for operand in when
        ]
    if errors:
        transitions["Errors"] = [{"NextAction": "say", "ErrorType": raised} for raised in errors]
    return {
        "Identifier": "it",
        "Type": action_type,
        "Parameters": parameters,
        "Transitions": transitions,
    }


def flow_of(it: Action) -> dict[str, Any]:
    """A whole flow around one action."""
    say = action("MessageParticipant", {"Text": "Hej då."}) | {
        "Identifier": "say",
        "Transitions": {"NextAction": "the-end"},
    }
    return {"Version": "2019-10-30", "StartAction": "it", "Actions": [it, say, END]}


ANY_ERROR = ("NoMatchingError",)
MENU = {
    "Text": "Tryck 1 eller 2.",
    "StoreInput": "False",
    "InputTimeLimitSeconds": "5",
}
MENU_ERRORS = ("InputTimeLimitExceeded", "NoMatchingCondition", "NoMatchingError")
STORE = {
    "Text": "Ange din kod.",
    "StoreInput": "True",
    "InputTimeLimitSeconds": "6",
    "DTMFConfiguration": {"InputTerminationSequence": "#", "DisableCancelKey": "False"},
    "InputValidation": {"CustomValidation": {"MaximumLength": "8"}},
}
STORE_NUMBER = STORE | {
    "InputValidation": {"PhoneNumberValidation": {"NumberFormat": "Local", "CountryCode": "SE"}}
}
ENCRYPTED = {"InputEncryption": {"EncryptionKeyId": "${KeyId}", "Key": "${KeyPem}"}}
LAMBDA = {
    "LambdaFunctionARN": "${FunctionArn}",
    "InvocationTimeLimitSeconds": "8",
    "ResponseValidation": {"ResponseType": "JSON"},
}
OUTSIDE = {
    "ThirdPartyPhoneNumber": "$.External.number",
    "ThirdPartyConnectionTimeLimitSeconds": "30",
    "ContinueFlowExecution": "True",
    "CallerId": {"Number": "$.SystemEndpoint.Address"},
}
OUTSIDE_ERRORS = ("CallFailed", "ConnectionTimeLimitExceeded", "NoMatchingError")
