"""An order: one rated contact, and what it takes to explain its price for years (2.2)."""

from dataclasses import dataclass
from datetime import datetime

from agentline.domain.call import Pin
from agentline.domain.catalogue import PriceListVersion
from agentline.domain.contact_record import ContactRecord
from agentline.domain.explanation import explain
from agentline.domain.money import CurrencyMismatchError, Money
from agentline.domain.percent import Percent
from agentline.domain.pricing import price


class NoTalkError(ValueError):
    """A contact without agent talk makes no order."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """One original order; there is at most one per contact for ever (invariant I1).

    `record_version` is the LastUpdateTimestamp of the record it was rated by. `basis` is the
    number of the basis it gathers on, None until it is posted.
    """

    customer: str
    contact: str
    call: str
    line: str
    pin: Pin
    initiated_at: datetime
    talk_began_at: datetime
    talk_seconds: int
    is_later_leg: bool
    billed_seconds: int
    amount: Money
    vat_percent: Percent
    record_version: datetime
    rated_at: datetime
    basis: int | None = None

    def has_facts_of(self, record: ContactRecord) -> bool:
        """Whether the record would bill just what this order did (fault 2)."""
        return (self.talk_began_at, self.talk_seconds, self.is_later_leg) == (
            record.talk_began_at,
            record.talk_seconds,
            record.is_later_leg,
        )


def rate(
    record: ContactRecord,
    *,
    customer: str,
    line: str,
    pin: Pin,
    version: PriceListVersion,
    now: datetime,
) -> Order:
    """The order of one contact with agent talk, at the price pinned when the call was let in.

    Raises NoTalkError, and ArticleMissingError rather than rating at zero (fault 8).
    """
    if record.talk_began_at is None:
        raise NoTalkError(f"contact {record.contact} has no agent talk")
    article = version.article(pin.article)
    charge = price(
        article.tariff,
        pin.discounts,
        record.talk_began_at,
        record.talk_seconds,
        vat=article.vat,
        later_leg=record.is_later_leg,
    )
    return Order(
        customer=customer,
        contact=record.contact,
        call=record.call,
        line=line,
        pin=pin,
        initiated_at=record.initiated_at,
        talk_began_at=record.talk_began_at,
        talk_seconds=record.talk_seconds,
        is_later_leg=record.is_later_leg,
        billed_seconds=charge.billed_seconds,
        amount=charge.amount,
        vat_percent=article.vat.percent,
        record_version=record.version,
        rated_at=now,
    )


def explain_order(order: Order, version: PriceListVersion) -> tuple[str, ...]:
    """The order's price in words, from the facts it keeps and the version it was pinned to."""
    article = version.article(order.pin.article)
    charge = price(
        article.tariff,
        order.pin.discounts,
        order.talk_began_at,
        order.talk_seconds,
        vat=article.vat,
        later_leg=order.is_later_leg,
    )
    return explain(charge)


def check_currency(order: Order, currency: str) -> None:
    """Raise CurrencyMismatchError unless the order is in the account's currency (fault 12)."""
    if order.amount.currency != currency:
        raise CurrencyMismatchError(f"price list in {order.amount.currency}, account in {currency}")
