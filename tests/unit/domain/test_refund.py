"""Never more is given back of an order than it cost, wherever it is by then."""

from dataclasses import replace
from datetime import timedelta

import pytest

from agentline.domain.basis import BasisStateError
from agentline.domain.basis_edit import BasisReduction, LineReduction, OwnRate
from agentline.domain.crediting import CreditError
from agentline.domain.draft import BelowZeroError
from agentline.domain.manual_order import key_of
from agentline.domain.money import sek
from agentline.domain.order_key import OrderKey, UnknownOrderError
from agentline.domain.percent import Percent
from agentline.domain.refund import RefundError, RefundWay
from tests.books import BookKeeper, violations
from tests.examples import CUSTOMER, NOON, a_record


def a_call(keeper: BookKeeper, minutes: int = 10) -> OrderKey:
    """Ten minutes are 205.00."""
    keeper.rate(a_record(keeper.ring().call, talk_seconds=60 * minutes))
    return key_of(keeper.orders[-1])


def is_whole(keeper: BookKeeper) -> bool:
    return violations(keeper.books()) == ()


def test_on_the_open_basis_a_manual_order_gives_it_back() -> None:
    keeper = BookKeeper()
    call = a_call(keeper)
    assert keeper.refund(call, sek(5_000)) is RefundWay.MANUAL_ORDER
    assert keeper.account.unbilled == sek(15_500)
    [refund] = keeper.manual_orders
    assert (refund.refers_to, refund.amount) == (call, sek(-5_000))
    assert (refund.vat_percent, refund.initiated_at) == (Percent.parse("25"), call.initiated_at)
    assert is_whole(keeper)


def test_all_that_is_left_is_given_back_once() -> None:
    keeper = BookKeeper()
    call = a_call(keeper)
    keeper.refund(call, sek(5_000))
    with pytest.raises(RefundError, match=r"155.00 SEK is left"):
        keeper.refund(call, sek(15_501))
    keeper.refund(call)
    with pytest.raises(RefundError, match="nothing is left"):
        keeper.refund(call)
    assert keeper.account.unbilled == sek(0)
    assert is_whole(keeper)


def test_what_was_refunded_before_the_basis_closed_counts_on_the_draft() -> None:
    keeper = BookKeeper()
    call = a_call(keeper)
    a_call(keeper)
    keeper.refund(call, sek(5_000))
    number = keeper.close()
    with pytest.raises(RefundError, match=r"155.00 SEK is left"):
        keeper.refund(call, sek(15_501))
    assert keeper.refund(call) is RefundWay.DRAFT_EDIT
    assert keeper.bases[number].payable == sek(20_500)
    assert is_whole(keeper)


def test_on_a_draft_undoing_the_edit_makes_it_refundable_again() -> None:
    keeper = BookKeeper()
    call = a_call(keeper)
    number = keeper.close()
    keeper.refund(call)
    [edit] = keeper.bases[number].edits
    assert keeper.bases[number].payable == sek(0)
    keeper.undo(number, edit.id)
    assert keeper.refund(call, sek(500)) is RefundWay.DRAFT_EDIT
    assert keeper.bases[number].payable == sek(20_000)


def test_what_staff_took_off_a_line_is_not_given_back_again() -> None:
    keeper = BookKeeper()
    call = a_call(keeper)
    number = keeper.close()
    keeper.edit(number, LineReduction(line=call.id, reduction=sek(20_000)))
    with pytest.raises(RefundError, match=r"5.00 SEK is left"):
        keeper.refund(call, sek(501))


def test_a_draft_of_which_nothing_is_asked_any_more_has_nothing_to_give_back() -> None:
    keeper = BookKeeper()
    call = a_call(keeper)
    number = keeper.close()
    keeper.edit(number, BasisReduction(reduction=Percent.parse("50")))
    with pytest.raises(BelowZeroError):
        keeper.refund(call)
    keeper.refund(call, sek(10_250))
    assert keeper.bases[number].payable == sek(0)


