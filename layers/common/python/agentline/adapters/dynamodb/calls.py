"""Screened calls, and the orders and bases that come of them."""

import hashlib
from collections.abc import Mapping, Sequence
from datetime import timedelta

from pynamodb.exceptions import PutError

from agentline.adapters.dynamodb import rows
from agentline.adapters.dynamodb.mapping.calls import call_row, order, order_row, screened_call
from agentline.adapters.dynamodb.transaction import RowsExistError, write_together
from agentline.domain.account import AccountChange
from agentline.domain.call import ScreenedCall
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
            stored = [order(row) for row in error.found if isinstance(row, rows.OrderRow)]
            raise OrdersExistError(stored) from error

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
