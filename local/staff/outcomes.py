"""Taking events in, and waiting for what the state machine makes of them."""

import time

from agentline.domain.ledger_event import LedgerEvent
from agentline.services.billing_desk import BillingDesk
from agentline.services.settle_payment import event_key, take_in

LONGEST_WAIT_SECONDS = 60.0
_POLL_SECONDS = 0.2


def begin(event: LedgerEvent, desk: BillingDesk) -> bool:
    """Take an event in and have it settled; False if it was taken in before.

    What an interrupted run left unsettled is begun again: an execution that was started is not
    started twice.
    """
    if take_in([event], desk):
        return True
    key = event_key(event)
    taken = desk.book.taken_event(key)
    if taken is not None and taken.outcome is None:
        desk.executions.start_settling(key, taken.attempt)
    return False


def wait_for_outcome(key: str, desk: BillingDesk, deadline: float) -> str | None:
    """What came of an event, in words; None if that is not known by `deadline`, a time.monotonic().

    It is settled later all the same: the sweeper sees to that.
    """
    while True:
        taken = desk.book.taken_event(key)
        if taken is not None and taken.outcome is not None:
            return taken.outcome
        if time.monotonic() >= deadline:
            return None
        # DynamoDB offers nothing to wait on.
        time.sleep(_POLL_SECONDS)
