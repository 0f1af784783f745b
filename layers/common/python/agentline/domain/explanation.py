"""A charge in words, line by line, for staff and for the caller who asks."""

from collections.abc import Iterator
from fractions import Fraction

from agentline.domain.catalogue import Language
from agentline.domain.charge import Adjustment, Charge, Limit, Stretch
from agentline.domain.discount import Discount
from agentline.domain.explanation_words import WORDS, ExplanationWords
from agentline.domain.money import Money
from agentline.domain.percent import Percent
from agentline.domain.tariff import Band, Step, format_clock


def explain(charge: Charge, language: Language = Language.ENGLISH) -> tuple[str, ...]:
    """Sentences that lead from the seconds of talk to the amount and its VAT."""
    words = WORDS[language]
    return (
        *_talk(charge, words),
        *_usage(charge, words),
        *_adjustments(charge, words),
        *_result(charge, words),
    )


def hours_in_words(band: Band, words: ExplanationWords = WORDS[Language.ENGLISH]) -> str:
    """When a band holds: "mon, tue 18:00-24:00"."""
    days = ", ".join(name for day, name in words.days.items() if day in band.days)
    return f"{days} {format_clock(band.start_minute)}-{format_clock(band.end_minute)}"


def money_in_words(money: Money, words: ExplanationWords) -> str:
    """ "19.90 SEK", "19,90 kr"."""
    return _amount(money.decimal, money.currency, words)


def percent_in_words(percent: Percent, words: ExplanationWords) -> str:
    """ "12.5 %", "12,5 %"."""
    return f"{percent}".replace(".", words.decimal_mark)


def _talk(charge: Charge, words: ExplanationWords) -> Iterator[str]:
    yield words.talk.format(seconds=charge.talk_seconds)
    if charge.is_later_leg:
        yield words.later_leg
    if not charge.billed_seconds:
        yield (
            words.free_talk.format(seconds=charge.free_seconds)
            if charge.free_seconds
            else words.no_talk
        )
        return
    if charge.free_seconds:
        yield words.first_free.format(seconds=charge.free_seconds)
    blocks = " + ".join(f"{run.count} x {run.seconds} s" for run in charge.blocks)
    yield words.blocks.format(blocks=blocks, seconds=charge.billed_seconds)


def _usage(charge: Charge, words: ExplanationWords) -> Iterator[str]:
    for stretch in charge.stretches:
        yield words.stretch.format(
            seconds=stretch.seconds,
            rate=money_in_words(stretch.rate_per_minute, words),
            source=_source(stretch, words),
            cost=_exact(stretch.cost, charge, words),
        )
    if not charge.opening_fee.is_zero:
        yield words.opening_fee.format(fee=money_in_words(charge.opening_fee, words))
    if len(charge.stretches) > 1 or not charge.opening_fee.is_zero:
        usage = sum((stretch.cost for stretch in charge.stretches), Fraction(0))
        yield words.sum.format(sum=_exact(usage + charge.opening_fee.minor, charge, words))


def _source(stretch: Stretch, words: ExplanationWords) -> str:
    match stretch.source:
        case Band() as band:
            return words.band.format(hours=hours_in_words(band, words))
        case Step() as step:
            return words.step.format(seconds=step.after_seconds)
        case Discount():
            return words.own_rate
    return words.base_rate


def _adjustments(charge: Charge, words: ExplanationWords) -> Iterator[str]:
    for adjustment in charge.adjustments:
        left = _exact(adjustment.sum_after, charge, words)
        yield _cause(adjustment, words).format(sum=left, discount=_discount(adjustment, words))


def _cause(adjustment: Adjustment, words: ExplanationWords) -> str:
    if adjustment.cause is Limit.MINIMUM:
        return words.minimum
    return words.maximum if adjustment.cause is Limit.MAXIMUM else words.discount


def _discount(adjustment: Adjustment, words: ExplanationWords) -> str:
    cause = adjustment.cause
    if isinstance(cause, Limit):
        return ""
    if cause.percent:
        return percent_in_words(cause.percent, words)
    return money_in_words(cause.amount, words) if cause.amount else ""


def _result(charge: Charge, words: ExplanationWords) -> Iterator[str]:
    amount = money_in_words(charge.amount, words)
    if charge.exact.denominator != 1:
        yield words.rounded.format(amount=amount)
    yield words.to_pay.format(
        amount=amount,
        vat=money_in_words(charge.vat, words),
        percent=percent_in_words(charge.vat_rate.percent, words),
        net=money_in_words(charge.net, words),
    )


def _exact(minor: Fraction, charge: Charge, words: ExplanationWords) -> str:
    """An amount before rounding: to the minor unit, or to four decimals marked as cut off."""
    currency = charge.amount.currency
    if minor.denominator == 1:
        return money_in_words(Money(minor.numerator, currency), words)
    ten_thousandths, rest = divmod(minor.numerator * 100, minor.denominator)
    whole, decimals = divmod(ten_thousandths, 10_000)
    return _amount(f"{whole}.{decimals:04}", currency, words, "..." if rest else "")


def _amount(decimal: str, currency: str, words: ExplanationWords, rest: str = "") -> str:
    number = decimal.replace(".", words.decimal_mark)
    return f"{number}{rest} {words.currencies.get(currency, currency)}"
