"""The lines of a basis, computed from its orders and the edits of staff (design.md 2.2)."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from agentline.domain.basis_edit import (
    ArticleLine,
    BasisReduction,
    Edit,
    EditError,
    Goodwill,
    LineReduction,
    LineText,
    OtherPriceList,
    OwnRate,
)
from agentline.domain.catalogue import Language, PriceListKey, PriceListVersion
from agentline.domain.discount import Discount, DiscountKind
from agentline.domain.invoice import InvoiceLine, VatShare
from agentline.domain.line_words import (
    call_words,
    counted_words,
    goodwill_words,
    reduction_words,
)
from agentline.domain.manual_order import AnyOrder, ManualOrder
from agentline.domain.money import Money, round_half_up
from agentline.domain.order import Order
from agentline.domain.percent import Percent
from agentline.domain.pricing import price
from agentline.domain.split import split_by_weight
from agentline.domain.vat import VatRate

type VersionOf = Callable[[PriceListKey], PriceListVersion]
"""Finds a version of a price list. Raises LookupError for one that is gone."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """By what calls are priced again: the last rule of each kind that staff set."""

    price_list: PriceListKey | None
    own_rate: Discount | None

    @property
    def is_as_pinned(self) -> bool:
        return self.price_list is None and self.own_rate is None


def compute_lines(
    orders: Sequence[AnyOrder], edits: Sequence[Edit], version_of: VersionOf, language: Language
) -> tuple[InvoiceLine, ...]:
    """All lines, those of calls by time, then manual ones, which no other price touches. Raises
    EditError, LookupError, ValueError (no such article in the price list of an edit, a line that is
    not there).
    """
    calls = [order for order in orders if isinstance(order, Order)]
    lines = _price_calls(calls, _terms_of(edits), version_of, language)
    lines |= _manual_lines(order for order in orders if isinstance(order, ManualOrder))
    for edit in edits:
        match edit.rule:
            case LineReduction(line=line, reduction=reduction):
                lines[line] = _reduce(_find(lines, line), reduction)
            case LineText(line=line, text=text):
                lines[line] = replace(_find(lines, line), text=text)
            case ArticleLine() as article:
                lines[edit.id] = _article_line(edit.id, article)
            case BasisReduction(reduction=reduction):
                lines |= _take_off(lines, reduction, edit.id, reduction_words(reduction, language))
            case Goodwill(amount=amount):
                lines |= _take_off(lines, amount, edit.id, goodwill_words(language))
            case OwnRate() | OtherPriceList():
                pass  # in force for every call, whenever it was set
    return tuple(lines.values())


def sum_of(lines: Iterable[InvoiceLine], currency: str) -> Money:
    return sum((line.amount for line in lines), Money(0, currency))


def vat_shares(lines: Sequence[InvoiceLine]) -> tuple[VatShare, ...]:
    """The lines by VAT rate, highest first; the VAT of each sum is rounded once (design.md 2.2)."""
    by_rate: dict[Percent, list[InvoiceLine]] = defaultdict(list)
    for line in lines:
        by_rate[line.vat_percent].append(line)
    shares = []
    for percent in sorted(by_rate, key=lambda rate: rate.value, reverse=True):
        gross = _sum(line.amount for line in by_rate[percent])
        vat = VatRate(percent=percent).included_in(gross)
        shares.append(VatShare(percent=percent, gross=gross, vat=vat))
    return tuple(shares)


def line_id(order: AnyOrder) -> str:
    """An order's line: its contact, and for corrections the version of the record."""
    if isinstance(order, ManualOrder):
        return order.id
    if not order.is_correction:
        return order.contact
    return f"{order.contact}#{order.record_version:%Y%m%dT%H%M%S%f}"


def _terms_of(edits: Sequence[Edit]) -> Terms:
    lists = [edit.rule.price_list for edit in edits if isinstance(edit.rule, OtherPriceList)]
    rates = [edit.rule.rate_per_minute for edit in edits if isinstance(edit.rule, OwnRate)]
    return Terms(
        price_list=lists[-1] if lists else None,
        own_rate=Discount(kind=DiscountKind.RATE_PER_MINUTE, amount=rates[-1]) if rates else None,
    )


