"""What staff may do to a draft, and the words they are refused with."""

import pytest

from agentline.domain.account import NothingToCloseError
from agentline.domain.basis import BasisStateError
from agentline.domain.basis_edit import (
    ArticleLine,
    EditError,
    Goodwill,
    LineReduction,
    LineText,
    OtherPriceList,
    OwnRate,
    Rule,
)
from agentline.domain.basis_state import BasisState
from agentline.domain.catalogue import PriceListKey
from agentline.domain.draft import BelowZeroError
from agentline.domain.money import sek
from agentline.domain.percent import Percent
from agentline.domain.receivables import UnknownBasisError
from agentline.domain.reference import UnknownReferenceError
from agentline.ports import CustomerMissingError, PriceListMissingError
from agentline.services.billing_desk import BasisChangedError
from agentline.services.conflict import StillContestedError
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
from tests.examples import CUSTOMER, NOON
from tests.unit.services.billing_house import REFERENCE, BillingHouse

GOODWILL = Goodwill(amount=sek(10_000))
VAT_25 = Percent.parse("25")


@pytest.fixture
def house() -> BillingHouse:
    return BillingHouse()


def edit(house: BillingHouse, rule: Goodwill = GOODWILL, seen: int | None = None) -> int:
    return edit_basis(REFERENCE, rule, "anna", "sorry", house.desk, seen).version


def test_an_edit_lowers_what_is_payable_and_is_told_with_who_and_why(house: BillingHouse) -> None:
    edited = edit_basis(REFERENCE, GOODWILL, "anna", "sorry", house.desk)
    assert (edited.payable, house.book.of.account.unpaid) == (sek(88_500), sek(88_500))
    [told] = house.book.audit
    assert (told.what, told.who, told.why) == ("basis_edited", "anna", "sorry")
    assert (told.before["payable"], told.after["payable"]) == ("985.00", "885.00")
    assert told.after["edit"] == "goodwill of 100.00 SEK"


def test_a_preview_shows_both_sides_and_stores_nothing(house: BillingHouse) -> None:
    before = house.basis
    rule = OwnRate(rate_per_minute=sek(1_000))
    preview = preview_edit(REFERENCE, rule, "anna", "sorry", house.desk)
    assert preview.difference == sek(-49_000)
    [(was, would_be)] = preview.changed_lines
    assert was
    assert would_be
    assert (was.amount, would_be.amount) == (sek(98_500), sek(49_500))
    assert (house.basis, house.book.audit) == (before, [])


def test_a_preview_of_undoing_shows_what_comes_back(house: BillingHouse) -> None:
    edit(house)
    preview = preview_removal(REFERENCE, "e1", house.desk)
    assert preview.difference == sek(10_000)
    [(was, would_be)] = preview.changed_lines
    assert was
    assert was.amount == sek(-10_000)
    assert would_be is None


def test_undoing_leaves_the_basis_as_it_was_and_never_uses_an_id_again_while_it_is_there(
    house: BillingHouse,
) -> None:
    edit(house)
    edit(house)
    undone = undo_edit(REFERENCE, "e1", "anna", "once is enough", house.desk)
    assert [one.id for one in undone.edits] == ["e2"]
    edit(house)
    assert [one.id for one in house.basis.edits] == ["e2", "e3"]
    assert house.basis.payable == sek(78_500)


def test_staff_who_go_on_by_what_they_were_given_are_not_told_that_it_changed(
    house: BillingHouse,
) -> None:
    seen = edit(house, seen=1)
    assert edit(house, seen=seen) == house.basis.version == 3


def test_an_edit_of_an_older_version_is_refused_in_words(house: BillingHouse) -> None:
    edit(house)
    with pytest.raises(BasisChangedError, match="you saw version 1, it is version 2 now"):
        edit(house, seen=1)
    with pytest.raises(BasisChangedError):
        undo_edit(REFERENCE, "e1", "anna", "", house.desk, seen=1)
    with pytest.raises(BasisChangedError):
        void_basis(REFERENCE, "anna", "", house.desk, seen=1)
    with pytest.raises(BasisChangedError):
        move_line(REFERENCE, "call-1", "anna", "", house.desk, seen=1)


