"""What has lost its other half, and calls that cost more than was held for them.

None of it breaks an invariant, but somebody should look.
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta

from agentline.domain.books import Books, Orphan, OrphanKind, Overrun
from agentline.domain.call import ADMISSIONS_KEPT, ScreenedCall, Verdict
from agentline.domain.invariants import PriceOf
from agentline.domain.money import Money
from agentline.domain.order import Order

_RECORD_OVERDUE = timedelta(days=1)

# A later leg begins a while after the admission of its call, which may be gone that much sooner.
_LONGEST_CALL_CHAIN = timedelta(days=1)


def find_orphans(books: Books, now: datetime) -> tuple[Orphan, ...]:
    """What staff must look into: each of its halves is sound, but one is missing."""
    customer = books.account.customer
    found = [
        *_find_lost_records(books, now),
        *_find_expired_holds(books, now),
        *_find_orders_without_call(books, now),
        *_find_empty_bases(books),
        *_find_mislisted_numbers(books),
        *_find_unfinished_merge(books),
    ]
    return tuple(
        Orphan(kind=kind, customer=customer, subject=subject, detail=detail)
        for kind, subject, detail in found
    )


def find_overruns(books: Books, price_of: PriceOf) -> tuple[Overrun, ...]:
    """Calls that cost more than their hold and one increment (invariant I4).

    Calls whose credit grew while they lasted are among them: the hold that was placed at first is
    what is kept of a call.
    """
    by_call: dict[str, list[Order]] = defaultdict(list)
    for order in (*books.orders, *books.elsewhere):
        by_call[order.call].append(order)
    return tuple(
        Overrun(customer=books.account.customer, call=name, detail=detail)
        for name, orders in by_call.items()
        if name in books.calls
        for detail in _find_overrun(books.calls[name], orders, price_of)
    )


def _find_overrun(call: ScreenedCall, orders: list[Order], price_of: PriceOf) -> Iterator[str]:
    charged = sum((order.amount for order in orders), Money(0, orders[0].amount.currency))
    if call.hold is None or call.talk_seconds is None:
        if charged.minor > 0:
            yield f"{charged} was charged, nothing was held"
        return
    if charged <= call.hold:
        return
    first = min(orders, key=lambda order: (order.is_later_leg, order.talk_began_at))
    try:
        paid = price_of(replace(first, talk_seconds=call.talk_seconds))
        longer = price_of(replace(first, talk_seconds=call.talk_seconds + 1))
    except (LookupError, ValueError):
        return  # an order that cannot be priced is a violation of its own
    if charged > call.hold + (longer - paid):
        yield f"{charged} was charged, {call.hold} was held"


_Found = Iterator[tuple[OrphanKind, str, str]]


def _find_lost_records(books: Books, now: datetime) -> _Found:
    rated = {order.call for order in books.orders}
    for name, hold in books.account.holds.items():
        call = books.calls.get(name)
        is_charged = call is not None and call.verdict is Verdict.ADMIT and call.pin is not None
        if not is_charged or name in rated or hold.answered_at is None:
            continue
        if now - hold.answered_at > _RECORD_OVERDUE:
            detail = f"an agent answered at {hold.answered_at:%Y-%m-%d %H:%M}, no record has come"
            yield OrphanKind.CALL_WITHOUT_ORDER, name, detail


def _find_expired_holds(books: Books, now: datetime) -> _Found:
    for name, hold in books.account.holds.items():
        if hold.expires_at <= now:
            detail = f"{hold.amount} held until {hold.expires_at:%Y-%m-%d %H:%M} and not released"
            yield OrphanKind.HOLD_EXPIRED, name, detail


def _find_orders_without_call(books: Books, now: datetime) -> _Found:
    for order in books.orders:
        call = books.calls.get(order.call)
        kept_until = order.initiated_at + ADMISSIONS_KEPT - _LONGEST_CALL_CHAIN
        if call is None:
            if now < kept_until:
                detail = f"its call {order.call} is gone"
                yield OrphanKind.ORDER_WITHOUT_CALL, order.contact, detail
        elif call.customer != books.account.customer and call.customer not in books.absorbed:
            detail = f"its call {order.call} is of customer {call.customer}"
            yield OrphanKind.ORDER_WITHOUT_CALL, order.contact, detail


def _find_empty_bases(books: Books) -> _Found:
    filled = {order.basis for order in books.all_orders}
    for basis in books.bases:
        if basis.count and basis.number not in filled:
            detail = f"closed at {basis.closed_at:%Y-%m-%d %H:%M} without an order on it"
            yield OrphanKind.BASIS_WITHOUT_ORDERS, f"basis {basis.number}", detail


def _find_mislisted_numbers(books: Books) -> _Found:
    for number in sorted({*books.numbers} - {*books.listed_numbers}):
        yield OrphanKind.NUMBER_MISLISTED, number, "is the customer's, but not on their list"
    for number in sorted({*books.listed_numbers} - {*books.numbers}):
        yield OrphanKind.NUMBER_MISLISTED, number, "is on the customer's list, but not theirs"


def _find_unfinished_merge(books: Books) -> _Found:
    left = [*books.numbers, *(order.contact for order in _open_orders(books))]
    if books.merged_into and left:
        detail = f"{len(left)} numbers and orders have not moved to {books.merged_into} yet"
        yield OrphanKind.MERGE_UNFINISHED, "account", detail


def _open_orders(books: Books) -> Iterator[Order]:
    open_basis = books.account.open_basis.number
    return (order for order in books.orders if order.basis == open_basis)
