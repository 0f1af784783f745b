"""A price with all it takes to explain it."""

from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from agentline.domain.discount import Discount
from agentline.domain.money import Money
from agentline.domain.tariff import Band, Step
from agentline.domain.vat import VatRate


@dataclass(frozen=True, slots=True, kw_only=True)
class Blocks:
    """Equal billing blocks in a row: how many, and the length of each in seconds."""

    count: int
    seconds: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Stretch:
    """Billed seconds at one rate. `source` is what sets the rate, None for the base rate."""

    seconds: int
    rate_per_minute: Money
    source: Band | Step | Discount | None

    @property
    def cost(self) -> Fraction:
        """Exact, in minor units."""
        return Fraction(self.seconds * self.rate_per_minute.minor, 60)


class Limit(StrEnum):
    """The bounds of a charge that a tariff states."""

    MINIMUM = "minimum"
    MAXIMUM = "maximum"


@dataclass(frozen=True, slots=True, kw_only=True)
class Adjustment:
    """A limit or discount that changed the sum, and the exact sum after it in minor units."""

    cause: Limit | Discount
    sum_after: Fraction


@dataclass(frozen=True, slots=True, kw_only=True)
class Charge:
    """The price of one leg of a call, VAT included, with all it takes to explain it.

    net + vat = amount. `billed_seconds` is the sum of the blocks and of the stretches, beyond
    the `free_seconds`. `exact` is the amount before the one rounding, in minor units.
    """

    amount: Money
    vat: Money
    net: Money
    billed_seconds: int
    talk_seconds: int
    free_seconds: int
    is_later_leg: bool
    blocks: tuple[Blocks, ...]
    stretches: tuple[Stretch, ...]
    opening_fee: Money
    adjustments: tuple[Adjustment, ...]
    exact: Fraction
    vat_rate: VatRate