def _price_calls(
    orders: Sequence[Order], terms: Terms, version_of: VersionOf, language: Language
) -> dict[str, InvoiceLine]:
    """A correction whose original is on another basis is the difference it was charged as: there is
    nothing on this basis that could be priced again."""
    by_contact: dict[str, list[Order]] = defaultdict(list)
    for order in sorted(orders, key=lambda order: (order.talk_began_at, order.record_version)):
        by_contact[order.contact].append(order)
    lines = {}
    for of_contact in by_contact.values():
        is_priced_again = not terms.is_as_pinned and not of_contact[0].is_correction
        before = Money(0, of_contact[0].amount.currency)
        for order in sorted(of_contact, key=lambda order: order.record_version):
            amount = order.amount
            if is_priced_again:
                price_now = _price_again(order, terms, version_of)
                amount, before = price_now - before, price_now
            line = _call_line(order, amount, version_of, language)
            lines[line.id] = line
    return lines


def _price_again(order: Order, terms: Terms, version_of: VersionOf) -> Money:
    version = version_of(terms.price_list or order.pin.price_list)
    article = version.article(order.pin.article)
    discounts = order.pin.discounts
    if terms.own_rate:
        others = [found for found in discounts if found.kind is not DiscountKind.RATE_PER_MINUTE]
        discounts = (terms.own_rate, *others)
    charge = price(
        article.tariff,
        discounts,
        order.talk_began_at,
        order.talk_seconds,
        vat=VatRate(percent=order.vat_percent),
        later_leg=order.is_later_leg,
    )
    return charge.amount


def _call_line(
    order: Order, amount: Money, version_of: VersionOf, language: Language
) -> InvoiceLine:
    article = version_of(order.pin.price_list).article(order.pin.article)
    return InvoiceLine(
        id=line_id(order),
        text=call_words(article.description, order, language),
        amount=amount,
        vat_percent=order.vat_percent,
        performed_at=order.talk_began_at,
        seconds=order.talk_seconds,
    )


def _manual_lines(orders: Iterable[ManualOrder]) -> dict[str, InvoiceLine]:
    return {
        order.id: InvoiceLine(
            id=order.id,
            text=counted_words(order.content.quantity, order.content.text),
            amount=order.amount,
            vat_percent=order.vat_percent,
        )
        for order in sorted(orders, key=lambda order: (order.initiated_at, order.entered_at))
    }


def _article_line(edit_id: str, article: ArticleLine) -> InvoiceLine:
    unit = article.unit_price
    return InvoiceLine(
        id=edit_id,
        text=counted_words(article.quantity, article.text),
        amount=Money(article.quantity * unit.minor, unit.currency),
        vat_percent=article.vat_percent,
    )


def _find(lines: dict[str, InvoiceLine], line: str) -> InvoiceLine:
    try:
        return lines[line]
    except KeyError:
        raise EditError(f"there is no line {line} on this basis") from None


def _reduce(line: InvoiceLine, reduction: Percent | Money) -> InvoiceLine:
    return replace(line, amount=line.amount - _part_of(line.amount, reduction))


def _part_of(amount: Money, reduction: Percent | Money) -> Money:
    """What a reduction comes to: never more than there is, nothing where nothing is asked for."""
    nothing = Money(0, amount.currency)
    if amount.minor <= 0:
        return nothing
    if isinstance(reduction, Money):
        return min(reduction, amount)
    return Money(round_half_up(amount.minor * reduction.share), amount.currency)


def _take_off(
    lines: Mapping[str, InvoiceLine], reduction: Percent | Money, edit_id: str, words: str
) -> dict[str, InvoiceLine]:
    """One line for each VAT rate, each by its part of the gross."""
    if not lines:
        return {}
    grosses = {share.percent: share.gross for share in vat_shares(tuple(lines.values()))}
    whole = _sum(grosses.values())
    off = _part_of(whole, reduction)
    if off.is_zero:
        return {}
    weights = {percent: max(gross.minor, 0) for percent, gross in grosses.items()}
    taken = {
        percent: InvoiceLine(
            id=f"{edit_id}-{percent.value}",
            text=words,
            amount=Money(-part, off.currency),
            vat_percent=percent,
        )
        for percent, part in split_by_weight(off.minor, weights).items()
        if part
    }
    return {line.id: line for line in taken.values()}


def _sum(amounts: Iterable[Money]) -> Money:
    """Of one amount at least."""
    first, *others = amounts
    return sum(others, first)
