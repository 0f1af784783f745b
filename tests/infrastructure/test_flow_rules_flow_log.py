"""What a caller enters is never logged, and whatever follows it is."""

from typing import Any

import pytest

from infra.flow_rules import check_flow
from tests.infrastructure.flow_changes import (
    Change,
    action_of,
    error,
    inbound_flow,
    set_parameter,
    set_transition,
)


def log_at(identifier: str, behaviour: str) -> Change:
    return set_parameter(identifier, "FlowLoggingBehavior", behaviour)


BROKEN: dict[str, tuple[Change, list[str]]] = {
    "a code asked for while the log is on": (
        set_transition("code-tries", "NextAction", "ask-code"),
        [
            "ask-code: stores input while the flow is logged [logged-input]",
            "branch-entry: refers to $.StoredCustomerInput while the flow is logged [logged-input]",
            "screen-code: refers to $.StoredCustomerInput while the flow is logged [logged-input]",
        ],
    ),
    "a log that is not switched off": (
        log_at("log-off", "Enabled"),
        [
            "ask-code: stores input while the flow is logged [logged-input]",
            "branch-entry: refers to $.StoredCustomerInput while the flow is logged [logged-input]",
            "screen-code: refers to $.StoredCustomerInput while the flow is logged [logged-input]",
        ],
    ),
    "a log switched on before the code is sent": (
        set_transition("branch-entry", "Errors", [error("log-on-early", "NoMatchingCondition")]),
        ["screen-code: refers to $.StoredCustomerInput while the flow is logged [logged-input]"],
    ),
    "a right code after which the log stays off": (
        set_transition("screen-code", "NextAction", "save-screening"),
        [
            "save-screening: is reached while logging is still off [unlogged]",
            "caller-voice-sv: is reached while logging is still off [unlogged]",
        ],
    ),
    "an error after which the log stays off": (
        set_transition("ask-code", "Errors", [error("error-voice-sv")]),
        [
            "error-voice-sv: is reached while logging is still off [unlogged]",
            "hang-up: is reached while logging is still off [unlogged]",
        ],
    ),
    "a log that is never switched on again": (
        log_at("log-on-after-code", "Disabled"),
        ["transfer-to-queue: is reached while logging is still off [unlogged]"],
    ),
    "a code kept in the contact record": (
        set_parameter("save-screening", "Attributes", {"code": "$.StoredCustomerInput"}),
        ["save-screening: keeps $.StoredCustomerInput as an attribute [logged-input]"],
    ),
    "a code kept, in brackets": (
        set_parameter("save-screening", "Attributes", {"code": "$['StoredCustomerInput']"}),
        ["save-screening: keeps $.StoredCustomerInput as an attribute [logged-input]"],
    ),
}
LOG_ON_EARLY: dict[str, Any] = {
    "Identifier": "log-on-early",
    "Type": "UpdateFlowLoggingBehavior",
    "Parameters": {"FlowLoggingBehavior": "Enabled"},
    "Transitions": {"NextAction": "screen-code"},
}


@pytest.mark.parametrize("wrong", BROKEN)
def test_a_code_in_the_log_and_a_gap_in_the_log_are_reported(wrong: str) -> None:
    change, expected = BROKEN[wrong]
    flow = inbound_flow()
    flow["Actions"].append(LOG_ON_EARLY)
    change(flow)
    assert set(expected) <= set(check_flow(flow))


def test_a_flow_that_never_logs_may_ask_and_owes_no_log() -> None:
    flow = inbound_flow()
    for identifier in ("log-on", "log-on-after-code", "log-on-after-failure"):
        action_of(flow, identifier)["Parameters"]["FlowLoggingBehavior"] = "Disabled"
    assert check_flow(flow) == []
