"""Money that came in, and where it went (design.md 2.3, invariant I6)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime

from agentline.domain.money import Money
from agentline.domain.suspense_words import SuspenseReason


class PaymentError(ValueError):
    """What is asked for cannot be done with this payment; the message says why, for staff."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Payment:
    """One payment, by `source` and `id` unique for ever.

    What was received and neither recalled nor returned is applied to bases of the customer (by
    number), prepaid, or in suspense, where nobody knows what it is for; `suspended_because` says
    why. `recalls` are the recalls met, by their ids; one that came before the payment waits in
    `recalled_early`. `told_by` are the events that told of it. `task` tells staff what to look
    into, None when there is nothing.
    """

    source: str
    id: str
    amount: Money
    bank_date: date
    received_at: datetime
    text: str
    named: str
    version: int = 0
    customer: str | None = None
    applied: Mapping[int, Money] = field(default_factory=dict)
    prepaid: Money
    suspense: Money
    returned: Money
    recalls: Mapping[str, Money] = field(default_factory=dict)
    recalled_early: Money
    suspended_because: SuspenseReason | None = None
    task: str | None = None
    told_by: tuple[str, ...] = ()

    @property
    def key(self) -> str:
        return f"{self.source}#{self.id}"

    @property
    def recalled(self) -> Money:
        """What was taken back of what had come."""
        met = sum(self.recalls.values(), Money(0, self.amount.currency))
        return met - self.recalled_early

    @property
    def is_balanced(self) -> bool:
        """Invariant I6, for one payment."""
        placed = sum(self.applied.values(), self.prepaid + self.suspense)
        return self.amount - self.recalled - self.returned == placed

    def with_applied(self, basis: int, more: Money) -> "Payment":
        """With more (or, negative, less) of it on a basis."""
        applied = dict(self.applied)
        applied[basis] = applied.get(basis, Money(0, more.currency)) + more
        if applied[basis].is_zero:
            del applied[basis]
        return replace(self, applied=applied)


def no_payment_yet(
    source: str, payment: str, currency: str, named: str, now: datetime, bank_date: date
) -> Payment:
    """What is known of a payment of which only a recall has come."""
    nothing = Money(0, currency)
    return Payment(
        source=source,
        id=payment,
        amount=nothing,
        bank_date=bank_date,
        received_at=now,
        text="",
        named=named,
        prepaid=nothing,
        suspense=nothing,
        returned=nothing,
        recalled_early=nothing,
    )


def free_applied(payments: Iterable[Payment], basis: int, amount: Money) -> tuple[Payment, ...]:
    """The payments whose money on a basis becomes prepaid again, the newest first.

    Raises PaymentError if that much of them is not on the basis.
    """
    freed = []
    left = amount
    for payment in sorted(payments, key=lambda payment: payment.received_at, reverse=True):
        part = min(left, payment.applied.get(basis, Money(0, amount.currency)))
        if part.minor > 0:
            changed = payment.with_applied(basis, Money(-part.minor, part.currency))
            freed.append(replace(changed, prepaid=changed.prepaid + part))
            left -= part
    if not left.is_zero:
        raise PaymentError(f"{left} received on basis {basis} is of no payment")
    return tuple(freed)
