"""The flow that is deployed obeys every rule, and every rule notices a flow that does not."""

import itertools

import pytest

from infra.flow_rules import check_flow
from tests.infrastructure.flow_changes import (
    HANG_UP,
    INBOUND_FLOW,
    Change,
    action_of,
    add_action,
    add_many_actions,
    drop,
    error,
    inbound_flow,
    rename,
    set_condition,
    set_parameter,
    set_top,
    set_transition,
)

# What is wrong: the change, the action reported, the rule reported.
BROKEN: dict[str, tuple[Change, str, str]] = {
    "another language version": (set_top("Version", "2018-01-01"), "flow", "version"),
    "no start": (set_top("StartAction", None), "flow", "start-action"),
    "no actions": (set_top("Actions", []), "flow", "actions"),
    "251 actions": (add_many_actions, "flow", "action-count"),
    "too long a text": (set_parameter("say-error-sv", "Text", "å" * 256_000), "flow", "size"),
    "an action that is a text": (set_top("Actions", ["hang-up"]), "flow", "shape"),
    "an action without parameters": (
        add_action({"Identifier": "odd", "Type": "Loop", "Transitions": {}}),
        "odd",
        "shape",
    ),
    "an identifier used twice": (
        rename("say-error-en", "say-full-en"),
        "say-full-en",
        "identifier",
    ),
    "an identifier of 51 characters": (rename("hang-up", "h" * 51), f"{'h' * 51}", "identifier"),
    "an identifier with a forbidden character": (
        rename("hang-up", "hang=up"),
        "hang=up",
        "identifier",
    ),
    "an identifier that JavaScript owns": (
        rename("hang-up", "constructor"),
        "constructor",
        "identifier",
    ),
    "a number instead of a string": (
        set_parameter("screen-number", "InvocationTimeLimitSeconds", 6),
        "screen-number",
        "strings",
    ),
    "a boolean deep inside": (
        set_parameter("screen-number", "LambdaInvocationAttributes", {"step": True}),
        "screen-number",
        "strings",
    ),
    "an operand that is a number": (
        set_condition("branch-decision", "Operands", [1]),
        "branch-decision",
        "strings",
    ),
    "an empty parameter": (set_parameter("say-refusal", "Text", ""), "say-refusal", "empty-string"),
    "an empty operand": (
        set_condition("branch-decision", "Operands", [""]),
        "branch-decision",
        "empty-string",
    ),
    "no next action": (
        drop("save-screening", "Transitions", "NextAction"),
        "save-screening",
        "next-action",
    ),
    "an unknown type of action": (
        lambda flow: action_of(flow, "say-refusal").update(Type="Shout"),
        "say-refusal",
        "action-type",
    ),
    "a terminal action with parameters": (
        set_parameter("hang-up", "Reason", "bye"),
        "hang-up",
        "terminal",
    ),
    "a terminal action that goes on": (
        set_transition("hang-up", "NextAction", "log-on"),
        "hang-up",
        "terminal",
    ),
    "a queue transfer without the branch for a full queue": (
        set_transition("transfer-to-queue", "Errors", [error("error-voice-sv")]),
        "transfer-to-queue",
        "errors",
    ),
    "an error the action never raises": (
        set_transition("say-price", "Errors", [error("error-voice-sv", "QueueAtCapacity")]),
        "say-price",
        "errors",
    ),
    "an operator that does not exist": (
        set_condition("branch-decision", "Operator", "Or"),
        "branch-decision",
        "operator",
    ),
    "two operands": (
        set_condition("branch-decision", "Operands", ["ADMIT", "REFUSE"]),
        "branch-decision",
        "operand",
    ),
    "an operand that is a reference": (
        set_condition("branch-decision", "Operands", ["$.Attributes.wanted"]),
        "branch-decision",
        "operand",
    ),
    "comparing a literal": (
        set_parameter("branch-decision", "ComparisonValue", "ADMIT"),
        "branch-decision",
        "compare",
    ),
    "comparing a bare root": (
        set_parameter("branch-decision", "ComparisonValue", "$.External"),
        "branch-decision",
        "compare",
    ),
    "comparing two references": (
        set_parameter("branch-decision", "ComparisonValue", "$.External.a$.External.b"),
        "branch-decision",
        "compare",
    ),
    "comparing with nothing": (
        set_transition("branch-decision", "Conditions", []),
        "branch-decision",
        "conditions",
    ),
    "comparing without a branch for the rest": (
        set_transition("branch-decision", "Errors", []),
        "branch-decision",
        "errors",
    ),
    "opening hours with one answer": (
        set_condition("check-hours", "Operands", ["False"]),
        "check-hours",
        "conditions",
    ),
    "conditions where there are none": (
        set_transition(
            "say-price",
            "Conditions",
            [{"NextAction": "hang-up", "Condition": {"Operator": "Equals", "Operands": ["1"]}}],
        ),
        "say-price",
        "conditions",
    ),
    "nine seconds for a Lambda": (
        set_parameter("screen-number", "InvocationTimeLimitSeconds", "9"),
        "screen-number",
        "lambda-time-limit",
    ),
    "a Lambda without a time limit": (
        drop("screen-number", "Parameters", "InvocationTimeLimitSeconds"),
        "screen-number",
        "parameter",
    ),
    "a Lambda without an error branch": (
        set_transition("screen-number", "Errors", []),
        "screen-number",
        "errors",
    ),
    "a parameter of another action": (
        set_parameter("log-on", "Text", "Hej"),
        "log-on",
        "parameter",
    ),
    "a message in two forms": (
        set_parameter("say-price", "SSML", "<speak>Hej</speak>"),
        "say-price",
        "message",
    ),
    "a target that does not exist": (
        set_transition("say-price", "NextAction", "nowhere"),
        "say-price",
        "target",
    ),
    "a start that does not exist": (set_top("StartAction", "nowhere"), "flow", "target"),
    "an action nobody reaches": (add_action(HANG_UP), "second-end", "reachable"),
    "an error that hangs up in silence": (
        set_transition("screen-number", "Errors", [error("hang-up")]),
        "screen-number",
        "spoken-error",
    ),
    "an error that hangs up in silence, further on": (
        set_transition("error-voice-sv", "Errors", [error("hang-up")]),
        "check-hours",
        "spoken-error",
    ),
    "a name Connect does not know": (
        set_parameter("say-price", "Text", "Hej $.Customer.Name"),
        "say-price",
        "reference",
    ),
    "a name without its key": (
        set_parameter("say-price", "Text", "Hej $.Attributes"),
        "say-price",
        "reference",
    ),
    "a nested name when the answer is flat": (
        set_parameter("say-price", "Text", "$.External.price.text"),
        "say-price",
        "reference",
    ),
}