@pytest.mark.parametrize(
    ("rule", "words"),
    [
        (Goodwill(amount=sek(98_501)), "985.01 SEK is more than there is to take it off"),
        (Goodwill(amount=sek(0)), "changes nothing on basis 100001-0001"),
        (LineReduction(line="call-1", reduction=sek(98_501)), "is more than there is"),
        (LineText(line="call-9", text="x"), "there is no line call-9 on this basis"),
        (OwnRate(rate_per_minute=sek(2_000)), "changes nothing"),
    ],
)
def test_an_edit_that_makes_no_sense_is_refused_in_words(
    house: BillingHouse, rule: Rule, words: str
) -> None:
    for act in (preview_edit, edit_basis):
        with pytest.raises(EditError, match=words):
            act(REFERENCE, rule, "anna", "sorry", house.desk)
    assert house.basis.edits == ()


def test_a_basis_never_comes_to_less_than_nothing(house: BillingHouse) -> None:
    rule = ArticleLine(text="Avdrag", quantity=1, unit_price=sek(-98_501), vat_percent=VAT_25)
    with pytest.raises(BelowZeroError, match="would come to -0"):
        edit_basis(REFERENCE, rule, "anna", "", house.desk)


def test_a_price_list_that_is_not_there_is_refused(house: BillingHouse) -> None:
    rule = OtherPriceList(price_list=PriceListKey(name="gone", valid_from=NOON))
    with pytest.raises(PriceListMissingError):
        edit_basis(REFERENCE, rule, "anna", "", house.desk)


def test_an_edit_that_is_not_there_cannot_be_undone(house: BillingHouse) -> None:
    with pytest.raises(EditError, match="has no edit e7"):
        undo_edit(REFERENCE, "e7", "anna", "", house.desk)


def test_a_line_that_an_edit_names_is_not_moved(house: BillingHouse) -> None:
    edit_basis(REFERENCE, LineText(line="call-1", text="x"), "anna", "", house.desk)
    with pytest.raises(EditError, match="edit e1 names line call-1: remove it first"):
        move_line(REFERENCE, "call-1", "anna", "", house.desk)
    with pytest.raises(EditError, match="e1 is no call and no manual line on basis"):
        move_line(REFERENCE, "e1", "anna", "", house.desk)


def test_the_last_call_moved_leaves_nothing_to_pay_and_a_basis_for_staff_to_void(
    house: BillingHouse,
) -> None:
    moved = move_line(REFERENCE, "call-1", "anna", "disputed", house.desk)
    assert (moved.count, moved.payable) == (0, sek(0))
    assert house.book.of.account.open_basis.total == sek(98_500)
    assert void_basis(REFERENCE, "anna", "empty", house.desk).state is BasisState.VOIDED
    assert house.book.of.account.blocking_basis == 2


def test_what_is_no_draft_is_edited_no_more(house: BillingHouse) -> None:
    house.dispatch()
    words = "is dispatched; this can only be done while it is draft"
    with pytest.raises(BasisStateError, match=words):
        edit(house)
    with pytest.raises(BasisStateError, match=words):
        void_basis(REFERENCE, "anna", "", house.desk)
    with pytest.raises(BasisStateError, match=words):
        move_line(REFERENCE, "call-1", "anna", "", house.desk)


def test_what_was_sent_is_shown_as_it_was_sent(house: BillingHouse) -> None:
    edit(house)
    house.dispatch()
    basis, side = see_basis(REFERENCE, house.desk)
    [sent] = house.ledger.postings
    assert (basis.state, side.lines, side.vat) == (BasisState.DISPATCHED, sent.lines, sent.vat)


def test_there_is_nothing_to_close_after_the_last_closing(house: BillingHouse) -> None:
    with pytest.raises(NothingToCloseError):
        close_basis(CUSTOMER, "anna", "", house.desk)


@pytest.mark.parametrize(
    ("reference", "error"),
    [
        ("100001", UnknownReferenceError),
        ("100001-0009", UnknownBasisError),
        ("999999-0001", CustomerMissingError),
    ],
)
def test_what_there_is_not_is_refused(
    house: BillingHouse, reference: str, error: type[Exception]
) -> None:
    with pytest.raises(error):
        see_basis(reference, house.desk)
    with pytest.raises(error):
        edit_basis(reference, GOODWILL, "anna", "", house.desk)


def test_a_contested_customer_is_decided_again_and_given_up_in_the_end(
    house: BillingHouse,
) -> None:
    house.book.conflicts = 3
    assert edit(house) == 2
    house.book.conflicts = 100
    with pytest.raises(StillContestedError):
        edit(house)
