"""Lists of orders: of a customer by their keys, of days by the index."""

from collections.abc import Callable

from agentline.adapters.dynamodb import rows
from agentline.adapters.dynamodb.drafts import initiated_between
from agentline.adapters.dynamodb.key_ranges import sift_range
from agentline.adapters.dynamodb.listed_index import list_rows, stretches_of
from agentline.adapters.dynamodb.mapping.calls import ORDERS
from agentline.adapters.dynamodb.mapping.customers import customer_key
from agentline.adapters.dynamodb.mapping.orders import any_order, sort_key_of
from agentline.domain.manual_order import AnyOrder
from agentline.domain.order_key import OrderKey, UnknownOrderError
from agentline.domain.period import Period
from agentline.office_ports import Listing, Position
from agentline.order_ports import NamedOrder, Span


class TableOrderLists:
    """The `OrderLists` port on the table."""

    def find(self, key: OrderKey) -> NamedOrder:
        customer = customer_key(key.customer)
        keys = [(customer, sort_key_of(key)), (customer, "PROFILE")]
        order, name = None, None
        for row in rows.Row.batch_get(keys, consistent_read=True):
            match row:
                case rows.GatheredRow():
                    order = any_order(row)
                case rows.ProfileRow():
                    name = row.name
        if order is None:
            raise UnknownOrderError(key)
        return NamedOrder(order=order, customer_name=name)

    def of_customer(
        self,
        customer: str,
        span: Span | None,
        line: str | None,
        limit: int,
        position: Position | None,
    ) -> Listing[AnyOrder]:
        condition = (
            initiated_between(span.first_at, span.last_at)
            if span
            else rows.GatheredRow.sk.startswith("ORDER#")
        )
        is_wanted = _is_of(line, span.basis if span else None)
        found = sift_range(
            rows.GatheredRow, customer_key(customer), condition, limit, position, is_wanted
        )
        return Listing(items=list(map(any_order, found.items)), position=found.position)

    def of_days(
        self, period: Period, line: str | None, limit: int, position: Position | None
    ) -> Listing[AnyOrder]:
        stretches = stretches_of(ORDERS, period)[::-1]
        found = list_rows(stretches, limit, position, newest_first=True, keep=_is_of(line, None))
        orders = [any_order(row) for row in found.items if isinstance(row, rows.GatheredRow)]
        return Listing(items=orders, position=found.position)


def _is_of(line: str | None, basis: int | None) -> Callable[[rows.Row], bool]:
    def is_wanted(row: rows.Row) -> bool:
        if line is not None and not (isinstance(row, rows.OrderRow) and row.line == line):
            return False
        return basis is None or (isinstance(row, rows.GatheredRow) and int(row.basis) == basis)

    return is_wanted
