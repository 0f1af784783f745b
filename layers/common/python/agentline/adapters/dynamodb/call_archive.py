"""Single calls, with what is kept around them."""

from collections.abc import Iterable, Mapping
from datetime import timedelta

from agentline.adapters.dynamodb import rows
from agentline.adapters.dynamodb.journal_rows import JournalRow, call_key, step_of
from agentline.adapters.dynamodb.key_ranges import second_text
from agentline.adapters.dynamodb.mapping.accounts import account, audit_entry
from agentline.adapters.dynamodb.mapping.calls import order, screened_call
from agentline.adapters.dynamodb.mapping.customers import customer_key
from agentline.calls_ports import CallFile, CallMissingError, Span
from agentline.domain.account import Account
from agentline.domain.audit import AuditEntry
from agentline.domain.call import ScreenedCall, Step
from agentline.domain.order import Order

_ROOM = timedelta(seconds=1)


class TableCallArchive:
    """The `CallArchive` port on the table."""

    def find(self, call: str) -> CallFile:
        decided: ScreenedCall | None = None
        steps: dict[Step, ScreenedCall] = {}
        for row in rows.Row.query(call_key(call), consistent_read=True):
            match row:
                case JournalRow():
                    step = step_of(row)
                    steps[step.step] = step
                case rows.CallRow():
                    decided = screened_call(row)
        if decided is None:
            raise CallMissingError(f"there is no call {call}")
        steps[decided.step] = decided
        return CallFile(decided=decided, steps=tuple(steps[step] for step in Step if step in steps))

    def orders(self, customer: str, call: str, span: Span) -> tuple[Order, ...]:
        found = rows.OrderRow.query(
            customer_key(customer),
            rows.OrderRow.sk.between(*_keys("ORDER#", span)),
            filter_condition=rows.OrderRow.call == call,
            consistent_read=True,
        )
        return tuple(map(order, found))

    def entries(self, customer: str, span: Span) -> tuple[AuditEntry, ...]:
        found = rows.AuditRow.query(
            customer_key(customer),
            rows.AuditRow.sk.between(*_keys("AUDIT#", span)),
            consistent_read=True,
        )
        return tuple(sorted(map(audit_entry, found), key=lambda entry: entry.at))

    def accounts(self, customers: Iterable[str]) -> Mapping[str, Account]:
        keys = [(customer_key(customer), "ACCOUNT") for customer in dict.fromkeys(customers)]
        found = rows.AccountRow.batch_get(keys, consistent_read=True) if keys else ()
        return {one.customer: one for one in map(account, found)}


def _keys(kind: str, span: Span) -> tuple[str, str]:
    """With a second more, for what has a fraction of the last one."""
    return kind + second_text(span.since), kind + second_text(span.until + _ROOM)
