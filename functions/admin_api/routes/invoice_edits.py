"""Drafts changed by staff: by rules, each of which can be looked at before and undone after."""

from aws_lambda_powertools.event_handler import Response

from admin_api.operations import Operations
from admin_api.routes.invoice_mapping import read_rule, tell_preview
from admin_api.routes.invoice_view import ABOUT, MISSING, REASON, TAG, tell_basis
from admin_api.schemas import invoices as schemas
from admin_api.schemas.common import Because, InvoiceInPath
from admin_api.visit import VisitIn
from agentline.services.edit_basis import (
    edit_basis,
    move_line,
    preview_edit,
    preview_removal,
    undo_edit,
    void_basis,
)

operations = Operations(TAG, ABOUT)

_REFUSALS = (*MISSING, "invoice_state", "edit_refused", "below_zero", "price_list_missing")
_RULE = {"rule": {"kind": "reduction", "percent": "10"}, **REASON}


@operations.operation(
    "POST",
    "/invoices/<reference>/edit-previews",
    id="preview_invoice_edit",
    summary="What would an edit change?",
    is_preview=True,
    refusals=_REFUSALS,
    example=_RULE,
)
def preview_invoice_edit(
    reference: InvoiceInPath, body: schemas.Edit, visit: VisitIn
) -> schemas.EditPreview:
    """Each line that would differ, and what the whole would come to. Nothing is stored."""
    desk = visit.desk.billing()
    rule = read_rule(body.rule, desk.catalogue, visit.now)
    return tell_preview(preview_edit(reference, rule, visit.who, body.reason, desk))


@operations.operation(
    "POST",
    "/invoices/<reference>/edits",
    id="edit_invoice",
    summary="Add a rule to a draft",
    status=201,
    takes_version=True,
    gives_version=True,
    refusals=_REFUSALS,
    example=_RULE,
)
def edit_invoice(
    reference: InvoiceInPath, body: schemas.Edit, visit: VisitIn
) -> Response[schemas.Invoice]:
    """Orders keep their prices; the lines are computed from them and the rules."""
    desk = visit.desk.billing()
    rule = read_rule(body.rule, desk.catalogue, visit.now)
    edit_basis(reference, rule, visit.who, body.reason, desk, seen=visit.version_seen)
    return tell_basis(reference, visit, status=201)


@operations.operation(
    "GET",
    "/invoices/<reference>/edits/<edit>/undoing",
    id="preview_undoing_invoice_edit",
    summary="What would undoing an edit change?",
    refusals=_REFUSALS,
)
def preview_undoing_invoice_edit(
    reference: InvoiceInPath, edit: schemas.EditInPath, visit: VisitIn
) -> schemas.EditPreview:
    """Nothing is stored."""
    return tell_preview(preview_removal(reference, edit, visit.desk.billing()))


@operations.operation(
    "POST",
    "/invoices/<reference>/edits/<edit>/undoing",
    id="undo_invoice_edit",
    summary="Take a rule off a draft again",
    takes_version=True,
    gives_version=True,
    refusals=_REFUSALS,
    example=REASON,
)
def undo_invoice_edit(
    reference: InvoiceInPath, edit: schemas.EditInPath, body: Because, visit: VisitIn
) -> Response[schemas.Invoice]:
    """What the rule changed is as it was before."""
    desk = visit.desk.billing()
    undo_edit(reference, edit, visit.who, body.reason, desk, seen=visit.version_seen)
    return tell_basis(reference, visit)


@operations.operation(
    "POST",
    "/invoices/<reference>/moves",
    id="move_invoice_line",
    summary="Move a call to the open basis",
    takes_version=True,
    gives_version=True,
    refusals=_REFUSALS,
    example={"line": "2b9a3c10-call", **REASON},
)
def move_invoice_line(
    reference: InvoiceInPath, body: schemas.MoveLine, visit: VisitIn
) -> Response[schemas.Invoice]:
    """The call with its corrections: it comes with the next invoice."""
    desk = visit.desk.billing()
    move_line(reference, body.line, visit.who, body.reason, desk, seen=visit.version_seen)
    return tell_basis(reference, visit)


@operations.operation(
    "POST",
    "/invoices/<reference>/voiding",
    id="void_invoice",
    summary="Never ask for a draft",
    takes_version=True,
    gives_version=True,
    refusals=(*MISSING, "invoice_state"),
    example=REASON,
)
def void_invoice(
    reference: InvoiceInPath, body: Because, visit: VisitIn
) -> Response[schemas.Invoice]:
    """Its orders stay on it, and the credit they took is free again. There is no way back."""
    desk = visit.desk.billing()
    void_basis(reference, visit.who, body.reason, desk, seen=visit.version_seen)
    return tell_basis(reference, visit)
