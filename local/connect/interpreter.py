"""Runs a contact flow, action by action, by the rules of the flow language (2019-10-30)."""

from collections.abc import Callable, Mapping
from decimal import Decimal, InvalidOperation

from local.connect.actions import ACTIONS, Ended, Failed, Line, Outcome
from local.connect.centre import Queue
from local.connect.contact import Contact
from local.connect.errors import SimulatorError
from local.connect.flow import Action, Condition, Flow
from local.connect.transcript import BlockExecuted

MOST_STEPS = 1_000


def run_flow(flow: Flow, contact: Contact, line: Line) -> Queue | None:
    """Run until the contact is in a queue, which is returned, or cut off (None).

    Changes `contact` and writes to the line's transcript. Raises SimulatorError on an action that
    is not simulated, on a transition that leads nowhere and after MOST_STEPS actions, and
    CallerGoneError when the caller hangs up.
    """
    action = flow.action(flow.start)
    for _ in range(MOST_STEPS):
        outcome = _execute(action, contact, line)
        if isinstance(outcome, Ended):
            return outcome.queue
        action = flow.action(choose_next(action, outcome))
    raise SimulatorError(f"the flow does not end: {MOST_STEPS} actions executed")


def choose_next(action: Action, outcome: Outcome) -> str:
    """Where the flow goes on.

    After an error: its own entry in Errors, else NoMatchingError. Otherwise the first condition
    that holds, in order; else, if the action has a result and declares it, NoMatchingCondition;
    else NextAction.
    """
    if isinstance(outcome, Failed):
        target = action.errors.get(outcome.error, action.errors.get("NoMatchingError"))
    else:
        target = _after_success(action, getattr(outcome, "result", None))
    if target is None:
        raise SimulatorError(f"{action.identifier} has no branch for {outcome}")
    return target


def _after_success(action: Action, result: str | None) -> str | None:
    if result is not None:
        for condition in action.conditions:
            if _holds(condition, result):
                return condition.target
        if "NoMatchingCondition" in action.errors:
            return action.errors["NoMatchingCondition"]
    return action.next_action


def _execute(action: Action, contact: Contact, line: Line) -> Outcome:
    if action.type not in ACTIONS:
        raise SimulatorError(f"{action.identifier}: {action.type} is not simulated")
    line.telephone.pass_block(action.identifier, action.type)
    before = len(line.transcript)
    outcome = ACTIONS[action.type](action, contact, line)
    error = outcome.error if isinstance(outcome, Failed) else None
    line.transcript.insert(before, BlockExecuted(action.identifier, action.type, error))
    return outcome


def _holds(condition: Condition, result: str) -> bool:
    if condition.operator not in _OPERATORS:
        raise SimulatorError(f"operator {condition.operator} is not simulated")
    return _OPERATORS[condition.operator](result, condition.operand)


def _numbers(compare: Callable[[Decimal, Decimal], bool]) -> Callable[[str, str], bool]:
    def holds(result: str, operand: str) -> bool:
        try:
            return compare(Decimal(result), Decimal(operand))
        except InvalidOperation:
            return False

    return holds


_OPERATORS: Mapping[str, Callable[[str, str], bool]] = {
    "Equals": lambda result, operand: result == operand,
    "TextStartsWith": lambda result, operand: result.startswith(operand),
    "TextEndsWith": lambda result, operand: result.endswith(operand),
    "TextContains": lambda result, operand: operand in result,
    "NumberGreaterThan": _numbers(lambda result, operand: result > operand),
    "NumberGreaterOrEqualTo": _numbers(lambda result, operand: result >= operand),
    "NumberLessThan": _numbers(lambda result, operand: result < operand),
    "NumberLessOrEqualTo": _numbers(lambda result, operand: result <= operand),
}
