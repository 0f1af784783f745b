"""Unpaid bases past their due date are marked, once a day (design.md 4)."""

from dataclasses import replace
from datetime import UTC, datetime

from agentline.billing_ports import BillingChange
from agentline.domain.audit import SYSTEM
from agentline.domain.billing_audit import BASIS_OVERDUE, audit_basis
from agentline.domain.receivables import Actor
from agentline.domain.reference import read_reference
from agentline.domain.regime import STOCKHOLM
from agentline.domain.waiting import CREDIT_NOTE, Waiting
from agentline.services.billing_desk import BillingDesk, Opened, decide

MOST_AT_ONCE = 1_000
_LISTS = (Waiting.DUE, CREDIT_NOTE)


def mark_overdue(desk: BillingDesk) -> int:
    """Mark bases due before today, by the calendar of Stockholm; how many were not marked yet.

    What goes wrong with some is raised together, as ExceptionGroup, after all of them.
    """
    today = desk.clock().astimezone(STOCKHOLM).date()
    midnight = datetime(today.year, today.month, today.day, tzinfo=UTC)
    marked = 0
    failures: list[Exception] = []
    # A basis whose credit note the ledger has not got yet waits under that, and may be late too.
    late = [todo for what in _LISTS for todo in desk.book.waiting(what, midnight, MOST_AT_ONCE)]
    for todo in late:
        customer, number = read_reference(todo.subject)

        def decision(opened: Opened, number: int = number) -> BillingChange | None:
            basis = opened.books.basis(number)
            is_late = basis.due.minor > 0 and basis.due_on is not None and basis.due_on < today
            if basis.is_overdue or not is_late:
                return None
            by = Actor(who=SYSTEM, why=f"was due on {basis.due_on}", at=opened.now)
            after = replace(basis, is_overdue=True)
            entry = audit_basis(BASIS_OVERDUE, basis, after, by.who, by.why, by.at)
            return BillingChange(after=opened.books.with_basis(after).with_entries(entry))

        try:
            marked += decide(customer, desk, decision) is not None
        except Exception as error:
            failures.append(error)
    if failures:
        raise ExceptionGroup("some bases could not be marked", failures)
    return marked
