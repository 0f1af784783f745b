"""The checker looks across the keys of merged customers, and is no milder with anybody else."""

from collections.abc import Sequence
from dataclasses import replace

import pytest

from agentline.domain.account import Account, open_account
from agentline.domain.books import Books, OrphanKind
from agentline.domain.families import Families
from agentline.domain.leftovers import find_orphans
from agentline.domain.merge_audit import NUMBERS_TAKEN_OVER
from agentline.domain.order import Order
from agentline.domain.receivables import Actor, Receivables
from agentline.domain.takeover import HandedOver, OrdersLostError, take_over
from tests.books import BookKeeper, violations
from tests.examples import CUSTOMER, NOON, OPENING_LIMIT, SECOND_CALLER, a_record

HEIR = "100002"
BY = Actor(who="anna", why="one person", at=NOON)


def merged() -> tuple[Books, Books]:
    """A customer whose first call was billed and then, after the merge, corrected; and the heir,
    who has their second call and the correction."""
    keeper = BookKeeper()
    billed = a_record(keeper.ring().call, talk_seconds=300)
    keeper.rate(billed)
    keeper.close()
    keeper.void(1)
    keeper.rate(a_record(keeper.ring().call, talk_seconds=120, version=billed.version))
    keeper.rate(replace(billed, talk_seconds=240, version=billed.version.replace(year=2027)))
    source = keeper.books()
    opened = [order for order in source.orders if order.basis == 2]
    books, handed = hand_over(source.account, opened)
    taken = rated(handed)
    left = tuple(order for order in source.orders if order.basis == 1)
    audit = tuple(replace(entry, customer=HEIR) for entry in source.audit[:1])
    heir = replace(
        source,
        account=books.account,
        orders=taken,
        bases=(),
        audit=audit,
        numbers=(),
        listed_numbers=(),
        absorbed=frozenset({CUSTOMER}),
        elsewhere=left,
    )
    gone = replace(
        source,
        account=handed.after,
        orders=left,
        numbers=(),
        listed_numbers=(),
        merged_into=HEIR,
        elsewhere=tuple(order for order in taken if order.is_correction),
    )
    return gone, heir


def hand_over(giver: Account, orders: Sequence[Order]) -> tuple[Receivables, HandedOver]:
    taker = Receivables(account=open_account(HEIR, OPENING_LIMIT), bases={})
    return take_over(taker, giver, orders, BY)


def rated(handed: HandedOver) -> tuple[Order, ...]:
    return tuple(order for order in handed.orders if isinstance(order, Order))


def broken(books: Books) -> set[str]:
    return {violation.invariant for violation in violations(books)}


def lost(books: Books) -> set[OrphanKind]:
    return {orphan.kind for orphan in find_orphans(books, NOON)}


def test_both_sides_of_a_merge_are_sound() -> None:
    for books in merged():
        assert broken(books) == set()
        assert lost(books) == set()


def test_i1_a_correction_without_its_original_is_wrong_in_anybodys_books() -> None:
    _, heir = merged()
    assert broken(replace(heir, elsewhere=())) == {"I1"}


def test_i1_an_original_under_both_keys_is_one_too_many() -> None:
    gone, heir = merged()
    [original] = gone.orders
    twice = replace(original, customer=HEIR, basis=1)
    assert "I1" in broken(replace(heir, orders=(*heir.orders, twice)))


def test_i1_the_sum_over_both_keys_is_the_newest_price() -> None:
    gone, heir = merged()
    [correction] = [order for order in heir.orders if order.is_correction]
    more = replace(correction, amount=correction.amount + correction.amount)
    assert broken(replace(gone, elsewhere=(more,))) == {"I1"}


def test_a_call_of_a_stranger_is_an_orphan_still() -> None:
    _, heir = merged()
    assert lost(replace(heir, absorbed=frozenset())) == {OrphanKind.ORDER_WITHOUT_CALL}


def test_i2_a_merged_customer_holds_no_credit() -> None:
    keeper = BookKeeper()
    keeper.ring()
    held = replace(keeper.books(), merged_into=HEIR)
    assert broken(held) == {"I2"}


def test_what_has_not_moved_yet_is_found() -> None:
    gone, _ = merged()
    assert lost(replace(gone, numbers=(SECOND_CALLER,), listed_numbers=(SECOND_CALLER,))) == {
        OrphanKind.MERGE_UNFINISHED
    }
    keeper = BookKeeper()
    keeper.rate(a_record(keeper.ring().call))
    assert OrphanKind.MERGE_UNFINISHED in lost(replace(keeper.books(), merged_into=HEIR))


def test_i8_numbers_that_were_taken_over_are_audited_as_such() -> None:
    _, heir = merged()
    with_number = replace(heir, numbers=(SECOND_CALLER,), listed_numbers=(SECOND_CALLER,))
    assert broken(with_number) == {"I8"}
    entry = replace(
        heir.audit[0],
        what=NUMBERS_TAKEN_OVER,
        after={"customer": HEIR, "numbers": f"+46701112233 {SECOND_CALLER}"},
    )
    assert broken(replace(with_number, audit=(*heir.audit, entry))) == set()


def test_orders_are_taken_over_with_their_amounts_and_tell_where_they_come_from() -> None:
    keeper = BookKeeper()
    for minutes in (1, 2, 3):
        keeper.rate(a_record(keeper.ring().call, talk_seconds=60 * minutes))
    books, handed = hand_over(keeper.account, keeper.orders[:2])
    assert books.account.unbilled + handed.after.unbilled == keeper.account.unbilled
    assert (books.account.open_basis.count, handed.after.open_basis.count) == (2, 1)
    assert {order.came_from for order in handed.orders} == {CUSTOMER}
    assert [entry.customer for entry in books.audit] == [CUSTOMER, HEIR]
    again, onward = hand_over(replace(books.account, customer=HEIR), rated(handed))
    assert {order.came_from for order in onward.orders} == {CUSTOMER}
    assert onward.after.open_basis.first_at is None
    assert again.account.last_line == keeper.account.last_line


@pytest.mark.parametrize(("counted", "found"), [(3, 0), (1, 1), (1, 2)])
def test_orders_that_are_not_those_counted_are_not_taken_over(counted: int, found: int) -> None:
    """None, fewer than the total says, or too many."""
    keeper = BookKeeper()
    for minutes in (1, 2, 3):
        keeper.rate(a_record(keeper.ring().call, talk_seconds=60 * minutes))
    basis = replace(keeper.account.open_basis, count=counted)
    with pytest.raises(OrdersLostError):
        hand_over(replace(keeper.account, open_basis=basis), keeper.orders[:found])


def test_families_follow_merges_to_the_last_one() -> None:
    families = Families({"a": "b", "b": "c", "x": "c"})
    assert families.absorbed_by("c") == {"a", "b", "x"}
    assert families.absorbed_by("b") == {"a"}
    assert families.absorbed_by("a") == families.absorbed_by("stranger") == frozenset()
    order = BookKeeper()
    order.rate(a_record(order.ring().call))
    [made] = order.orders
    orders = {"a": [made], "c": [replace(made, customer="c")], "stranger": [made]}
    assert [one.customer for one in families.orders_elsewhere("a", orders)] == ["c"]
    assert families.orders_elsewhere("stranger", orders) == ()


def test_damaged_books_that_go_in_a_circle_end() -> None:
    families = Families({"a": "b", "b": "a"})
    assert families.absorbed_by("a") == {"b"}
