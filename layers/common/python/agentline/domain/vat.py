"""Value added tax contained in consumer prices."""

from dataclasses import dataclass

from agentline.domain.money import Money, round_half_up
from agentline.domain.percent import Percent


@dataclass(frozen=True, slots=True, kw_only=True)
class VatRate:
    """A rate of VAT, such as 25 per cent of the net price."""

    percent: Percent

    def included_in(self, gross: Money) -> Money:
        """The VAT inside a price that includes it: gross * v / (100 + v), half-up to minor units.

        Lines rounded one by one need not add up to the VAT of their sum: 333 + 333 + 334 öre
        hold 67 each, 1000 öre hold 200. An invoice basis therefore states the VAT of the sum
        per rate (design 2.2; EN 16931 wants the same).
        """
        share = self.percent.share
        return Money(round_half_up(gross.minor * share / (1 + share)), gross.currency)
