"""What the clock starts (infra/constructs/schedules.py): {"task": <one of TASKS>}."""

import os
from collections.abc import Callable, Mapping
from datetime import timedelta

from aws_lambda_powertools.utilities.typing import LambdaContext

from agentline.adapters.dynamodb.books import read_books
from agentline.bootstrap.invoicing import open_address_desk, open_billing_desk
from agentline.bootstrap.lifecycle import open_lifecycle_desk
from agentline.bootstrap.outgoing import open_publishing_desk
from agentline.observability import count, log_failure, logger, metrics
from agentline.services.check_addresses import Pace, check_addresses
from agentline.services.deliver_events import requeue_stale
from agentline.services.finish_lifecycle import finish_lifecycle
from agentline.services.mark_overdue import mark_overdue
from agentline.services.poll_ledger import poll_ledger
from agentline.services.reconcile import Findings, look_twice, reconcile
from agentline.services.sweep import sweep
from agentline.settings import InvoicingSettings, read_settings

# At five a second a run stays within the function's quarter of an hour.
MOST_ADDRESSES = 3_000
MOST_FINDINGS_LOGGED = 50
# The strictest of the ledgers, Fortnox, takes 25 requests in 5 seconds.
LEDGER_LOOK_UPS_PER_SECOND = 4

desk = open_billing_desk()
publishing_desk = open_publishing_desk()


class TaskError(Exception):
    """A task failed. What failed is in the log: the error's own words may name somebody, and the
    runtime would log them."""


@metrics.log_metrics
def handler(event: Mapping[str, str], _context: LambdaContext) -> None:
    """Each task picks up what a failed try of it left. Raises TaskError."""
    task = event["task"]
    try:
        number = TASKS[task]()
    except Exception as error:
        count("TasksFailed")
        log_failure("task failed", error, task=task)
        raise TaskError(task) from None
    count("TasksDone")
    logger.info("task done", task=task, number=number)


def _sweep() -> int:
    """Dispatches, payments and credit notes first: money before news of it, and before merges and
    erasures that broke off."""
    restarted = sum(sweep(desk).values()) + requeue_stale(publishing_desk, desk.clock())
    return restarted + finish_lifecycle(open_lifecycle_desk(desk))


def _check_addresses() -> int:
    settings = read_settings(InvoicingSettings, os.environ)
    older_than = timedelta(days=settings.billing.address_days)
    run = check_addresses(open_address_desk(settings), older_than, MOST_ADDRESSES, desk.clock())
    return sum(run.counts.values())


def _reconcile() -> int:
    findings = look_twice(_look)
    amiss = [
        *((violation.invariant, violation.customer) for violation in findings.violations),
        *((orphan.kind.value, orphan.customer) for orphan in findings.orphans),
        *(("damage", damage.customer) for damage in findings.damage),
    ]
    for finding, customer in amiss[:MOST_FINDINGS_LOGGED]:
        logger.warning("books amiss", finding=finding, customer=customer)
    if amiss:
        count("BooksAmiss", len(amiss))
    if findings.ledger_silent_because:
        count("LedgerNotAsked")
        logger.warning("the ledger did not answer to the end")
    return len(amiss)


def _look() -> Findings:
    books, pace = read_books(lambda _rows: None), Pace(LEDGER_LOOK_UPS_PER_SECOND)
    return reconcile(books, desk.catalogue, desk.clock(), desk.ledger_to_ask, pace)


TASKS: Mapping[str, Callable[[], int]] = {
    "sweep": _sweep,
    "mark_overdue": lambda: mark_overdue(desk),
    "poll_ledger": lambda: poll_ledger(desk),
    "check_addresses": _check_addresses,
    "reconcile": _reconcile,
}
