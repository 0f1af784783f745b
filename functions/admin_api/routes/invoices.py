"""Invoice bases: listed, looked over, changed while they are drafts, and sent to the ledger."""

from enum import StrEnum
from typing import Annotated

from aws_lambda_powertools.event_handler import Response
from aws_lambda_powertools.event_handler.openapi.params import Query

from admin_api.answers import download
from admin_api.operations import Operations
from admin_api.routes.invoice_mapping import tell_summary
from admin_api.routes.invoice_view import ABOUT, MISSING, REASON, TAG, tell_basis
from admin_api.schemas import invoices as schemas
from admin_api.schemas.common import (
    DEFAULT_LIMIT,
    Cursor,
    CustomerNumber,
    InvoiceInPath,
    Limit,
)
from admin_api.visit import VisitIn
from agentline.adapters.invoice_documents.document import MEDIA_TYPES, write_document
from agentline.domain.basis import Basis
from agentline.domain.basis_state import BasisState
from agentline.domain.invoice import DocumentFormat
from agentline.domain.waiting import CREDIT_NOTE, Waiting, waits_for
from agentline.services.edit_basis import close_basis
from agentline.services.preview_invoice import see_invoice

operations = Operations(TAG, ABOUT)


class InvoiceFilter(StrEnum):
    """What a list can be of: what waits, and how it ended."""

    DRAFT = "draft"
    DISPATCH_FAILED = "dispatch_failed"
    DISPATCHING = "dispatching"
    OVERDUE = "overdue"
    DUE = "due"
    CREDIT_NOTE = "credit_note"
    PAID = "paid"
    CREDITED = "credited"
    VOIDED = "voided"


_SETTLED = {
    InvoiceFilter.PAID: BasisState.PAID,
    InvoiceFilter.CREDITED: BasisState.CREDITED,
    InvoiceFilter.VOIDED: BasisState.VOIDED,
}
_WAITING = (
    Waiting.DRAFT,
    Waiting.DISPATCH_FAILED,
    Waiting.DISPATCHING,
    Waiting.OVERDUE,
    Waiting.DUE,
    CREDIT_NOTE,
)


@operations.operation("GET", "/invoices", id="list_invoices", summary="List invoice bases")
def list_invoices(
    visit: VisitIn,
    state: Annotated[InvoiceFilter | None, Query()] = None,
    customer: Annotated[CustomerNumber | None, Query()] = None,
    limit: Limit = DEFAULT_LIMIT,
    cursor: Cursor = None,
) -> schemas.InvoicePage:
    """Of one customer the newest first, or what waits, the longest waiting first, or what ended so,
    the last closed first. Without a filter: all that waits. `credit_note` are those of which the
    ledger lacks a credit note. With both filters, those of the customer that are in the state."""
    lists, position = visit.desk.invoices(), visit.position(cursor)
    if customer:
        found = lists.of_customer(customer, limit, position)
    elif state in _SETTLED:
        found = lists.settled(_SETTLED[state], limit, position)
    else:
        found = lists.waiting([state] if state else _WAITING, limit, position)
    names = lists.names([basis.customer for basis in found.items])
    return schemas.InvoicePage(
        items=[
            tell_summary(basis, names.get(basis.customer))
            for basis in found.items
            if not (customer and state) or _is_in(basis, state)
        ],
        next=visit.cursor(found.position),
    )


@operations.operation(
    "POST",
    "/invoices",
    id="close_open_basis",
    summary="Close a customer's open basis now",
    status=201,
    gives_version=True,
    refusals=("customer_missing", "nothing_to_close"),
    example={"customer": "100001", **REASON},
)
def close_open_basis(body: schemas.CloseOpenBasis, visit: VisitIn) -> Response[schemas.Invoice]:
    """Before the credit is used up, because staff want it; that blocks nothing."""
    basis = close_basis(body.customer, visit.who, body.reason, visit.desk.billing())
    return tell_basis(basis.reference, visit, status=201)


@operations.operation(
    "GET",
    "/invoices/<reference>",
    id="get_invoice",
    summary="All of one invoice basis",
    gives_version=True,
    refusals=MISSING,
)
def get_invoice(reference: InvoiceInPath, visit: VisitIn) -> Response[schemas.Invoice]:
    """Its lines are those of the frozen copy where there is one, else as they are computed now."""
    return tell_basis(reference, visit)


@operations.operation(
    "GET",
    "/invoices/<reference>/document",
    id="download_invoice",
    summary="Download the invoice basis",
    refusals=MISSING,
    media=tuple(MEDIA_TYPES.values()),
)
def download_invoice(
    reference: InvoiceInPath,
    visit: VisitIn,
    format: Annotated[DocumentFormat, Query()] = DocumentFormat.HTML,  # noqa: A002
) -> Response[str]:
    """As it was dispatched, or a preview whose reference ends in -DRAFT."""
    seen = see_invoice(reference, visit.desk.billing())
    name = f"{reference}{'-DRAFT' if seen.is_preview else ''}.{format.value}"
    return download(write_document(seen, format), MEDIA_TYPES[format], name)


def _is_in(basis: Basis, state: InvoiceFilter) -> bool:
    if state is InvoiceFilter.CREDIT_NOTE:
        return bool(basis.unsent_credit_notes)
    waiting = waits_for(basis)
    return state == (waiting.value if waiting else basis.state.value)
