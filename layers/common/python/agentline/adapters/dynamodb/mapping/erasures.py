"""Erasures: CUST#<number> / ERASURE."""

from collections.abc import Sequence
from datetime import date

from agentline.adapters.dynamodb.lifecycle_rows import ErasureRow
from agentline.adapters.dynamodb.mapping.customers import customer_key
from agentline.domain.erasure import Erasure
from agentline.domain.receivables import Actor

ERASURE = "ERASURE"
UNFINISHED = "erasure"


def erasure_row(erasure: Erasure, found_by: Sequence[tuple[str, str]]) -> ErasureRow:
    """Of one that has come nowhere yet. `found_by` are keys of rows to delete."""
    until = erasure.copies_until
    return ErasureRow(
        customer_key(erasure.customer),
        ERASURE,
        who=erasure.by.who,
        why=erasure.by.why,
        at=erasure.by.at,
        deed=erasure.deed,
        customers=list(erasure.customers),
        numbers=erasure.numbers,
        copies=erasure.copies,
        copies_until=until.isoformat() if until else None,
        found_by=list(found_by) or None,
        step=0,
        stretch=0,
        todo=UNFINISHED,
        todo_at=erasure.by.at,
    )


def erasure(row: ErasureRow) -> Erasure:
    until: str | None = row.copies_until
    return Erasure(
        customers=tuple(row.customers),
        by=Actor(who=row.who, why=row.why, at=row.at),
        deed=row.deed,
        numbers=int(row.numbers),
        copies=int(row.copies),
        copies_until=date.fromisoformat(until) if until else None,
        is_finished=row.todo is None,
    )
