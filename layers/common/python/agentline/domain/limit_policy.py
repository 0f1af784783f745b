"""By how much, and when, the credit limit rises by itself (design.md 2.3)."""

from dataclasses import dataclass
from datetime import date, timedelta

from agentline.domain.money import Money


@dataclass(frozen=True, slots=True, kw_only=True)
class LimitPolicy:
    """A step for each basis paid in time, up to the cap; in time is `days` after the due date."""

    step: Money
    cap: Money
    days: int

    def raise_for(self, limit: Money, bank_date: date, due_on: date | None) -> Money:
        """What a limit rises by, zero where it does not.

        A basis paid before it was dispatched has no due date yet: paid in time.
        """
        nothing = Money(0, limit.currency)
        if due_on is not None and bank_date > due_on + timedelta(days=self.days):
            return nothing
        return max(nothing, min(self.step, self.cap - limit))

    @property
    def words(self) -> str:
        """The policy as staff and customers are told it."""
        if self.step.is_zero:
            return "The credit limit does not rise by itself."
        return (
            f"When an invoice that used up the credit is paid within {self.days} days after its "
            f"due date, the credit limit rises by {self.step}, to {self.cap} at most. "
            "If the payment is recalled, the rise is undone."
        )
