"""Waiting for what the state machine makes of an event."""

import time

from agentline.services.billing_desk import BillingDesk

LONGEST_WAIT_SECONDS = 60.0
_POLL_SECONDS = 0.2


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