def test_the_flow_that_is_deployed_breaks_no_rule() -> None:
    assert check_flow(inbound_flow()) == []


@pytest.mark.parametrize("wrong", BROKEN)
def test_a_broken_flow_is_reported_by_action_and_rule(wrong: str) -> None:
    change, action, rule = BROKEN[wrong]
    flow = inbound_flow()
    change(flow)
    violations = check_flow(flow)
    assert any(
        line.startswith(f"{action}: ") and line.endswith(f" [{rule}]") for line in violations
    ), violations


def test_every_action_has_a_place_of_its_own_in_the_console() -> None:
    flow = inbound_flow()
    layout = flow["Metadata"]["ActionMetadata"]
    assert layout.keys() == {action["Identifier"] for action in flow["Actions"]}
    places = [(entry["position"]["x"], entry["position"]["y"]) for entry in layout.values()]
    # A block in the console is about 200 wide and 150 high.
    for one, other in itertools.combinations(places, 2):
        assert abs(one[0] - other[0]) >= 200 or abs(one[1] - other[1]) >= 150


def test_swedish_texts_are_written_with_swedish_letters() -> None:
    text = INBOUND_FLOW.read_text(encoding="utf-8")
    assert {"å", "ä", "ö"} <= set(text)
    assert "\\u00" not in text
