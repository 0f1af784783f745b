"""Screened calls and the orders that come of them."""

from dataclasses import asdict
from datetime import datetime, timedelta

from agentline.adapters.dynamodb import rows
from agentline.adapters.dynamodb.mapping.customers import customer_key
from agentline.adapters.dynamodb.prices import pin_from_json, pin_to_json
from agentline.domain.call import (
    ADMISSIONS_KEPT,
    UNMATCHED,
    CreditSeen,
    ScreenedCall,
    Step,
    UnmatchedCaller,
    Verdict,
)
from agentline.domain.catalogue import Language
from agentline.domain.customer import ListingStatus
from agentline.domain.money import Money
from agentline.domain.order import Order
from agentline.domain.percent import Percent
from agentline.domain.phone_number import phone_number

ORDERS = "ORDERS"
UNMATCHED_KEPT = timedelta(days=90)


def call_row(call: ScreenedCall) -> rows.CallRow:
    credit = call.credit
    amounts = [call.hold, credit.remaining if credit else None]
    return rows.CallRow(
        f"CALL#{call.call}",
        "CALL",
        step=call.step.value,
        follows=call.step.before.value if call.step.before else None,
        decided_at=call.decided_at,
        a_number=call.a_number,
        b_number=call.b_number,
        verdict=call.verdict.value,
        reason=call.reason,
        language=call.language.value,
        message=call.message,
        queue=call.queue,
        customer=call.customer,
        pin=pin_to_json(call.pin) if call.pin else None,
        currency=next((amount.currency for amount in amounts if amount), None),
        hold=call.hold.minor if call.hold else None,
        talk_seconds=call.talk_seconds,
        remaining=credit.remaining.minor if credit else None,
        available=credit.available.minor if credit else None,
        shortest=credit.shortest.minor if credit else None,
        listing=call.listing.value if call.listing else None,
        expires=call.decided_at + ADMISSIONS_KEPT,
    )


def screened_call(row: rows.CallRow) -> ScreenedCall:
    def money(minor: float | None) -> Money | None:
        return None if minor is None or row.currency is None else Money(int(minor), row.currency)

    remaining, available, shortest = map(money, (row.remaining, row.available, row.shortest))
    return ScreenedCall(
        call=row.pk.removeprefix("CALL#"),
        step=Step(row.step),
        decided_at=row.decided_at,
        a_number=None if row.a_number is None else phone_number(row.a_number),
        b_number=row.b_number,
        verdict=Verdict(row.verdict),
        reason=row.reason,
        language=Language(row.language),
        message=row.message,
        queue=row.queue,
        customer=row.customer,
        pin=pin_from_json(row.pin) if row.pin else None,
        hold=money(row.hold),
        talk_seconds=None if row.talk_seconds is None else int(row.talk_seconds),
        credit=CreditSeen(remaining=remaining, available=available, shortest=shortest)
        if remaining and available and shortest
        else None,
        listing=None if row.listing is None else ListingStatus(row.listing),
    )


def order_row(order: Order) -> rows.OrderRow:
    return rows.OrderRow(
        customer_key(order.customer),
        order_sort_key(order),
        contact=order.contact,
        call=order.call,
        line=order.line,
        pin=pin_to_json(order.pin),
        initiated_at=order.initiated_at,
        talk_began_at=order.talk_began_at,
        talk_seconds=order.talk_seconds,
        is_later_leg=order.is_later_leg,
        billed_seconds=order.billed_seconds,
        amount=order.amount.minor,
        currency=order.amount.currency,
        vat_percent=str(order.vat_percent.value),
        record_version=order.record_version,
        rated_at=order.rated_at,
        charged_before=order.charged_before.minor if order.charged_before else None,
        basis=order.basis,
        listed=orders_shard(order.initiated_at),
        listed_at=order_sort_key(order).removeprefix("ORDER#"),
        came_from=order.came_from,
    )


def order(row: rows.OrderRow) -> Order:
    return Order(
        customer=row.pk.removeprefix("CUST#"),
        contact=row.contact,
        call=row.call,
        line=row.line,
        pin=pin_from_json(row.pin),
        initiated_at=row.initiated_at,
        talk_began_at=row.talk_began_at,
        talk_seconds=int(row.talk_seconds),
        is_later_leg=row.is_later_leg,
        billed_seconds=int(row.billed_seconds),
        amount=Money(int(row.amount), row.currency),
        vat_percent=Percent.parse(row.vat_percent),
        record_version=row.record_version,
        rated_at=row.rated_at,
        charged_before=None
        if row.charged_before is None
        else Money(int(row.charged_before), row.currency),
        basis=int(row.basis),
        came_from=row.came_from,
    )


def order_sort_key(order: Order) -> str:
    """Corrections sort after their original, by the version of the record that made them."""
    original = original_sort_key(order.initiated_at, order.contact)
    if not order.is_correction:
        return original
    return f"{original}#{rows.instant_text(order.record_version)}"


def orders_shard(initiated_at: datetime) -> str:
    """What orders are listed as: by the day in UTC, and within it by when they were initiated."""
    return f"{ORDERS}#{initiated_at:%Y-%m-%d}"


def original_sort_key(initiated_at: datetime, contact: str) -> str:
    return f"ORDER#{rows.sorting_text(initiated_at)}#{contact}"


def unmatched_row(caller: UnmatchedCaller) -> rows.UnmatchedRow:
    return rows.UnmatchedRow(
        f"UNMATCHED#{caller.at:%Y-%m-%d}",
        caller.call,
        at=caller.at,
        a_number=caller.a_number,
        b_number=caller.b_number,
        reason=caller.reason,
        listing=caller.listing.value if caller.listing else None,
        owner=asdict(caller.owner) if caller.owner else None,
        todo=UNMATCHED,
        todo_at=caller.at,
        expires=caller.at + UNMATCHED_KEPT,
    )
