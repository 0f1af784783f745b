"""Frozen copies and credit notes, as JSON."""

import hashlib
import json
import zlib
from dataclasses import asdict
from datetime import date, datetime
from typing import Any

from agentline.adapters.dynamodb.rows import instant_text
from agentline.domain.catalogue import Language
from agentline.domain.customer import Owner
from agentline.domain.invoice import CreditNote, Invoice, InvoiceLine, VatShare
from agentline.domain.money import Money
from agentline.domain.percent import Percent
from agentline.domain.phone_number import phone_number

Json = dict[str, Any]


def pack_invoice(invoice: Invoice) -> bytes:
    """Compressed: hundreds of calls fit into one row."""
    return zlib.compress(_document(invoice).encode())


def digest_of(invoice: Invoice) -> str:
    """SHA-256 of the copy, by which a later change would show."""
    return hashlib.sha256(_document(invoice).encode()).hexdigest()


def unpack_invoice(document: bytes) -> Invoice:
    stored = json.loads(zlib.decompress(document))
    currency = stored["currency"]
    return Invoice(
        reference=stored["reference"],
        customer=stored["customer"],
        buyer=Owner(**stored["buyer"]),
        language=Language(stored["language"]),
        phone=None if stored["phone"] is None else phone_number(stored["phone"]),
        issued_on=date.fromisoformat(stored["issued_on"]),
        due_on=date.fromisoformat(stored["due_on"]),
        lines=tuple(_line_from_json(line, currency) for line in stored["lines"]),
        vat=tuple(_share_from_json(share, currency) for share in stored["vat"]),
        total=Money(stored["total"], currency),
        prepaid=Money(stored["prepaid"], currency),
        ocr=stored["ocr"],
    )


def note_to_json(note: CreditNote) -> Json:
    return {
        "id": note.id,
        "reference": note.reference,
        "amount": note.amount.minor,
        "vat": [_share_to_json(share) for share in note.vat],
        "why": note.why,
        "issued_on": note.issued_on.isoformat(),
        "line": note.line,
    }


def note_from_json(stored: Json, currency: str) -> CreditNote:
    return CreditNote(
        id=stored["id"],
        reference=stored["reference"],
        amount=Money(stored["amount"], currency),
        vat=tuple(_share_from_json(share, currency) for share in stored["vat"]),
        why=stored["why"],
        issued_on=date.fromisoformat(stored["issued_on"]),
        line=stored.get("line"),
    )


def _document(invoice: Invoice) -> str:
    stored = {
        "reference": invoice.reference,
        "customer": invoice.customer,
        "buyer": asdict(invoice.buyer),
        "language": invoice.language.value,
        "phone": invoice.phone,
        "issued_on": invoice.issued_on.isoformat(),
        "due_on": invoice.due_on.isoformat(),
        "currency": invoice.total.currency,
        "lines": [_line_to_json(line) for line in invoice.lines],
        "vat": [_share_to_json(share) for share in invoice.vat],
        "total": invoice.total.minor,
        "prepaid": invoice.prepaid.minor,
        "ocr": invoice.ocr,
    }
    return json.dumps(stored, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def _line_to_json(line: InvoiceLine) -> Json:
    return {
        "id": line.id,
        "text": line.text,
        "amount": line.amount.minor,
        "vat_percent": f"{line.vat_percent.value}",
        "performed_at": instant_text(line.performed_at) if line.performed_at else None,
        "seconds": line.seconds,
    }


def _line_from_json(stored: Json, currency: str) -> InvoiceLine:
    performed_at = stored["performed_at"]
    return InvoiceLine(
        id=stored["id"],
        text=stored["text"],
        amount=Money(stored["amount"], currency),
        vat_percent=Percent.parse(stored["vat_percent"]),
        performed_at=datetime.fromisoformat(performed_at) if performed_at else None,
        seconds=stored["seconds"],
    )


def _share_to_json(share: VatShare) -> Json:
    return {
        "percent": f"{share.percent.value}",
        "gross": share.gross.minor,
        "vat": share.vat.minor,
    }


def _share_from_json(stored: Json, currency: str) -> VatShare:
    return VatShare(
        percent=Percent.parse(stored["percent"]),
        gross=Money(stored["gross"], currency),
        vat=Money(stored["vat"], currency),
    )
