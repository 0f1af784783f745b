"""Settling the contacts of one customer: orders, holds, and the basis that may close (2.2, 2.3)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from agentline.domain.account import AccountChange, Settlement, drop_expired_holds, post
from agentline.domain.call import ScreenedCall
from agentline.domain.catalogue import ArticleMissingError
from agentline.domain.contact_record import ContactRecord
from agentline.domain.money import CurrencyMismatchError, Money
from agentline.domain.offer import make_offer
from agentline.domain.order import Order, check_currency, rate
from agentline.domain.screening import Standing
from agentline.ports import (
    AccountChangedError,
    CallLog,
    Catalogue,
    Clock,
    OrderBook,
    OrdersExistError,
    PriceListMissingError,
    Register,
)
from agentline.services.conflict import attempts
from agentline.services.quarantine import Outcome, quarantine


@dataclass(frozen=True, slots=True, kw_only=True)
class RatingDesk:
    """What rating works with."""

    register: Register
    calls: CallLog
    orders: OrderBook
    catalogue: Catalogue
    clock: Clock


@dataclass(frozen=True, slots=True, kw_only=True)
class BilledContact:
    """A contact of a call that was let in on a charged line; `text` is the record as it came."""

    id: str
    record: ContactRecord
    call: ScreenedCall
    text: str


def settle_contacts(
    customer: str, contacts: Sequence[BilledContact], desk: RatingDesk
) -> dict[str, Outcome]:
    """Rate the contacts and post them in one transaction with the account, or not at all.

    Contacts rated before are left out and the rest is tried again. Raises StillContestedError
    and what the store raises; then nothing of this try is stored.
    """
    outcomes, pending = _drop_repeated(contacts)
    retries = attempts()
    while pending:
        next(retries)
        now = desk.clock()
        standing = desk.register.standing(customer)
        orders, unratable = _rate(pending, standing, desk, now)
        outcomes |= unratable
        pending = [contact for contact in pending if contact.id not in unratable]
        change, placed = _post(pending, orders, standing, desk, now)
        try:
            if not change.is_empty:
                desk.orders.store_orders(change, placed)
        except OrdersExistError as error:
            known = {order.contact: order for order in error.orders}
            outcomes |= {
                contact.id: _meet_again(contact, known[contact.record.contact], desk, now)
                for contact in pending
                if contact.record.contact in known
            }
            pending = [contact for contact in pending if contact.record.contact not in known]
        except AccountChangedError:
            continue
        else:
            return outcomes | {contact.id: _outcome(contact) for contact in pending}
    return outcomes


def _drop_repeated(
    contacts: Sequence[BilledContact],
) -> tuple[dict[str, Outcome], list[BilledContact]]:
    """Of records of the same contact the newest version counts; the rest follow in call order."""
    newest: dict[str, BilledContact] = {}
    for contact in sorted(contacts, key=lambda contact: contact.record.version):
        newest[contact.record.contact] = contact
    kept = {contact.id for contact in newest.values()}
    repeated = {contact.id: Outcome.DUPLICATE for contact in contacts if contact.id not in kept}
    return repeated, sorted(newest.values(), key=lambda contact: contact.record.initiated_at)


def _rate(
    contacts: Sequence[BilledContact], standing: Standing, desk: RatingDesk, now: datetime
) -> tuple[dict[str, Order], dict[str, Outcome]]:
    """Orders by contact id, on no basis yet; and what had to be put aside (faults 8, 12)."""
    account = standing.account
    orders: dict[str, Order] = {}
    unratable: dict[str, Outcome] = {}
    for contact in contacts:
        record, pin = contact.record, contact.call.pin
        if not record.talk_seconds or pin is None:
            continue
        try:
            version = desk.catalogue.price_list_version(pin.price_list)
            order = rate(
                record,
                customer=account.customer,
                line=contact.call.b_number,
                pin=pin,
                version=version,
                now=now,
            )
            check_currency(order, account.limit.currency)
        except (ArticleMissingError, PriceListMissingError, CurrencyMismatchError) as error:
            unratable[contact.id] = quarantine(
                contact.text, record.contact, str(error), now, desk.orders
            )
        else:
            orders[record.contact] = order
    return orders, unratable


def _post(
    contacts: Sequence[BilledContact],
    orders: Mapping[str, Order],
    standing: Standing,
    desk: RatingDesk,
    now: datetime,
) -> tuple[AccountChange, list[Order]]:
    """The change of the account, and the orders each on the basis it gathers on."""
    settlements = []
    for contact in contacts:
        order = orders.get(contact.record.contact)
        settlements.append(
            Settlement(
                call=contact.record.call,
                charge=order.amount if order else None,
                is_last_leg=contact.record.is_last_leg,
            )
        )
    account = drop_expired_holds(standing.account, now)
    posted = post(account, settlements, _shortest_price(standing, desk, now), now)
    placed = [
        replace(orders[contact.record.contact], basis=basis)
        for contact, basis in zip(contacts, posted.placements, strict=True)
        if basis is not None
    ]
    return replace(posted, before=standing.account), placed


def _shortest_price(standing: Standing, desk: RatingDesk, now: datetime) -> Money:
    """The price of the shortest call on the line last rung, which the closing test uses.

    Zero where that line is sold no more: the basis then closes once the credit is overdrawn.
    """
    number = standing.account.last_line
    line = desk.catalogue.service_line(number) if number else None
    nothing = Money(0, standing.account.limit.currency)
    if line is None or not line.is_charged:
        return nothing
    try:
        version = desk.catalogue.price_list_in_force(standing.price_list, now)
        return make_offer(line, version, standing.discounts, now).shortest_price(now)
    except (ArticleMissingError, PriceListMissingError):
        return nothing


def _meet_again(contact: BilledContact, order: Order, desk: RatingDesk, now: datetime) -> Outcome:
    """A record of a contact rated before: the same again, older, or with other facts (1, 2, 3)."""
    if contact.record.version <= order.record_version or order.has_facts_of(contact.record):
        return Outcome.DUPLICATE
    reason = f"a newer version of {contact.record.version.isoformat()} bills other talk"
    return quarantine(contact.text, contact.record.contact, reason, now, desk.orders)


def _outcome(contact: BilledContact) -> Outcome:
    return Outcome.RATED if contact.record.talk_seconds else Outcome.RELEASED
