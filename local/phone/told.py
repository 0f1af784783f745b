"""What is told of a call once its flow is over, and once it is rated. Amounts are text."""

from typing import Any

from agentline.domain.call import ScreenedCall, Verdict
from local.phone.log import CallLog
from local.tour.as_json import (
    account_as_json,
    closed_as_json,
    customer_as_json,
    order_as_json,
    screening_as_json,
)
from local.tour.exchange import CallReport

_KINDS = {
    Verdict.ADMIT: "admitted",
    Verdict.ASK_PIN: "refused",
    Verdict.REFUSE: "refused",
    Verdict.SERVICE: "put_to_service",
}


def tell_screening(screened: ScreenedCall | None, log: CallLog) -> None:
    """admitted, put_to_service or refused; `not_screened` where the stage gave no decision."""
    if screened is None:
        log.write("not_screened")
        return
    log.write(
        _KINDS[screened.verdict],
        call=screened.call,
        customer=screened.customer,
        **screening_as_json(screened),
    )


def tell_charge(report: CallReport, log: CallLog) -> None:
    """charged, once for each leg, or not_charged; then basis_closed and account, where there are
    such."""
    customer = customer_as_json(report)
    for leg in report.rated:
        order = order_as_json(leg) | {"explanation": leg.explanations}
        log.write("charged", customer=customer, order=order)
    if not report.rated:
        log.write("not_charged", customer=customer)
    closed = closed_as_json(report)
    if closed is not None:
        log.write("basis_closed", **closed)
    if report.after is not None:
        accounts: dict[str, Any] = {
            "before": account_as_json(report.before),
            "after": account_as_json(report.after),
        }
        log.write("account", **accounts)
