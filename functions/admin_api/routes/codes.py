"""Codes by which customers tell who they are when their number does not."""

from admin_api.operations import Operations
from admin_api.routes.customer_view import CHANGING, MISSING, REASON
from admin_api.schemas import customers as schemas
from admin_api.schemas.common import Because, CustomerInPath
from admin_api.visit import Visit, VisitIn
from agentline.services.customer_code import (
    issue_customer_code,
    revoke_customer_code,
    see_code,
)

operations = Operations("codes", "Customers' codes (PIN): issued, reset and revoked")


@operations.operation(
    "GET",
    "/customers/<customer>/pin",
    id="get_pin",
    summary="Has a customer a code?",
    refusals=MISSING,
)
def get_pin(customer: CustomerInPath, visit: VisitIn) -> schemas.Code:
    """The code itself is kept as a keyed hash; nobody can see it."""
    return _tell(customer, visit)


@operations.operation(
    "POST",
    "/customers/<customer>/pin",
    id="issue_pin",
    summary="Give a customer a new code",
    status=201,
    shows_secret=True,
    refusals=CHANGING,
    example=REASON,
)
def issue_pin(customer: CustomerInPath, body: Because, visit: VisitIn) -> schemas.NewCode:
    """The one before is void. It is told this once."""
    code = issue_customer_code(customer, visit.by(body.reason), visit.desk.care())
    return schemas.NewCode(customer=customer, code=code)


@operations.operation(
    "POST",
    "/customers/<customer>/pin/revoking",
    id="revoke_pin",
    summary="Make a customer's code void",
    refusals=(*CHANGING, "code_missing", "code_required"),
    example=REASON,
)
def revoke_pin(customer: CustomerInPath, body: Because, visit: VisitIn) -> schemas.Code:
    """Refused while the customer must enter one."""
    revoke_customer_code(customer, visit.by(body.reason), visit.deed, visit.desk.care())
    return _tell(customer, visit)


def _tell(customer: str, visit: Visit) -> schemas.Code:
    seen = see_code(customer, visit.desk.care())
    return schemas.Code(
        customer=customer,
        is_set=seen.file.code is not None,
        issued_at=seen.issued_at,
        is_required=seen.file.requires_code,
    )
