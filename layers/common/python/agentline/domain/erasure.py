"""A person forgotten: what identifies them goes, what was billed stays (facts: retention).

Orders, bases and amounts stay for the books, under the customer's number. Frozen copies of what was
dispatched are vouchers: the bookkeeping law keeps them as they are until their time is over.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from agentline.domain.audit import AuditEntry
from agentline.domain.customer import Customer, CustomerStatus
from agentline.domain.merge import Merge
from agentline.domain.open_ends import find_open_ends
from agentline.domain.payment import Payment
from agentline.domain.phone_number import PhoneNumber
from agentline.domain.receivables import Actor, Receivables

ERASED = "erased"
ERASURE_BEGUN = "customer_erasure_begun"
CUSTOMER_ERASED = "customer_erased"
# Until the end of the seventh year after the one in which the fiscal year ended (bokföringslagen
# 7:2), here a calendar year.
_YEARS_KEPT = 7
# One transaction marks all of them.
MOST_MERGED = 20


class ErasureRefusedError(ValueError):
    """The customer cannot be erased, at least not now; the message says why, for staff."""


class ReasonNamesCustomerError(ValueError):
    """The reason would keep what is to be erased."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ErasureSide:
    """A customer as far as erasure goes. `absorbed` are the merges into this one."""

    customer: Customer
    books: Receivables
    payments: tuple[Payment, ...]
    numbers: tuple[PhoneNumber, ...]
    absorbed: tuple[Merge, ...] = ()

    @property
    def number(self) -> str:
        return self.customer.number


@dataclass(frozen=True, slots=True, kw_only=True)
class Erasure:
    """An erasure that was begun. `customers` are the one asked for and those merged into them.

    `copies` are kept until the end of `copies_until`. `deed` names the request.
    """

    customers: tuple[str, ...]
    by: Actor
    deed: str
    numbers: int
    copies: int
    copies_until: date | None
    is_finished: bool = False

    @property
    def customer(self) -> str:
        return self.customers[0]


def find_erasure_hindrances(family: Sequence[ErasureSide], now: datetime) -> tuple[str, ...]:
    """Why nobody of the family, the customer and whoever was merged into them, can be erased."""
    return tuple(_find(family, now))


def begin_erasure(family: Sequence[ErasureSide], deed: str, by: Actor) -> Erasure:
    """Raises ErasureRefusedError, ReasonNamesCustomerError."""
    hindrances = find_erasure_hindrances(family, by.at)
    if hindrances:
        words = "; ".join(hindrances)
        raise ErasureRefusedError(f"customer {family[0].number} cannot be erased: {words}")
    if any(names_person(by.why, side) for side in family):
        raise ReasonNamesCustomerError(
            "the reason stays when all else is erased: give one without names and numbers"
        )
    copies, until = copies_kept(family)
    return Erasure(
        customers=tuple(side.number for side in family),
        by=by,
        deed=deed,
        numbers=sum(len(side.numbers) for side in family),
        copies=copies,
        copies_until=until,
    )


def copies_kept(family: Sequence[ErasureSide]) -> tuple[int, date | None]:
    """How many frozen copies the law keeps, and the last day of it."""
    issued = [
        basis.issued_on
        for side in family
        for basis in side.books.bases.values()
        if basis.frozen and basis.issued_on
    ]
    return len(issued), max((date(day.year + _YEARS_KEPT, 12, 31) for day in issued), default=None)


def names_person(text: str, side: ErasureSide) -> bool:
    """Whether a text says who the customer is: by name, street, e-mail or number."""
    owner, plain = side.customer.owner, text.casefold()
    words = [owner.name, owner.street, side.customer.email or ""]
    digits = re.sub(r"[^0-9]", "", text)
    # The national number: any spelling of it ends so.
    numbers = [number[-8:] for number in side.numbers]
    return any(word and word.casefold() in plain for word in words) or any(
        number in digits for number in numbers
    )


def erased_entry(customer: Customer) -> Customer:
    """The register's entry of an erased customer."""
    nobody = replace(customer.owner, name=ERASED, street="", postcode="", city="")
    return replace(
        customer,
        owner=nobody,
        email=None,
        tags=frozenset(),
        status=CustomerStatus.ERASED,
        revision=customer.revision + 1,
    )


def audit_erasure(what: str, erasure: Erasure, customer: str, at: datetime) -> AuditEntry:
    """Says that, and why; never who it was."""
    return AuditEntry(
        customer=customer,
        at=at,
        who=erasure.by.who,
        what=what,
        subject=customer,
        before={},
        after={"status": CustomerStatus.ERASED.value},
        why=erasure.by.why,
    )


def _find(family: Sequence[ErasureSide], now: datetime) -> Iterator[str]:
    asked = family[0].customer
    if asked.status is CustomerStatus.ERASED:
        yield "that was done before"
    if asked.status is CustomerStatus.MERGED:
        yield f"merged into {asked.merged_into}, with whom everything of theirs is erased"
    if len(family) > MOST_MERGED:
        yield f"more than {MOST_MERGED} customers were merged into one"
    for side in family:
        for merge in side.absorbed:
            if not merge.is_finished:
                yield f"{merge.source} is still being merged into {side.number}"
        basis = side.books.account.open_basis
        if basis.count:
            yield f"{basis.count} orders of {side.number}, {basis.total}, are not billed yet"
        yield from find_open_ends(side.books, now)
        for payment in side.payments:
            if payment.suspense.minor:
                yield f"{payment.suspense} of payment {payment.key} is in suspense"
