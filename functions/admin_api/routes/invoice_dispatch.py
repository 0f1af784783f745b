"""Invoice bases on their way to the ledger, and what staff do about them there."""

from contextlib import suppress

from aws_lambda_powertools.event_handler import Response

from admin_api.ids import payment_id
from admin_api.operations import Operations
from admin_api.routes.invoice_mapping import tell_invoice
from admin_api.routes.invoice_view import ABOUT, MISSING, REASON, TAG, tell_basis
from admin_api.schemas import invoices as schemas
from admin_api.schemas.common import Because, InvoiceInPath
from admin_api.visit import Visit, VisitIn
from agentline.billing_ports import LedgerRejectedError, LedgerUnavailableError
from agentline.domain.basis_state import BasisState
from agentline.services.credit_basis import credit_basis, send_credit_notes
from agentline.services.dispatch_basis import mark_sent, reopen_basis, request_dispatch
from agentline.services.edit_basis import see_basis
from agentline.services.enter_payment import begin_settling, manual_payment
from agentline.services.review_basis import review_basis
from agentline.services.settle_payment import event_key, settle

operations = Operations(TAG, ABOUT)

_STATE = (*MISSING, "invoice_state")


@operations.operation(
    "POST",
    "/invoices/<reference>/dispatch",
    id="dispatch_invoice",
    summary="Send a draft to the ledger",
    status=202,
    takes_version=True,
    gives_version=True,
    refusals=(*_STATE, "address_in_doubt"),
    example=REASON,
)
def dispatch_invoice(
    reference: InvoiceInPath, body: Because, visit: VisitIn
) -> Response[schemas.Invoice]:
    """A copy is fixed and sent; ask for the basis again to see what the ledger made of it."""
    return _dispatch(reference, BasisState.DRAFT, body, visit)


@operations.operation(
    "POST",
    "/invoices/<reference>/retry",
    id="retry_invoice",
    summary="Send it once more after a failed dispatch",
    status=202,
    takes_version=True,
    gives_version=True,
    refusals=_STATE,
    example=REASON,
)
def retry_invoice(
    reference: InvoiceInPath, body: Because, visit: VisitIn
) -> Response[schemas.Invoice]:
    """The same copy, after the cause is removed. The ledger is asked first whether it has it."""
    return _dispatch(reference, BasisState.DISPATCH_FAILED, body, visit)


@operations.operation(
    "POST",
    "/invoices/<reference>/reopening",
    id="reopen_invoice",
    summary="Make a draft of it again after a failed dispatch",
    takes_version=True,
    gives_version=True,
    refusals=(*_STATE, "ledger_has_it", "ledger_refused", "ledger_unavailable"),
    example=REASON,
)
def reopen_invoice(
    reference: InvoiceInPath, body: Because, visit: VisitIn
) -> Response[schemas.Invoice]:
    """The ledger is asked first; if it has an invoice of it, dispatch it again instead."""
    desk = visit.desk.billing()
    reopen_basis(reference, visit.who, body.reason, desk, seen=visit.version_seen)
    return tell_basis(reference, visit)


@operations.operation(
    "POST",
    "/invoices/<reference>/credit-notes",
    id="credit_invoice",
    summary="Credit a dispatched invoice",
    status=201,
    takes_version=True,
    gives_version=True,
    refusals=(*_STATE, "credit_refused"),
    example={"amount": {"amount": "50.00", "currency": "SEK"}, **REASON},
)
def credit_invoice(
    reference: InvoiceInPath, body: schemas.Credit, visit: VisitIn
) -> Response[schemas.Invoice]:
    """It stands at once. If the ledger does not take the credit note now, it is told again by
    itself (`is_at_ledger`): do not credit twice."""
    desk = visit.desk.billing()
    basis, _ = see_basis(reference, desk)
    amount = body.to_money() or basis.payable - basis.credited
    credit_basis(reference, amount, visit.who, body.reason, desk, seen=visit.version_seen)
    with suppress(LedgerRejectedError, LedgerUnavailableError):
        send_credit_notes(reference, desk)
    return tell_basis(reference, visit, status=201)


@operations.operation(
    "POST",
    "/invoices/<reference>/sending",
    id="mark_invoice_sent",
    summary="Note the number of an invoice made by hand",
    takes_version=True,
    gives_version=True,
    refusals=_STATE,
    example={"invoice_number": "F-2026-17", "due_on": "2026-12-23", **REASON},
)
def mark_invoice_sent(
    reference: InvoiceInPath, body: schemas.MarkSent, visit: VisitIn
) -> Response[schemas.Invoice]:
    """For operators who are their own ledger."""
    desk = visit.desk.billing()
    by = visit.by(body.reason)
    mark_sent(reference, body.invoice_number, body.due_on, by, desk, seen=visit.version_seen)
    return tell_basis(reference, visit)


@operations.operation(
    "POST",
    "/invoices/<reference>/payments",
    id="mark_invoice_paid",
    summary="Enter money that came for it",
    status=201,
    refusals=(*MISSING, "payment_refused"),
    example={"amount": {"amount": "200.00", "currency": "SEK"}, **REASON},
)
def mark_invoice_paid(
    reference: InvoiceInPath, body: schemas.MarkPaid, visit: VisitIn
) -> schemas.PaymentTaken:
    """Named by the Idempotency-Key: sent again with the same key it counts once."""
    desk = visit.desk.billing()
    amount = body.amount.to_money() if body.amount else None
    by = visit.by(body.reason)
    event = manual_payment(reference, amount, body.bank_date, visit.deed, desk, by)
    begin_settling(event, desk)
    outcome = settle(event_key(event), desk)
    view = review_basis(reference, desk)
    name = visit.desk.invoices().names([view.basis.customer]).get(view.basis.customer)
    return schemas.PaymentTaken(
        payment=payment_id(event_key(event)), outcome=outcome, invoice=tell_invoice(view, name)
    )


def _dispatch(
    reference: str, state: BasisState, body: Because, visit: Visit
) -> Response[schemas.Invoice]:
    desk = visit.desk.billing()
    see_basis(reference, desk)[0].require(state)
    request_dispatch(reference, visit.who, body.reason, desk, seen=visit.version_seen)
    return tell_basis(reference, visit, status=202)
