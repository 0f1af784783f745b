"""The rules that only one type of action has."""

from collections.abc import Iterator, Mapping

from infra.flow_rules.document import FlowAction
from infra.flow_rules.values import REFERENCE, has_leaf, names_in

NO_MATCHING_ERROR = "NoMatchingError"
NO_MATCHING_CONDITION = "NoMatchingCondition"

_EVENT_HOOKS = frozenset(
    {
        "AgentHold",
        "AgentWhisper",
        "CustomerHold",
        "CustomerQueue",
        "CustomerRemaining",
        "CustomerWhisper",
        "DefaultAgentUI",
        "DisconnectAgentUI",
        "PauseContact",
        "ResumeContact",
    }
)


def broken_message(action: FlowAction) -> Iterator[str]:
    """Exactly one thing is spoken."""
    sources = sorted({"Text", "SSML", "PromptId", "Media"} & action.parameters.keys())
    if len(sources) != 1:
        yield action.violation(
            f"one of Text, SSML, PromptId, Media is spoken, here {', '.join(sources) or 'none'}",
            "message",
        )


def broken_input(action: FlowAction) -> Iterator[str]:
    """A menu branches on single keys and catches three errors; stored input branches on nothing."""
    yield from broken_message(action)
    match action.parameters.get("StoreInput"):
        case "False":
            required = {"InputTimeLimitExceeded", NO_MATCHING_CONDITION, NO_MATCHING_ERROR}
            yield from missing_errors(action, required)
            for condition in action.conditions:
                if len(condition.value) != 1 or condition.value not in "0123456789*#":
                    yield action.violation(
                        f"menu condition {condition.value!r} is not one key", "menu"
                    )
        case "True":
            yield from missing_errors(action, {NO_MATCHING_ERROR})
            yield from _broken_stored_input(action)
        case other:
            yield action.violation(f"StoreInput is {other!r}, not 'True' or 'False'", "menu")


def _broken_stored_input(action: FlowAction) -> Iterator[str]:
    if action.conditions:
        yield action.violation("stored input takes no Conditions", "stored-input")
    for error in action.errors:
        # When nobody presses a key the action succeeds and stores the word Timeout.
        if error.value in {"InputTimeLimitExceeded", NO_MATCHING_CONDITION}:
            yield action.violation(f"stored input never raises {error.value}", "stored-input")
    validation = mapping(action.parameters.get("InputValidation"))
    if "PhoneNumberValidation" in validation:
        yield from missing_errors(action, {"InvalidPhoneNumber"})
    if "InputEncryption" in action.parameters and "CustomValidation" not in validation:
        yield action.violation("InputEncryption needs CustomValidation", "stored-input")


def broken_compare(action: FlowAction) -> Iterator[str]:
    """One JSONPath that names a value: literals and bare roots are rejected."""
    value = str(action.parameters.get("ComparisonValue"))
    if not REFERENCE.fullmatch(value) or not has_leaf(names_in(value)):
        yield action.violation(f"ComparisonValue {value} is not one JSONPath to a value", "compare")


def broken_time_limit(action: FlowAction) -> Iterator[str]:
    """Connect waits 1 to 8 whole seconds for a Lambda function."""
    limit = action.parameters.get("InvocationTimeLimitSeconds")
    if limit not in {str(seconds) for seconds in range(1, 9)}:
        yield action.violation(
            f"InvocationTimeLimitSeconds is {limit!r}, not '1' to '8'", "lambda-time-limit"
        )


def broken_hook(action: FlowAction) -> Iterator[str]:
    """One hook an action."""
    hooks = mapping(action.parameters.get("EventHooks"))
    if len(hooks) != 1:
        yield action.violation(f"sets {len(hooks)} event hooks, not one", "event-hook")
    for unknown in sorted(hooks.keys() - _EVENT_HOOKS):
        yield action.violation(f"event hook {unknown} does not exist", "event-hook")


def broken_third_party(action: FlowAction) -> Iterator[str]:
    """Without ContinueFlowExecution the flow never hears how the outside call went."""
    if action.parameters.get("ContinueFlowExecution") == "True":
        return
    for error in action.errors:
        if error.value != NO_MATCHING_ERROR:
            yield action.violation(
                f"{error.value} is raised only when ContinueFlowExecution is True", "third-party"
            )


def broken_flow_attributes(action: FlowAction) -> Iterator[str]:
    """A flow attribute is an object of Type and Value."""
    for key, attribute in mapping(action.parameters.get("FlowAttributes")).items():
        if mapping(attribute).keys() != {"Type", "Value"}:
            yield action.violation(f"{key} is not a Type and a Value", "flow-attribute")


def missing_errors(action: FlowAction, required: set[str] | frozenset[str]) -> Iterator[str]:
    """Errors an action has to catch and does not."""
    for missing in sorted(required - {error.value for error in action.errors}):
        yield action.violation(f"has no branch for {missing}", "errors")


def mapping(value: object) -> Mapping[str, object]:
    """The value if it is an object, else an empty one: another rule reports the difference."""
    return value if isinstance(value, dict) else {}
