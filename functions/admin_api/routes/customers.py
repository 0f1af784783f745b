"""Customers: found by whatever staff have at hand, registered, changed, closed and reopened."""

from aws_lambda_powertools.event_handler import Response

from admin_api.operations import Operations
from admin_api.permissions import MONEY
from admin_api.routes.customer_mapping import (
    read_edit,
    read_registration,
    tell_foreseen,
    tell_hit,
    tell_listed,
)
from admin_api.routes.customer_view import CHANGING, MISSING, REASON, tell_file
from admin_api.schemas import customers as schemas
from admin_api.schemas.common import DEFAULT_LIMIT, Because, Cursor, CustomerInPath, Limit
from admin_api.visit import Visit, VisitIn
from agentline.adapters.phone_numbers import read_phone_number
from agentline.domain.blocking import BlockTerms
from agentline.domain.customer import BlockReason
from agentline.services.change_customer import change_customer, close, reopen
from agentline.services.find_customers import find_customers
from agentline.services.register_by_hand import (
    Registration,
    foresee_registration,
    register_by_hand,
)
from agentline.settings import BASIC_PRICE_LIST, OPENING_LIMIT

operations = Operations("customers", "Who pays: found, registered and looked after")

_PERSON = {
    "name": "Siv Exempel",
    "street": "Provgatan 1",
    "postcode": "123 45",
    "city": "Exempelby",
    "numbers": ["070-174 06 05"],
    "tags": ["vip"],
}


@operations.operation("GET", "/customers", id="list_customers", summary="Find customers")
def list_customers(
    visit: VisitIn,
    search: schemas.Search = None,
    tag: schemas.TagInQuery = None,
    limit: Limit = DEFAULT_LIMIT,
    cursor: Cursor = None,
) -> schemas.CustomerPage:
    """One box for everything: whoever has exactly what is searched for; if nobody has, those whose
    name, or any word of it, begins so, by name. Without filters the newest first. With both, those
    of the found who carry the tag."""
    desk, position = visit.desk.care(), visit.position(cursor)
    if search:
        number = read_phone_number(search)
        hits = find_customers(search, number, desk, limit, position)
        items = [tell_hit(hit) for hit in hits.items if not tag or tag in hit.customer.tags]
        return schemas.CustomerPage(items=items, next=visit.cursor(hits.position))
    found = desk.lists.tagged(tag, limit, position) if tag else desk.lists.newest(limit, position)
    return schemas.CustomerPage(
        items=list(map(tell_listed, found.items)), next=visit.cursor(found.position)
    )


@operations.operation(
    "POST",
    "/customers/preview",
    id="preview_customer",
    summary="Could the customer be registered?",
    is_preview=True,
    example=_PERSON,
)
def preview_customer(body: schemas.CustomerToPreview, visit: VisitIn) -> schemas.CustomerPreview:
    """Whether the name and address are a customer's already, a number is somebody's, or there is no
    such price list. Nothing is stored, and no customer number is given."""
    wanted = _read(body, visit, "preview_customer")
    return tell_foreseen(wanted, foresee_registration(wanted, visit.desk.care()))


@operations.operation(
    "POST",
    "/customers",
    id="create_customer",
    summary="Register a customer by hand",
    status=201,
    gives_version=True,
    refusals=("owner_taken", "number_taken", "price_list_missing", "currency_mismatch"),
    example={**_PERSON, **REASON},
)
def create_customer(body: schemas.NewCustomer, visit: VisitIn) -> Response[schemas.Customer]:
    """With an account that has the usual limit and the basic price list, unless it says otherwise.
    A name and address that are a customer's are refused, with that customer's number."""
    wanted = _read(body, visit, "create_customer")
    by = visit.by(body.reason)
    return tell_file(register_by_hand(wanted, by, visit.deed, visit.desk.care()), visit, status=201)


@operations.operation(
    "GET",
    "/customers/<customer>",
    id="get_customer",
    summary="What the register says of a customer",
    gives_version=True,
    refusals=MISSING,
)
def get_customer(customer: CustomerInPath, visit: VisitIn) -> Response[schemas.Customer]:
    """Merged, closed and erased customers too."""
    return tell_file(customer, visit)


@operations.operation(
    "PATCH",
    "/customers/<customer>",
    id="change_customer",
    summary="Change what the register says",
    takes_version=True,
    gives_version=True,
    refusals=(*CHANGING, "owner_taken", "price_list_missing", "code_missing"),
    example={"email": "siv@example.com", **REASON},
)
def patch_customer(
    customer: CustomerInPath, body: schemas.CustomerChange, visit: VisitIn
) -> Response[schemas.Customer]:
    """A new name or address is what staff say, until a directory says otherwise."""
    edit = read_edit(body)
    if edit.price_list:
        visit.require(MONEY, "change_customer.price_list")
    by = visit.by(body.reason)
    change_customer(customer, edit, visit.version_seen, by, visit.desk.care())
    return tell_file(customer, visit)


@operations.operation(
    "POST",
    "/customers/<customer>/closing",
    id="close_customer",
    summary="Let a customer call no more",
    takes_version=True,
    gives_version=True,
    refusals=(*CHANGING, "customer_state", "customer_in_use"),
    example={"kind": "own_request", **REASON},
)
def close_customer(
    customer: CustomerInPath, body: schemas.Closing, visit: VisitIn
) -> Response[schemas.Customer]:
    """Only once nothing is held, unbilled, unpaid or prepaid. It places a block, which goes with a
    reopening."""
    terms = BlockTerms(reason=BlockReason(body.kind), note=body.note or "")
    by = visit.by(body.reason)
    close(customer, terms, visit.version_seen, by, visit.deed, visit.desk.care())
    return tell_file(customer, visit)


@operations.operation(
    "POST",
    "/customers/<customer>/reopening",
    id="reopen_customer",
    summary="Let a closed customer call again",
    takes_version=True,
    gives_version=True,
    refusals=(*CHANGING, "customer_state"),
    example=REASON,
)
def reopen_customer(
    customer: CustomerInPath, body: Because, visit: VisitIn
) -> Response[schemas.Customer]:
    """The block of the closing ends; other blocks stay."""
    by = visit.by(body.reason)
    reopen(customer, visit.version_seen, by, visit.deed, visit.desk.care())
    return tell_file(customer, visit)


def _read(body: schemas.CustomerToPreview, visit: Visit, operation: str) -> Registration:
    """Raises ProblemError for what is not this member's to give."""
    wanted = read_registration(body, BASIC_PRICE_LIST, OPENING_LIMIT)
    if wanted.limit != OPENING_LIMIT:
        visit.require(MONEY, f"{operation}.opening_limit")
    if wanted.price_list != BASIC_PRICE_LIST:
        visit.require(MONEY, f"{operation}.price_list")
    return wanted
