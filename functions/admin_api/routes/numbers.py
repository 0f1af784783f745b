"""Telephone numbers: whose they are."""

from admin_api.operations import Operations
from admin_api.routes.customer_mapping import (
    NumberInPath,
    read_number,
    read_number_in_path,
    tell_number,
)
from admin_api.routes.customer_view import CHANGING, MISSING, REASON, require_customer
from admin_api.schemas import customers as schemas
from admin_api.schemas.common import DEFAULT_LIMIT, Because, Cursor, CustomerInPath, Limit
from admin_api.visit import Visit, VisitIn
from agentline.domain.phone_number import PhoneNumber
from agentline.services.customer_numbers import find_number, link_number, unlink_number

operations = Operations("numbers", "Telephone numbers, and whose they are")


@operations.operation(
    "GET",
    "/customers/<customer>/numbers",
    id="list_customer_numbers",
    summary="The numbers of a customer",
    refusals=MISSING,
)
def list_customer_numbers(
    customer: CustomerInPath,
    visit: VisitIn,
    limit: Limit = DEFAULT_LIMIT,
    cursor: Cursor = None,
) -> schemas.NumberPage:
    """With any block on the number itself."""
    require_customer(customer, visit)
    position = visit.position(cursor)
    found = visit.desk.care().lists.numbers_of(customer, limit, position)
    return schemas.NumberPage(
        items=[tell_number(entry, visit.now) for entry in found.items],
        next=visit.cursor(found.position),
    )


@operations.operation(
    "POST",
    "/customers/<customer>/numbers",
    id="link_number",
    summary="Make a number a customer's",
    status=201,
    refusals=(*CHANGING, "number_taken"),
    example={"number": "070-174 06 05", **REASON},
)
def link_customer_number(
    customer: CustomerInPath, body: schemas.LinkNumber, visit: VisitIn
) -> schemas.Number:
    """Whoever rings from it is this customer from now on. A number that is somebody's is refused,
    with whose it is."""
    number = read_number(body.number, "body.number")
    link_number(customer, number, visit.by(body.reason), visit.deed, visit.desk.care())
    return _tell(number, visit)


@operations.operation(
    "POST",
    "/customers/<customer>/numbers/<number>/unlinking",
    id="unlink_number",
    summary="Let a number be nobody's",
    refusals=(*MISSING, "number_missing"),
    example=REASON,
)
def unlink_customer_number(
    customer: CustomerInPath, number: NumberInPath, body: Because, visit: VisitIn
) -> schemas.Number:
    """Whoever rings from it next is looked up anew. A block on the number stays."""
    theirs = read_number_in_path(number)
    unlink_number(customer, theirs, visit.by(body.reason), visit.deed, visit.desk.care())
    return _tell(theirs, visit)


@operations.operation("GET", "/numbers/<number>", id="get_number", summary="Whose number is this?")
def get_number(number: NumberInPath, visit: VisitIn) -> schemas.Number:
    """In any spelling. Null for a number that is nobody's."""
    return _tell(read_number_in_path(number), visit)


def _tell(number: PhoneNumber, visit: Visit) -> schemas.Number:
    return tell_number(find_number(number, visit.desk.care()), visit.desk.clock())