def test_a_dearer_price_on_a_draft_is_no_reason_to_give_back_more_than_the_order_cost() -> None:
    keeper = BookKeeper()
    call = a_call(keeper)
    keeper.edit(keeper.close(), OwnRate(rate_per_minute=sek(10_000)))
    with pytest.raises(RefundError, match=r"205.00 SEK is left"):
        keeper.refund(call, sek(20_501))


def test_on_an_invoice_a_credit_note_of_its_own_vat_rate_gives_it_back() -> None:
    keeper = BookKeeper()
    call = a_call(keeper)
    keeper.enter(sek(10_000))
    number = keeper.close()
    keeper.dispatch(number)
    assert keeper.refund(call, sek(500)) is RefundWay.CREDIT_NOTE
    [note] = keeper.bases[number].credit_notes
    assert (note.line, note.amount) == (call.id, sek(500))
    [share] = note.vat
    assert (share.percent, share.vat) == (Percent.parse("25"), sek(100))
    with pytest.raises(RefundError, match=r"200.00 SEK is left"):
        keeper.refund(call, sek(20_001))
    keeper.refund(call)
    with pytest.raises(RefundError, match="nothing is left"):
        keeper.refund(call)
    assert is_whole(keeper)


def test_what_was_paid_of_it_is_prepaid_afterwards() -> None:
    keeper = BookKeeper()
    call = a_call(keeper)
    number = keeper.close()
    keeper.settle(number)
    keeper.refund(call, sek(10_000))
    assert keeper.account.prepaid == sek(10_000)
    assert is_whole(keeper)


def test_a_credit_note_on_a_line_never_exceeds_the_line() -> None:
    keeper = BookKeeper()
    call = a_call(keeper)
    a_call(keeper)
    number = keeper.close()
    keeper.dispatch(number)
    with pytest.raises(CreditError, match=r"205.00 SEK is left"):
        keeper.credit(number, sek(20_501), call.id)
    with pytest.raises(CreditError, match="no line"):
        keeper.credit(number, sek(1), "another")


def test_corrections_lessen_what_a_contact_can_be_given_back() -> None:
    keeper = BookKeeper()
    record = a_record(keeper.ring().call, talk_seconds=600)
    keeper.rate(record)
    keeper.settle(keeper.close())
    keeper.rate(replace(record, talk_seconds=300, version=record.version + timedelta(hours=1)))
    original, correction = (key_of(order) for order in keeper.orders)
    assert correction.version
    with pytest.raises(RefundError, match=r"105.00 SEK is left"):
        keeper.refund(original, sek(10_501))
    with pytest.raises(RefundError, match="nothing is left"):
        keeper.refund(correction)
    keeper.refund(original)
    assert is_whole(keeper)


def test_manual_lines_are_refunded_and_gifts_are_not() -> None:
    keeper = BookKeeper()
    line, gift = keeper.enter(sek(10_000)), keeper.give(sek(5_000))
    keeper.refund(key_of(line))
    for given in (gift, keeper.manual_orders[-1]):
        with pytest.raises(RefundError, match="nothing is left"):
            keeper.refund(key_of(given))
    assert is_whole(keeper)


def test_nothing_is_given_back_of_a_basis_on_its_way_or_voided() -> None:
    keeper = BookKeeper()
    first, second = a_call(keeper), None
    keeper.freeze(keeper.close())
    second = a_call(keeper)
    keeper.void(keeper.close())
    for call in (first, second):
        with pytest.raises(BasisStateError):
            keeper.refund(call)


def test_an_order_that_there_is_not() -> None:
    with pytest.raises(UnknownOrderError):
        BookKeeper().refund(OrderKey(customer=CUSTOMER, initiated_at=NOON, id="no-contact"))


def test_i1_a_refund_of_more_than_the_order_cost_or_of_no_order() -> None:
    keeper = BookKeeper()
    keeper.refund(a_call(keeper))
    [refund] = keeper.manual_orders
    assert refund.refers_to
    lost = replace(refund, refers_to=replace(refund.refers_to, id="gone"))
    content = replace(refund.content, unit_price=sek(-20_501))
    for wrong in (lost, replace(refund, content=content)):
        books = replace(keeper.books(), manual_orders=(wrong,))
        assert "I1" in {violation.invariant for violation in violations(books)}
