"""What talk costs (design 2.2). The same function prices the hold and the charge."""

from bisect import bisect_right
from collections.abc import Sequence
from datetime import datetime
from fractions import Fraction

from agentline.domain.charge import Adjustment, Blocks, Charge, Limit, Stretch
from agentline.domain.discount import Discount, DiscountKind, own_rate
from agentline.domain.money import CurrencyMismatchError, Money, round_half_up
from agentline.domain.regime import Regime, opening_fee, regimes
from agentline.domain.tariff import Band, Step, Tariff
from agentline.domain.vat import VatRate

_SHORTEST_TALK_SECONDS = 60


class PricingError(ValueError):
    """Raised for talk that cannot have taken place: negative, or at a time without an offset."""


def price(
    tariff: Tariff,
    discounts: Sequence[Discount],
    start: datetime,
    talk_seconds: int,
    *,
    vat: VatRate,
    later_leg: bool = False,
) -> Charge:
    """Price the talk of one leg that began at `start` (aware).

    `discounts` are those pinned for the call: discounts_for() has chosen them, their article
    and validity are not looked at again.

    1. Talk of no more than free_seconds costs 0: no fee, no minimum.
    2. Otherwise blocks run end to end from free_seconds until they cover the talk: one of
       first_seconds, then increments, each with the length in force where it starts. A block
       is never cut.
    3. Every billed second costs the rate in force at its own place, see regimes(). A discount
       of kind rate_per_minute replaces every rate, but no increment and no fee.
    4. Add the opening fee in force at the start; then the minimum, then the maximum; then
       every percent on the running sum, in listed order; then every fixed amount; at least 0.
    5. Round the exact sum half-up to minor units, once. The VAT is taken out of that.

    A later leg of a call has no opening fee, first block, free seconds, minimum or fixed
    discount, so that its price never depends on which leg is rated first; the maximum holds
    for each leg.

    Raises PricingError, or CurrencyMismatchError for a discount in another currency.
    """
    _check(tariff, discounts, start, talk_seconds)
    free_seconds = 0 if later_leg else tariff.free_seconds
    blocks: tuple[Blocks, ...] = ()
    stretches: tuple[Stretch, ...] = ()
    fee = Money(0, tariff.currency)
    adjustments: tuple[Adjustment, ...] = ()
    exact = Fraction(0)
    if talk_seconds > free_seconds:
        first_seconds = 0 if later_leg else tariff.first_seconds
        blocks, stretches = _meter(
            tariff, own_rate(discounts), start, free_seconds, first_seconds, talk_seconds
        )
        if not later_leg:
            fee = opening_fee(tariff, start)
        usage = sum((stretch.cost for stretch in stretches), Fraction(fee.minor))
        adjustments = _adjust(usage, tariff, discounts, later_leg=later_leg)
        exact = adjustments[-1].sum_after if adjustments else usage
    amount = Money(round_half_up(exact), tariff.currency)
    contained = vat.included_in(amount)
    return Charge(
        amount=amount,
        vat=contained,
        net=amount - contained,
        billed_seconds=sum(stretch.seconds for stretch in stretches),
        talk_seconds=talk_seconds,
        free_seconds=free_seconds,
        is_later_leg=later_leg,
        blocks=blocks,
        stretches=stretches,
        opening_fee=fee,
        adjustments=adjustments,
        exact=exact,
        vat_rate=vat,
    )


def shortest_price(
    tariff: Tariff, discounts: Sequence[Discount], start: datetime, *, vat: VatRate
) -> Money:
    """The least credit a call is admitted with: the price of max(first_seconds, 60 s) of talk."""
    talk_seconds = max(tariff.first_seconds, _SHORTEST_TALK_SECONDS)
    return price(tariff, discounts, start, talk_seconds, vat=vat).amount


