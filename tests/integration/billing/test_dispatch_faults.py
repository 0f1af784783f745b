"""Rows 27 to 30 of the fault catalogue: dispatch against edits, itself, time-outs and crashes."""

from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from threading import Barrier, Semaphore

import pytest

from agentline.billing_ports import LedgerInvoice, LedgerUnavailableError
from agentline.domain.account import NothingToCloseError
from agentline.domain.basis import BasisStateError
from agentline.domain.basis_edit import ArticleLine, Goodwill
from agentline.domain.basis_state import BasisState
from agentline.domain.invoice import Invoice
from agentline.domain.money import sek
from agentline.domain.percent import Percent
from agentline.services.billing_desk import BasisChangedError
from agentline.services.dispatch_basis import (
    LedgerKnowsError,
    freeze,
    give_up_dispatch,
    record_dispatch,
    reopen_basis,
    request_dispatch,
    submit,
)
from agentline.services.edit_basis import close_basis, edit_basis, see_basis
from agentline.services.sweep import sweep
from tests.billing_fakes import FakeLedger, run_dispatch
from tests.integration.billing.house import Caller, House
from tests.integration.call_path.ringing import at_once, audit_of, deliver

WORKERS = 8


def goodwill(minor: int) -> Goodwill:
    return Goodwill(amount=sek(minor))


def attempt(act: Callable[[], object]) -> str:
    """What came of it: done, or by what it was refused."""
    try:
        act()
    except (BasisChangedError, BasisStateError, NothingToCloseError) as error:
        return type(error).__name__
    return "done"


def audited(caller: Caller, what: str) -> int:
    return [entry.what for entry in audit_of(caller.customer)].count(what)


@pytest.mark.parametrize("_round", range(4))
def test_f27_of_a_dispatch_and_edits_at_once_one_wins_and_the_others_are_told(
    house: House, _round: int
) -> None:
    caller = house.blocked_caller()
    reference, seen = caller.reference(), house.basis(caller.reference()).version
    barrier = Barrier(WORKERS)

    def work(worker: int) -> str:
        barrier.wait()
        if worker % 2:
            return attempt(lambda: request_dispatch(reference, "bo", "due", house.desk, seen))
        rule = goodwill(100 * (worker + 1))
        return attempt(lambda: edit_basis(reference, rule, "anna", "sorry", house.desk, seen))

    outcomes = at_once(WORKERS, work)
    assert Counter(outcomes)["done"] == 1
    assert set(outcomes) <= {"done", "BasisChangedError", "BasisStateError"}
    winner = outcomes.index("done")
    is_edited = winner % 2 == 0
    assert house.basis(reference).payable == sek(98_500 - 100 * (winner + 1) * is_edited)


def test_f27_the_sent_copy_is_frozen_and_later_corrections_go_to_the_open_basis(
    house: House,
) -> None:
    caller = house.register()
    record = house.talk(caller, 49)
    reference = caller.reference()
    edit_basis(reference, goodwill(500), "anna", "sorry", house.desk)
    dispatched = house.dispatch(reference)
    copy = house.desk.book.copy_of(caller.customer, 1)
    assert copy is not None
    assert (copy.total, house.desk.book.digest_of(copy)) == (sek(98_000), dispatched.frozen)
    changed = replace(record, talk_seconds=60, version=record.version + timedelta(hours=1))
    house.clock.pass_time(timedelta(hours=2))
    assert [str(outcome) for outcome in deliver(house.rating, changed)] == ["corrected"]
    assert attempt(lambda: edit_basis(reference, goodwill(1), "a", "b", house.desk)) == (
        "BasisStateError"
    )
    assert house.desk.book.copy_of(caller.customer, 1) == copy == house.ledger.postings[0]
    assert house.basis(reference).payable == sek(98_000)
    assert see_basis(reference, house.desk)[1].lines == copy.lines
    assert house.account(caller).unbilled == sek(-96_000)


@pytest.mark.parametrize("_round", range(4))
def test_f27_a_correction_at_the_moment_of_dispatch_is_on_the_copy_or_on_the_open_basis(
    house: House, _round: int
) -> None:
    caller = house.register()
    record = house.talk(caller, 49)
    changed = replace(record, talk_seconds=60 * 40, version=record.version + timedelta(hours=1))
    barrier = Barrier(2)

    def work(worker: int) -> None:
        barrier.wait()
        if worker:
            house.dispatch(caller.reference())
        else:
            deliver(house.rating, changed)

    at_once(2, work)
    basis, account = house.basis(caller.reference()), house.account(caller)
    assert basis.state is BasisState.DISPATCHED
    assert basis.payable + account.unbilled == sek(80_500)


