"""An order: one rated contact, and what it takes to explain its price for years (2.2)."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from agentline.domain.call import Pin
from agentline.domain.catalogue import Language, PriceListVersion
from agentline.domain.charge import Charge
from agentline.domain.contact_record import ContactRecord
from agentline.domain.explanation import explain, money_in_words
from agentline.domain.explanation_words import WORDS
from agentline.domain.money import CurrencyMismatchError, Money
from agentline.domain.percent import Percent
from agentline.domain.pricing import price


class NoTalkError(ValueError):
    """A contact without agent talk makes no order."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """One rated contact, or one correction of it (invariant I1).

    There is at most one original per contact for ever and one correction per version of its
    record; their amounts add up to the newest price. `record_version` is the LastUpdateTimestamp it
    was rated by, `charged_before` what the contact had cost until a correction, None on the
    original. `basis` is the number of the basis it gathers on, None until it is posted. `came_from`
    is the customer it was made for, if a merge has moved it since.
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
    charged_before: Money | None = None
    basis: int | None = None
    came_from: str | None = None

    @property
    def is_correction(self) -> bool:
        return self.charged_before is not None

    def has_facts_of(self, record: ContactRecord) -> bool:
        """Whether the record would bill just what this order did (fault 2)."""
        if not record.talk_seconds:
            return self.talk_seconds == 0
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
    charge = _charge(
        pin, version, record.talk_began_at, record.talk_seconds, later_leg=record.is_later_leg
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
        vat_percent=version.article(pin.article).vat.percent,
        record_version=record.version,
        rated_at=now,
    )


def correct(
    record: ContactRecord, history: Sequence[Order], *, version: PriceListVersion, now: datetime
) -> Order | None:
    """The correction a record makes to a contact rated before: new price less what was charged.

    `history` holds the original and all its corrections. None for a record that is not newer than
    the newest of them, or bills the same talk (faults 1 to 3).
    """
    newest = max(history, key=lambda order: order.record_version)
    if record.version <= newest.record_version or newest.has_facts_of(record):
        return None
    began_at = record.talk_began_at or newest.talk_began_at
    charge = _charge(
        newest.pin, version, began_at, record.talk_seconds, later_leg=record.is_later_leg
    )
    nothing = Money(0, newest.amount.currency)
    charged_before = sum((order.amount for order in history), nothing)
    return replace(
        newest,
        talk_began_at=began_at,
        talk_seconds=record.talk_seconds,
        is_later_leg=record.is_later_leg,
        billed_seconds=charge.billed_seconds,
        amount=charge.amount - charged_before,
        record_version=record.version,
        rated_at=now,
        charged_before=charged_before,
        basis=None,
        came_from=None,
    )


def recompute(order: Order, version: PriceListVersion) -> Money:
    """What the contact costs by the order's own facts, whatever was charged before.

    Raises ArticleMissingError.
    """
    return _charge_again(order, version).amount


def explain_order(
    order: Order, version: PriceListVersion, language: Language = Language.ENGLISH
) -> tuple[str, ...]:
    """The order's price in words, from the facts it keeps and the version it was pinned to."""
    told = explain(_charge_again(order, version), language)
    if order.charged_before is None:
        return told
    words = WORDS[language]
    correction = words.charged_before.format(
        before=money_in_words(order.charged_before, words),
        amount=money_in_words(order.amount, words),
    )
    return (*told, correction)


def check_currency(order: Order, currency: str) -> None:
    """Raise CurrencyMismatchError unless the order is in the account's currency (fault 12)."""
    if order.amount.currency != currency:
        raise CurrencyMismatchError(f"price list in {order.amount.currency}, account in {currency}")


def _charge_again(order: Order, version: PriceListVersion) -> Charge:
    return _charge(
        order.pin, version, order.talk_began_at, order.talk_seconds, later_leg=order.is_later_leg
    )


def _charge(
    pin: Pin, version: PriceListVersion, began_at: datetime, talk_seconds: int, *, later_leg: bool
) -> Charge:
    article = version.article(pin.article)
    return price(
        article.tariff, pin.discounts, began_at, talk_seconds, vat=article.vat, later_leg=later_leg
    )
