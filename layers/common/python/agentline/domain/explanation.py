"""A charge in words, line by line, for staff and for the caller who asks."""

from collections.abc import Iterator
from fractions import Fraction

from agentline.domain.charge import Adjustment, Charge, Limit, Stretch
from agentline.domain.discount import Discount
from agentline.domain.money import Money
from agentline.domain.tariff import Band, Day, Step, format_clock


def explain(charge: Charge) -> tuple[str, ...]:
    """English sentences that lead from the seconds of talk to the amount and its VAT."""
    return (*_talk(charge), *_usage(charge), *_adjustments(charge), *_result(charge))


def _talk(charge: Charge) -> Iterator[str]:
    yield f"Talk: {charge.talk_seconds} s."
    if charge.is_later_leg:
        yield (
            "Later leg of the call: no opening fee, first block, free seconds, minimum charge "
            "or fixed discount."
        )
    if not charge.billed_seconds:
        yield (
            f"Free: talk of no more than {charge.free_seconds} s costs nothing."
            if charge.free_seconds
            else "No talk costs nothing."
        )
        return
    if charge.free_seconds:
        yield f"Free: the first {charge.free_seconds} s."
    blocks = " + ".join(f"{run.count} x {run.seconds} s" for run in charge.blocks)
    yield f"Blocks: {blocks} = {charge.billed_seconds} s billed."


def _usage(charge: Charge) -> Iterator[str]:
    for stretch in charge.stretches:
        cost = _exact(stretch.cost, charge)
        yield f"{stretch.seconds} s at {stretch.rate_per_minute}/min ({_source(stretch)}) = {cost}."
    if not charge.opening_fee.is_zero:
        yield f"Opening fee: {charge.opening_fee}."
    if len(charge.stretches) > 1 or not charge.opening_fee.is_zero:
        usage = sum((stretch.cost for stretch in charge.stretches), Fraction(0))
        yield f"Sum: {_exact(usage + charge.opening_fee.minor, charge)}."


def _source(stretch: Stretch) -> str:
    match stretch.source:
        case Band() as band:
            days = ", ".join(day for day in Day if day in band.days)
            clock = f"{format_clock(band.start_minute)}-{format_clock(band.end_minute)}"
            return f"band {days} {clock}"
        case Step() as step:
            return f"step after {step.after_seconds} s"
        case Discount():
            return "the customer's own rate"
    return "base rate"


def _adjustments(charge: Charge) -> Iterator[str]:
    for adjustment in charge.adjustments:
        yield f"{_cause(adjustment)} {_exact(adjustment.sum_after, charge)}."


def _cause(adjustment: Adjustment) -> str:
    cause = adjustment.cause
    if cause is Limit.MINIMUM:
        return "Raised to the minimum charge,"
    if cause is Limit.MAXIMUM:
        return "Lowered to the maximum charge,"
    return f"Discount of {cause.percent or cause.amount} leaves"


def _result(charge: Charge) -> Iterator[str]:
    if charge.exact.denominator != 1:
        yield f"Rounded half-up, once: {charge.amount}."
    yield (
        f"To pay: {charge.amount}, of which {charge.vat} is VAT at {charge.vat_rate.percent}; "
        f"{charge.net} without VAT."
    )


def _exact(minor: Fraction, charge: Charge) -> str:
    """An amount before rounding: to the minor unit, or to four decimals marked as cut off."""
    currency = charge.amount.currency
    if minor.denominator == 1:
        return str(Money(minor.numerator, currency))
    ten_thousandths, rest = divmod(minor.numerator * 100, minor.denominator)
    whole, decimals = divmod(ten_thousandths, 10_000)
    return f"{whole}.{decimals:04}{'...' if rest else ''} {currency}"
