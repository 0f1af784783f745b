"""Crediting what was dispatched, and telling the ledger of it."""

import pytest

from agentline.billing_ports import LedgerRejectedError, LedgerUnavailableError
from agentline.domain.basis import BasisStateError
from agentline.domain.basis_edit import ArticleLine
from agentline.domain.basis_state import BasisState
from agentline.domain.crediting import CreditError
from agentline.domain.money import sek
from agentline.domain.percent import Percent
from agentline.services.billing_desk import BasisChangedError
from agentline.services.credit_basis import credit_basis, send_credit_notes
from agentline.services.edit_basis import edit_basis
from tests.billing_fakes import a_payment
from tests.unit.services.billing_house import REFERENCE, BillingHouse


@pytest.fixture
def house() -> BillingHouse:
    house = BillingHouse()
    house.dispatch()
    return house


def credit(house: BillingHouse, minor: int, seen: int | None = None) -> BasisState:
    return credit_basis(REFERENCE, sek(minor), "anna", "bad line", house.desk, seen).state


def test_a_credit_in_part_leaves_the_rest_due_and_the_block_in_place(house: BillingHouse) -> None:
    assert credit(house, 50_000) is BasisState.DISPATCHED
    account = house.book.of.account
    assert (house.basis.due, account.unpaid, account.blocking_basis) == (
        sek(48_500),
        sek(48_500),
        1,
    )


def test_a_whole_credit_ends_the_block_and_raises_nothing(house: BillingHouse) -> None:
    assert credit(house, 98_500) is BasisState.CREDITED
    account = house.book.of.account
    assert (account.limit, account.blocking_basis) == (sek(100_000), None)


def test_what_was_paid_beyond_is_prepaid_again(house: BillingHouse) -> None:
    house.tell(a_payment("p1", sek(98_500), REFERENCE))
    credit(house, 20_000)
    assert house.book.of.account.prepaid == sek(20_000)
    payment = house.book.payments["webhook#p1"]
    assert (payment.applied, payment.prepaid) == ({1: sek(78_500)}, sek(20_000))


@pytest.mark.parametrize("minor", [0, -1, 98_501])
def test_no_more_than_there_is_can_be_credited(house: BillingHouse, minor: int) -> None:
    with pytest.raises(CreditError, match="SEK is left"):
        credit(house, minor)


def test_what_was_never_sent_cannot_be_credited() -> None:
    house = BillingHouse()
    with pytest.raises(BasisStateError, match="was never dispatched"):
        credit(house, 100)


def test_a_credit_of_an_older_version_is_refused(house: BillingHouse) -> None:
    with pytest.raises(BasisChangedError):
        credit(house, 100, seen=1)
    credit(house, 100, seen=house.basis.version)


def test_a_note_is_split_by_the_vat_rates_of_the_invoice() -> None:
    house = BillingHouse()
    card = ArticleLine(
        text="Kort", quantity=1, unit_price=sek(98_500), vat_percent=Percent.parse("6")
    )
    edit_basis(REFERENCE, card, "anna", "", house.desk)
    house.dispatch()
    credit(house, 10_001)
    [note] = house.basis.credit_notes
    assert [(f"{share.percent}", share.gross.minor) for share in note.vat] == [
        ("25 %", 5_001),
        ("6 %", 5_000),
    ]


def test_every_note_is_sent_once_in_order(house: BillingHouse) -> None:
    credit(house, 100)
    credit(house, 200)
    assert [send_credit_notes(REFERENCE, house.desk) for _ in range(2)] == [2, 0]
    assert [note.id for note in house.ledger.notes] == [f"{REFERENCE}-K1", f"{REFERENCE}-K2"]


def test_what_was_sent_stays_noted_when_the_next_fails(house: BillingHouse) -> None:
    credit(house, 100)
    credit(house, 200)
    house.ledger.troubles.extend(["", "reject:Fakturan är stängd."])
    with pytest.raises(LedgerRejectedError, match="stängd"):
        send_credit_notes(REFERENCE, house.desk)
    assert house.basis.unsent_credit_notes == {f"{REFERENCE}-K2"}


def test_f29_a_note_that_was_taken_and_not_answered_is_not_taken_again(
    house: BillingHouse,
) -> None:
    credit(house, 100)
    house.ledger.troubles.append("accept_then_raise")
    with pytest.raises(LedgerUnavailableError):
        send_credit_notes(REFERENCE, house.desk)
    assert send_credit_notes(REFERENCE, house.desk) == 1
    assert len(house.ledger.notes) == 1


def test_a_contested_basis_is_noted_at_the_next_try(house: BillingHouse) -> None:
    credit(house, 100)
    house.book.conflicts = 2
    assert send_credit_notes(REFERENCE, house.desk) == 1
    assert house.ledger.calls["credit"] == 1
