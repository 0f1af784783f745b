"""A call with all that is known of it: every step, the price it kept, and what came of it."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from agentline.calls_ports import CallFile, Span, UnmatchedMissingError
from agentline.domain.catalogue import Language, ServiceLine
from agentline.domain.hold import Hold
from agentline.domain.order import Order
from agentline.domain.unmatched import UnmatchedEntry, unmatched_id
from agentline.services.calls_desk import CallsDesk
from agentline.services.explain_call import Why, explain_call
from agentline.services.follow_merges import follow_merges

# The contacts of a call begin around its screening: the first a moment before, by another clock,
# those of transfers up to some hours after.
_BEFORE = timedelta(hours=2)
_AFTER = timedelta(hours=6)


@dataclass(frozen=True, slots=True, kw_only=True)
class CallTrace:
    """`line` is None for a number that is no service line by now; `hold` is as it is now. `holder`
    is whose the number of an `unmatched` caller is by now."""

    file: CallFile
    why: Why
    line: ServiceLine | None
    hold: Hold | None
    orders: tuple[Order, ...]
    unmatched: UnmatchedEntry | None
    holder: str | None


def trace_call(
    call: str, desk: CallsDesk, now: datetime, language: Language = Language.ENGLISH
) -> CallTrace:
    """Told in a language. Raises CallMissingError."""
    file = desk.archive.find(call)
    decided = file.decided
    customer = decided.customer
    hold: Hold | None = None
    orders: tuple[Order, ...] = ()
    if customer:
        account = desk.archive.accounts([customer]).get(customer)
        hold = account.holds.get(call) if account else None
        begun = file.steps[0].decided_at
        span = Span(since=begun - _BEFORE, until=decided.decided_at + _AFTER)
        owners = follow_merges(customer, desk.register) if account else ()
        for standing in owners:
            orders += desk.archive.orders(standing.account.customer, call, span)
    unmatched, number = _unmatched(file, desk), decided.a_number
    holders = desk.unmatched.holders([number]) if unmatched and number else {}
    return CallTrace(
        file=file,
        why=explain_call(decided, desk, now, language),
        line=desk.catalogue.service_line(decided.b_number),
        hold=hold,
        orders=orders,
        unmatched=unmatched,
        holder=holders.get(number) if number else None,
    )


def _unmatched(file: CallFile, desk: CallsDesk) -> UnmatchedEntry | None:
    """Under the day of the step that left the caller to staff, which the next step may have added
    to."""
    for entry in dict.fromkeys(
        unmatched_id(step.call, step.decided_at) for step in reversed(file.steps)
    ):
        try:
            return desk.unmatched.find(entry)
        except UnmatchedMissingError:
            continue
    return None
