"""Every service of invoicing once on the store: what it stores, what then waits for whom."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from agentline.adapters.dynamodb.books import read_books
from agentline.billing_ports import LedgerUnavailableError
from agentline.domain.basis_edit import (
    ArticleLine,
    BasisReduction,
    EditError,
    Goodwill,
    LineReduction,
    LineText,
    OtherPriceList,
    OwnRate,
    Rule,
)
from agentline.domain.basis_state import BasisState
from agentline.domain.books import OrphanKind
from agentline.domain.money import sek
from agentline.domain.percent import Percent
from agentline.domain.receivables import Actor
from agentline.services.billing_desk import BasisChangedError
from agentline.services.credit_basis import credit_basis, send_credit_notes
from agentline.services.dispatch_basis import mark_sent, reopen_basis, request_dispatch
from agentline.services.edit_basis import (
    close_basis,
    edit_basis,
    move_line,
    preview_edit,
    preview_removal,
    see_basis,
    undo_edit,
    void_basis,
)
from agentline.services.limits import set_limit
from agentline.services.mark_overdue import mark_overdue
from agentline.services.poll_ledger import poll_ledger
from agentline.services.reconcile import reconcile
from agentline.services.sweep import sweep
from tests.billing_fakes import a_notice
from tests.examples import NOON
from tests.integration.billing.house import CHEAP, Caller, House
from tests.integration.call_path.ringing import audit_of, ring

ANNA = Actor(who="anna", why="sent by hand", at=NOON)

VAT_6 = Percent.parse("6")


@pytest.fixture
def caller(house: House) -> Caller:
    """Calls of 9 and 40 minutes, 185.00 and 805.00, on basis 1, which blocks."""
    caller = house.register()
    for minutes in (9, 40):
        house.talk(caller, minutes)
        house.clock.pass_time(timedelta(hours=1))
    return caller


def edit(house: House, caller: Caller, rule: Rule, seen: int | None = None) -> int:
    """The version of the basis after it."""
    return edit_basis(caller.reference(), rule, "anna", "because", house.desk, seen).version


@pytest.mark.parametrize(
    ("rule", "payable"),
    [
        (OwnRate(rate_per_minute=sek(1_000)), 50_000),
        (OtherPriceList(price_list=CHEAP.key), 98_000),
        (BasisReduction(reduction=Percent.parse("10")), 89_100),
        (Goodwill(amount=sek(9_900)), 89_100),
        (
            ArticleLine(text="Kort", quantity=2, unit_price=sek(1_250), vat_percent=VAT_6),
            101_500,
        ),
    ],
)
def test_an_edit_is_previewed_made_undone_and_the_credit_follows(
    house: House, caller: Caller, rule: Rule, payable: int
) -> None:
    reference, before = caller.reference(), house.account(caller)
    preview = preview_edit(reference, rule, "anna", "because", house.desk)
    assert (preview.before.payable, preview.after.payable) == (sek(99_000), sek(payable))
    assert preview.changed_lines
    assert house.basis(reference).version == preview.version
    assert edit(house, caller, rule, preview.version) == preview.version + 1
    basis, side = see_basis(reference, house.desk)
    assert side == preview.after
    assert house.account(caller).unpaid == basis.payable == sek(payable)
    removal = preview_removal(reference, "e1", house.desk)
    assert removal.difference + preview.difference == sek(0)
    undo_edit(reference, "e1", "anna", "a mistake", house.desk, basis.version)
    assert replace(house.account(caller), version=before.version) == before
    told = [entry.what for entry in audit_of(caller.customer)]
    assert told.count("basis_edited") == 2


def test_lines_are_edited_by_their_names(house: House, caller: Caller) -> None:
    reference = caller.reference()
    first, second = (line.id for line in see_basis(reference, house.desk)[1].lines)
    edit(house, caller, LineReduction(line=first, reduction=sek(500)))
    edit(house, caller, LineReduction(line=second, reduction=Percent.parse("50")))
    edit(house, caller, LineText(line=first, text="Ett samtal"))
    _, side = see_basis(reference, house.desk)
    assert [line.amount for line in side.lines] == [sek(18_000), sek(40_250)]
    assert side.lines[0].text == "Ett samtal"
    with pytest.raises(EditError):
        edit(house, caller, LineText(line="no such", text="x"))


def test_staff_who_saw_an_older_version_are_told(house: House, caller: Caller) -> None:
    version = edit(house, caller, Goodwill(amount=sek(100)), seen=1)
    with pytest.raises(BasisChangedError, match="you saw version 1, it is version 2 now"):
        edit(house, caller, Goodwill(amount=sek(100)), seen=1)
    edit(house, caller, Goodwill(amount=sek(100)), seen=version)


def test_a_call_is_moved_to_the_next_basis_and_its_correction_follows_it(
    house: House, caller: Caller
) -> None:
    reference = caller.reference()
    first = see_basis(reference, house.desk)[1].lines[0].id
    moved = move_line(reference, first, "anna", "disputed", house.desk, seen=1)
    assert (moved.version, moved.count, moved.payable) == (2, 1, sek(80_500))
    account = house.account(caller)
    assert (account.unbilled, account.unpaid) == (sek(18_500), sek(80_500))
    assert sorted(order.basis or 0 for order in house.orders(caller)) == [1, 2]
    void_basis(reference, "anna", "never asked for", house.desk)
    closed = close_basis(caller.customer, "anna", "now", house.desk)
    assert (closed.number, closed.version, closed.payable) == (2, 1, sek(18_500))
    assert house.draft(closed.reference).is_complete


def test_a_voided_basis_blocks_no_more_and_raises_nothing(house: House, caller: Caller) -> None:
    assert ring(house.screening, caller.number).reason == "invoice_unpaid"
    voided = void_basis(caller.reference(), "anna", "a test", house.desk, seen=1)
    assert (voided.state, voided.due) == (BasisState.VOIDED, sek(0))
    assert house.account(caller).limit == sek(100_000)
    assert house.waiting("draft", caller) == []
    assert ring(house.screening, caller.number).verdict == "ADMIT"


def test_a_dispatched_basis_is_credited_and_the_ledger_is_told_once(
    house: House, caller: Caller
) -> None:
    reference = caller.reference()
    house.dispatch(reference)
    house.tell(caller.pays(50_000))
    credit_basis(reference, sek(60_000), "anna", "bad line", house.desk)
    basis = house.basis(reference)
    assert (basis.state, basis.received, basis.credited) == (
        BasisState.PAID,
        sek(39_000),
        sek(60_000),
    )
    assert house.account(caller).prepaid == sek(11_000)
    assert house.waiting("credit_note", caller) == [reference]
    house.ledger.troubles.append("accept_then_raise")
    with pytest.raises(LedgerUnavailableError):
        send_credit_notes(reference, house.desk)
    assert [send_credit_notes(reference, house.desk) for _ in range(2)] == [1, 0]
    assert [(note.id, note.amount) for note in house.ledger.notes] == [
        (f"{reference}-K1", sek(60_000))
    ]
    assert house.waiting("credit_note", caller) == []


def test_what_failed_is_a_draft_again_and_what_was_prepaid_is_prepaid_again(
    house: House, caller: Caller
) -> None:
    reference = caller.reference()
    house.tell(caller.pays(20_000))
    house.ledger.troubles.append("reject:Kunden saknar adress.")
    failed = house.dispatch(reference)
    assert (failed.state, failed.received) == (BasisState.DISPATCH_FAILED, sek(20_000))
    reopened = reopen_basis(reference, "anna", "wrong address", house.desk, seen=failed.version)
    assert (reopened.state, reopened.received, reopened.frozen) == (
        BasisState.DRAFT,
        sek(0),
        None,
    )
    assert house.account(caller).prepaid == sek(20_000)
    edit(house, caller, Goodwill(amount=sek(1_000)), seen=reopened.version)
    dispatched = house.dispatch(reference)
    assert (dispatched.state, dispatched.due) == (BasisState.PART_PAID, sek(78_000))
    assert house.ledger.postings[0].to_pay == sek(78_000)


def test_staff_note_the_number_of_an_invoice_made_by_hand(house: House, caller: Caller) -> None:
    reference = caller.reference()
    house.dispatch(reference)
    marked = mark_sent(
        reference,
        "2026-17",
        date(2026, 5, 1),
        Actor(who="anna", why="sent by hand", at=NOON),
        house.desk,
    )
    assert marked.posting is not None
    assert (marked.posting.number, marked.due_on) == ("2026-17", date(2026, 5, 1))
    assert marked == house.basis(reference)


@pytest.mark.usefixtures("own_table")
def test_what_is_due_is_marked_the_day_after_and_once(house: House) -> None:
    caller = house.invoiced_caller()
    reference = caller.reference()
    assert house.basis(reference).due_on == date(2026, 4, 9)
    house.clock.now = house.clock.now.replace(month=4, day=9, hour=21, minute=59)
    assert mark_overdue(house.desk) == 0
    house.clock.pass_time(timedelta(minutes=2))  # midnight in Stockholm
    assert [mark_overdue(house.desk) for _ in range(2)] == [1, 0]
    assert house.basis(reference).is_overdue
    assert house.waiting("overdue", caller) == [reference]
    house.tell(caller.pays(98_500))
    assert not house.basis(reference).is_overdue
    assert house.waiting("overdue", caller) == []


def test_a_ledger_that_does_not_tell_is_asked_and_what_comes_again_is_known(
    house: House,
) -> None:
    callers = [house.invoiced_caller() for _ in range(2)]
    house.ledger.tells_news = True
    polled = replace(house.desk, ledger_kind="fortnox")
    for caller in callers:
        house.ledger.told.append(replace(caller.pays(98_500), source="fortnox"))
        assert [poll_ledger(polled) for _ in range(2)] == [1, 0]
    house.run()
    assert [house.account(caller).limit for caller in callers] == [sek(150_000)] * 2


@pytest.mark.usefixtures("own_table")
def test_the_sweeper_begins_again_what_nobody_works_at_and_nothing_else(house: House) -> None:
    lost, working = house.blocked_caller(), house.blocked_caller()
    credited = house.invoiced_caller()
    credit_basis(credited.reference(), sek(100), "anna", "sorry", house.desk)
    house.executions.is_down = True
    with pytest.raises(ConnectionError):
        house.dispatch(lost.reference())
    house.executions.is_down = False
    begun = request_dispatch(working.reference(), "anna", "due", house.desk)
    assert sweep(house.desk) == {"dispatching": 1, "credit_note": 1}
    assert house.basis(lost.reference()).attempt == 2
    assert sum(sweep(house.desk).values()) == 0
    assert house.basis(working.reference()) == begun
    house.run()
    assert house.basis(lost.reference()).state is BasisState.DISPATCHED
    assert sweep(house.desk) == {}


def test_words_of_the_ledger_go_to_the_audit_trail_once(house: House, caller: Caller) -> None:
    notice = a_notice("brevet kom tillbaka", caller.reference())
    assert house.tell(notice, notice) == ["noted", "noted"]
    told = [entry for entry in audit_of(caller.customer) if entry.what == "ledger_notice"]
    assert [entry.after for entry in told] == [{"notice": "brevet kom tillbaka"}]


def test_a_lower_limit_closes_the_open_basis_and_blocks(house: House) -> None:
    caller = house.register()
    house.talk(caller, 5)
    account = set_limit(caller.customer, sek(11_000), "anna", "agreed", house.desk)
    assert (account.limit, account.blocking_basis) == (sek(11_000), 1)
    assert house.basis(caller.reference()).is_closed_by_limit


@pytest.mark.usefixtures("own_table")
def test_what_the_ledger_does_not_know_and_what_is_in_suspense_is_found(house: House) -> None:
    caller = house.invoiced_caller()
    house.tell(replace(caller.pays(100), reference=None))
    house.ledger.postings.clear()
    books = read_books(lambda _rows: None)
    findings = reconcile(books, house.desk.catalogue, house.clock(), house.ledger)
    assert {orphan.kind for orphan in findings.orphans} == {
        OrphanKind.BASIS_UNKNOWN_TO_LEDGER,
        OrphanKind.PAYMENT_WITHOUT_INVOICE,
    }
