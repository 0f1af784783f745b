"""What staff enter gathers like any order, and is bound where it gives something."""

from dataclasses import replace

import pytest

from agentline.domain.account import NothingToCloseError
from agentline.domain.basis_edit import EditError, OwnRate
from agentline.domain.catalogue import Language
from agentline.domain.manual_order import (
    GoodwillError,
    ManualKind,
    ManualLine,
    ManualOrder,
    ManualOrderError,
    enter,
    explain_manual,
)
from agentline.domain.money import CurrencyMismatchError, Money, sek
from agentline.domain.percent import Percent
from agentline.domain.receivables import Actor
from tests.books import POLICY, BookKeeper, version_of, violations
from tests.examples import CUSTOMER, NOON, a_record

BY = Actor(who="anna", why="bought at the counter", at=NOON.replace(microsecond=5))


def a_line(minor: int, quantity: int = 1) -> ManualLine:
    return ManualLine(
        text="Kort", unit_price=sek(minor), vat_percent=Percent.parse("6"), quantity=quantity
    )


def broken(keeper: BookKeeper, *manual_orders: ManualOrder) -> set[str]:
    books = replace(keeper.books(), manual_orders=manual_orders)
    return {violation.invariant for violation in violations(books)}


def test_a_manual_line_is_on_the_basis_with_the_calls() -> None:
    keeper = BookKeeper()
    keeper.rate(a_record(keeper.ring().call, talk_seconds=60))
    keeper.enter(sek(10_000), quantity=2)
    number = keeper.close()
    assert [(line.text, line.amount) for line in keeper.draft(number).lines(version_of)] == [
        ("Tarot 2026-03-10 13:00, 1 min 0 s", sek(2_500)),
        ("2 x Tarot cards", sek(20_000)),
    ]
    assert violations(keeper.books()) == ()


def test_a_manual_line_that_uses_up_the_credit_closes_the_basis_it_is_on() -> None:
    keeper = BookKeeper()
    order = keeper.enter(sek(98_000))
    assert (order.basis, keeper.account.blocking_basis) == (1, 1)
    assert keeper.bases[1].total == sek(98_000)


def test_another_price_for_calls_does_not_touch_manual_lines() -> None:
    keeper = BookKeeper()
    keeper.rate(a_record(keeper.ring().call, talk_seconds=60))
    keeper.enter(sek(10_000))
    number = keeper.close()
    keeper.edit(number, OwnRate(rate_per_minute=sek(100)))
    amounts = [line.amount for line in keeper.draft(number).lines(version_of)]
    assert amounts == [sek(600), sek(10_000)]


@pytest.mark.parametrize(
    ("minor", "quantity"), [(0, 1), (100, 0), (100_000_001, 1), (5_001, 20_000)]
)
def test_an_order_of_nothing_or_of_more_than_anybody_means_is_none(
    minor: int, quantity: int
) -> None:
    with pytest.raises(ManualOrderError):
        enter(a_line(minor, quantity), CUSTOMER, "deed", BY)


def test_an_order_in_another_currency_than_the_accounts_is_refused() -> None:
    keeper = BookKeeper()
    with pytest.raises(CurrencyMismatchError):
        keeper.enter(Money(100, "EUR"))


def test_goodwill_takes_the_open_basis_a_step_below_zero_and_no_further() -> None:
    keeper = BookKeeper()
    keeper.enter(sek(10_000))
    with pytest.raises(GoodwillError, match=r"100.00 SEK is on the open basis"):
        keeper.give(sek(10_001) + POLICY.step)
    keeper.give(sek(10_000))
    keeper.give(POLICY.step)
    assert keeper.account.unbilled == sek(0) - POLICY.step
    with pytest.raises(GoodwillError):
        keeper.give(sek(1))
    with pytest.raises(NothingToCloseError, match="goodwill"):
        keeper.close()


def test_a_payment_after_goodwill_does_not_take_it_beyond_its_bound() -> None:
    keeper = BookKeeper()
    keeper.enter(sek(98_000))
    keeper.dispatch(1)
    keeper.give(POLICY.step)
    keeper.pay(1, sek(98_000))
    account = keeper.account
    assert account.remaining - account.limit - account.prepaid == POLICY.step


def test_a_manual_line_is_left_to_the_next_invoice_but_no_gift() -> None:
    keeper = BookKeeper()
    line, gift = keeper.enter(sek(20_000)), keeper.give(sek(5_000))
    keeper.enter(sek(10_000))
    number = keeper.close()
    with pytest.raises(EditError, match="no manual line"):
        keeper.move(number, gift.id)
    keeper.move(number, line.id)
    assert (keeper.bases[number].payable, keeper.account.unbilled) == (sek(5_000), sek(20_000))
    assert violations(keeper.books()) == ()


@pytest.mark.parametrize(
    ("minor", "kind", "first"),
    [
        (10_000, ManualKind.LINE, "Entered by anna at 2026-03-10 12:00Z: Kort."),
        (-10_000, ManualKind.GOODWILL, "Goodwill given by anna at 2026-03-10 12:00Z."),
    ],
)
def test_a_manual_order_says_who_entered_it_and_why(
    minor: int, kind: ManualKind, first: str
) -> None:
    order = enter(a_line(minor, 2), CUSTOMER, "deed", BY)
    assert order.kind is kind
    assert explain_manual(order) == (
        first,
        "Why: bought at the counter.",
        f"2 x {sek(minor)} = {sek(2 * minor)}, VAT at 6 %.",
    )


def test_a_manual_order_is_explained_to_a_swede() -> None:
    order = enter(a_line(10_000, 2), CUSTOMER, "deed", BY)
    assert explain_manual(order, Language.SWEDISH) == (
        "Inlagt av anna 2026-03-10 12:00Z: Kort.",
        "Skäl: bought at the counter.",
        "2 x 100,00 kr = 200,00 kr, moms 6 %.",
    )


def test_i1_two_manual_orders_of_one_id() -> None:
    keeper = BookKeeper()
    order = keeper.enter(sek(100))
    assert broken(keeper, order) == set()
    assert "I1" in broken(keeper, order, order)


def test_i8_a_manual_order_the_audit_trail_does_not_tell_of() -> None:
    keeper = BookKeeper()
    order = keeper.enter(sek(100))
    assert broken(keeper, replace(order, who="nobody")) == {"I8"}
