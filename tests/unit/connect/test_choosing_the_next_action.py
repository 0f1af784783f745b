"""Selection order of the flow language: errors, conditions, NoMatchingCondition, NextAction."""

import pytest

from local.connect.actions import Failed, Succeeded
from local.connect.errors import SimulatorError
from local.connect.flow import Action, Condition
from local.connect.interpreter import choose_next

MENU = Action(
    identifier="menu",
    type="GetParticipantInput",
    parameters={},
    next_action="next",
    conditions=(
        Condition(operator="Equals", operand="1", target="one"),
        Condition(operator="TextStartsWith", operand="1", target="also-one"),
    ),
    errors={
        "InputTimeLimitExceeded": "too-slow",
        "NoMatchingCondition": "other-key",
        "NoMatchingError": "broken",
    },
)
PLAIN = Action(
    identifier="plain", type="X", parameters={}, next_action="next", conditions=(), errors={}
)


def test_an_error_takes_its_own_branch() -> None:
    assert choose_next(MENU, Failed("InputTimeLimitExceeded")) == "too-slow"


def test_an_error_without_a_branch_of_its_own_takes_the_one_for_all_errors() -> None:
    assert choose_next(MENU, Failed("SomethingElse")) == "broken"


def test_an_error_that_nothing_catches_is_a_broken_flow() -> None:
    with pytest.raises(SimulatorError, match="plain has no branch"):
        choose_next(PLAIN, Failed())


def test_the_first_condition_that_holds_wins() -> None:
    assert choose_next(MENU, Succeeded("1")) == "one"
    assert choose_next(MENU, Succeeded("12")) == "also-one"


def test_a_result_that_meets_no_condition_takes_the_branch_declared_for_that() -> None:
    assert choose_next(MENU, Succeeded("7")) == "other-key"


def test_a_result_that_meets_no_condition_goes_on_when_no_branch_is_declared() -> None:
    assert choose_next(PLAIN, Succeeded("7")) == "next"


def test_an_action_without_a_result_goes_on() -> None:
    assert choose_next(MENU, Succeeded()) == "next"


@pytest.mark.parametrize(
    ("operator", "result", "operand", "holds"),
    [
        ("Equals", "ADMIT", "ADMIT", True),
        ("Equals", "ADMIT", "REFUSE", False),
        ("TextStartsWith", "+4670", "+46", True),
        ("TextEndsWith", "+4670", "70", True),
        ("TextContains", "+4670", "467", True),
        ("NumberGreaterThan", "10", "9", True),
        ("NumberGreaterThan", "9", "9", False),
        ("NumberGreaterOrEqualTo", "9", "9", True),
        ("NumberLessThan", "9", "10", True),
        ("NumberLessOrEqualTo", "10", "9.5", False),
        ("NumberLessThan", "no number", "10", False),
    ],
)
def test_operators_compare_text_as_text_and_numbers_as_numbers(
    operator: str, result: str, operand: str, holds: bool
) -> None:
    condition = Condition(operator=operator, operand=operand, target="yes")
    action = Action(
        identifier="compare",
        type="Compare",
        parameters={},
        next_action="no",
        conditions=(condition,),
        errors={},
    )
    assert choose_next(action, Succeeded(result)) == ("yes" if holds else "no")


def test_an_operator_the_simulator_does_not_know_is_named() -> None:
    condition = Condition(operator="KeyExists", operand="x", target="yes")
    action = Action(
        identifier="compare",
        type="Compare",
        parameters={},
        next_action="no",
        conditions=(condition,),
        errors={},
    )
    with pytest.raises(SimulatorError, match="KeyExists"):
        choose_next(action, Succeeded("1"))
