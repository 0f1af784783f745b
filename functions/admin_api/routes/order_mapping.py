"""Orders and refunds, to and from what the API tells."""

from admin_api.ids import order_id
from admin_api.schemas import orders as schemas
from admin_api.schemas.common import Amount, optional_amount, percent_text
from agentline.domain.manual_order import AnyOrder, ManualLine, ManualOrder, key_of
from agentline.domain.money import Money
from agentline.domain.order import Order
from agentline.domain.order_key import OrderKey
from agentline.domain.percent import Percent
from agentline.domain.reference import basis_reference
from agentline.domain.refund import Refund, RefundWay
from agentline.services.enter_order import ArticleWanted
from agentline.services.refund_order import RefundPreview


def tell_order(order: AnyOrder, name: str | None) -> schemas.RatedOrder | schemas.EnteredOrder:
    common = schemas.OrderCommon(
        id=order_id(key_of(order)),
        customer=order.customer,
        customer_name=name,
        basis=basis_reference(order.customer, order.basis or 0),
        initiated_at=order.initiated_at,
        amount=Amount.of(order.amount),
        vat_percent=percent_text(order.vat_percent),
    )
    return (
        _tell_entered(order, common)
        if isinstance(order, ManualOrder)
        else _tell_call(order, common)
    )


def read_line(body: schemas.NewOrder) -> ManualLine | ArticleWanted:
    match body.line:
        case schemas.OwnLine(text=text, unit_price=price, vat_percent=percent):
            return ManualLine(
                text=text,
                unit_price=price.to_money(),
                vat_percent=Percent.parse(percent),
                quantity=body.quantity,
            )
        case schemas.ArticleWanted(article=article):
            return ArticleWanted(number=article, quantity=body.quantity)


def tell_preview(preview: RefundPreview) -> schemas.RefundPreview:
    refundable, before, after = preview.refundable, preview.before, preview.after
    order = refundable.order
    return schemas.RefundPreview(
        order=order_id(key_of(order)),
        way=refundable.way,
        basis=basis_reference(order.customer, refundable.basis),
        asked=Amount.of(refundable.asked),
        left=Amount.of(refundable.left),
        amount=Amount.of(preview.amount),
        unbilled=_shift(before.unbilled, after.unbilled),
        unpaid=_shift(before.unpaid, after.unpaid),
        prepaid=_shift(before.prepaid, after.prepaid),
    )


def tell_refund(refund: Refund) -> schemas.RefundMade:
    order = refund.order
    made = OrderKey(customer=order.customer, initiated_at=order.initiated_at, id=refund.made)
    return schemas.RefundMade(
        order=order_id(order),
        way=refund.way,
        basis=basis_reference(order.customer, refund.basis),
        amount=Amount.of(refund.amount),
        made=order_id(made) if refund.way is RefundWay.MANUAL_ORDER else refund.made,
    )


def _tell_call(order: Order, common: schemas.OrderCommon) -> schemas.RatedOrder:
    return schemas.RatedOrder(
        **dict(common),
        kind="call",
        call=order.call,
        contact=order.contact,
        line=order.line,
        article=order.pin.article,
        talk_began_at=order.talk_began_at,
        talk_seconds=order.talk_seconds,
        billed_seconds=order.billed_seconds,
        is_later_leg=order.is_later_leg,
        is_correction=order.is_correction,
        charged_before=optional_amount(order.charged_before),
        price_list=order.pin.price_list.name,
        price_list_valid_from=order.pin.price_list.valid_from,
        rated_at=order.rated_at,
    )


def _tell_entered(order: ManualOrder, common: schemas.OrderCommon) -> schemas.EnteredOrder:
    return schemas.EnteredOrder(
        **dict(common),
        kind=order.kind,
        text=order.content.text,
        quantity=order.content.quantity,
        unit_price=Amount.of(order.content.unit_price),
        article=order.content.article,
        entered_at=order.entered_at,
        who=order.who,
        why=order.why,
        refunded=order_id(order.refers_to) if order.refers_to else None,
    )


def _shift(before: Money, after: Money) -> schemas.Shift:
    return schemas.Shift(before=Amount.of(before), after=Amount.of(after))
