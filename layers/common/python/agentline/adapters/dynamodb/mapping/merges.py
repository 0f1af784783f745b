"""Merges: CUST#<who took over> / MERGED#<who was merged>."""

from agentline.adapters.dynamodb.lifecycle_rows import MergedRow
from agentline.adapters.dynamodb.mapping.customers import customer_key
from agentline.domain.merge import Merge
from agentline.domain.money import Money
from agentline.domain.phone_number import phone_number
from agentline.domain.receivables import Actor

UNFINISHED = "merge"
_MERGED = "MERGED#"


def merge_key(source: str, into: str) -> tuple[str, str]:
    return customer_key(into), f"{_MERGED}{source}"


def merge_row(merge: Merge) -> MergedRow:
    return MergedRow(
        *merge_key(merge.source, merge.into),
        who=merge.by.who,
        why=merge.by.why,
        at=merge.by.at,
        deed=merge.deed,
        numbers=list(merge.numbers),
        order_count=merge.orders,
        total=merge.total.minor,
        currency=merge.total.currency,
        todo=None if merge.is_finished else UNFINISHED,
        todo_at=None if merge.is_finished else merge.by.at,
    )


def merge(row: MergedRow) -> Merge:
    return Merge(
        source=row.sk.removeprefix(_MERGED),
        into=row.pk.removeprefix("CUST#"),
        by=Actor(who=row.who, why=row.why, at=row.at),
        deed=row.deed,
        numbers=tuple(map(phone_number, row.numbers)),
        orders=int(row.order_count),
        total=Money(int(row.total), row.currency),
        is_finished=row.todo is None,
    )
