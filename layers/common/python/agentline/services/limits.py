"""A customer's credit limit and terms: seen with their history, changed by hand (design.md 2.3)."""

from collections.abc import Sequence
from dataclasses import dataclass, fields, replace
from hashlib import sha256

from agentline.billing_ports import AuditTrail, BillingChange, ChangedTerms, OwnTerms
from agentline.domain.account import Account
from agentline.domain.audit import CUSTOMER_REGISTERED, AuditEntry
from agentline.domain.billing_audit import (
    LIMIT_CHANGED,
    LIMIT_RAISE_UNDONE,
    LIMIT_RAISED,
    TERMS_CHANGED,
    audit_limit_changed,
)
from agentline.domain.limit_policy import LimitPolicy
from agentline.domain.money import Money
from agentline.domain.receivables import Receivables
from agentline.services.billing_desk import (
    BillingDesk,
    Decide,
    Opened,
    decide,
    preview_decision,
    require_present,
)
from agentline.services.shortest_price import shortest_price

LONGEST_DUE_DAYS = 365
# What the audit trail tells of a limit, from the opening one on.
_HISTORY = {
    CUSTOMER_REGISTERED,
    LIMIT_RAISED,
    LIMIT_RAISE_UNDONE,
    LIMIT_CHANGED,
    TERMS_CHANGED,
}


class LimitError(ValueError):
    """The limit, or the terms, cannot be as asked for; the message says why, for staff."""


class CreditChangedError(Exception):
    """Limit and terms are not as staff saw them; nothing was stored."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LimitSeen:
    """A customer's credit as it stands, and by what rule its limit rises."""

    account: Account
    own: OwnTerms
    policy: LimitPolicy
    due_days: int

    @property
    def token(self) -> str:
        """Names what staff can change of it: another one when the limit, or the terms, are."""
        return _token(self.account.limit, self.own)


@dataclass(frozen=True, slots=True, kw_only=True)
class LimitPreview:
    """What another limit would do; nothing is stored. `shortest` is the price of the shortest call,
    below which the open basis closes."""

    token: str
    before: Receivables
    after: Receivables
    shortest: Money


def see_limit(customer: str, desk: BillingDesk) -> LimitSeen:
    """Raises CustomerMissingError."""
    account = desk.book.standing(customer).account
    own = desk.book.own_terms(customer)
    return LimitSeen(
        account=account,
        own=own,
        policy=desk.terms.policy_of(own),
        due_days=desk.terms.invoice_of(own).due_days,
    )


def is_of_limit(entry: AuditEntry) -> bool:
    """Whether it is the opening limit, a raise, a raise undone, or a change by hand."""
    return entry.what in _HISTORY


def limit_history(customer: str, trail: AuditTrail) -> Sequence[AuditEntry]:
    """What the trail tells of the limit, oldest first."""
    return list(filter(is_of_limit, trail.entries(customer)))


def preview_limit(customer: str, amount: Money, desk: BillingDesk) -> LimitPreview:
    """What `set_limit` would do now. Raises as it does."""
    change = preview_decision(customer, desk, _setting(customer, amount, "", "", desk, None))
    if change is None or change.before is None or change.after is None:
        raise LookupError("nothing would be changed")
    standing = desk.book.standing(customer)
    return LimitPreview(
        token=_token(change.before.account.limit, desk.book.own_terms(customer)),
        before=change.before,
        after=change.after,
        shortest=shortest_price(standing, desk.catalogue, desk.clock()),
    )


def set_limit(
    customer: str, amount: Money, who: str, why: str, desk: BillingDesk, seen: str | None = None
) -> Account:
    """Give the customer another limit. A lower one may close the open basis there and then.

    Raises LimitError, CustomerMissingError, and CreditChangedError if limit and terms are not those
    of the token `seen` any more; CustomerGoneError.
    """
    return _after(decide(customer, desk, _setting(customer, amount, who, why, desk, seen)))


def set_terms(
    customer: str, terms: OwnTerms, who: str, why: str, desk: BillingDesk, seen: str | None = None
) -> OwnTerms:
    """What the customer has agreed from now on, in the place of what there was.

    Raises LimitError, CustomerMissingError, CustomerGoneError, CreditChangedError.
    """
    _check(terms)

    def decision(opened: Opened) -> BillingChange:
        require_present(opened)
        limit = opened.books.account.limit
        before = desk.book.own_terms(customer)
        _check_seen(limit, before, seen)
        _check_currency(terms, limit.currency)
        if terms == before:
            raise LimitError(f"the terms of customer {customer} are as they were")
        entry = AuditEntry(
            customer=customer,
            at=opened.now,
            who=who,
            what=TERMS_CHANGED,
            subject=customer,
            before=_stated(before),
            after=_stated(terms),
            why=why,
        )
        return BillingChange(
            after=opened.books.with_entries(entry),
            terms=ChangedTerms(before=before, after=terms),
        )

    decide(customer, desk, decision)
    return terms


def _setting(
    customer: str, amount: Money, who: str, why: str, desk: BillingDesk, seen: str | None
) -> Decide:
    def decision(opened: Opened) -> BillingChange:
        require_present(opened)
        account = opened.books.account
        if seen is not None:
            _check_seen(account.limit, desk.book.own_terms(customer), seen)
        if amount.minor < 0 or amount.currency != account.limit.currency:
            raise LimitError(f"{amount} can be no limit of an account in {account.limit.currency}")
        if amount == account.limit:
            raise LimitError(f"the limit of customer {customer} is {amount} already")
        entry = audit_limit_changed(account, amount, why, who, opened.now)
        changed = opened.books.with_account(replace(account, limit=amount))
        return BillingChange(after=changed.with_entries(entry))

    return decision


def _token(limit: Money, own: OwnTerms) -> str:
    return sha256(repr((limit, own)).encode()).hexdigest()[:12]


def _check_seen(limit: Money, own: OwnTerms, seen: str | None) -> None:
    if seen not in (None, _token(limit, own)):
        raise CreditChangedError("the limit or the terms were changed since you saw them")


def _check_currency(terms: OwnTerms, currency: str) -> None:
    for amount in (terms.limit_step, terms.limit_cap):
        if amount is not None and amount.currency != currency:
            raise LimitError(f"{amount} can be no term of an account in {currency}")


def _check(terms: OwnTerms) -> None:
    for name, days in (("due_days", terms.due_days), ("limit_days", terms.limit_days)):
        if days is not None and not 0 <= days <= LONGEST_DUE_DAYS:
            raise LimitError(f"{name} is 0 to {LONGEST_DUE_DAYS}, not {days}")
    for amount in (terms.limit_step, terms.limit_cap):
        if amount is not None and amount.minor < 0:
            raise LimitError(f"{amount} is below zero")


def _stated(terms: OwnTerms) -> dict[str, str]:
    """As text, without what the customer has not agreed otherwise."""
    stated = {field.name: getattr(terms, field.name) for field in fields(terms)}
    return {
        name: value.decimal if isinstance(value, Money) else str(value)
        for name, value in stated.items()
        if value is not None
    }


def _after(change: BillingChange | None) -> Account:
    if change is None or change.after is None:
        raise LookupError("nothing was changed")
    return change.after.account
