"""What a customer owes: the account with its closed bases, changed together (design.md 2.3)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime

from agentline.domain.account import Account, ClosedBasis, close_at_limit
from agentline.domain.audit import SYSTEM, AuditEntry, audit_closing
from agentline.domain.basis import SMALLEST_DUE_MINOR, Basis
from agentline.domain.basis_state import BasisState
from agentline.domain.billing_audit import audit_limit, audit_settled
from agentline.domain.limit_policy import LimitPolicy
from agentline.domain.money import Money


@dataclass(frozen=True, slots=True, kw_only=True)
class Actor:
    """Who does something, why and when."""

    who: str
    why: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Receivables:
    """An account, its closed bases by number, and what has been done to them since they were read.

    Every change gives new receivables; `audit` and `closed` gather what is to be stored with them.
    """

    account: Account
    bases: Mapping[int, Basis]
    audit: tuple[AuditEntry, ...] = ()
    closed: tuple[ClosedBasis, ...] = ()

    def basis(self, number: int) -> Basis:
        """Raises UnknownBasisError."""
        try:
            return self.bases[number]
        except KeyError:
            raise UnknownBasisError(
                f"customer {self.account.customer} has no closed basis {number}"
            ) from None

    def with_basis(self, basis: Basis) -> "Receivables":
        """With a basis in its new form, and the account by what is due more or less on it."""
        change = basis.due - self.basis(basis.number).due
        return replace(
            self,
            bases={**self.bases, basis.number: basis},
            account=replace(self.account, unpaid=self.account.unpaid + change),
        )

    def with_entries(self, *entries: AuditEntry) -> "Receivables":
        return replace(self, audit=(*self.audit, *entries))

    def with_account(self, account: Account) -> "Receivables":
        return replace(self, account=account)

    def oldest_first(self) -> Iterable[Basis]:
        return (self.bases[number] for number in sorted(self.bases))


class UnknownBasisError(LookupError):
    """The customer has no such closed basis."""


def receive(
    books: Receivables, number: int, amount: Money, bank_date: date, policy: LimitPolicy, by: Actor
) -> Receivables:
    """Money received on a basis that takes payment: at most what is due on it.

    A rest of less than one krona is adjusted away. If that settles a basis closed by the limit, in
    time, the limit rises: one standing raise a basis.
    """
    basis = books.basis(number)
    if amount.minor <= 0 or amount > basis.due:
        raise ValueError(f"{amount} of {basis.due} cannot be received on {basis.reference}")
    received = replace(basis, received=basis.received + amount)
    if received.due.minor < SMALLEST_DUE_MINOR:
        received = replace(received, adjusted=received.adjusted + received.due)
    books = books.with_basis(received.with_state_of_amounts())
    if received.due.minor > 0:
        return books
    books = books.with_entries(audit_settled(received, basis, by.who, by.why, by.at))
    return _raise_limit(books, received, bank_date, policy, by)


def take_back(books: Receivables, number: int, amount: Money, by: Actor) -> Receivables:
    """Money that was received on a basis is gone again: it is due, its raise is undone, it blocks.

    What was adjusted away is due again too.
    """
    basis = books.basis(number)
    if amount > basis.received:
        raise ValueError(
            f"{amount} of {basis.received} cannot be taken back from {basis.reference}"
        )
    nothing = Money(0, amount.currency)
    owing = replace(basis, received=basis.received - amount, adjusted=nothing)
    raised = basis.raised or nothing
    owing = replace(owing, raised=None).with_state_of_amounts()
    books = books.with_basis(owing)
    account = books.account
    if not raised.is_zero:
        lowered = account.limit - raised
        books = books.with_entries(
            audit_limit(basis.reference, account, lowered, by.why, by.who, by.at)
        ).with_account(replace(account, limit=lowered))
    return block_again(books)


def block_again(books: Receivables) -> Receivables:
    """Let the oldest unsettled basis that was closed by the limit block, if none does."""
    if books.account.blocking_basis is not None:
        return books
    blocking = next(
        (
            basis.number
            for basis in books.oldest_first()
            if basis.is_closed_by_limit and is_blocking(basis)
        ),
        None,
    )
    return books.with_account(replace(books.account, blocking_basis=blocking))


def is_blocking(basis: Basis) -> bool:
    """Whether the customer must await its payment, if it was closed by the limit: until it is paid,
    credited or voided. A draft of nothing blocks until staff let it end."""
    if basis.state.is_settled:
        return False
    return basis.due.minor > 0 or basis.state is BasisState.DRAFT


def end_blocks(books: Receivables, shortest: Money, now: datetime) -> Receivables:
    """The end of every change: a settled basis blocks no more, the next one may, and the open one
    is tested against the limit, after every change of the account."""
    blocking = books.account.blocking_basis
    if blocking is not None and not is_blocking(books.basis(blocking)):
        books = books.with_account(replace(books.account, blocking_basis=None))
    books = block_again(books)
    change = close_at_limit(books.account, shortest, now)
    return books if change.closed is None else add_closed(books, change.after, change.closed)


def add_closed(
    books: Receivables, account: Account, closed: ClosedBasis, who: str = SYSTEM
) -> Receivables:
    """With the basis that closing the open one made."""
    basis = Basis.of(account.customer, closed)
    entry = audit_closing(account.customer, closed, who)
    return replace(
        books,
        account=account,
        bases={**books.bases, basis.number: basis},
        closed=(*books.closed, closed),
    ).with_entries(entry)


def _raise_limit(
    books: Receivables, basis: Basis, bank_date: date, policy: LimitPolicy, by: Actor
) -> Receivables:
    if not basis.is_closed_by_limit or basis.raised is not None:
        return books
    account = books.account
    step = policy.raise_for(account.limit, bank_date, basis.due_on)
    if step.is_zero:
        return books
    limit = account.limit + step
    why = f"basis {basis.reference} was paid on {bank_date}. {policy.words}"
    books = books.with_entries(audit_limit(basis.reference, account, limit, why, by.who, by.at))
    kept = books.basis(basis.number)
    return books.with_account(replace(books.account, limit=limit)).with_basis(
        replace(kept, raised=step)
    )
