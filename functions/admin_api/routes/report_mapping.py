"""Reports, as the API tells them, and as tables."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from admin_api.routes.invoice_mapping import tell_vat
from admin_api.schemas import reports as schemas
from admin_api.schemas.common import Amount
from agentline.adapters.report_table import Cell, write_table
from agentline.domain.ageing import Ageing
from agentline.domain.call_counts import CallCount, sum_refusals
from agentline.domain.period import Period
from agentline.domain.revenue import Revenue, RevenueSum
from agentline.services.reports import Today

type Rows = Iterable[Mapping[str, Cell]]


def tell_revenue(revenue: Revenue, period: Period) -> schemas.Revenue:
    return schemas.Revenue(
        since=period.since,
        until=period.until,
        rows=[schemas.RevenueRow(of=row.of, **dict(_tell_sum(row.sum))) for row in revenue.rows],
        total=_tell_sum(revenue.total),
    )


def revenue_table(revenue: Revenue) -> str:
    """The sum of each row, then its VAT by rate; the column "kind" tells them apart."""
    columns = ["kind", "of", "orders", "talk_seconds", "billed_seconds", "vat_percent"]
    sums = [*((row.of, row.sum) for row in revenue.rows), ("total", revenue.total)]
    rows = [row for of, summed in sums for row in _revenue_rows(of, summed)]
    return write_table([*columns, "net", "vat", "gross", "currency"], rows)


def tell_ageing(ageing: Ageing, day: date) -> schemas.Ageing:
    return schemas.Ageing(
        day=day,
        rows=[
            schemas.AgeRow(band=row.band, invoices=row.invoices, due=Amount.of(row.due))
            for row in ageing.rows
        ],
        invoices=ageing.invoices,
        due=Amount.of(ageing.due),
    )


def ageing_table(ageing: Ageing) -> str:
    rows: Rows = [
        {"band": row.band, "invoices": row.invoices, "due": row.due, "currency": row.due.currency}
        for row in ageing.rows
    ]
    return write_table(["band", "invoices", "due", "currency"], rows)


def tell_calls(counts: Sequence[CallCount], period: Period) -> schemas.Calls:
    return schemas.Calls(
        since=period.since,
        until=period.until,
        rows=[
            schemas.CallRow(day=count.day, line=count.line, **dict(_totals([count])))
            for count in counts
        ],
        total=_totals(counts),
    )


def calls_table(counts: Sequence[CallCount]) -> str:
    columns = ["calls", "admitted", "refused", "to_service", "asked"]
    rows: Rows = [
        {"day": f"{count.day}", "line": count.line, **dict(_totals([count]))} for count in counts
    ]
    return write_table(["day", "line", *columns], rows)


def tell_refusals(counts: Sequence[CallCount], period: Period) -> schemas.RefusalReport:
    return schemas.RefusalReport(
        since=period.since,
        until=period.until,
        rows=[
            schemas.RefusalRow(day=count.day, line=count.line, reason=reason, calls=calls)
            for count in counts
            for reason, calls in count.refused.items()
        ],
        total=_refusals(counts),
    )


def refusals_table(counts: Sequence[CallCount]) -> str:
    rows: Rows = [
        {"day": f"{count.day}", "line": count.line, "reason": reason, "calls": calls}
        for count in counts
        for reason, calls in count.refused.items()
    ]
    return write_table(["day", "line", "reason", "calls"], rows)


def tell_today(today: Today) -> schemas.Today:
    waiting = {
        queue.value: schemas.QueueLength(waiting=length.waiting, is_more=length.is_more)
        for queue, length in today.queues.items()
    }
    return schemas.Today(
        day=today.day,
        calls=_totals(today.calls),
        refusals=_refusals(today.calls),
        revenue=_tell_sum(today.revenue),
        owed=tell_ageing(today.ageing, today.day),
        waiting=schemas.WaitingNow(**waiting),
    )


def _tell_sum(summed: RevenueSum) -> schemas.RevenueSum:
    return schemas.RevenueSum(
        orders=summed.orders,
        talk_seconds=summed.talk_seconds,
        billed_seconds=summed.billed_seconds,
        gross=Amount.of(summed.gross),
        net=Amount.of(summed.net),
        vat=tell_vat(summed.vat),
    )


def _revenue_rows(of: str | None, summed: RevenueSum) -> Rows:
    currency = summed.gross.currency
    yield {
        "kind": "sum",
        "of": of,
        "orders": summed.orders,
        "talk_seconds": summed.talk_seconds,
        "billed_seconds": summed.billed_seconds,
        "net": summed.net,
        "vat": summed.vat_amount,
        "gross": summed.gross,
        "currency": currency,
    }
    for share in summed.vat:
        yield {
            "kind": "vat",
            "of": of,
            "vat_percent": share.percent,
            "net": share.net,
            "vat": share.vat,
            "gross": share.gross,
            "currency": currency,
        }


def _totals(counts: Iterable[CallCount]) -> schemas.CallTotals:
    found = list(counts)
    return schemas.CallTotals(
        calls=sum(count.calls for count in found),
        admitted=sum(count.admitted for count in found),
        refused=sum(sum(count.refused.values()) for count in found),
        to_service=sum(count.to_service for count in found),
        asked=sum(count.asked for count in found),
    )


def _refusals(counts: Iterable[CallCount]) -> list[schemas.Refusals]:
    return [
        schemas.Refusals(reason=reason, calls=calls)
        for reason, calls in sum_refusals(counts).items()
    ]
