"""What staff change on a draft: rules, by which the lines of the basis are computed (2.2).

Orders keep their history; the lines, and so what is payable, follow from the orders and the edits
in the order they were made.
"""

from dataclasses import dataclass
from datetime import datetime

from agentline.domain.catalogue import PriceListKey
from agentline.domain.money import Money
from agentline.domain.percent import Percent


class EditError(ValueError):
    """The edit makes no sense on this basis; the message says why, for staff."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnRate:
    """Another price per minute for all calls, in the place of every rate of the price list."""

    rate_per_minute: Money

    @property
    def words(self) -> str:
        return f"all calls at {self.rate_per_minute} a minute"


@dataclass(frozen=True, slots=True, kw_only=True)
class OtherPriceList:
    """All calls rated again by another version of a price list."""

    price_list: PriceListKey

    @property
    def words(self) -> str:
        return (
            f"all calls rated by price list {self.price_list.name} "
            f"of {self.price_list.valid_from:%Y-%m-%d %H:%M}Z"
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class LineReduction:
    """A percentage, or an amount, off one line; a line is never brought below zero."""

    line: str
    reduction: Percent | Money

    @property
    def words(self) -> str:
        return f"{self.reduction} off line {self.line}"


@dataclass(frozen=True, slots=True, kw_only=True)
class LineText:
    """Other words on one line."""

    line: str
    text: str

    @property
    def words(self) -> str:
        return f"line {self.line} reads {self.text!r}"


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticleLine:
    """A line of its own: `quantity` of an article at a price that includes VAT."""

    text: str
    quantity: int
    unit_price: Money
    vat_percent: Percent

    @property
    def words(self) -> str:
        return f"{self.quantity} x {self.text} at {self.unit_price}"


@dataclass(frozen=True, slots=True, kw_only=True)
class BasisReduction:
    """A percentage, or an amount, off the whole, split over the VAT rates by what they come to."""

    reduction: Percent | Money

    @property
    def words(self) -> str:
        return f"{self.reduction} off the whole"


@dataclass(frozen=True, slots=True, kw_only=True)
class Goodwill:
    """An amount given to the customer; split like a reduction, but named for what it is."""

    amount: Money

    @property
    def words(self) -> str:
        return f"goodwill of {self.amount}"


type Rule = (
    OwnRate | OtherPriceList | LineReduction | LineText | ArticleLine | BasisReduction | Goodwill
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Edit:
    """One rule, who made it, when and why. `id` is unique on its basis: e1, e2, ..."""

    id: str
    rule: Rule
    who: str
    why: str
    at: datetime


def next_edit_id(edits: tuple[Edit, ...]) -> str:
    """Never one that was used by an edit still there; ids count up."""
    return f"e{1 + max((int(edit.id.removeprefix('e')) for edit in edits), default=0)}"
