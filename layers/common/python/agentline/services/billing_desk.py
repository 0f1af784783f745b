"""What invoicing works with, and how every decision about a customer's bases is stored."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime

from agentline.billing_ports import (
    BillingBook,
    BillingChange,
    Executions,
    Ledger,
    LedgerMailbox,
    OwnTerms,
)
from agentline.domain.audit import SYSTEM
from agentline.domain.basis import Basis
from agentline.domain.customer_file import CustomerGoneError
from agentline.domain.dispatch import InvoiceTerms
from agentline.domain.draft import Draft
from agentline.domain.limit_policy import LimitPolicy
from agentline.domain.money import Money
from agentline.domain.payment import Payment
from agentline.domain.payment_entry import is_prepaid_of_use, use_prepaid
from agentline.domain.receivables import Actor, Receivables, end_blocks
from agentline.domain.screening import Standing
from agentline.ports import AccountChangedError, Catalogue, Clock
from agentline.services.conflict import attempts
from agentline.services.shortest_price import shortest_price

BY_HAND = "manual"


class BasisChangedError(Exception):
    """The basis is not as staff saw it; nothing was stored (fault 27)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BillingTerms:
    """What holds in a deployment, unless a customer has agreed otherwise."""

    invoice: InvoiceTerms
    policy: LimitPolicy

    def policy_of(self, own: OwnTerms) -> LimitPolicy:
        return LimitPolicy(
            step=self.policy.step if own.limit_step is None else own.limit_step,
            cap=self.policy.cap if own.limit_cap is None else own.limit_cap,
            days=self.policy.days if own.limit_days is None else own.limit_days,
        )

    def invoice_of(self, own: OwnTerms) -> InvoiceTerms:
        if own.due_days is None:
            return self.invoice
        return replace(self.invoice, due_days=own.due_days)


@dataclass(frozen=True, slots=True, kw_only=True)
class BillingDesk:
    """`mailbox` reads what a provider sends, if that is our ledger. `hindrance` tells why a
    customer's address does not let a basis be dispatched now, if it does not."""

    book: BillingBook
    catalogue: Catalogue
    ledger: Ledger
    ledger_kind: str
    executions: Executions
    terms: BillingTerms
    clock: Clock
    mailbox: Callable[[str], LedgerMailbox | None]
    hindrance: Callable[[str, datetime], str | None]
    count: Callable[[str], None]

    @property
    def ledger_to_ask(self) -> Ledger | None:
        """Who can say which invoices there are; None where staff keep them by hand."""
        return None if self.ledger_kind == BY_HAND else self.ledger


@dataclass(frozen=True, slots=True, kw_only=True)
class Opened:
    """What is known of a customer when something is decided."""

    standing: Standing
    books: Receivables
    now: datetime

    def draft(self, number: int, desk: BillingDesk) -> Draft:
        """A closed basis with its orders, in whatever state."""
        basis = self.books.basis(number)
        orders = desk.book.orders_on(basis)
        return Draft(basis=basis, orders=orders, language=self.standing.language)

    def payments(self, desk: BillingDesk) -> tuple[Payment, ...]:
        """All of the customer's. Raises AccountChangedError if they were changed since the books
        were read: what is read by halves must not be decided by."""
        payments = desk.book.payments_of(self.books.account.customer)
        nothing = Money(0, self.books.account.limit.currency)
        prepaid = sum((payment.prepaid for payment in payments), nothing)
        received = {
            number: sum((payment.applied.get(number, nothing) for payment in payments), nothing)
            for number in self.books.bases
        }
        standing = {number: basis.received for number, basis in self.books.bases.items()}
        if (prepaid, received) != (self.books.account.prepaid, standing):
            raise AccountChangedError("payments and books are not of one moment")
        return payments


type Decide = Callable[[Opened], BillingChange | None]


def decide(customer: str, desk: BillingDesk, decision: Decide) -> BillingChange | None:
    """Load, decide and store in one conditional transaction; again if others were faster.

    What `decision` gives is completed: what is prepaid settles what is due, blocks end, the open
    basis is tested against the limit.
    Gives what is stored then, None if nothing is. Raises what `decision` does, EventMetError and
    StillContestedError.
    """
    return _decide(customer, desk, decision, desk.book.store)


def preview_decision(customer: str, desk: BillingDesk, decision: Decide) -> BillingChange | None:
    """What `decide` would store now; nothing is stored. Raises what `decide` does."""
    return _decide(customer, desk, decision, lambda _change: None)


def change_basis(
    customer: str, number: int, desk: BillingDesk, change: Callable[[Basis], Basis | None]
) -> Basis:
    """Store a change of a basis that is nobody else's business; again if others were faster.

    Gives the basis as it was before. None changes nothing. Raises what `change` does,
    UnknownBasisError and StillContestedError.
    """
    retries = attempts()
    while True:
        next(retries)
        basis = open_customer(customer, desk).books.basis(number)
        changed = change(basis)
        try:
            if changed is not None:
                desk.book.store_basis(changed)
        except AccountChangedError:
            continue
        return basis


def require_present(opened: Opened) -> None:
    """Raises CustomerGoneError for a merged or erased customer."""
    standing, customer = opened.standing, opened.books.account.customer
    if standing.merged_into:
        raise CustomerGoneError(f"customer {customer} was merged into {standing.merged_into}")
    if standing.is_erased:
        raise CustomerGoneError(f"customer {customer} was erased")


def open_customer(customer: str, desk: BillingDesk) -> Opened:
    """Raises CustomerMissingError."""
    standing = desk.book.standing(customer)
    return Opened(standing=standing, books=desk.book.receivables(standing), now=desk.clock())


def check_version(basis: Basis, seen: int | None) -> None:
    """Raises BasisChangedError unless the basis is the one staff saw; None if they do not say."""
    if seen is not None and seen != basis.version:
        raise BasisChangedError(
            f"basis {basis.reference} was changed meanwhile: you saw version {seen}, "
            f"it is version {basis.version} now"
        )


def _decide(
    customer: str,
    desk: BillingDesk,
    decision: Decide,
    store: Callable[[BillingChange], None],
) -> BillingChange | None:
    retries = attempts()
    while True:
        next(retries)
        opened = open_customer(customer, desk)
        try:
            change = decision(opened)
            if change is None:
                return None
            change = _use_prepaid(change, opened, desk)
            shortest = shortest_price(opened.standing, desk.catalogue, opened.now)
            ended = end_blocks(change.after or opened.books, shortest, opened.now)
            store(replace(change, before=opened.books, after=ended))
        except AccountChangedError:
            continue
        return replace(change, before=opened.books, after=_as_stored(opened.books, ended))


def _use_prepaid(change: BillingChange, opened: Opened, desk: BillingDesk) -> BillingChange:
    books = change.after or opened.books
    if not is_prepaid_of_use(books):
        return change
    changed = {payment.key: payment for payment in change.payments}
    known = {payment.key: payment for payment in opened.payments(desk)}
    policy = desk.terms.policy_of(desk.book.own_terms(books.account.customer))
    by = Actor(who=SYSTEM, why="it was prepaid", at=opened.now)
    books, used = use_prepaid(books, (known | changed).values(), policy, by)
    payments = changed | {payment.key: payment for payment in used}
    return replace(change, after=books, payments=tuple(payments.values()))


def _as_stored(before: Receivables, after: Receivables) -> Receivables:
    """With the versions that bases have by being stored: staff who go on have seen these."""
    bases = {
        number: basis
        if basis == before.bases.get(number)
        else replace(basis, version=basis.version + 1)
        for number, basis in after.bases.items()
    }
    return replace(after, bases=bases)
