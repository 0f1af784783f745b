"""The rows of the journal of calls: the same step under each key staff look for it by.

Keys: CALLS#<day> and CALLER#<a-number> / <at>#<call>#<step>, CUST#<customer> / CALLED#<at>#<call>#
<step>; and CALL#<call> / STEP#<step> for a step that asks for a code, since the next one overwrites
the call's own row.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from pynamodb.attributes import UnicodeAttribute

from agentline.adapters.dynamodb import rows
from agentline.adapters.dynamodb.mapping.calls import call_row, screened_call
from agentline.adapters.dynamodb.mapping.customers import customer_key
from agentline.domain.call import ScreenedCall, Verdict

CALLED = "CALLED#"
STEP = "STEP#"


class JournalRow(rows.CallRow, discriminator="journal"):
    """All that the call's own row had at that step."""

    call = UnicodeAttribute()


def journal_rows(step: ScreenedCall) -> Sequence[JournalRow]:
    """Small ones, under 1 KB, that end with the call's own row."""
    stated = call_row(step).attribute_values
    for key in ("pk", "sk", "kind"):
        stated.pop(key, None)
    return [JournalRow(pk, sk, call=step.call, **stated) for pk, sk in _places(step)]


def step_of(row: JournalRow) -> ScreenedCall:
    return replace(screened_call(row), call=row.call)


def day_key(day: object) -> str:
    """Of a date, or its ISO text."""
    return f"CALLS#{day}"


def caller_key(number: str) -> str:
    return f"CALLER#{number}"


def call_key(call: str) -> str:
    return f"CALL#{call}"


def _places(step: ScreenedCall) -> Iterator[tuple[str, str]]:
    at = rows.sorting_text(step.decided_at)
    name = f"{at}#{step.call}#{step.step.value}"
    yield day_key(at[:10]), name
    if step.a_number:
        yield caller_key(step.a_number), name
    if step.customer:
        yield customer_key(step.customer), f"{CALLED}{name}"
    if step.verdict is Verdict.ASK_PIN:
        yield call_key(step.call), f"{STEP}{step.step.value}"
