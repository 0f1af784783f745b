"""What staff may do about a customer, and what becomes of it."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest

from agentline.domain.account import Account, change_hold
from agentline.domain.blocking import (
    end_block,
    place_block,
)
from agentline.domain.catalogue import Language
from agentline.domain.customer import (
    CustomerStatus,
)
from agentline.domain.customer_edit import (
    CustomerEdit,
    close_customer,
    edit_customer,
    reopen_customer,
    revoke_code,
)
from agentline.domain.customer_file import (
    CodeMissingError,
    CodeRequiredError,
    CustomerGoneError,
    CustomerInUseError,
    CustomerStateError,
)
from agentline.domain.discounting import agree_discount
from agentline.domain.hold import Hold
from agentline.domain.money import sek
from tests.examples import NOON, OWNER, an_account
from tests.unit.domain.customer_files import BY, FRAUD, LATER, TEN_PERCENT, a_file


def test_a_new_address_is_what_staff_say_and_the_directory_no_more() -> None:
    change = edit_customer(a_file(), CustomerEdit(street="Nygatan 2"), LATER)
    assert change is not None
    changed = change.after.customer
    assert (changed.owner.street, changed.owner.name) == ("Nygatan 2", OWNER.name)
    assert (changed.source, changed.fetched_at, changed.revision) == ("staff", LATER.at, 2)
    [entry] = change.audit
    assert (entry.before, entry.after) == ({"street": OWNER.street}, {"street": "Nygatan 2"})


def test_another_language_leaves_the_provenance_of_the_address() -> None:
    change = edit_customer(a_file(), CustomerEdit(language=Language.ENGLISH), LATER)
    assert change is not None
    assert change.after.customer.source == "nrop"


def test_what_is_as_it_was_changes_nothing() -> None:
    same = CustomerEdit(name=OWNER.name, email="", tags=frozenset(), price_list="basic")
    assert edit_customer(a_file(), same, BY) is None


@pytest.mark.parametrize("status", [CustomerStatus.MERGED, CustomerStatus.ERASED])
def test_who_is_gone_is_changed_no_more(status: CustomerStatus) -> None:
    file = a_file(status=status, code="1#x")
    deeds: list[Callable[[], object]] = [
        lambda: edit_customer(file, CustomerEdit(name="Else"), BY),
        lambda: close_customer(file, FRAUD, "b1", BY),
        lambda: place_block(file, FRAUD, "b1", BY),
        lambda: agree_discount(file, TEN_PERCENT, "d1", BY),
        lambda: revoke_code(file, BY),
    ]
    for deed in deeds:
        with pytest.raises(CustomerGoneError):
            deed()


def test_only_who_has_a_code_must_enter_one_and_who_must_keeps_it() -> None:
    with pytest.raises(CodeMissingError):
        edit_customer(a_file(), CustomerEdit(requires_code=True), BY)
    with pytest.raises(CodeMissingError):
        revoke_code(a_file(), BY)
    with pytest.raises(CodeRequiredError):
        revoke_code(a_file(code="1#x", requires_code=True), BY)
    assert revoke_code(a_file(code="1#x"), BY).after.code is None


@pytest.mark.parametrize(
    ("account", "words"),
    [
        (an_account(unbilled=100), "1.00 SEK is unbilled"),
        (an_account(unbilled=-100), "-1.00 SEK is unbilled"),
        (an_account(unpaid=200), "2.00 SEK is unpaid"),
        (replace(an_account(), prepaid=sek(300)), "3.00 SEK is prepaid"),
        (
            change_hold(an_account(), "c", Hold(amount=sek(400), talk_seconds=1, placed_at=NOON)),
            "4.00 SEK is held",
        ),
        (
            change_hold(an_account(), "c", Hold(amount=sek(0), talk_seconds=1, placed_at=NOON)),
            "a call is not over yet",
        ),
    ],
)
def test_nobody_is_closed_with_something_left(account: Account, words: str) -> None:
    with pytest.raises(CustomerInUseError, match=words):
        close_customer(a_file(account), FRAUD, "b1", BY)


def test_a_hold_that_has_expired_keeps_nobody_from_being_closed() -> None:
    hold = Hold(amount=sek(400), talk_seconds=1, placed_at=NOON - timedelta(days=8))
    change = close_customer(a_file(change_hold(an_account(), "c", hold)), FRAUD, "b1", BY)
    assert change.bars_calls
    assert change.after.account.holds == {}


def test_a_closing_and_a_reopening_take_their_block_with_them() -> None:
    closing = close_customer(a_file(), FRAUD, "b1", BY)
    closed, [placed] = closing.after, closing.blocks
    assert (closed.customer.status, closed.customer.closing_block) == ("closed", "b1")
    assert placed.block.is_in_force(NOON)
    with pytest.raises(CustomerStateError):
        close_customer(closed, FRAUD, "b2", BY)
    with pytest.raises(CustomerStateError):
        end_block(closed, placed, LATER)
    reopening = reopen_customer(closed, placed, LATER)
    assert (reopening.after.customer.status, reopening.after.customer.closing_block) == (
        "active",
        None,
    )
    assert reopening.blocks[0].ended == LATER
    with pytest.raises(CustomerStateError):
        reopen_customer(reopening.after, placed, LATER)
