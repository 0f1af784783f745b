"""What every operation on a customer shares: its refusals, and the customer as stored then."""

from aws_lambda_powertools.event_handler import Response

from admin_api.answers import versioned
from admin_api.routes.customer_mapping import tell_customer
from admin_api.schemas.customers import Customer
from admin_api.visit import Visit
from agentline.ports import CustomerMissingError

MISSING = ("customer_missing",)
CHANGING = (*MISSING, "customer_gone")
REASON = {"reason": "asked for by telephone"}


def tell_file(customer: str, visit: Visit, *, status: int = 200) -> Response[Customer]:
    """The customer as stored now, with its version. Raises CustomerMissingError."""
    entry = visit.desk.care().book.entry(customer)
    return versioned(tell_customer(entry), entry.customer.revision, status=status)


def require_customer(customer: str, visit: Visit) -> None:
    """Raises CustomerMissingError."""
    if customer not in visit.desk.care().lists.customers([customer]):
        raise CustomerMissingError(f"there is no customer {customer}")
