"""Which orders are asked for: a customer's, a basis', or those of some days."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from admin_api.problems import FieldError, ProblemError
from admin_api.routes.periods import read_period
from admin_api.visit import Visit
from agentline.adapters.phone_numbers import read_phone_number
from agentline.domain.manual_order import AnyOrder
from agentline.domain.period import beginning_of
from agentline.domain.reference import read_reference
from agentline.office_ports import Listing
from agentline.order_ports import Span
from agentline.services.find_order import span_of_basis

_LONG_AGO = datetime(1970, 1, 1, tzinfo=UTC)
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderFilter:
    """As it is asked for; None is no condition. `line` is a b-number in any spelling."""

    customer: str | None
    basis: str | None
    line: str | None
    since: date | None
    until: date | None


def list_wanted(
    wanted: OrderFilter, limit: int, cursor: str | None, visit: Visit
) -> Listing[AnyOrder]:
    """A part of the list. Raises ProblemError for a line that is no number, and for a basis with
    other conditions; PeriodError; what `span_of_basis` does."""
    line = None if wanted.line is None else read_phone_number(wanted.line)
    if wanted.line is not None and line is None:
        raise _wrong("line", "is no telephone number")
    lists, position = visit.desk.orders(), visit.position(cursor)
    if wanted.basis:
        if wanted.customer or wanted.since or wanted.until:
            raise _wrong("basis", "says whose orders, and of when: leave out the rest")
        span = span_of_basis(wanted.basis, visit.desk.billing())
        if span is None:
            return Listing(items=(), position=None)
        customer, _ = read_reference(wanted.basis)
        return lists.of_customer(customer, span, line, limit, position)
    if wanted.customer:
        return lists.of_customer(wanted.customer, _span(wanted, visit), line, limit, position)
    period = read_period(wanted.since, wanted.until, visit.now)
    return lists.of_days(period, line, limit, position)


def _span(wanted: OrderFilter, visit: Visit) -> Span:
    """One customer's orders may be of any time."""
    end = beginning_of(wanted.until + _DAY) if wanted.until else visit.now + _DAY
    return Span(
        first_at=beginning_of(wanted.since) if wanted.since else _LONG_AGO,
        last_at=end - timedelta(seconds=1),
    )


def _wrong(parameter: str, detail: str) -> ProblemError:
    field = f"query.{parameter}"
    return ProblemError(
        "invalid_input", f"{field}: {detail}", errors=[FieldError(field=field, detail=detail)]
    )
