"""Calls, as the API tells them."""

from collections.abc import Mapping
from datetime import datetime

from admin_api.routes.unmatched_mapping import tell_unmatched
from admin_api.schemas import calls as schemas
from admin_api.schemas.common import Amount, optional_amount, percent_text
from agentline.domain.call import CreditSeen, Pin, ScreenedCall
from agentline.domain.catalogue import Language
from agentline.domain.discount import Discount
from agentline.domain.hold import Hold
from agentline.domain.money import Money
from agentline.domain.order import Order
from agentline.domain.reference import basis_reference
from agentline.domain.verdict_words import listing_in_words, reason_in_words
from agentline.services.hang_up import HungUp
from agentline.services.live_calls import LiveCall, is_live
from agentline.services.trace_call import CallTrace

type Names = Mapping[str, str]
"""Customers' names, by their numbers."""


def tell_listed(step: ScreenedCall, names: Names, language: Language) -> schemas.ListedCall:
    return schemas.ListedCall(
        **dict(_tell_step(step, language)),
        call=step.call,
        number=step.a_number,
        line=step.b_number,
        customer_name=names.get(step.customer or ""),
    )


def tell_trace(
    trace: CallTrace, names: Names, now: datetime, language: Language
) -> schemas.CallTrace:
    call = trace.file.decided
    return schemas.CallTrace(
        call=call.call,
        number=call.a_number,
        line=call.b_number,
        line_name=trace.line.name if trace.line else None,
        customer=call.customer,
        customer_name=names.get(call.customer or ""),
        verdict=call.verdict,
        why=trace.why.sentence,
        changed_since=trace.why.changed,
        steps=[_tell_step(step, language) for step in trace.file.steps],
        price=_tell_price(call.pin) if call.pin else None,
        hold=_tell_hold(trace.hold, now) if trace.hold else None,
        orders=[_tell_order(order) for order in trace.orders],
        charged=_sum(trace.orders),
        unmatched=tell_unmatched(trace.unmatched, trace.holder, language)
        if trace.unmatched
        else None,
    )


def tell_live(live: LiveCall, names: Names, now: datetime) -> schemas.LiveCall:
    call, hold = live.call, live.hold
    customer = call.customer or ""
    answered_at = hold.answered_at
    return schemas.LiveCall(
        call=call.call,
        customer=customer,
        customer_name=names.get(customer),
        number=call.a_number,
        line=call.b_number,
        state=schemas.LiveState.TALKING if answered_at else schemas.LiveState.WAITING,
        since=answered_at or hold.placed_at,
        minutes_left=int(live.left.total_seconds()) // 60,
        talk_ends_at=now + live.left if hold.has_live_leg else None,
        held=Amount.of(hold.amount),
    )


def tell_hung_up(call: str, hung_up: HungUp) -> schemas.HungUp:
    return schemas.HungUp(
        call=call,
        outcome=hung_up.outcome,
        contacts=[
            schemas.EndedContact(contact=contact, outcome=outcome)
            for contact, outcome in hung_up.outcomes.items()
        ],
    )


def _tell_step(step: ScreenedCall, language: Language) -> schemas.CallStep:
    return schemas.CallStep(
        step=step.step,
        at=step.decided_at,
        verdict=step.verdict,
        reason=step.reason,
        reason_in_words=reason_in_words(step, language),
        heard=step.message,
        language=step.language,
        customer=step.customer,
        queue=step.queue,
        hold=optional_amount(step.hold),
        talk_seconds=step.talk_seconds,
        figures=_tell_figures(step.credit) if step.credit else None,
        directory=step.listing,
        directory_in_words=listing_in_words(step.listing, language) if step.listing else None,
    )


def _tell_figures(credit: CreditSeen) -> schemas.CreditFigures:
    return schemas.CreditFigures(
        remaining=Amount.of(credit.remaining),
        available=Amount.of(credit.available),
        shortest=Amount.of(credit.shortest),
    )


def _tell_price(pin: Pin) -> schemas.PinnedPrice:
    return schemas.PinnedPrice(
        article=pin.article,
        price_list=pin.price_list.name,
        valid_from=pin.price_list.valid_from,
        discounts=[_tell_discount(discount) for discount in pin.discounts],
    )


def _tell_discount(discount: Discount) -> schemas.PinnedDiscount:
    return schemas.PinnedDiscount(
        kind=discount.kind,
        percent=percent_text(discount.percent) if discount.percent else None,
        amount=optional_amount(discount.amount),
        article=discount.article,
        valid_from=discount.valid_from,
        valid_until=discount.valid_until,
    )


def _tell_hold(hold: Hold, now: datetime) -> schemas.CallHold:
    return schemas.CallHold(
        amount=Amount.of(hold.amount),
        is_live=is_live(hold, now),
        placed_at=hold.placed_at,
        answered_at=hold.answered_at,
        shrunk_at=hold.shrunk_at,
        expires_at=hold.expires_at,
    )


def _tell_order(order: Order) -> schemas.CallOrder:
    return schemas.CallOrder(
        contact=order.contact,
        is_correction=order.is_correction,
        talk_began_at=order.talk_began_at,
        talk_seconds=order.talk_seconds,
        billed_seconds=order.billed_seconds,
        amount=Amount.of(order.amount),
        invoice=basis_reference(order.customer, order.basis or 0),
    )


def _sum(orders: tuple[Order, ...]) -> Amount | None:
    if not orders:
        return None
    nothing = Money(0, orders[0].amount.currency)
    return Amount.of(sum((order.amount for order in orders), nothing))