def test_f28_a_dispatch_clicked_by_eight_at_once_begins_once(house: House) -> None:
    caller = house.blocked_caller()
    reference = caller.reference()
    outcomes = at_once(
        WORKERS,
        lambda _: attempt(lambda: request_dispatch(reference, "anna", "due", house.desk)),
    )
    assert Counter(outcomes) == {"done": 1, "BasisStateError": WORKERS - 1}
    house.run()
    assert len(house.ledger.postings) == audited(caller, "basis_dispatched") == 1


class PatientLedger(FakeLedger):
    """Answers a submission only when everybody else has been turned away."""

    def __post_init__(self) -> None:
        super().__post_init__()
        self.turned_away = Semaphore(0)

    def submit(self, invoice: Invoice) -> LedgerInvoice:
        for _other in range(WORKERS - 1):
            assert self.turned_away.acquire(timeout=20)
        return super().submit(invoice)


def test_f28_steps_taken_by_eight_at_once_make_one_posting(house: House) -> None:
    caller = house.blocked_caller()
    reference, ledger = caller.reference(), PatientLedger()
    desk = replace(house.desk, ledger=ledger)
    request_dispatch(reference, "anna", "due", desk)

    def take_steps(_worker: int) -> str:
        freeze(reference, desk)
        try:
            record_dispatch(reference, submit(reference, desk), desk)
        except LedgerUnavailableError:
            ledger.turned_away.release()
            return "another is at it"
        return "done"

    outcomes = at_once(WORKERS, take_steps)
    assert Counter(outcomes) == {"done": 1, "another is at it": WORKERS - 1}
    assert ledger.calls["submit"] == len(ledger.postings) == 1
    assert audited(caller, "basis_dispatched") == audited(caller, "basis_frozen") == 1


def test_f28_every_step_may_come_again_after_its_end(house: House) -> None:
    caller = house.blocked_caller()
    dispatched = house.dispatch(caller.reference())
    reference = caller.reference()
    for _again in range(2):
        assert freeze(reference, house.desk) == "recorded"
        posted = submit(reference, house.desk)
        assert (posted.id, posted.number) == (
            dispatched.posting and dispatched.posting.ledger_id,
            dispatched.posting and dispatched.posting.number,
        )
        record_dispatch(reference, posted, house.desk)
        give_up_dispatch(reference, "told too late", house.desk)
    assert house.basis(reference) == dispatched
    assert house.ledger.calls["submit"] == 1


def test_f28_an_execution_that_is_started_twice_runs_once(house: House) -> None:
    caller = house.blocked_caller()
    begun = request_dispatch(caller.reference(), "anna", "due", house.desk)
    house.executions.start_dispatch(caller.reference(), begun.attempt)
    assert len(house.executions.started) == 1
    assert begun == house.basis(caller.reference())
    sweep(house.desk)
    assert begun == house.basis(caller.reference())


def test_f29_a_ledger_that_accepts_and_then_times_out_is_asked_before_sending_again(
    house: House,
) -> None:
    caller = house.blocked_caller()
    house.ledger.troubles.extend(["unavailable", "accept_then_raise"])
    dispatched = house.dispatch(caller.reference())
    assert dispatched.state is BasisState.DISPATCHED
    [posted] = house.ledger.postings
    assert posted.reference == caller.reference()
    assert house.ledger.calls["submit"] == 2


def test_f29_nobody_asks_while_a_submission_may_be_under_way(house: House) -> None:
    caller = house.blocked_caller()
    reference = caller.reference()
    house.ledger.troubles.append("accept_then_raise")
    request_dispatch(reference, "anna", "due", house.desk)
    freeze(reference, house.desk)
    for _try in range(3):
        with pytest.raises(LedgerUnavailableError):
            submit(reference, house.desk)
        house.clock.pass_time(timedelta(seconds=25))
    assert house.ledger.calls == {"find": 1, "submit": 1}
    record_dispatch(reference, submit(reference, house.desk), house.desk)
    assert len(house.ledger.postings) == 1


def test_f29_what_was_given_up_after_it_was_accepted_is_found_by_the_next_dispatch(
    house: House,
) -> None:
    caller = house.blocked_caller()
    reference = caller.reference()
    house.ledger.troubles.append("accept_then_raise")
    request_dispatch(reference, "anna", "due", house.desk)
    run_dispatch(reference, house.desk)  # its patience is at an end before the submission's time
    failed = house.basis(reference)
    assert failed.state is BasisState.DISPATCH_FAILED
    assert failed.trouble == "another submission of this basis may be under way"
    house.clock.pass_time(timedelta(minutes=1))
    with pytest.raises(LedgerKnowsError):
        reopen_basis(reference, "anna", "again", house.desk)
    assert house.dispatch(reference).state is BasisState.DISPATCHED
    assert len(house.ledger.postings) == 1


