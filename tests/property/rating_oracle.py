"""The rating rules once more, without any of the product's arithmetic."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from fractions import Fraction
from zoneinfo import ZoneInfo

from agentline.domain.discount import Discount, DiscountKind
from agentline.domain.money import Money
from agentline.domain.tariff import Band, Step, Tariff

STOCKHOLM = ZoneInfo("Europe/Stockholm")


class Oracle:
    """Design 2.2 read literally, one second at a time."""

    def __init__(self, tariff: Tariff, start: datetime, *, later_leg: bool) -> None:
        self.tariff = tariff
        self.start = start
        self.later_leg = later_leg

    def bill(self, agreed: Sequence[Discount], talk: int) -> tuple[int, int]:
        """Billed seconds, and the amount in minor units."""
        free = 0 if self.later_leg else self.tariff.free_seconds
        if talk <= free:
            return 0, 0
        billed = self._billed(free, talk)
        own = [one for one in agreed if one.kind is DiscountKind.RATE_PER_MINUTE]
        own = [one for one in own if one.article] + own
        total = Fraction(0)
        for second in billed:
            rate = own[0].amount if own else self._rate(second)
            assert rate is not None
            total += Fraction(rate.minor, 60)
        if not self.later_leg:
            band = self._band(0)
            fee = band.opening_fee if band else None
            total += (fee if fee is not None else self.tariff.opening_fee).minor
            total = max(total, Fraction(self.tariff.minimum_charge.minor))
        if self.tariff.maximum_charge is not None:
            total = min(total, Fraction(self.tariff.maximum_charge.minor))
        for one in agreed:
            if one.percent is not None:
                total -= total * Fraction(str(one.percent.value)) / 100
        for one in agreed:
            if one.kind is DiscountKind.FIXED and one.amount is not None and not self.later_leg:
                total -= one.amount.minor
        return len(billed), int(max(total, Fraction(0)) + Fraction(1, 2))

    def _billed(self, free: int, talk: int) -> range:
        end = free if self.later_leg else free + self.tariff.first_seconds
        while end < talk:
            band, step = self._band(end), self._step(end)
            length = self.tariff.increment_seconds
            if step and step.increment_seconds is not None:
                length = step.increment_seconds
            if band and band.increment_seconds is not None:
                length = band.increment_seconds
            end += length
        return range(free, end)

    def _rate(self, second: int) -> Money:
        source = self._band(second) or self._step(second) or self.tariff
        return source.rate_per_minute

    def _step(self, second: int) -> Step | None:
        passed = [step for step in self.tariff.steps if step.after_seconds <= second]
        return passed[-1] if passed else None

    def _band(self, second: int) -> Band | None:
        if not self.tariff.bands:
            return None
        local = (self.start + timedelta(seconds=second)).astimezone(STOCKHOLM)
        for band in self.tariff.bands:
            length = (band.end_minute - band.start_minute) % 1440 or 1440
            for days_ago in (0, 1):
                first_day = local.date() - timedelta(days=days_ago)
                minute = local.hour * 60 + local.minute + days_ago * 1440
                kind = "holiday" if first_day in self.tariff.holidays else f"{first_day:%a}".lower()
                if kind in band.days and 0 <= minute - band.start_minute < length:
                    return band
        return None
