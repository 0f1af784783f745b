"""What single customers pay less than their price list says."""

from admin_api.operations import Operations
from admin_api.routes.customer_mapping import read_discount, tell_discount
from admin_api.routes.customer_view import CHANGING, MISSING, REASON, require_customer
from admin_api.schemas import discounts as schemas
from admin_api.schemas.blocks import EntryId
from admin_api.schemas.common import DEFAULT_LIMIT, Because, Cursor, CustomerInPath, Limit
from admin_api.visit import VisitIn
from agentline.services.customer_entries import (
    agree_customer_discount,
    end_customer_discount,
)

operations = Operations("discounts", "What single customers pay less")


@operations.operation(
    "GET",
    "/customers/<customer>/discounts",
    id="list_discounts",
    summary="The discounts of a customer",
    refusals=MISSING,
)
def list_discounts(
    customer: CustomerInPath,
    visit: VisitIn,
    limit: Limit = DEFAULT_LIMIT,
    cursor: Cursor = None,
) -> schemas.DiscountPage:
    """The newest first, those that have ended too."""
    require_customer(customer, visit)
    found = visit.desk.care().lists.discounts_of(customer, limit, visit.position(cursor))
    return schemas.DiscountPage(
        items=[tell_discount(agreed, visit.now) for agreed in found.items],
        next=visit.cursor(found.position),
    )


@operations.operation(
    "POST",
    "/customers/<customer>/discounts",
    id="agree_discount",
    summary="Agree on a discount",
    status=201,
    refusals=(
        *CHANGING,
        "discount_refused",
        "currency_mismatch",
        "article_missing",
        "price_list_missing",
        "too_many",
    ),
    example={"kind": "percent", "percent": "10", **REASON},
)
def agree_discount(
    customer: CustomerInPath, body: schemas.NewDiscount, visit: VisitIn
) -> schemas.Discount:
    """It counts for calls that begin while it is valid. Of prices per minute one for the article
    goes before one for all; of two alike the one agreed first counts."""
    desk, discount = visit.desk.care(), read_discount(body)
    by = visit.by(body.reason)
    agreed = agree_customer_discount(customer, discount, by, visit.deed, desk)
    return tell_discount(desk.book.discount(customer, agreed), visit.desk.clock())


@operations.operation(
    "POST",
    "/customers/<customer>/discounts/<discount>/ending",
    id="end_discount",
    summary="End a discount",
    refusals=(*MISSING, "entry_missing", "entry_ended"),
    example=REASON,
)
def end_discount(
    customer: CustomerInPath, discount: EntryId, body: Because, visit: VisitIn
) -> schemas.Discount:
    """Calls that were let in keep the price they were let in at."""
    desk = visit.desk.care()
    end_customer_discount(customer, discount, visit.by(body.reason), visit.deed, desk)
    return tell_discount(desk.book.discount(customer, discount), visit.desk.clock())