def test_f29_a_payment_that_comes_before_the_answer_is_received_all_the_same(
    house: House,
) -> None:
    caller = house.blocked_caller()
    reference = caller.reference()
    house.ledger.troubles.append("accept_then_raise")
    request_dispatch(reference, "anna", "due", house.desk)
    run_dispatch(reference, house.desk)
    house.executions.lose()
    house.tell(caller.pays(98_500))
    assert (house.account(caller).limit, house.basis(reference).due) == (sek(150_000), sek(0))
    house.clock.pass_time(timedelta(hours=1))
    assert house.dispatch(reference).state is BasisState.PAID


class KilledError(BaseException):
    """The process is gone."""


@pytest.mark.parametrize("is_stored", [False, True])
def test_f30_a_crash_between_numbering_and_saving_leaves_no_gap_and_no_duplicate(
    house: House, monkeypatch: pytest.MonkeyPatch, is_stored: bool
) -> None:
    caller = house.register()
    store = house.desk.book.store

    def crash(change: object) -> None:
        if is_stored:
            store(change)  # type: ignore[arg-type]
        raise KilledError

    for number in range(1, 4):
        house.talk(caller, 1)
        with monkeypatch.context() as patch:
            patch.setattr(house.desk.book, "store", crash)
            with pytest.raises(KilledError):
                close_basis(caller.customer, "anna", "early", house.desk)
        outcome = attempt(lambda: close_basis(caller.customer, "anna", "early", house.desk))
        assert outcome == ("NothingToCloseError" if is_stored else "done")
        assert house.account(caller).open_basis.number == number + 1
    assert audited(caller, "basis_closed") == 3


def test_f30_a_basis_closed_by_eight_at_once_is_closed_once(house: House) -> None:
    caller = house.register()
    house.talk(caller, 1)
    outcomes = at_once(
        WORKERS,
        lambda _: attempt(lambda: close_basis(caller.customer, "anna", "early", house.desk)),
    )
    assert Counter(outcomes) == {"done": 1, "NothingToCloseError": WORKERS - 1}


def test_f30_the_fiscal_numbers_of_a_ledger_that_is_told_again_have_no_gap(house: House) -> None:
    callers = [house.blocked_caller() for _ in range(3)]
    for caller in callers:
        house.ledger.troubles.append("accept_then_raise")
        house.dispatch(caller.reference())
    numbers = [house.basis(caller.reference()).posting for caller in callers]
    found = [int(posting.number or 0) for posting in numbers if posting]
    assert found == list(range(house.ledger.first_number, house.ledger.first_number + 3))


def test_an_article_line_is_not_lost_when_a_refused_basis_is_sent_again(house: House) -> None:
    caller = house.blocked_caller()
    reference = caller.reference()
    rule = ArticleLine(
        text="Kort", quantity=2, unit_price=sek(1_250), vat_percent=Percent.parse("6")
    )
    edit_basis(reference, rule, "anna", "ordered", house.desk)
    house.ledger.troubles.append("reject:Kunden saknar adress.")
    failed = house.dispatch(reference)
    assert (failed.state, failed.trouble) == (BasisState.DISPATCH_FAILED, "Kunden saknar adress.")
    assert house.waiting("dispatch_failed", caller) == [reference]
    assert house.dispatch(reference).payable == sek(101_000)
    assert [invoice.total for invoice in house.ledger.postings] == [sek(101_000)]


def test_i9_an_answer_that_is_another_basis_is_given_up_in_words_for_staff(house: House) -> None:
    # GIVEN a ledger that numbers anew from where another began
    first = house.invoiced_caller()
    posting = house.basis(first.reference()).posting
    assert posting is not None
    anew = FakeLedger(first_number=house.ledger.first_number)
    other = replace(house, ledger=anew, desk=replace(house.desk, ledger=anew))
    second = house.blocked_caller()
    # WHEN a basis is dispatched to it
    failed = other.dispatch(second.reference())
    # THEN it is not taken for the other one's, and staff read why
    assert failed.state is BasisState.DISPATCH_FAILED
    assert failed.trouble is not None
    assert f"invoice {posting.ledger_id}" in failed.trouble
    assert first.reference() in failed.trouble
