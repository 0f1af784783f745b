"""A customer's credit limit and terms: seen with their history, changed by hand (design.md 2.3)."""

from collections.abc import Sequence
from dataclasses import dataclass, fields, replace

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
from agentline.services.billing_desk import BillingDesk, Opened, decide, open_customer

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


@dataclass(frozen=True, slots=True, kw_only=True)
class LimitSeen:
    """A customer's credit as it stands, and by what rule its limit rises."""

    account: Account
    own: OwnTerms
    policy: LimitPolicy
    due_days: int


def see_limit(customer: str, desk: BillingDesk) -> LimitSeen:
    """Raises CustomerMissingError."""
    account = open_customer(customer, desk).books.account
    own = desk.book.own_terms(customer)
    return LimitSeen(
        account=account,
        own=own,
        policy=desk.terms.policy_of(own),
        due_days=desk.terms.invoice_of(own).due_days,
    )


def limit_history(customer: str, trail: AuditTrail) -> Sequence[AuditEntry]:
    """The opening limit, every raise, raise undone and change by hand, oldest first."""
    return [entry for entry in trail.entries(customer) if entry.what in _HISTORY]


def set_limit(customer: str, amount: Money, who: str, why: str, desk: BillingDesk) -> Account:
    """Give the customer another limit. A lower one may close the open basis there and then.

    Raises LimitError, CustomerMissingError.
    """

    def decision(opened: Opened) -> BillingChange:
        account = opened.books.account
        if amount.minor < 0 or amount.currency != account.limit.currency:
            raise LimitError(f"{amount} can be no limit of an account in {account.limit.currency}")
        if amount == account.limit:
            raise LimitError(f"the limit of customer {customer} is {amount} already")
        entry = audit_limit_changed(account, amount, why, who, opened.now)
        changed = opened.books.with_account(replace(account, limit=amount))
        return BillingChange(after=changed.with_entries(entry))

    change = decide(customer, desk, decision)
    return _after(change)


def set_terms(customer: str, terms: OwnTerms, who: str, why: str, desk: BillingDesk) -> OwnTerms:
    """What the customer has agreed from now on, in the place of what there was.

    Raises LimitError, CustomerMissingError.
    """
    _check(terms)

    def decision(opened: Opened) -> BillingChange:
        before = desk.book.own_terms(customer)
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