def talk_time_for(
    tariff: Tariff,
    discounts: Sequence[Discount],
    start: datetime,
    amount: Money,
    longest_seconds: int,
    *,
    vat: VatRate,
) -> int:
    """The longest talk in seconds, up to `longest_seconds`, whose price is at most `amount`.

    0 if the amount pays for no talk at all. The price never falls with the length of the
    talk, so a binary search finds it.
    """
    return bisect_right(
        range(1, longest_seconds + 1),
        amount,
        key=lambda talk_seconds: price(tariff, discounts, start, talk_seconds, vat=vat).amount,
    )


def _check(
    tariff: Tariff, discounts: Sequence[Discount], start: datetime, talk_seconds: int
) -> None:
    if talk_seconds < 0:
        raise PricingError(f"talk of {talk_seconds} seconds is negative")
    if start.utcoffset() is None:
        raise PricingError(f"start {start.isoformat()} needs an offset from UTC")
    for discount in discounts:
        if discount.amount is not None and discount.amount.currency != tariff.currency:
            raise CurrencyMismatchError(
                f"a discount in {discount.amount.currency} on a tariff in {tariff.currency}"
            )


def _meter(
    tariff: Tariff,
    own: Discount | None,
    start: datetime,
    begin: int,
    first_seconds: int,
    talk_seconds: int,
) -> tuple[tuple[Blocks, ...], tuple[Stretch, ...]]:
    """Lay the blocks over the talk, then rate the seconds they cover."""
    furthest = max(talk_seconds, begin + first_seconds) + tariff.longest_increment_seconds
    in_force = list(regimes(tariff, start, begin, furthest))
    blocks = _lay_blocks(in_force, begin, first_seconds, talk_seconds)
    end = begin + sum(run.count * run.seconds for run in blocks)
    return tuple(blocks), tuple(_rate(in_force, own, end))


def _lay_blocks(
    in_force: Sequence[Regime], begin: int, first_seconds: int, talk_seconds: int
) -> list[Blocks]:
    runs = [Blocks(count=1, seconds=first_seconds)] if first_seconds else []
    position = begin + first_seconds
    for regime in in_force:
        starts_within = min(regime.end, talk_seconds) - position
        if starts_within <= 0:
            continue
        seconds = regime.increment_seconds
        count = -(-starts_within // seconds)
        position += count * seconds
        if runs and runs[-1].seconds == seconds:
            count += runs.pop().count
        runs.append(Blocks(count=count, seconds=seconds))
    return runs


def _rate(in_force: Sequence[Regime], own: Discount | None, end: int) -> list[Stretch]:
    stretches: list[Stretch] = []
    for regime in in_force:
        seconds = min(regime.end, end) - regime.begin
        if seconds <= 0:
            break
        rate = regime.rate_per_minute
        source: Band | Step | Discount | None = regime.source
        if own is not None and own.amount is not None:
            rate, source = own.amount, own
        if stretches and stretches[-1].source == source:
            seconds += stretches.pop().seconds
        stretches.append(Stretch(seconds=seconds, rate_per_minute=rate, source=source))
    return stretches


def _adjust(
    usage: Fraction, tariff: Tariff, discounts: Sequence[Discount], *, later_leg: bool
) -> tuple[Adjustment, ...]:
    """Minimum and maximum, where they bite, then percents, then fixed amounts."""
    adjustments: list[Adjustment] = []
    running = usage
    if not later_leg and running < tariff.minimum_charge.minor:
        running = Fraction(tariff.minimum_charge.minor)
        adjustments.append(Adjustment(cause=Limit.MINIMUM, sum_after=running))
    if tariff.maximum_charge is not None and running > tariff.maximum_charge.minor:
        running = Fraction(tariff.maximum_charge.minor)
        adjustments.append(Adjustment(cause=Limit.MAXIMUM, sum_after=running))
    for discount in discounts:
        if discount.percent is not None:
            running *= 1 - discount.percent.share
            adjustments.append(Adjustment(cause=discount, sum_after=running))
    for discount in discounts:
        if discount.kind is DiscountKind.FIXED and discount.amount and not later_leg:
            running = max(Fraction(0), running - discount.amount.minor)
            adjustments.append(Adjustment(cause=discount, sum_after=running))
    return tuple(adjustments)
