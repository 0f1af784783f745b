"""Unfinished work is found in the table and begun again (design.md 4)."""

from collections import Counter
from collections.abc import Mapping
from datetime import timedelta

from agentline.billing_ports import LedgerRejectedError, LedgerUnavailableError, Todo
from agentline.domain.basis_state import BasisState
from agentline.domain.dispatch import begin_again
from agentline.domain.reference import read_reference
from agentline.domain.waiting import CREDIT_NOTE, LEDGER_EVENT, Waiting
from agentline.ports import AccountChangedError
from agentline.services.billing_desk import BillingDesk, open_customer
from agentline.services.credit_basis import send_credit_notes

# What is younger may still be under way in the process that began it.
SETTLING_LASTS = timedelta(minutes=2)
MOST_AT_ONCE = 200


def sweep(desk: BillingDesk) -> Mapping[str, int]:
    """Start again what no execution works at; how many of each kind were started again.

    One that cannot be begun does not keep the others waiting: what went wrong is raised together,
    as ExceptionGroup, after all of them.
    """
    done: Counter[str] = Counter()
    failures: list[Exception] = []
    now = desk.clock()
    for what, until, begin in (
        (Waiting.DISPATCHING, now, _dispatch_again),
        (LEDGER_EVENT, now - SETTLING_LASTS, _settle_again),
        (CREDIT_NOTE, now, _credit_again),
    ):
        for todo in desk.book.waiting(what, until, MOST_AT_ONCE):
            try:
                done[what] += begin(todo, desk)
            except AccountChangedError:
                continue  # it is met at the next sweep
            except Exception as error:
                failures.append(error)
    for _ in range(done.total()):
        desk.count("WorkRestarted")
    if failures:
        raise ExceptionGroup("some work could not be begun again", failures)
    return done


def _dispatch_again(todo: Todo, desk: BillingDesk) -> bool:
    customer, number = read_reference(todo.subject)
    basis = open_customer(customer, desk).books.basis(number)
    if basis.state is not BasisState.DISPATCHING:
        return False
    if desk.executions.is_dispatching(todo.subject, basis.attempt):
        return False
    again = begin_again(basis)
    desk.book.store_basis(again)
    desk.executions.start_dispatch(todo.subject, again.attempt)
    return True


def _settle_again(todo: Todo, desk: BillingDesk) -> bool:
    taken = desk.book.taken_event(todo.subject)
    if taken is None or taken.outcome is not None:
        return False
    if desk.executions.is_settling(todo.subject, taken.attempt):
        return False
    desk.executions.start_settling(todo.subject, desk.book.next_attempt(taken))
    return True


def _credit_again(todo: Todo, desk: BillingDesk) -> bool:
    try:
        return send_credit_notes(todo.subject, desk) > 0
    except (LedgerRejectedError, LedgerUnavailableError):
        desk.count("CreditNotesUnsent")
        return False
