"""Closed bases: what staff changed, what was paid, what the ledger made of them."""

from datetime import UTC, date, datetime, time
from typing import Any

from agentline.adapters.dynamodb import rows
from agentline.adapters.dynamodb.mapping.accounts import basis_sort_key
from agentline.adapters.dynamodb.mapping.customers import customer_key
from agentline.adapters.dynamodb.mapping.edits import edit_from_json, edit_to_json
from agentline.adapters.dynamodb.mapping.invoices import note_from_json, note_to_json
from agentline.domain.basis import Basis, Posting
from agentline.domain.basis_state import BasisState
from agentline.domain.money import Money
from agentline.domain.waiting import CREDIT_NOTE, Waiting, waits_for


def basis_row(basis: Basis) -> rows.BasisRow:
    """The row of a basis, a version further than what was read."""
    posting = basis.posting
    todo, todo_at = _todo(basis)
    return rows.BasisRow(
        customer_key(basis.customer),
        basis_sort_key(basis.number),
        reference=basis.reference,
        version=basis.version + 1,
        state=basis.state.value,
        order_count=basis.count,
        total=basis.total.minor,
        payable=basis.payable.minor,
        received=basis.received.minor,
        credited=basis.credited.minor,
        adjusted=basis.adjusted.minor,
        raised=None if basis.raised is None else basis.raised.minor,
        currency=basis.payable.currency,
        closed_at=basis.closed_at,
        closed_because=basis.closed_because,
        is_closed_by_limit=basis.is_closed_by_limit,
        first_at=basis.first_at,
        last_at=basis.last_at,
        edits=[edit_to_json(edit) for edit in basis.edits] or None,
        credit_notes=[note_to_json(note) for note in basis.credit_notes] or None,
        unsent_credit_notes=sorted(basis.unsent_credit_notes) or None,
        attempt=basis.attempt,
        frozen=basis.frozen,
        issued_on=_day_text(basis.issued_on),
        due_on=_day_text(basis.due_on),
        ledger_id=posting.ledger_id if posting else None,
        ledger_number=posting.number if posting else None,
        ocr=posting.ocr if posting else None,
        trouble=basis.trouble,
        submitting_until=basis.submitting_until,
        is_overdue=basis.is_overdue or None,
        todo=todo,
        todo_at=todo_at,
        listed=settled_shard(basis.state) if basis.state.is_settled else None,
        listed_at=f"{rows.sorting_text(basis.closed_at)}#{basis.reference}"
        if basis.state.is_settled
        else None,
    )


def settled_shard(state: BasisState) -> str:
    """What settled bases are listed as."""
    return f"BASES#{state.value}"


def basis(row: rows.BasisRow) -> Basis:
    def money(minor: float | None) -> Money:
        return Money(int(minor or 0), row.currency)

    return Basis(
        customer=row.pk.removeprefix("CUST#"),
        number=int(row.sk.removeprefix("BASIS#")),
        version=int(row.version),
        state=BasisState(row.state),
        count=int(row.order_count),
        total=money(row.total),
        payable=money(row.payable),
        received=money(row.received),
        credited=money(row.credited),
        adjusted=money(row.adjusted),
        raised=None if row.raised is None else money(row.raised),
        closed_at=row.closed_at,
        closed_because=row.closed_because,
        is_closed_by_limit=row.is_closed_by_limit,
        first_at=row.first_at,
        last_at=row.last_at,
        edits=tuple(edit_from_json(edit, row.currency) for edit in row.edits or ()),
        credit_notes=tuple(note_from_json(note, row.currency) for note in row.credit_notes or ()),
        unsent_credit_notes=frozenset(row.unsent_credit_notes or ()),
        attempt=int(row.attempt or 0),
        frozen=row.frozen,
        issued_on=_day(row.issued_on),
        due_on=_day(row.due_on),
        posting=_posting(row),
        trouble=row.trouble,
        submitting_until=row.submitting_until,
        is_overdue=bool(row.is_overdue),
    )


def _posting(row: rows.BasisRow) -> Posting | None:
    ledger_id: str | None = row.ledger_id
    if ledger_id is None:
        return None
    return Posting(ledger_id=ledger_id, number=row.ledger_number, ocr=row.ocr)


def _todo(basis: Basis) -> tuple[str | None, datetime | None]:
    """Who waits for money waits until the due date, all others since the basis was closed."""
    if basis.unsent_credit_notes:
        return CREDIT_NOTE, basis.closed_at
    waiting = waits_for(basis)
    if waiting is None:
        return None, None
    if waiting not in {Waiting.DUE, Waiting.OVERDUE}:
        return waiting.value, basis.closed_at
    if basis.due_on is None:
        return None, None
    return waiting.value, datetime.combine(basis.due_on, time(tzinfo=UTC))


def _day_text(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _day(text: Any) -> date | None:
    return date.fromisoformat(text) if text else None
