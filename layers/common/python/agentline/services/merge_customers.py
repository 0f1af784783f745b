"""Merging one customer into another: seen before, begun once, and finished whatever breaks (2.3).

It begins in one transaction, after which the account of the merged one lets nobody in and gathers
nothing. Then numbers and orders move, some at a time; each step leaves both accounts right, and
whoever comes after a crash goes on: the same request again, or the sweeper.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from agentline.billing_ports import BillingChange, OwnTerms
from agentline.domain.account import close_at_limit, drop_expired_holds
from agentline.domain.manual_order import AnyOrder
from agentline.domain.merge import Merge, MergeSide, begin_merge, find_hindrances
from agentline.domain.merge_audit import audit_merge, audit_taken_numbers
from agentline.domain.money import Money
from agentline.domain.receivables import Actor
from agentline.domain.takeover import OrdersLostError, take_over
from agentline.lifecycle_ports import MergeBegin
from agentline.ports import AccountChangedError
from agentline.services.billing_desk import Opened, decide
from agentline.services.conflict import attempts
from agentline.services.lifecycle_desk import LifecycleDesk
from agentline.services.shortest_price import shortest_price

# A transaction holds 100 rows: of an order two, of a number three, and some of the accounts and of
# what closes or is settled by the move.
ORDERS_AT_ONCE = 30
NUMBERS_AT_ONCE = 30


@dataclass(frozen=True, slots=True, kw_only=True)
class MergePreview:
    """What a merge would do, and why it cannot be done now, if so.

    `remaining` is the other's credit afterwards; by it their open basis `would_close`.
    """

    source: MergeSide
    into: MergeSide
    hindrances: tuple[str, ...]
    remaining: Money
    would_close: bool
    left_terms: OwnTerms


def preview_merge(source: str, into: str, desk: LifecycleDesk) -> MergePreview:
    """Nothing is stored. Raises CustomerMissingError."""
    gone, heir = desk.merges.side(source), desk.merges.side(into)
    now = desk.billing.clock()
    hindrances = find_hindrances(gone, heir, now)
    after = heir.account
    if not hindrances:
        basis = after.open_basis
        gathered = replace(
            basis,
            count=basis.count + gone.account.open_basis.count,
            total=basis.total + gone.account.unbilled,
        )
        after = replace(after, open_basis=gathered)
    shortest = shortest_price(heir.standing, desk.billing.catalogue, now)
    return MergePreview(
        source=gone,
        into=heir,
        hindrances=hindrances,
        remaining=after.remaining,
        would_close=not hindrances and close_at_limit(after, shortest, now).closed is not None,
        left_terms=desk.billing.book.own_terms(source),
    )


def merge_customers(
    source: str, into: str, who: str, why: str, deed: str, desk: LifecycleDesk
) -> Merge:
    """Merge a customer into another. Asked again by the same `deed`, it is finished and told again.

    Raises MergeRefusedError, CustomerMissingError, StillContestedError.
    """
    known = desk.merges.merge_of(source)
    if known is None or (known.deed, known.into) != (deed, into):
        known = _begin(source, into, who, why, deed, desk)
    return finish_merge(known, desk)


def finish_merge(merge: Merge, desk: LifecycleDesk) -> Merge:
    """Move what has not moved yet. Raises OrdersLostError, StillContestedError."""
    if merge.is_finished:
        return merge
    _move_numbers(merge, desk)
    _move_orders(merge, desk)
    desk.merges.finish(merge)
    return replace(merge, is_finished=True)


def _begin(source: str, into: str, who: str, why: str, deed: str, desk: LifecycleDesk) -> Merge:
    retries = attempts()
    while True:
        next(retries)
        gone, heir = desk.merges.side(source), desk.merges.side(into)
        by = Actor(who=who, why=why, at=desk.billing.clock())
        merge = begin_merge(gone, heir, deed, by)
        begun = MergeBegin(
            merge=merge,
            source=gone,
            into=heir,
            left=drop_expired_holds(gone.account, by.at),
            audit=audit_merge(merge, gone),
        )
        try:
            desk.merges.begin(begun)
        except AccountChangedError:
            continue
        return merge


def _move_numbers(merge: Merge, desk: LifecycleDesk) -> None:
    retries = attempts()
    while numbers := desk.merges.numbers_of(merge.source)[:NUMBERS_AT_ONCE]:
        audit = audit_taken_numbers(merge, numbers, desk.billing.clock())
        try:
            desk.merges.move_numbers(merge, numbers, audit)
        except AccountChangedError:
            next(retries)
        else:
            retries = attempts()


def _move_orders(merge: Merge, desk: LifecycleDesk) -> None:
    billing = desk.billing

    def decision(opened: Opened) -> BillingChange | None:
        giver = billing.book.standing(merge.source).account
        if not giver.open_basis.count:
            return None
        orders = _untorn(desk.merges.open_orders(giver, ORDERS_AT_ONCE))
        by = replace(merge.by, at=opened.now)
        try:
            books, handed = take_over(opened.books, giver, orders, by)
        except OrdersLostError as error:
            if billing.book.standing(merge.source).account != giver:
                raise AccountChangedError("others move the orders too") from error
            raise
        return BillingChange(after=books, handed_over=handed)

    while decide(merge.into, billing, decision):
        pass


def _untorn(orders: Sequence[AnyOrder]) -> Sequence[AnyOrder]:
    """An order moves together with its refunds, which are initiated when it was."""
    if len(orders) < ORDERS_AT_ONCE:
        return orders
    last = orders[-1].initiated_at
    return [order for order in orders if order.initiated_at != last] or orders
