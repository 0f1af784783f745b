"""What happened with a customer, and all that is kept of one."""

import json
from collections.abc import Sequence
from typing import Annotated

from aws_lambda_powertools.event_handler import Response
from aws_lambda_powertools.event_handler.openapi.params import Query

from admin_api.answers import attached
from admin_api.operations import Operations
from admin_api.plain_values import plain_value
from admin_api.problems import FieldError, ProblemError
from admin_api.routes.customer_history_mapping import tell_happening
from admin_api.routes.lifecycle import ABOUT, TAG
from admin_api.schemas import customer_history as schemas
from admin_api.schemas.common import DEFAULT_LIMIT, Cursor, CustomerInPath, Limit
from admin_api.visit import VisitIn
from agentline.office_ports import Position
from agentline.services.export_customer import (
    ExportPart,
    ExportTooLargeError,
    audit_export,
    read_part,
)
from agentline.services.lifecycle_desk import LifecycleDesk

operations = Operations(TAG, ABOUT)

# Lambda answers at most 6 MB, in which every quotation mark counts twice.
LARGEST_EXPORT = 4_000_000
# Of a part, what makes a page is read in a few seconds.
LARGEST_PAGE = 1_000_000


@operations.operation(
    "GET",
    "/customers/<customer>/timeline",
    id="get_timeline",
    summary="What happened with the customer?",
    refusals=("customer_missing",),
)
def get_timeline(
    customer: CustomerInPath,
    visit: VisitIn,
    limit: Limit = DEFAULT_LIMIT,
    cursor: Cursor = None,
) -> schemas.Timeline:
    """Changes with before and after, calls, orders, payments, notes: the newest first. What was
    merged into the customer has a timeline of its own."""
    desk = visit.desk.lifecycle()
    desk.billing.book.standing(customer)
    found = desk.records.timeline(customer, limit, visit.position(cursor))
    return schemas.Timeline(
        items=[tell_happening(happening) for happening in found.items],
        next=visit.cursor(found.position),
    )


@operations.operation(
    "GET",
    "/customers/<customer>/export",
    id="export_customer",
    summary="Download all that is kept of the customer",
    refusals=("customer_missing", "export_too_large"),
)
def export_customer(
    customer: CustomerInPath,
    visit: VisitIn,
    part: Annotated[ExportPart | None, Query()] = None,
    cursor: Cursor = None,
) -> Response[schemas.CustomerExport]:
    """Of a person, whoever was merged into them included: what is the same person's. What is too
    much for one document is to be asked for by `part`, page by page. That it was is on record."""
    if cursor and not part:
        detail = "a cursor leads on in one part: name it"
        raise ProblemError(
            "invalid_input", detail, errors=[FieldError(field="query.part", detail=detail)]
        )
    desk = visit.desk.lifecycle()
    desk.billing.book.standing(customer)
    family, position = desk.family(customer), visit.position(cursor)
    parts: dict[str, schemas.Kept]
    if part:
        kept, position = _read_page(family, part, position, desk)
        parts = {part.value: kept}
    else:
        parts = _read_all(family, desk)
    if cursor is None:
        by = visit.by("a file of what is kept was asked for")
        visit.desk.trail().keep(audit_export(customer, part, by))
    export = schemas.CustomerExport(
        customer=customer,
        customers=list(family),
        made_at=visit.now,
        next=visit.cursor(position),
        **parts,
    )
    return attached(export, f"customer-{customer}{f'-{part.value}' if part else ''}.json")


def _read_all(family: Sequence[str], desk: LifecycleDesk) -> dict[str, schemas.Kept]:
    """Raises ExportTooLargeError."""
    parts: dict[str, schemas.Kept] = {part.value: [] for part in ExportPart}
    size = 0
    for part in ExportPart:
        position: Position | None = None
        while True:
            kept, position = _read_page(family, part, position, desk)
            parts[part.value] += kept
            size += _size(kept)
            if size > LARGEST_EXPORT:
                raise ExportTooLargeError(
                    "it is too much for one document: ask for it by parts, ?part=orders and so on"
                )
            if position is None:
                break
    return parts


def _read_page(
    family: Sequence[str], part: ExportPart, position: Position | None, desk: LifecycleDesk
) -> tuple[schemas.Kept, Position | None]:
    """What of a part makes a page, and where it goes on."""
    kept: schemas.Kept = []
    while True:
        found = read_part(family, part, position, desk)
        kept += map(plain_value, found.items)
        position = found.position
        if position is None or _size(kept) > LARGEST_PAGE:
            return kept, position


def _size(kept: schemas.Kept) -> int:
    return len(json.dumps(kept))
