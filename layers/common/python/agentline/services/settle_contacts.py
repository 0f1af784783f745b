"""Settling the contacts of one customer: orders, holds, and the basis that may close (2.2, 2.3)."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from agentline.domain.account import AccountChange, drop_expired_holds
from agentline.domain.call import Pin, ScreenedCall
from agentline.domain.catalogue import ArticleMissingError
from agentline.domain.contact_record import ContactRecord
from agentline.domain.draft import BelowZeroError, Draft
from agentline.domain.money import CurrencyMismatchError
from agentline.domain.order import Order, check_currency, correct, rate
from agentline.domain.quarantine import QuarantineCode, QuarantineReason
from agentline.domain.reason import Reason
from agentline.domain.screening import Standing
from agentline.domain.settlement import CorrectedDraft, Settlement, post
from agentline.ports import (
    AccountChangedError,
    CallLog,
    Catalogue,
    Clock,
    OrderBook,
    OrdersExistError,
    PriceListMissingError,
    Quarantine,
    Register,
)
from agentline.services.conflict import attempts
from agentline.services.follow_merges import follow_merges
from agentline.services.quarantine import Outcome, set_aside
from agentline.services.shortest_price import shortest_price


@dataclass(frozen=True, slots=True, kw_only=True)
class RatingDesk:
    """What rating works with."""

    register: Register
    calls: CallLog
    orders: OrderBook
    quarantine: Quarantine
    catalogue: Catalogue
    clock: Clock


@dataclass(frozen=True, slots=True, kw_only=True)
class BilledContact:
    """A contact of a call that was let in on a charged line; `text` is the record as it came."""

    id: str
    record: ContactRecord
    call: ScreenedCall
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A contact and the order it makes, if anybody talked.

    A correction names the basis it corrects something `of`: it belongs there while that is a draft.
    """

    contact: BilledContact
    order: Order | None
    of: int | None = None

    @property
    def outcome(self) -> Outcome:
        if self.order is None:
            return Outcome.RELEASED
        return Outcome.CORRECTED if self.order.is_correction else Outcome.RATED


def settle_contacts(
    customer: str, contacts: Sequence[BilledContact], desk: RatingDesk
) -> dict[str, Outcome]:
    """Rate the contacts and post them in one transaction with the account, or not at all.

    A contact rated before is left out, or corrected if its record is newer and bills other talk;
    the rest is tried again. What is of a merged customer is charged to the one who took over, never
    twice: what was rated before the merge is known.

    Raises StillContestedError and what the store raises; then nothing of this try is stored.
    """
    outcomes, pending = _drop_repeated(contacts)
    met: dict[str, Order] = {}
    retries = attempts()
    while pending:
        next(retries)
        now = desk.clock()
        owners = follow_merges(customer, desk.register)
        standing = owners[-1]
        entries: list[Entry] = []
        for contact in pending:
            entry = _enter(contact, met.get(contact.record.contact), owners, desk, now)
            if isinstance(entry, Outcome):
                outcomes[contact.id] = entry
            else:
                entries.append(entry)
        pending = [entry.contact for entry in entries]
        change, orders = _post(entries, standing, desk, now)
        try:
            if not change.is_empty:
                desk.orders.store_orders(change, orders)
        except OrdersExistError as error:
            met |= {order.contact: order for order in error.orders}
        except AccountChangedError:
            continue
        else:
            return outcomes | {entry.contact.id: entry.outcome for entry in entries}
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


