"""Screened calls, and the orders and bases that come of them."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from agentline.adapters.dynamodb import rows
from agentline.adapters.dynamodb.mapping.calls import (
    call_row,
    order_row,
    original_sort_key,
    screened_call,
    unmatched_row,
)
from agentline.adapters.dynamodb.mapping.calls import order as order_of
from agentline.adapters.dynamodb.mapping.customers import customer_key
from agentline.adapters.dynamodb.transaction import RowsExistError, write_alone, write_together
from agentline.domain.account import AccountChange
from agentline.domain.call import ScreenedCall, UnmatchedCaller
from agentline.domain.contact_record import ContactRecord
from agentline.domain.order import Order
from agentline.domain.screening import Standing
from agentline.ports import (
    CallScreenedError,
    OrdersExistError,
    StepOutOfOrderError,
)

if TYPE_CHECKING:
    from agentline.domain.draft import Draft


class TableCallLog:
    """The `CallLog` port on the table."""

    def store_call(
        self,
        call: ScreenedCall,
        change: AccountChange | None,
        unmatched: UnmatchedCaller | None = None,
    ) -> None:
        row = call_row(call)
        try:
            if change or unmatched:
                write_together([row], change, unmatched_row(unmatched) if unmatched else None)
            else:
                write_alone(row)
        except RowsExistError as error:
            found = error.found[0] if error.found else None
            if isinstance(found, rows.CallRow):
                raise CallScreenedError(screened_call(found)) from error
            stored = self.calls([call.call]).get(call.call)
            if stored is None:
                raise StepOutOfOrderError(f"{call.step} of a call never screened") from error
            raise CallScreenedError(stored) from error

    def calls(self, ids: Sequence[str]) -> Mapping[str, ScreenedCall]:
        keys = [(f"CALL#{call}", "CALL") for call in dict.fromkeys(ids)]
        found = rows.CallRow.batch_get(keys, consistent_read=True)
        return {call.call: call for call in map(screened_call, found)}


class TableOrderBook:
    """The `OrderBook` port on the table."""

    def store_orders(self, change: AccountChange, orders: Sequence[Order]) -> None:
        try:
            write_together([order_row(order) for order in orders], change)
        except RowsExistError as error:
            stored = [order_of(row) for row in error.found if isinstance(row, rows.OrderRow)]
            raise OrdersExistError(stored) from error

    def history(self, customer: str, record: ContactRecord) -> Sequence[Order]:
        found = rows.OrderRow.query(
            customer_key(customer),
            rows.OrderRow.sk.startswith(original_sort_key(record.initiated_at, record.contact)),
            consistent_read=True,
        )
        return [order_of(row) for row in found]

    def draft(self, standing: Standing, basis: int) -> "Draft | None":
        # Few records correct a draft, and callers wait while this module is loaded.
        from agentline.adapters.dynamodb.drafts import read_draft

        return read_draft(standing, basis)
