"""What each type of action takes: parameters, conditions, errors. One table."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from infra.flow_rules.document import FlowAction
from infra.flow_rules.particulars import (
    broken_compare,
    broken_flow_attributes,
    broken_hook,
    broken_input,
    broken_message,
    broken_third_party,
    broken_time_limit,
    missing_errors,
)

TERMINAL = frozenset(
    {
        "DisconnectParticipant",
        "EndFlowExecution",
        "EndFlowModuleExecution",
        "TransferContactToAgent",
    }
)
SPEAKING = frozenset({"GetParticipantInput", "MessageParticipant", "MessageParticipantIteratively"})


@dataclass(frozen=True, slots=True, kw_only=True)
class _Syntax:
    """needs, takes: parameters. conditions: the exact operands, any, or None for none."""

    needs: frozenset[str] = frozenset()
    takes: frozenset[str] = frozenset()
    conditions: tuple[str, ...] | Literal["any"] | None = None
    must_catch: frozenset[str] = frozenset()
    may_catch: frozenset[str] = frozenset()
    more: Callable[[FlowAction], Iterator[str]] | None = None


def broken_syntax_rules(action: FlowAction) -> Iterator[str]:
    """What is wrong with one action, by its type."""
    if action.type in TERMINAL:
        yield from _broken_terminal(action)
        return
    if action.next_action is None and action.type != "MessageParticipantIteratively":
        yield action.violation("has no NextAction", "next-action")
    if action.type not in _SYNTAX:
        yield action.violation(f"type {action.type} is not known", "action-type")
        return
    syntax = _SYNTAX[action.type]
    yield from _broken_parameters(action, syntax)
    yield from _broken_conditions(action, syntax)
    yield from _broken_errors(action, syntax)
    if syntax.more is not None:
        yield from syntax.more(action)


def _broken_terminal(action: FlowAction) -> Iterator[str]:
    if action.parameters:
        yield action.violation(f"{action.type} takes no Parameters", "terminal")
    if action.has_transitions:
        yield action.violation(f"{action.type} has no Transitions", "terminal")


def _broken_parameters(action: FlowAction, syntax: _Syntax) -> Iterator[str]:
    for missing in sorted(syntax.needs - action.parameters.keys()):
        yield action.violation(f"{missing} is missing", "parameter")
    for unknown in sorted(action.parameters.keys() - syntax.needs - syntax.takes):
        yield action.violation(f"{action.type} takes no {unknown}", "parameter")


def _broken_conditions(action: FlowAction, syntax: _Syntax) -> Iterator[str]:
    found = sorted(condition.value for condition in action.conditions)
    match syntax.conditions:
        case None if found:
            yield action.violation(f"{action.type} takes no Conditions", "conditions")
        case tuple() as exactly if found != sorted(exactly):
            yield action.violation(
                f"Conditions are {found}, not exactly {sorted(exactly)}", "conditions"
            )
    if action.type == "Compare" and not found:
        yield action.violation("compares with nothing", "conditions")


def _broken_errors(action: FlowAction, syntax: _Syntax) -> Iterator[str]:
    yield from missing_errors(action, syntax.must_catch)
    for error in action.errors:
        if error.value not in syntax.must_catch | syntax.may_catch:
            yield action.violation(f"{action.type} never raises {error.value}", "errors")


def _names(words: str) -> frozenset[str]:
    return frozenset(words.split())


_SYNTAX: Mapping[str, _Syntax] = {
    "CheckHoursOfOperation": _Syntax(
        takes=_names("HoursOfOperationId"),
        conditions=("True", "False"),
        must_catch=_names("NoMatchingError"),
    ),
    "Compare": _Syntax(
        needs=_names("ComparisonValue"),
        conditions="any",
        must_catch=_names("NoMatchingCondition"),
        more=broken_compare,
    ),
    "GetParticipantInput": _Syntax(
        needs=_names("StoreInput InputTimeLimitSeconds"),
        takes=_names("Text SSML PromptId Media DTMFConfiguration InputValidation InputEncryption"),
        conditions="any",
        may_catch=_names(
            "InputTimeLimitExceeded InvalidPhoneNumber NoMatchingCondition NoMatchingError"
        ),
        more=broken_input,
    ),
    "InvokeLambdaFunction": _Syntax(
        needs=_names("LambdaFunctionARN InvocationTimeLimitSeconds"),
        takes=_names("InvocationType LambdaInvocationAttributes ResponseValidation"),
        must_catch=_names("NoMatchingError"),
        more=broken_time_limit,
    ),
    "Loop": _Syntax(needs=_names("LoopCount"), conditions=("ContinueLooping", "DoneLooping")),
    "MessageParticipant": _Syntax(
        takes=_names("Text SSML PromptId Media"),
        may_catch=_names("NoMatchingError"),
        more=broken_message,
    ),
    "MessageParticipantIteratively": _Syntax(
        needs=_names("Messages"),
        takes=_names("InterruptFrequencySeconds"),
        conditions="any",
        may_catch=_names("NoMatchingError"),
    ),
    "TransferContactToQueue": _Syntax(must_catch=_names("NoMatchingError QueueAtCapacity")),
    "TransferParticipantToThirdParty": _Syntax(
        needs=_names(
            "ThirdPartyPhoneNumber ThirdPartyConnectionTimeLimitSeconds ContinueFlowExecution"
        ),
        takes=_names("CallerId ThirdPartyDTMFDigits"),
        must_catch=_names("NoMatchingError"),
        may_catch=_names("CallFailed ConnectionTimeLimitExceeded"),
        more=broken_third_party,
    ),
    "TransferToFlow": _Syntax(needs=_names("ContactFlowId"), must_catch=_names("NoMatchingError")),
    "UpdateContactAttributes": _Syntax(
        needs=_names("Attributes"),
        takes=_names("TargetContact"),
        must_catch=_names("NoMatchingError"),
    ),
    "UpdateContactEventHooks": _Syntax(
        needs=_names("EventHooks"), must_catch=_names("NoMatchingError"), more=broken_hook
    ),
    "UpdateContactRecordingBehavior": _Syntax(
        needs=_names("RecordingBehavior"),
        takes=_names("AnalyticsBehavior"),
        may_catch=_names("NoMatchingError"),
    ),
    "UpdateContactTargetQueue": _Syntax(
        takes=_names("QueueId AgentId"), must_catch=_names("NoMatchingError")
    ),
    "UpdateContactTextToSpeechVoice": _Syntax(
        needs=_names("TextToSpeechVoice"),
        takes=_names("TextToSpeechEngine TextToSpeechStyle"),
        may_catch=_names("NoMatchingError"),
    ),
    "UpdateFlowAttributes": _Syntax(
        needs=_names("FlowAttributes"),
        must_catch=_names("NoMatchingError"),
        more=broken_flow_attributes,
    ),
    "UpdateFlowLoggingBehavior": _Syntax(needs=_names("FlowLoggingBehavior")),
    "Wait": _Syntax(
        needs=_names("TimeLimitSeconds"), conditions="any", must_catch=_names("NoMatchingError")
    ),
}
