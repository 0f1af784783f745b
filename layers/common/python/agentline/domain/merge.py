"""Two customers who are one person: the one is merged into the other (design.md 2.3).

The account of the merged one lets nobody in any more, and all that is not billed yet moves. What
was billed, paid and noted stays where it is.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from agentline.domain.account import Account
from agentline.domain.customer import Customer, CustomerStatus
from agentline.domain.money import Money
from agentline.domain.open_ends import find_open_ends
from agentline.domain.phone_number import PhoneNumber
from agentline.domain.receivables import Actor, Receivables
from agentline.domain.screening import Standing


class MergeRefusedError(ValueError):
    """The customers cannot be merged, at least not now; the message says why, for staff."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Merge:
    """A merge that was begun, and how much there was to move. `deed` names the request."""

    source: str
    into: str
    by: Actor
    deed: str
    numbers: tuple[PhoneNumber, ...]
    orders: int
    total: Money
    is_finished: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class MergeSide:
    """A customer as far as merging goes. `absorbed` are the merges into this one."""

    customer: Customer
    standing: Standing
    books: Receivables
    numbers: tuple[PhoneNumber, ...]
    absorbed: tuple[Merge, ...] = ()
    has_code: bool = False

    @property
    def account(self) -> Account:
        return self.books.account

    @property
    def number(self) -> str:
        return self.customer.number


def find_hindrances(source: MergeSide, into: MergeSide, now: datetime) -> tuple[str, ...]:
    """Why `source` cannot be merged into the other, in words; nothing if it can."""
    return tuple(_find(source, into, now))


def begin_merge(source: MergeSide, into: MergeSide, deed: str, by: Actor) -> Merge:
    """Raises MergeRefusedError."""
    hindrances = find_hindrances(source, into, by.at)
    if hindrances:
        words = "; ".join(hindrances)
        raise MergeRefusedError(
            f"customer {source.number} cannot be merged into {into.number}: {words}"
        )
    basis = source.account.open_basis
    return Merge(
        source=source.number,
        into=into.number,
        by=by,
        deed=deed,
        numbers=source.numbers,
        orders=basis.count,
        total=basis.total,
    )


def _find(source: MergeSide, into: MergeSide, now: datetime) -> Iterator[str]:
    if source.number == into.number:
        yield "they are the same"
    for side in (source, into):
        status = side.customer.status
        if status in {CustomerStatus.MERGED, CustomerStatus.ERASED}:
            yield f"{side.number} is {status.value}"
        for merge in side.absorbed:
            if not merge.is_finished:
                yield f"{merge.source} is still being merged into {side.number}"
    yield from find_open_ends(source.books, now)
    currencies = source.account.limit.currency, into.account.limit.currency
    if len({*currencies}) > 1:
        yield f"the accounts are in {' and '.join(currencies)}"
