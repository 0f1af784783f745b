"""What a customer pays less than the price list says."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from agentline.domain.money import Money
from agentline.domain.percent import Percent


class DiscountError(ValueError):
    """Raised when a discount is not defined unambiguously."""


class DiscountKind(StrEnum):
    PERCENT = "percent"
    FIXED = "fixed"
    RATE_PER_MINUTE = "rate_per_minute"


@dataclass(frozen=True, slots=True, kw_only=True)
class Discount:
    """One agreed reduction: `percent` for the kind percent, `amount` for the two others.

    `article` None means every article. Valid from `valid_from` up to but not including
    `valid_until`; None leaves that end open. Raises DiscountError.
    """

    kind: DiscountKind
    percent: Percent | None = None
    amount: Money | None = None
    article: str | None = None
    valid_from: datetime | None = None
    valid_until: datetime | None = None

    def __post_init__(self) -> None:
        takes_percent = self.kind is DiscountKind.PERCENT
        if (self.percent is not None) != takes_percent or (self.amount is None) != takes_percent:
            stated = "a percentage" if takes_percent else "an amount"
            raise DiscountError(f"a discount of kind {self.kind} states {stated} and nothing else")
        if self.amount is not None and self.amount.minor < 0:
            raise DiscountError(f"a discount is not negative: {self.amount}")
        for end in (self.valid_from, self.valid_until):
            if end is not None and end.utcoffset() is None:
                raise DiscountError(f"a time of validity needs an offset from UTC: {end}")
        if self.valid_from and self.valid_until and self.valid_from >= self.valid_until:
            raise DiscountError("valid_from must come before valid_until")

    def applies(self, *, article: str, at: datetime) -> bool:
        """Whether the discount covers the article at that instant (aware)."""
        return (
            self.article in (None, article)
            and (self.valid_from is None or self.valid_from <= at)
            and (self.valid_until is None or at < self.valid_until)
        )


def discounts_for(
    discounts: Iterable[Discount], *, article: str, at: datetime
) -> tuple[Discount, ...]:
    """Those of a customer's discounts that cover an article at an instant, in listed order."""
    return tuple(discount for discount in discounts if discount.applies(article=article, at=at))


def own_rate(discounts: Iterable[Discount]) -> Discount | None:
    """The discount that replaces every rate per minute, if there is one.

    One made for the article goes before one for all articles; among equals the first listed.
    """
    own = [discount for discount in discounts if discount.kind is DiscountKind.RATE_PER_MINUTE]
    return min(own, key=lambda discount: discount.article is None, default=None)
