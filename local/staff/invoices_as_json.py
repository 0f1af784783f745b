"""Invoice bases for other programs. Amounts are decimal text, VAT included; times UTC."""

from datetime import date
from typing import Any

from agentline.domain.basis import Basis
from agentline.domain.basis_edit import Edit
from agentline.domain.invoice import InvoiceLine
from agentline.services.edit_basis import Preview, Side
from agentline.services.review_basis import BasisView

Json = dict[str, Any]


def basis_as_json(basis: Basis) -> Json:
    posting = basis.posting
    amounts = {
        "total": basis.total,
        "payable": basis.payable,
        "received": basis.received,
        "credited": basis.credited,
        "adjusted": basis.adjusted,
        "due": basis.due,
    }
    return {
        "reference": basis.reference,
        "customer": basis.customer,
        "version": basis.version,
        "state": basis.state.value,
        "is_overdue": basis.is_overdue,
        "closed_at": basis.closed_at.isoformat(),
        "closed_because": basis.closed_because,
        "is_closed_by_limit": basis.is_closed_by_limit,
        "orders": basis.count,
        "currency": basis.payable.currency,
        **{name: amount.decimal for name, amount in amounts.items()},
        "limit_raised_by": basis.raised.decimal if basis.raised else None,
        "issued_on": _day(basis.issued_on),
        "due_on": _day(basis.due_on),
        "invoice_number": posting.number if posting else None,
        "ocr": posting.ocr if posting else None,
        "trouble": basis.trouble,
        "edits": [_edit_as_json(edit) for edit in basis.edits],
        "credit_notes": [
            {
                "id": note.id,
                "amount": note.amount.decimal,
                "why": note.why,
                "issued_on": note.issued_on.isoformat(),
                "ledger_has_it": note.id not in basis.unsent_credit_notes,
            }
            for note in basis.credit_notes
        ],
    }


def side_as_json(side: Side) -> Json:
    return {
        "lines": [line_as_json(line) for line in side.lines],
        "vat": [
            {
                "percent": f"{share.percent.value}",
                "net": share.net.decimal,
                "vat": share.vat.decimal,
                "gross": share.gross.decimal,
            }
            for share in side.vat
        ],
        "payable": side.payable.decimal,
    }


def line_as_json(line: InvoiceLine) -> Json:
    return {
        "id": line.id,
        "text": line.text,
        "amount": line.amount.decimal,
        "vat_percent": f"{line.vat_percent.value}",
        "performed_at": line.performed_at.isoformat() if line.performed_at else None,
        "seconds": line.seconds,
    }


def view_as_json(view: BasisView) -> Json:
    return {
        **basis_as_json(view.basis),
        **side_as_json(view.side),
        "payments": [
            {"key": payment.key, "amount": payment.applied[view.basis.number].decimal}
            for payment in view.payments
        ],
        "limit_policy": view.policy.words,
    }


def preview_as_json(preview: Preview) -> Json:
    return {
        "reference": preview.reference,
        "version": preview.version,
        "before": side_as_json(preview.before),
        "after": side_as_json(preview.after),
        "difference": preview.difference.decimal,
        "changed_lines": [
            {
                "before": line_as_json(before) if before else None,
                "after": line_as_json(after) if after else None,
            }
            for before, after in preview.changed_lines
        ],
    }


def _edit_as_json(edit: Edit) -> Json:
    return {
        "id": edit.id,
        "words": edit.rule.words,
        "who": edit.who,
        "why": edit.why,
        "at": edit.at.isoformat(),
    }


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None
