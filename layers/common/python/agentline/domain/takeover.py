"""Orders that are not billed yet, moved to the account of whoever takes over (design.md 2.3)."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from agentline.domain.account import Account, OpenBasis
from agentline.domain.manual_order import AnyOrder, ManualOrder
from agentline.domain.merge_audit import audit_moved_orders
from agentline.domain.money import Money
from agentline.domain.receivables import Actor, Receivables


class OrdersLostError(LookupError):
    """The open basis counts other orders than there are; the books are damaged."""


@dataclass(frozen=True, slots=True, kw_only=True)
class HandedOver:
    """Orders that leave an account; `orders` are as they are with the one who takes them."""

    before: Account
    after: Account
    orders: tuple[AnyOrder, ...]


def take_over(
    books: Receivables, giver: Account, orders: Sequence[AnyOrder], by: Actor
) -> tuple[Receivables, HandedOver]:
    """The books with orders of the giver's open basis on their own open one.

    Raises OrdersLostError if these cannot be all that are counted.
    """
    taker, opened = books.account, books.account.open_basis
    for order in orders:
        opened = opened.with_order(order.amount, order.initiated_at)
    left = _without(giver.open_basis, orders)
    is_more_owed = left.count == 0 and not left.total.is_zero
    if not orders or left.count < 0 or is_more_owed:
        raise OrdersLostError(
            f"the open basis of customer {giver.customer} counts {giver.open_basis.count} orders "
            f"of {giver.open_basis.total}, and {len(orders)} were found that do not come to that"
        )
    given = replace(giver, open_basis=left)
    # Who never rang has no line whose shortest call could be tested for.
    taken = replace(taker, open_basis=opened, last_line=taker.last_line or giver.last_line)
    moved = tuple(_moved(order, giver, taker) for order in orders)
    books = books.with_account(taken).with_entries(
        audit_moved_orders(giver, given, taker.customer, len(orders), by),
        audit_moved_orders(taker, taken, giver.customer, len(orders), by),
    )
    return books, HandedOver(before=giver, after=given, orders=moved)


def _moved(order: AnyOrder, giver: Account, taker: Account) -> AnyOrder:
    came_from = order.came_from or giver.customer
    moved = replace(
        order, customer=taker.customer, basis=taker.open_basis.number, came_from=came_from
    )
    if isinstance(moved, ManualOrder) and moved.refers_to:
        # What a refund takes something off was initiated when it was, and moves with it.
        return replace(moved, refers_to=replace(moved.refers_to, customer=taker.customer))
    return moved


def _without(basis: OpenBasis, orders: Sequence[AnyOrder]) -> OpenBasis:
    total = sum((order.amount for order in orders), Money(0, basis.total.currency))
    count = basis.count - len(orders)
    if count == 0:
        return OpenBasis(number=basis.number, count=0, total=basis.total - total)
    return replace(basis, count=count, total=basis.total - total)
