"""The tasks of the state machines (infra/state_machines): one call each, on ids alone."""

import json
from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from aws_lambda_powertools.utilities.typing import LambdaContext

from agentline.billing_ports import LedgerInvoice, LedgerRejectedError, LedgerUnavailableError
from agentline.bootstrap.invoicing import open_billing_desk
from agentline.observability import count, log_failure, logger, metrics
from agentline.services.dispatch_basis import freeze, give_up_dispatch, record_dispatch, submit
from agentline.services.settle_payment import settle

LONGEST_WORDS = 1_000

type Event = Mapping[str, Any]
type Result = dict[str, Any]

desk = open_billing_desk()


class StepError(Exception):
    """A step failed inside. What failed is in the log: the error's own words may name somebody,
    and the runtime would log them."""


@metrics.log_metrics
def handler(event: Event, _context: LambdaContext) -> Result:
    """Take the step `event["step"]`. Every step may come again, after any other try of it.

    Raises LedgerUnavailableError, by whose name the state machine waits longer, and StepError.
    """
    step = event["step"]
    ids = {name: str(event[name]) for name in ("reference", "event") if name in event}
    try:
        result = STEPS[step](event)
    except LedgerUnavailableError as error:
        count("LedgerUnavailable")
        log_failure("the ledger is unavailable", error, step=step, **ids)
        raise
    except Exception as error:
        count("StepsFailed")
        log_failure("step failed", error, step=step, **ids)
        raise StepError(step) from None
    count("StepsTaken")
    logger.info("step taken", extra={"step": step, "outcome": result["outcome"], **ids})
    return result


def _freeze(event: Event) -> Result:
    return {"outcome": freeze(event["reference"], desk)}


def _submit(event: Event) -> Result:
    """A refusal is an outcome, not a failure: it is passed on in the ledger's own words."""
    try:
        accepted = submit(event["reference"], desk)
    except LedgerRejectedError as error:
        return {"outcome": "rejected", "words": str(error)[:LONGEST_WORDS]}
    return {
        "outcome": "accepted",
        "ledger_id": accepted.id,
        "number": accepted.number,
        "ocr": accepted.ocr,
        "due_on": accepted.due_on.isoformat() if accepted.due_on else None,
    }


def _record(event: Event) -> Result:
    accepted = event["ledger_invoice"]
    due_on = accepted["due_on"]
    record_dispatch(
        event["reference"],
        LedgerInvoice(
            id=accepted["ledger_id"],
            number=accepted["number"],
            ocr=accepted["ocr"],
            due_on=date.fromisoformat(due_on) if due_on else None,
        ),
        desk,
    )
    count("InvoicesDispatched")
    return {"outcome": "dispatched"}


def _give_up(event: Event) -> Result:
    give_up_dispatch(event["reference"], _words(event["failure"]), desk)
    return {"outcome": "given_up"}


def _words(failure: Mapping[str, str]) -> str:
    """What staff are told: the ledger's words, or what Step Functions says of a step that failed
    ({"Error": ..., "Cause": ...}, https://states-language.net/#errors)."""
    if "words" in failure:
        return failure["words"]
    if failure["Error"] == LedgerUnavailableError.__name__:
        return str(json.loads(failure["Cause"])["errorMessage"])[:LONGEST_WORDS]
    return f"AgentLine failed inside ({failure['Error']}); the log of invoice_steps says why"


def _apply(event: Event) -> Result:
    """What came of it is in the table, and may quote what the payer wrote."""
    settle(event["event"], desk)
    count("LedgerEventsMet")
    return {"outcome": "met"}


STEPS: Mapping[str, Callable[[Event], Result]] = {
    "freeze": _freeze,
    "submit": _submit,
    "record": _record,
    "give_up": _give_up,
    "apply": _apply,
}
