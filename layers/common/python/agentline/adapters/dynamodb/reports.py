"""What reports are made of: orders by the index of days, what is unpaid and what waits by Todo,
calls by their journal."""

import json
from collections.abc import Iterator, Mapping
from datetime import date, datetime
from functools import cache
from itertools import batched

from agentline.adapters.dynamodb import rows
from agentline.adapters.dynamodb.address_rows import UNDECIDED
from agentline.adapters.dynamodb.index_reading import (
    TABLE,
    Item,
    Stretch,
    count_items,
    read_all,
)
from agentline.adapters.dynamodb.journal_rows import day_key
from agentline.adapters.dynamodb.listed_index import LISTED, stretches_of
from agentline.adapters.dynamodb.mapping.bases import basis
from agentline.adapters.dynamodb.mapping.calls import ORDERS
from agentline.adapters.dynamodb.quarantine import QUARANTINE
from agentline.adapters.dynamodb.todo_index import TODO, rows_waiting
from agentline.domain.basis import Basis
from agentline.domain.call import UNMATCHED, Step, Verdict
from agentline.domain.call_counts import JournalEntry
from agentline.domain.money import Money
from agentline.domain.percent import Percent
from agentline.domain.period import Period
from agentline.domain.revenue import SoldOrder
from agentline.domain.waiting import CREDIT_NOTE, Waiting, WaitingPayment
from agentline.report_ports import Queue, QueueLength

_OF_CALLS = ("call", "step", "decided_at", "b_number", "verdict", "reason")
_OF_ORDERS = (
    "initiated_at",
    "line",
    "pin",
    "article",
    "talk_seconds",
    "billed_seconds",
    "amount",
    "currency",
    "vat_percent",
)
_BATCH = 100
_MOST_COUNTED = 1_000
_TODOS: Mapping[Queue, str] = {
    Queue.DRAFTS: Waiting.DRAFT,
    Queue.DISPATCH_FAILED: Waiting.DISPATCH_FAILED,
    Queue.OVERDUE: Waiting.OVERDUE,
    Queue.SUSPENSE: WaitingPayment.SUSPENSE,
    Queue.PAYMENT_TASKS: WaitingPayment.TASK,
    Queue.UNMATCHED: UNMATCHED,
    Queue.QUARANTINE: QUARANTINE,
    Queue.ADDRESSES: UNDECIDED,
}


class TableReports:
    """The `SoldOrders`, `UnpaidBases`, `CallJournal` and `Queues` ports on the table."""

    def of(self, period: Period) -> Iterator[SoldOrder]:
        for stretch in stretches_of(ORDERS, period):
            yield from map(_sold_order, read_all(LISTED, stretch, _OF_ORDERS))

    def unpaid(self) -> Iterator[Basis]:
        for todo in (*Waiting, CREDIT_NOTE):
            for some in batched(rows_waiting(todo), _BATCH, strict=False):
                keys = [(row.pk, row.sk) for row in some]
                yield from map(basis, rows.BasisRow.batch_get(keys))

    def of_day(self, day: date) -> Iterator[JournalEntry]:
        return map(_journal_entry, read_all(TABLE, Stretch(shard=day_key(day)), _OF_CALLS))

    def length(self, queue: Queue) -> QueueLength:
        waiting = count_items(TODO, _TODOS[queue], _MOST_COUNTED + 1)
        return QueueLength(waiting=min(waiting, _MOST_COUNTED), is_more=waiting > _MOST_COUNTED)


def _sold_order(item: Item) -> SoldOrder:
    def text(name: str) -> str | None:
        return item[name]["S"] if name in item else None

    def number(name: str) -> int:
        return int(item[name]["N"]) if name in item else 0

    pin = text("pin")
    return SoldOrder(
        at=datetime.fromisoformat(item["initiated_at"]["S"]),
        line=text("line"),
        article=json.loads(pin)["article"] if pin else text("article"),
        talk_seconds=number("talk_seconds"),
        billed_seconds=number("billed_seconds"),
        amount=Money(number("amount"), item["currency"]["S"]),
        vat_percent=_percent(item["vat_percent"]["S"]),
    )


def _journal_entry(item: Item) -> JournalEntry:
    return JournalEntry(
        at=datetime.fromisoformat(item["decided_at"]["S"]),
        call=item["call"]["S"],
        step=Step(item["step"]["S"]),
        line=item["b_number"]["S"],
        verdict=Verdict(item["verdict"]["S"]),
        reason=item["reason"]["S"],
    )


@cache
def _percent(text: str) -> Percent:
    return Percent.parse(text)
