"""Screened calls, and the orders and bases that come of them."""

import hashlib
from collections.abc import Mapping, Sequence
from datetime import timedelta

from pynamodb.exceptions import PutError

from agentline.adapters.dynamodb import rows
from agentline.adapters.dynamodb.mapping.accounts import basis_sort_key
from agentline.adapters.dynamodb.mapping.calls import (
    call_row,
    order_row,
    original_sort_key,
    screened_call,
)
from agentline.adapters.dynamodb.mapping.calls import order as order_of
from agentline.adapters.dynamodb.mapping.customers import customer_key
from agentline.adapters.dynamodb.transaction import RowsExistError, write_together
from agentline.domain.account import AccountChange
from agentline.domain.call import ScreenedCall
from agentline.domain.contact_record import ContactRecord
from agentline.domain.order import Order
from agentline.ports import CallScreenedError, OrdersExistError, QuarantinedRecord

_QUARANTINE_KEPT = timedelta(days=400)


class TableCallLog:
    """The `CallLog` port on the table."""

    def store_call(self, call: ScreenedCall, change: AccountChange | None) -> None:
        row = call_row(call)
        if change:
            try:
                write_together([row], change)
            except RowsExistError as error:
                found = error.found[0]
                if isinstance(found, rows.CallRow):
                    raise CallScreenedError(screened_call(found)) from error
                raise
            return
        try:
            row.save(condition=row.is_new())
        except PutError as error:
            if error.cause_response_code != "ConditionalCheckFailedException":
                raise
            raise CallScreenedError(self.calls([call.call])[call.call]) from error

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

    def is_draft(self, customer: str, basis: int) -> bool:
        row = rows.BasisRow.get(customer_key(customer), basis_sort_key(basis), consistent_read=True)
        return row.state == "draft"

    def quarantine(self, record: QuarantinedRecord) -> None:
        """Keep the record under its own digest: the same one again replaces itself."""
        digest = hashlib.sha256(record.text.encode()).hexdigest()
        rows.QuarantineRow(
            f"QUARANTINE#{record.at:%Y-%m-%d}",
            digest,
            record=record.record,
            reason=record.reason,
            at=record.at,
            text=record.text,
            expires=record.at + _QUARANTINE_KEPT,
        ).save()
