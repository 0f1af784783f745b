"""The ends of a customer: merged into another who is the same person, or erased."""

from typing import Annotated

from aws_lambda_powertools.event_handler.openapi.params import Query

from admin_api.operations import Operations
from admin_api.routes.lifecycle_mapping import (
    tell_erased,
    tell_erasure_preview,
    tell_merge_preview,
    tell_merged,
)
from admin_api.schemas import lifecycle as schemas
from admin_api.schemas.common import Because, CustomerInPath, CustomerNumber
from admin_api.visit import VisitIn
from agentline.services.erase_customer import erase_customer as erase
from agentline.services.erase_customer import preview_erasure as see_erasure
from agentline.services.merge_customers import merge_customers, preview_merge

TAG = "lifecycle"
ABOUT = "Customers merged and erased, and all that is kept of one"

operations = Operations(TAG, ABOUT)

_MISSING = ("customer_missing",)


@operations.operation(
    "GET",
    "/customers/<customer>/merge-preview",
    id="preview_merging",
    summary="What would merging into another customer do?",
    refusals=_MISSING,
)
def preview_merging(
    customer: CustomerInPath, into: Annotated[CustomerNumber, Query()], visit: VisitIn
) -> schemas.MergingPreview:
    """Nothing is stored."""
    return tell_merge_preview(preview_merge(customer, into, visit.desk.lifecycle()))


@operations.operation(
    "POST",
    "/customers/<customer>/merging",
    id="merge_customer",
    summary="Merge a customer into another who is the same person",
    refusals=(*_MISSING, "merge_refused", "orders_missing"),
    example={"into": "100002", "reason": "one person, registered twice"},
)
def merge_customer(
    customer: CustomerInPath, body: schemas.Merging, visit: VisitIn
) -> schemas.Merged:
    """Numbers, blocks and what is not billed yet go to the other; invoices, payments and notes stay
    where they are. There is no way back. If it breaks off, send it again with the same key."""
    desk = visit.desk.lifecycle()
    return tell_merged(
        merge_customers(customer, body.into, visit.who, body.reason, visit.deed, desk)
    )


@operations.operation(
    "GET",
    "/customers/<customer>/erasure-preview",
    id="preview_erasure",
    summary="What would erasing the customer do?",
    refusals=_MISSING,
)
def preview_erasure(customer: CustomerInPath, visit: VisitIn) -> schemas.ErasurePreview:
    """Nothing is stored."""
    return tell_erasure_preview(see_erasure(customer, visit.desk.lifecycle()))


@operations.operation(
    "POST",
    "/customers/<customer>/erasure",
    id="erase_customer",
    summary="Forget who the customer was",
    refusals=(*_MISSING, "erasure_refused", "reason_names_customer"),
    example={"reason": "asked for in writing"},
)
def erase_customer(customer: CustomerInPath, body: Because, visit: VisitIn) -> schemas.Erased:
    """Whoever was merged into them is erased with them. Amounts stay, under the customer's number;
    frozen copies of invoices stay as long as the law wants. There is no way back. If it breaks
    off, send it again with the same key."""
    desk = visit.desk.lifecycle()
    return tell_erased(erase(customer, visit.who, body.reason, visit.deed, desk))
