"""What lost its other half is listed, and so are calls that cost more than was held for them."""

from dataclasses import replace
from datetime import datetime, timedelta

from agentline.domain.books import Books, OrphanKind
from agentline.domain.call import ADMISSIONS_KEPT
from agentline.domain.catalogue import ArticleMissingError
from agentline.domain.hold import Hold, Leg
from agentline.domain.leftovers import find_orphans, find_overruns
from agentline.domain.money import Money, sek
from agentline.domain.order import Order
from tests.books import price_of, sound_books
from tests.examples import NOON, SECOND_CALLER

SOUND = sound_books()
[LIVE_CALL] = SOUND.account.holds
LATER = NOON + timedelta(hours=2)
ANSWERED = {LIVE_CALL: Leg(began_at=NOON)}


def kinds(books: Books, now: datetime = NOON) -> list[OrphanKind]:
    return [orphan.kind for orphan in find_orphans(books, now)]


def with_hold(hold: Hold) -> Books:
    return replace(SOUND, account=replace(SOUND.account, holds={LIVE_CALL: hold}))


def test_sound_books_leave_nothing_over() -> None:
    assert find_orphans(SOUND, NOON) == ()
    assert find_overruns(SOUND, price_of) == ()


def test_f14_a_hold_past_its_expiry_is_listed() -> None:
    [orphan] = find_orphans(SOUND, NOON + timedelta(minutes=45))
    assert (orphan.kind, orphan.subject) == (OrphanKind.HOLD_EXPIRED, LIVE_CALL)


def test_f14_a_call_an_agent_answered_a_day_ago_without_a_record_is_listed() -> None:
    hold = replace(SOUND.account.holds[LIVE_CALL], legs=ANSWERED, shrunk_at=LATER)
    books = with_hold(hold)
    assert kinds(books, NOON + timedelta(days=1)) == []
    assert kinds(books, NOON + timedelta(days=1, seconds=1)) == [OrphanKind.CALL_WITHOUT_ORDER]
    rated = replace(SOUND.orders[0], call=LIVE_CALL)
    assert kinds(replace(books, orders=(*SOUND.orders, rated)), NOON + timedelta(days=2)) == []


def test_a_call_nobody_answered_needs_no_order() -> None:
    hold = replace(SOUND.account.holds[LIVE_CALL], shrunk_at=LATER)
    assert kinds(with_hold(hold), NOON + timedelta(days=2)) == []


def test_an_order_whose_call_is_gone_is_listed_while_calls_are_kept() -> None:
    account = replace(SOUND.account, holds={})
    books = replace(SOUND, account=account, calls={})
    assert kinds(books) == [OrphanKind.ORDER_WITHOUT_CALL] * len(SOUND.orders)
    assert kinds(books, NOON + ADMISSIONS_KEPT) == []


def test_an_order_whose_call_is_anothers_is_listed() -> None:
    call = replace(SOUND.calls["call-1"], customer="100002")
    [orphan] = find_orphans(replace(SOUND, calls={**SOUND.calls, "call-1": call}), NOON)
    assert orphan.kind is OrphanKind.ORDER_WITHOUT_CALL
    assert orphan.detail == "its call call-1 is of customer 100002"


def test_a_basis_without_orders_is_listed() -> None:
    orders = tuple(order for order in SOUND.orders if order.basis != 1)
    assert kinds(replace(SOUND, orders=orders)) == [OrphanKind.BASIS_WITHOUT_ORDERS]


def test_numbers_that_only_one_of_both_lists_has_are_listed() -> None:
    books = replace(SOUND, listed_numbers=(SECOND_CALLER,))
    assert kinds(books) == [OrphanKind.NUMBER_MISLISTED] * 2


def test_a_call_may_cost_its_hold_and_one_increment() -> None:
    call = replace(SOUND.calls["call-1"], hold=sek(78_500), talk_seconds=39 * 60)
    assert find_overruns(_with_call_1(call.hold, call.talk_seconds), price_of) == ()
    [overrun] = find_overruns(_with_call_1(sek(76_500), 38 * 60), price_of)
    assert (overrun.call, overrun.detail) == (
        "call-1",
        "805.00 SEK was charged, 765.00 SEK was held",
    )


def test_a_call_charged_without_a_hold_is_an_overrun() -> None:
    [overrun] = find_overruns(_with_call_1(None, None), price_of)
    assert overrun.detail == "805.00 SEK was charged, nothing was held"


def test_a_call_that_cannot_be_priced_is_no_overrun() -> None:
    def price_missing(order: Order) -> Money:
        raise ArticleMissingError(order.pin.article)

    assert find_overruns(_with_call_1(sek(100), 60), price_missing) == ()


def _with_call_1(hold: Money | None, talk_seconds: int | None) -> Books:
    call = replace(SOUND.calls["call-1"], hold=hold, talk_seconds=talk_seconds)
    return replace(SOUND, calls={**SOUND.calls, "call-1": call})
