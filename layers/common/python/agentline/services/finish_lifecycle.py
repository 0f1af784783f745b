"""Merges and erasures that were begun and came to no end are finished (design.md 4)."""

from collections.abc import Callable
from datetime import timedelta
from functools import partial

from agentline.services.erase_customer import finish_erasure
from agentline.services.lifecycle_desk import LifecycleDesk
from agentline.services.merge_customers import finish_merge
from agentline.services.sweep import MOST_AT_ONCE

# What is younger may still be under way in the request that began it.
_REQUEST_LASTS = timedelta(minutes=2)


def finish_lifecycle(desk: LifecycleDesk) -> int:
    """How many were finished.

    One that cannot be finished does not keep the others waiting: what went wrong is raised
    together, as ExceptionGroup, after all of them.
    """
    until = desk.billing.clock() - _REQUEST_LASTS
    begun: list[Callable[[], object]] = [
        *(partial(finish_merge, one, desk) for one in desk.merges.unfinished(until, MOST_AT_ONCE)),
        *(
            partial(finish_erasure, one, desk)
            for one in desk.erasures.unfinished(until, MOST_AT_ONCE)
        ),
    ]
    failures: list[Exception] = []
    for finish in begun:
        try:
            finish()
        except Exception as error:
            failures.append(error)
    if failures:
        raise ExceptionGroup("some merges or erasures could not be finished", failures)
    return len(begun)
