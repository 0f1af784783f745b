"""Orders that staff enter: manual lines and goodwill (design.md 1, 2.3).

What one deed enters is entered once for ever, whatever dies in between.
"""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime

from agentline.billing_ports import BillingChange, DeedDoneError, Entered
from agentline.domain.agreed_price import AgreedPrice
from agentline.domain.catalogue import Article, Unit
from agentline.domain.line_words import goodwill_words
from agentline.domain.manual_order import (
    ManualLine,
    ManualOrder,
    check_goodwill,
    enter,
    gather,
)
from agentline.domain.money import Money
from agentline.domain.percent import Percent
from agentline.domain.receivables import Actor
from agentline.services.billing_desk import BillingDesk, Opened, decide, require_present
from agentline.services.find_order import find_order


class OtherDeedError(Exception):
    """The key named another deed before; nothing was stored."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticleWanted:
    """So many of an article, at what it costs by the customer's price list in force."""

    number: str
    quantity: int


def enter_order(
    customer: str,
    wanted: ManualLine | ArticleWanted,
    deed: str,
    who: str,
    why: str,
    desk: BillingDesk,
) -> ManualOrder:
    """A manual line on the open basis, which may close by it.

    Raises ManualOrderError, CustomerMissingError, CustomerGoneError, CurrencyMismatchError,
    OtherDeedError; ArticleMissingError and PriceListMissingError for an article not sold to them.
    """

    def line(opened: Opened) -> ManualLine:
        if isinstance(wanted, ManualLine):
            return wanted
        name, now = opened.standing.price_list, opened.now
        article = desk.catalogue.price_list_in_force(name, now).article(wanted.number)
        return _line_of(article, wanted.quantity, now)

    return _enter(customer, line, deed, who, why, desk)


def give_goodwill(
    customer: str,
    amount: Money,
    vat_percent: Percent,
    deed: str,
    who: str,
    why: str,
    desk: BillingDesk,
) -> ManualOrder:
    """An amount given on the open basis, which it may take below zero by no more than the
    deployment's limit step. Raises GoodwillError, and as `enter_order`."""

    def line(opened: Opened) -> ManualLine:
        check_goodwill(opened.books, amount, desk.terms.policy.step)
        return ManualLine(
            text=goodwill_words(opened.standing.language),
            unit_price=Money(-amount.minor, amount.currency),
            vat_percent=vat_percent,
        )

    return _enter(customer, line, deed, who, why, desk)


def _enter(
    customer: str,
    line: Callable[[Opened], ManualLine],
    deed: str,
    who: str,
    why: str,
    desk: BillingDesk,
) -> ManualOrder:
    def decision(opened: Opened) -> BillingChange:
        require_present(opened)
        by = Actor(who=who, why=why, at=opened.now)
        order = enter(line(opened), customer, deed, by)
        books, placed = gather(opened.books, order)
        return BillingChange(after=books, entered=Entered(deed=deed, order=placed))

    made = desk.book.order_made_by(deed)
    if made is None:
        with suppress(DeedDoneError):  # another request with the same key was faster
            decide(customer, desk, decision)
        made = desk.book.order_made_by(deed)
    order = find_order(made, desk) if made else None
    if not isinstance(order, ManualOrder) or (order.customer, order.why) != (customer, why):
        raise OtherDeedError("the key was used for something else before: use a new one")
    return order


def _line_of(article: Article, quantity: int, now: datetime) -> ManualLine:
    """A minute costs its rate; a call, or a piece, what the shortest call does, fees and all."""
    agreed = AgreedPrice(article=article, discounts=())
    is_by_minute = article.unit is Unit.MINUTE
    return ManualLine(
        text=article.description,
        unit_price=agreed.announced(now).per_minute
        if is_by_minute
        else agreed.of_shortest_call(now),
        vat_percent=article.vat.percent,
        quantity=quantity,
        article=article.number,
    )
