"""Orders of both kinds by their keys, manual ones, and what deeds of staff have made."""

from datetime import datetime

from agentline.adapters.dynamodb import rows
from agentline.adapters.dynamodb.mapping.calls import order as rated_order
from agentline.adapters.dynamodb.mapping.calls import (
    order_row,
    orders_shard,
    original_sort_key,
)
from agentline.adapters.dynamodb.mapping.customers import customer_key
from agentline.adapters.dynamodb.order_rows import ManualOrderRow, OrderMadeRow, RefundMadeRow
from agentline.domain.manual_order import AnyOrder, ManualLine, ManualOrder, key_of
from agentline.domain.money import Money
from agentline.domain.order_key import OrderKey
from agentline.domain.percent import Percent
from agentline.domain.refund import Refund, RefundWay

_PREFIX = "ORDER#"


def any_order(row: rows.GatheredRow) -> AnyOrder:
    """Raises TypeError for a row that is of neither kind."""
    match row:
        case rows.OrderRow():
            return rated_order(row)
        case ManualOrderRow():
            return manual_order(row)
    raise TypeError(f"{type(row).__name__} is no order")


def any_order_row(order: AnyOrder) -> rows.GatheredRow:
    return manual_order_row(order) if isinstance(order, ManualOrder) else order_row(order)


def manual_order_row(order: ManualOrder) -> ManualOrderRow:
    content, sort_key = order.content, sort_key_of(key_of(order))
    return ManualOrderRow(
        customer_key(order.customer),
        sort_key,
        text=content.text,
        article=content.article,
        quantity=content.quantity,
        unit_price=content.unit_price.minor,
        amount=content.amount.minor,
        currency=content.amount.currency,
        vat_percent=str(content.vat_percent.value),
        initiated_at=order.initiated_at,
        entered_at=order.entered_at,
        who=order.who,
        why=order.why,
        refers_to=sort_key_of(order.refers_to) if order.refers_to else None,
        basis=order.basis,
        came_from=order.came_from,
        listed=orders_shard(order.initiated_at),
        listed_at=sort_key.removeprefix(_PREFIX),
    )


def manual_order(row: ManualOrderRow) -> ManualOrder:
    customer = row.pk.removeprefix("CUST#")
    return ManualOrder(
        customer=customer,
        id=row.sk.rpartition("#")[2],
        content=ManualLine(
            text=row.text,
            article=row.article,
            quantity=int(row.quantity),
            unit_price=Money(int(row.unit_price), row.currency),
            vat_percent=Percent.parse(row.vat_percent),
        ),
        initiated_at=row.initiated_at,
        entered_at=row.entered_at,
        who=row.who,
        why=row.why,
        refers_to=key_of_sort_key(customer, row.refers_to) if row.refers_to else None,
        basis=int(row.basis),
        came_from=row.came_from,
    )


def order_made_row(order: ManualOrder, deed: str) -> OrderMadeRow:
    made = sort_key_of(key_of(order))
    return OrderMadeRow(*deed_keys(deed), customer=order.customer, order=made)


def refund_made_row(refund: Refund) -> RefundMadeRow:
    return RefundMadeRow(
        *deed_keys(refund.deed),
        customer=refund.order.customer,
        order=sort_key_of(refund.order),
        way=refund.way.value,
        basis=refund.basis,
        amount=refund.amount.minor,
        currency=refund.amount.currency,
        made=refund.made,
    )


def refund(row: RefundMadeRow) -> Refund:
    return Refund(
        deed=row.pk.removeprefix("DEED#"),
        order=key_of_sort_key(row.customer, row.order),
        way=RefundWay(row.way),
        basis=int(row.basis),
        amount=Money(int(row.amount), row.currency),
        made=row.made,
    )


def deed_keys(deed: str) -> tuple[str, str]:
    return f"DEED#{deed}", "DEED"


def sort_key_of(key: OrderKey) -> str:
    original = original_sort_key(key.initiated_at, key.id)
    return f"{original}#{rows.instant_text(key.version)}" if key.version else original


def key_of_sort_key(customer: str, sort_key: str) -> OrderKey:
    """The reverse of `sort_key_of`."""
    initiated_at, _, rest = sort_key.removeprefix(_PREFIX).partition("#")
    order_id, _, version = rest.partition("#")
    return OrderKey(
        customer=customer,
        initiated_at=datetime.fromisoformat(initiated_at),
        id=order_id,
        version=datetime.fromisoformat(version) if version else None,
    )
