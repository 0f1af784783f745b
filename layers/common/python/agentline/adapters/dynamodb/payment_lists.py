"""Lists of payments: of days, of one customer, and what waits for staff."""

from collections.abc import Sequence
from datetime import date

from agentline.adapters.dynamodb import billing_rows as rows
from agentline.adapters.dynamodb.key_ranges import list_range, within_days
from agentline.adapters.dynamodb.listed_index import days_newest_first, list_rows
from agentline.adapters.dynamodb.mapping.customers import customer_key
from agentline.adapters.dynamodb.mapping.payments import (
    LISTED,
    OWNED,
    owned_payment_key,
    payment,
)
from agentline.adapters.dynamodb.todo_index import list_waiting_rows
from agentline.domain.payment import Payment
from agentline.domain.waiting import WaitingPayment, payment_waits_for
from agentline.office_ports import Listing, Position


class TablePaymentLists:
    """The `PaymentLists` port on the table."""

    def of_days(
        self, since: date, until: date, limit: int, position: Position | None
    ) -> Listing[Payment]:
        days = days_newest_first(LISTED, since, until)
        found = list_rows(days, limit, position, newest_first=True)
        payments = [payment(row) for row in found.items if isinstance(row, rows.PaymentRow)]
        return Listing(items=payments, position=found.position)

    def of_customer(
        self, customer: str, since: date, until: date, limit: int, position: Position | None
    ) -> Listing[Payment]:
        of_days = within_days(OWNED, since, until)
        key = customer_key(customer)
        found = list_range(rows.OwnedPaymentRow, key, of_days, limit, position)
        return Listing(
            items=_read(list(map(owned_payment_key, found.items))), position=found.position
        )

    def waiting(
        self, what: WaitingPayment, limit: int, position: Position | None
    ) -> Listing[Payment]:
        found = list_waiting_rows([what.value], limit, position)
        payments = _read([(row.pk, row.sk) for row in found.items])
        return Listing(
            items=[one for one in payments if payment_waits_for(one) is what],
            position=found.position,
        )


def _read(keys: Sequence[tuple[str, str]]) -> list[Payment]:
    """In the order of their keys."""
    found = rows.PaymentRow.batch_get(list(keys), consistent_read=True) if keys else ()
    stored = {row.pk: payment(row) for row in found}
    return [stored[pk] for pk, _ in keys if pk in stored]
