"""The invariants of design.md 3 that concern manual orders, and what was refunded of any order."""

from collections import Counter
from collections.abc import Iterator

from agentline.domain.basis_lines import line_id
from agentline.domain.books import Books, Violation
from agentline.domain.manual_order import ManualKind, key_of
from agentline.domain.money import Money
from agentline.domain.order_key import OrderKey

type Found = Iterator[tuple[str, str]]


def find_manual_violations(books: Books) -> tuple[Violation, ...]:
    """Every one that does not hold for a customer's manual orders and refunds."""
    found = {"I1": _find_wrong_orders(books), "I8": _find_unaudited_orders(books)}
    return tuple(
        Violation(
            invariant=invariant, customer=books.account.customer, subject=subject, detail=detail
        )
        for invariant, amiss in found.items()
        for subject, detail in amiss
    )


def _find_wrong_orders(books: Books) -> Found:
    for name, times in Counter(order.id for order in books.manual_orders).items():
        if times > 1:
            yield name, f"there are {times} manual orders of this id, not one"
    known = {key_of(order): order for order in books.all_orders}
    for entered in books.manual_orders:
        if entered.refers_to and entered.refers_to not in known:
            yield entered.id, "it refunds an order that there is not"
        if entered.kind is ManualKind.REFUND and entered.amount.minor >= 0:
            yield entered.id, f"a refund of {entered.amount} takes nothing off"
    refunded = _refunded(books)
    for key, order in known.items():
        if refunded[key] > max(order.amount.minor, 0):
            given = Money(refunded[key], order.amount.currency)
            yield line_id(order), f"{given} was refunded of {order.amount}"


def _refunded(books: Books) -> Counter[OrderKey]:
    """What was given back of each order, by refunds on an open basis and by credit notes on the
    order's line. What edits of a draft took off is in its lines."""
    refunded: Counter[OrderKey] = Counter()
    for entered in books.manual_orders:
        if entered.refers_to:
            refunded[entered.refers_to] -= entered.amount.minor
    credited = Counter[tuple[int | None, str | None]]()
    for basis in books.bases:
        for note in basis.credit_notes:
            credited[basis.number, note.line] += note.amount.minor
    for order in books.all_orders:
        refunded[key_of(order)] += credited[order.basis, line_id(order)]
    return refunded


def _find_unaudited_orders(books: Books) -> Found:
    audited = Counter(
        (entry.what, entry.subject, entry.who, entry.after.get("amount")) for entry in books.audit
    )
    for order in books.manual_orders:
        if order.came_from:
            # The trail of whoever it was made for tells of it.
            if order.came_from not in books.absorbed:
                yield order.id, f"it came from {order.came_from}, who was not merged into this one"
        elif audited[order.kind.audited_as, order.id, order.who, order.amount.decimal] != 1:
            yield order.id, "entered, not as the audit trail says"
