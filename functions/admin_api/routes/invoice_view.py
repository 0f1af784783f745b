"""What every operation on an invoice basis shares: its refusals, and the basis as it is then."""

from aws_lambda_powertools.event_handler import Response

from admin_api.answers import versioned
from admin_api.routes.invoice_mapping import tell_invoice
from admin_api.schemas.invoices import Invoice
from admin_api.visit import Visit
from agentline.services.review_basis import review_basis

TAG = "invoices"
ABOUT = "Invoice bases, from the closed one to the paid one"
MISSING = ("invoice_missing", "customer_missing")
REASON = {"reason": "asked for by telephone"}


def tell_basis(reference: str, visit: Visit, *, status: int = 200) -> Response[Invoice]:
    """The basis as it is stored now, with its version."""
    view = review_basis(reference, visit.desk.billing())
    customer = view.basis.customer
    name = visit.desk.invoices().names([customer]).get(customer)
    return versioned(tell_invoice(view, name), view.basis.version, status=status)
