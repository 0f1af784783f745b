"""Invoice bases and payments for the pages to show, made over the staff API."""

from base64 import b64encode
from collections.abc import Mapping
from typing import Any
from uuid import uuid4
from xml.sax.saxutils import escape

from local.billing.service import BillingService
from local.staff_api import Answer, StaffApi
from tests.integration.emulator.waiting import until

REASON = {"reason": "for a test of the pages"}
ARTICLE_WITH_25 = {"kind": "own", "text": "Samtal om tarot", "vat_percent": "25"}
REFUSAL = "Kunden saknar adress."  # of the ledger
_SECONDS_TO_DISPATCH = 60.0  # another function may have to start first

_CAMT054 = """<?xml version="1.0" encoding="UTF-8"?>
<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.054.001.08"><BkToCstmrDbtCdtNtfctn>
<GrpHdr><MsgId>{message}</MsgId><CreDtTm>2026-11-30T06:15:00+01:00</CreDtTm></GrpHdr>
<Ntfctn><Id>{message}</Id><Acct><Id><IBAN>SE3550000000054910000003</IBAN></Id></Acct>
{entries}</Ntfctn></BkToCstmrDbtCdtNtfctn></Document>
"""
_ENTRY = """<Ntry><Amt Ccy="SEK">{amount}</Amt><CdtDbtInd>CRDT</CdtDbtInd><Sts><Cd>BOOK</Cd></Sts>
<BookgDt><Dt>2026-11-30</Dt></BookgDt><NtryDtls><TxDtls><Refs>
<AcctSvcrRef>{message}-{index}</AcctSvcrRef></Refs><Amt Ccy="SEK">{amount}</Amt><RmtInf>
<Ustrd>{text}</Ustrd></RmtInf></TxDtls></NtryDtls></Ntry>
"""


def new_customer(api: StaffApi, name: str, *numbers: str) -> str:
    """The customer number."""
    owner = {"name": name, "street": f"Fakturagatan {uuid4().hex[:8]}", "postcode": "123 45"}
    place = {"city": "Exempelby", "country": "SE", "numbers": numbers}
    return str(told(api.ask("POST", "/customers", {**owner, **place, **REASON}))["number"])


def enter_order(api: StaffApi, customer: str, price: str) -> None:
    line = {**ARTICLE_WITH_25, "unit_price": sek(price)}
    told(api.ask("POST", "/orders", {"customer": customer, "line": line, **REASON}))


def close_basis(api: StaffApi, customer: str) -> str:
    """The reference of what has gathered for the customer until now."""
    return str(told(api.ask("POST", "/invoices", {"customer": customer, **REASON}))["reference"])


def new_draft(api: StaffApi, name: str, *prices: str) -> str:
    """The reference of a closed basis of a new customer, with a line at each of the prices."""
    customer = new_customer(api, name)
    for price in prices:
        enter_order(api, customer, price)
    return close_basis(api, customer)


def new_invoice(api: StaffApi, name: str, *prices: str) -> str:
    """As `new_draft`, and the ledger has made an invoice of it."""
    reference = new_draft(api, name, *prices)
    dispatch(api, reference)
    wait_until(api, reference, "dispatched")
    return reference


def new_failed_dispatch(api: StaffApi, ledger: BillingService, name: str, *prices: str) -> str:
    """As `new_draft`, and the ledger has refused to make an invoice of it."""
    reference = new_draft(api, name, *prices)
    ledger.troubles.append(f"reject:{REFUSAL}")
    dispatch(api, reference)
    wait_until(api, reference, "dispatch_failed")
    return reference


def dispatch(api: StaffApi, reference: str) -> None:
    path = f"/invoices/{reference}"
    version = api.ask("GET", path).headers["ETag"]
    told(api.ask("POST", f"{path}/dispatch", REASON, version=version))


def pay(api: StaffApi, reference: str, amount: str) -> str:
    """The payment that is entered by hand. It is placed at once."""
    body = {"amount": sek(amount), **REASON}
    return str(told(api.ask("POST", f"/invoices/{reference}/payments", body))["payment"])


def invoice_of(api: StaffApi, reference: str) -> dict[str, Any]:
    invoice: dict[str, Any] = told(api.ask("GET", f"/invoices/{reference}"))
    return invoice


def wait_until(api: StaffApi, reference: str, state: str) -> None:
    until(lambda: invoice_of(api, reference)["state"] == state, _SECONDS_TO_DISPATCH)


def sums_of(read: Mapping[str, Any], *names: str) -> tuple[str, ...]:
    """The amounts of what the API told, by their names."""
    return tuple(read[name]["amount"] for name in names)


def sek(amount: str) -> dict[str, str]:
    return {"amount": amount, "currency": "SEK"}


def bank_file(*entries: tuple[str, str]) -> tuple[str, bytes]:
    """Its name and content: an amount and a text of the payer each."""
    message = uuid4().hex[:12]
    written = "".join(
        _ENTRY.format(message=message, index=index, amount=amount, text=escape(text))
        for index, (amount, text) in enumerate(entries)
    )
    return f"{message}.xml", _CAMT054.format(message=message, entries=written).encode()


def take_in(api: StaffApi, file: tuple[str, bytes]) -> list[dict[str, Any]]:
    """The entries, as the API tells them."""
    name, content = file
    body = {"name": name, "content_base64": b64encode(content).decode(), **REASON}
    entries: list[dict[str, Any]] = told(api.ask("POST", "/payment-files", body))["entries"]
    return entries


def told(answer: Answer) -> Any:
    assert answer.is_success, answer.text
    return answer.json
