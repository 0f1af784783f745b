"""Orders: listed, explained, entered by hand, and given back."""

from contextlib import suppress
from typing import Annotated

from aws_lambda_powertools.event_handler.openapi.params import Query

from admin_api.ids import order_key
from admin_api.operations import Operations
from admin_api.routes.order_filter import OrderFilter, list_wanted
from admin_api.routes.order_mapping import (
    read_line,
    tell_order,
    tell_preview,
    tell_refund,
)
from admin_api.schemas import orders as schemas
from admin_api.schemas.common import (
    DEFAULT_LANGUAGE,
    DEFAULT_LIMIT,
    AnySpelling,
    Cursor,
    CustomerInPath,
    CustomerNumber,
    DayInQuery,
    InvoiceReference,
    LanguageInQuery,
    Limit,
)
from admin_api.visit import Visit, VisitIn
from agentline.billing_ports import LedgerRejectedError, LedgerUnavailableError
from agentline.domain.manual_order import AnyOrder
from agentline.domain.money import Money
from agentline.domain.percent import Percent
from agentline.domain.reference import basis_reference
from agentline.domain.refund import RefundWay
from agentline.services.credit_basis import send_credit_notes
from agentline.services.enter_order import enter_order, give_goodwill
from agentline.services.find_order import explain, find_order
from agentline.services.refund_order import preview_refund as preview
from agentline.services.refund_order import refund_order as refund

operations = Operations("orders", "What calls cost, and what staff enter, give and give back")

_MISSING = ("customer_missing", "order_missing")
_REFUND = (
    *_MISSING,
    "invoice_state",
    "refund_refused",
    "edit_refused",
    "below_zero",
    "credit_refused",
    "currency_mismatch",
)
_REASON = {"reason": "asked for by telephone"}
_FIFTY = {"amount": {"amount": "50.00", "currency": "SEK"}}


@operations.operation(
    "GET",
    "/orders",
    id="list_orders",
    summary="List orders",
    refusals=("customer_missing", "invoice_missing", "period_refused"),
)
def list_orders(
    visit: VisitIn,
    customer: Annotated[CustomerNumber | None, Query()] = None,
    basis: Annotated[InvoiceReference | None, Query()] = None,
    line: Annotated[AnySpelling | None, Query()] = None,
    since: DayInQuery = None,
    until: DayInQuery = None,
    limit: Limit = DEFAULT_LIMIT,
    cursor: Cursor = None,
) -> schemas.OrderPage:
    """The newest first: of a customer, of an invoice basis (open ones too), or of all on some days
    in Stockholm, the last 30 if it is not said. `line` leaves the calls of one b-number."""
    wanted = OrderFilter(customer=customer, basis=basis, line=line, since=since, until=until)
    found = list_wanted(wanted, limit, cursor, visit)
    names = visit.desk.invoices().names([order.customer for order in found.items])
    return schemas.OrderPage(
        items=[tell_order(order, names.get(order.customer)) for order in found.items],
        next=visit.cursor(found.position),
    )


@operations.operation(
    "POST",
    "/orders",
    id="create_order",
    summary="Enter an order by hand",
    status=201,
    refusals=(
        "customer_missing",
        "customer_gone",
        "order_refused",
        "price_list_missing",
        "article_missing",
        "currency_mismatch",
    ),
    example={
        "customer": "100001",
        "line": {
            "kind": "own",
            "text": "A deck of cards",
            "unit_price": {"amount": "149.00", "currency": "SEK"},
            "vat_percent": "25",
        },
        **_REASON,
    },
)
def create_order(body: schemas.NewOrder, visit: VisitIn) -> schemas.Order:
    """A manual line on the customer's open basis, which closes if the credit is used up by it.
    Named by the Idempotency-Key: sent again with the same key it is one order."""
    order = enter_order(
        body.customer, read_line(body), visit.deed, visit.who, body.reason, visit.desk.billing()
    )
    return _tell(order, visit)


@operations.operation(
    "GET", "/orders/<order>", id="get_order", summary="All of one order", refusals=_MISSING[1:]
)
def get_order(order: schemas.OrderInPath, visit: VisitIn) -> schemas.Order:
    """A call's, a correction's, or one that staff entered."""
    found = visit.desk.orders().find(order_key(order))
    return tell_order(found.order, found.customer_name)


@operations.operation(
    "GET",
    "/orders/<order>/explanation",
    id="explain_order",
    summary="How did an order come to its amount?",
    refusals=("order_missing", "price_list_missing", "article_missing"),
)
def explain_order(
    order: schemas.OrderInPath,
    visit: VisitIn,
    language: LanguageInQuery = DEFAULT_LANGUAGE,
) -> schemas.Explanation:
    """From the seconds of talk to the amount and its VAT, by the price that was pinned when the
    call was let in; of what staff entered, who did and why."""
    desk = visit.desk.billing()
    found = find_order(order_key(order), desk)
    return schemas.Explanation(order=order, words=list(explain(found, language, desk.catalogue)))


@operations.operation(
    "POST",
    "/customers/<customer>/goodwill",
    id="give_goodwill",
    summary="Give a customer something",
    status=201,
    refusals=(
        "customer_missing",
        "customer_gone",
        "goodwill_refused",
        "order_refused",
        "currency_mismatch",
    ),
    example={**_FIFTY, **_REASON},
)
def give_goodwill_to(
    customer: CustomerInPath, body: schemas.GivenGoodwill, visit: VisitIn
) -> schemas.Order:
    """An amount off the open basis, which it may take below zero by the deployment's limit step and
    no more. What is invoiced already is lessened by an edit or a credit note instead."""
    amount, percent = body.amount.to_money(), Percent.parse(body.vat_percent)
    order = give_goodwill(
        customer, amount, percent, visit.deed, visit.who, body.reason, visit.desk.billing()
    )
    return _tell(order, visit)


@operations.operation(
    "GET",
    "/orders/<order>/refund-preview",
    id="preview_refund",
    summary="What would a refund do?",
    refusals=_REFUND,
)
def preview_refund(
    order: schemas.OrderInPath, visit: VisitIn, amount: schemas.AmountInQuery = None
) -> schemas.RefundPreview:
    """Which way it would go back, how much can, and what the customer would owe then. Nothing is
    stored."""
    key, desk = order_key(order), visit.desk.billing()
    currency = find_order(key, desk).amount.currency
    wanted = Money.parse(amount, currency) if amount else None
    return tell_preview(preview(key, wanted, desk))


@operations.operation(
    "POST",
    "/orders/<order>/refund",
    id="refund_order",
    summary="Give back what an order cost",
    status=201,
    refusals=_REFUND,
    example={**_FIFTY, **_REASON},
)
def refund_order(
    order: schemas.OrderInPath, body: schemas.RefundWanted, visit: VisitIn
) -> schemas.RefundMade:
    """On the open basis by an order that takes it off, on a draft by an edit of its line, on an
    invoice by a credit note. Never more than the order cost, less what was given back before. If
    the ledger does not take the credit note now, it is told again by itself."""
    desk = visit.desk.billing()
    key, amount = order_key(order), body.to_money()
    made = refund(key, amount, visit.deed, visit.who, body.reason, desk)
    if made.way is RefundWay.CREDIT_NOTE:
        with suppress(LedgerRejectedError, LedgerUnavailableError):
            send_credit_notes(basis_reference(made.order.customer, made.basis), desk)
    return tell_refund(made)


def _tell(order: AnyOrder, visit: Visit) -> schemas.RatedOrder | schemas.EnteredOrder:
    names = visit.desk.invoices().names([order.customer])
    return tell_order(order, names.get(order.customer))