def _enter(
    contact: BilledContact,
    known: Order | None,
    owners: Sequence[Standing],
    desk: RatingDesk,
    now: datetime,
) -> Entry | Outcome:
    """What the contact adds to the account, or what came of it where it adds nothing.

    `owners` are the customer whose call it was and those who took over. The history is read after
    the accounts, and stored on the condition that the last one is still as it was read: no order
    of theirs can have come in between.
    """
    record, pin, account = contact.record, contact.call.pin, owners[-1].account
    if known and record.version <= known.record_version:
        return Outcome.DUPLICATE
    # Only what may correct an order needs to know of earlier ones: a contact met before, one that
    # says nobody talked, which need not have been its first word, or one whose first order may lie
    # with a customer merged since.
    may_correct = known or not record.talk_seconds or len(owners) > 1
    history = _history(record, owners, desk.orders) if may_correct else ()
    if pin is None or not (history or record.talk_seconds):
        return Entry(contact=contact, order=None)
    try:
        version = desk.catalogue.price_list_version(pin.price_list)
        if history:
            order = correct(record, history, version=version, now=now)
            if order is None:
                return Outcome.DUPLICATE
            order = replace(order, customer=account.customer)
            return Entry(contact=contact, order=order, of=_basis_of(history, account.customer))
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
        reason = _why_unpriced(error, pin, account.limit.currency)
        return set_aside(contact.text, record.contact, reason, now, desk.quarantine)
    return Entry(contact=contact, order=order)


def _why_unpriced(error: Exception, pin: Pin, currency: str) -> QuarantineReason:
    name, valid_from = pin.price_list.name, pin.price_list.valid_from
    match error:
        case ArticleMissingError():
            params = {"price_list": name, "article": pin.article}
            return Reason(code=QuarantineCode.ARTICLE_MISSING, params=params)
        case PriceListMissingError():
            params = {"price_list": name, "valid_from": valid_from.isoformat()}
            return Reason(code=QuarantineCode.PRICE_LIST_MISSING, params=params)
        case _:
            params = {"price_list": name, "account": currency}
            return Reason(code=QuarantineCode.OTHER_CURRENCY, params=params)


def _history(
    record: ContactRecord, owners: Sequence[Standing], orders: OrderBook
) -> Sequence[Order]:
    """All orders of the contact, with whomever they are by now.

    An order that is moved meanwhile goes the way of the owners, and may be met twice on it.
    """
    found = [order for owner in owners for order in orders.history(owner.account.customer, record)]
    return list({order.record_version: order for order in found}.values())


def _basis_of(history: Sequence[Order], customer: str) -> int | None:
    """The basis of the original order, if that is the customer's own."""
    original = next(order for order in history if not order.is_correction)
    return original.basis if original.customer == customer else None


def _post(
    entries: Sequence[Entry], standing: Standing, desk: RatingDesk, now: datetime
) -> tuple[AccountChange, list[Order]]:
    """The change of the account, and the orders each on the basis it gathers on."""
    drafts: dict[int, Draft | None] = {}
    settlements = [
        Settlement(
            call=entry.contact.record.call,
            charge=entry.order.amount if entry.order else None,
            initiated_at=entry.contact.record.initiated_at,
            is_last_leg=entry.contact.record.is_last_leg,
            draft=_correct_draft(entry, drafts, standing, desk),
        )
        for entry in entries
    ]
    account = drop_expired_holds(standing.account, now)
    posted = post(account, settlements, shortest_price(standing, desk.catalogue, now), now)
    orders = [
        replace(entry.order, basis=basis)
        for entry, basis in zip(entries, posted.placements, strict=True)
        if entry.order
    ]
    return replace(posted, before=standing.account), orders


def _correct_draft(
    entry: Entry, drafts: dict[int, Draft | None], standing: Standing, desk: RatingDesk
) -> CorrectedDraft | None:
    """The draft that a correction belongs to, after it; None where it goes to the open basis.

    That is also where it goes if it would take the draft below zero (docs/decisions/0007). `drafts`
    holds those met in this posting, each as it is by now.
    """
    order, number = entry.order, entry.of
    if order is None or number is None or number == standing.account.open_basis.number:
        return None
    if number not in drafts:
        drafts[number] = desk.orders.draft(standing, number)
    draft = drafts[number]
    if draft is None:
        return None
    try:
        corrected = draft.with_order(order, desk.catalogue.price_list_version)
    except BelowZeroError:
        return None
    drafts[number] = corrected
    change = corrected.basis.payable - draft.basis.payable
    return CorrectedDraft(after=corrected.basis, due_change=change)
