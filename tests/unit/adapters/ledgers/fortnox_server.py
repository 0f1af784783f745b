"""Fortnox v3 on this machine, as strict as its published OpenAPI: unknown fields are refused."""

import re
from base64 import b64encode
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from decimal import ROUND_HALF_UP, Decimal
from itertools import count
from typing import Any
from urllib.parse import parse_qs

from agentline.adapters.ledgers.json_text import parse_json, write_json
from agentline.domain.regime import STOCKHOLM
from tests.unit.adapters.ledgers.fake_ledger import Asked, FakeLedger, Reply

CLIENT_ID, CLIENT_SECRET, TENANT_ID = "8VurtMGDTeAI", "yFKwme8LEQ", "29302"

# Of the fields Fortnox knows, those that are of use to us.
_CUSTOMER_FIELDS = frozenset(
    {"CustomerNumber", "Name", "Type", "Address1", "ZipCode", "City", "CountryCode", "Phone1"}
    | {"Email", "VATType", "ShowPriceVATIncluded"}
)
_INVOICE_FIELDS = frozenset(
    {"CustomerNumber", "InvoiceDate", "DueDate", "Currency", "Language", "VATIncluded", "OCR"}
    | {"ExternalInvoiceReference1", "ExternalInvoiceReference2", "YourOrderNumber", "Remarks"}
    | {"InvoiceRows"}
)
_ROW_FIELDS = frozenset({"Description", "DeliveredQuantity", "Price", "VAT", "AccountNumber"})

type Json = dict[str, Any]


class RefusedError(Exception):
    def __init__(self, status: int, message: str, code: int) -> None:
        super().__init__(message)
        self.status, self.message, self.code = status, message, code


class FortnoxServer(FakeLedger):
    """`is_rounding` to whole kronor, as new companies are set. `page_size` bounds every list."""

    def __init__(self, *, is_rounding: bool = False, page_size: int = 100) -> None:
        super().__init__()
        self.is_rounding = is_rounding
        self.page_size = page_size
        self.customers: dict[str, Json] = {}
        self.invoices: dict[str, Json] = {}
        self.payments: list[Json] = []
        self.sent: list[tuple[str, str]] = []
        self.tokens: set[str] = set()
        self._numbers = count(1)

    def answer(self, asked: Asked) -> Reply:
        try:
            if asked.path == "/oauth-v1/token":
                return _reply(self._give_token(asked))
            if asked.headers.get("authorization", "").removeprefix("Bearer ") not in self.tokens:
                return _reply({"message": "unauthorized"}, 401)
            return _reply(self._act(asked))
        except RefusedError as refusal:
            # Older resources write the names small, newer ones in capitals.
            information = {"error": 1, "message": refusal.message, "code": refusal.code}
            if asked.path.startswith("/3/customers"):
                information = {name.capitalize(): value for name, value in information.items()}
            return _reply({"ErrorInformation": information}, refusal.status)

    def pay(
        self, number: str, amount: str, *, is_booked: bool = True, on: str = "2026-03-20"
    ) -> Json:
        payment = {
            "Number": str(next(self._numbers)),
            "InvoiceNumber": int(number),
            "Amount": Decimal(amount),
            "Currency": "SEK",
            "CurrencyRate": 1,
            "CurrencyUnit": 1,
            "Booked": is_booked,
            "PaymentDate": on,
            "Source": "direct",
            "modified": datetime.now(UTC),
        }
        self.payments.append(payment)
        return payment

    def live(self, reference: str) -> list[Json]:
        return [
            invoice
            for invoice in self.invoices.values()
            if invoice["ExternalInvoiceReference1"] == reference and not invoice["Cancelled"]
        ]

    def _give_token(self, asked: Asked) -> Json:
        basic = b64encode(f"{CLIENT_ID}:{CLIENT_SECRET}".encode()).decode()
        is_known = asked.headers.get("authorization") == f"Basic {basic}"
        if not is_known or asked.headers.get("tenantid") != TENANT_ID:
            raise RefusedError(401, "Invalid client", 2000310)
        assert asked.headers["content-type"] == "application/x-www-form-urlencoded"
        assert parse_qs(asked.body.decode()) == {"grant_type": ["client_credentials"]}
        token = f"token-{len(self.tokens) + 1}-{next(self._numbers)}"
        self.tokens.add(token)
        return {
            "access_token": token,
            "scope": "invoice",
            "expires_in": 3600,
            "token_type": "bearer",
        }

    def _act(self, asked: Asked) -> Json:
        body = parse_json(asked.body) if asked.body else {}
        match [asked.method, *asked.path.removeprefix("/3/").split("/")]:
            case [method, "customers", *numbers]:
                return {"Customer": self._customer(method, numbers, body)}
            case ["GET", "invoices"]:
                return self._list(asked, "Invoices", self.invoices.values())
            case ["GET", "invoicepayments"]:
                return self._list(asked, "InvoicePayments", reversed(self.payments))
            case ["GET", "invoicepayments", number]:
                (payment,) = [one for one in self.payments if one["Number"] == number]
                return {"InvoicePayment": payment}
            case ["POST", "invoices"]:
                return {"Invoice": self.make(_checked(body["Invoice"], _INVOICE_FIELDS))}
            case ["GET", "invoices", number]:
                return {"Invoice": _found(self.invoices, number)}
            case [method, "invoices", number, *action]:
                invoice = _found(self.invoices, number)
                self._change(invoice, method, action, body)
                return {"Invoice": invoice}
        raise RefusedError(404, "Ogiltig URL", 2000433)

    def _customer(self, method: str, numbers: list[str], body: Json) -> Json:
        if method == "POST":
            content = _checked(body["Customer"], _CUSTOMER_FIELDS)
            if content["CustomerNumber"] in self.customers:
                raise RefusedError(400, "Kundnumret används redan", 2000637)
            self.customers[content["CustomerNumber"]] = content
            return content
        kept = _found(self.customers, numbers[0])
        if method == "PUT":
            kept.update(_checked(body["Customer"], _CUSTOMER_FIELDS))
        return kept

    def _change(self, invoice: Json, method: str, action: list[str], body: Json) -> None:
        match [method, *action]:
            case ["PUT"]:
                _require(not invoice["Booked"], "Fakturan är bokförd")
                invoice.update(_checked(body["Invoice"], _INVOICE_FIELDS))
            case ["PUT", "bookkeep"]:
                _require(not invoice["Booked"] and not invoice["Cancelled"], "Redan bokförd")
                invoice["Booked"] = True
            case ["PUT", "cancel"]:
                _require(not invoice["Booked"], "Fakturan är bokförd")
                invoice["Cancelled"] = True
            case ["PUT", "credit"]:
                _require(not invoice.get("CreditInvoiceReference"), "Redan krediterad")
                rows = [
                    {**row, "DeliveredQuantity": _negated(row)} for row in invoice["InvoiceRows"]
                ]
                kept = {name: invoice[name] for name in _INVOICE_FIELDS if name in invoice}
                copy = self.make({**kept, "InvoiceRows": rows})
                invoice["CreditInvoiceReference"] = copy["DocumentNumber"]
            case ["GET", "email" | "eprint" as way]:
                _require(invoice["Booked"], "Fakturan är inte bokförd")
                self.sent.append((way, invoice["DocumentNumber"]))
                invoice["Sent"] = True
            case _:
                raise RefusedError(404, "Ogiltig URL", 2000433)
        self._count(invoice)

    def make(self, content: Json) -> Json:
        _require(content.get("CustomerNumber") in self.customers, "Kunden finns inte")
        number = str(next(self._numbers))
        state = {"Booked": False, "Sent": False, "Cancelled": False, "DocumentNumber": number}
        invoice = {"ExternalInvoiceReference1": "", **content, **state}
        self.invoices[number] = invoice
        self._count(invoice)
        return invoice

    def _count(self, invoice: Json) -> None:
        assert invoice["VATIncluded"] is True
        total = sum(
            (Decimal(row["DeliveredQuantity"]) * row["Price"] for row in _rows(invoice)), Decimal(0)
        )
        rounded = total.quantize(Decimal(1), ROUND_HALF_UP) if self.is_rounding else total
        invoice["Total"], invoice["RoundOff"] = rounded, rounded - total
        invoice["modified"] = datetime.now(UTC)

    def _list(self, asked: Asked, name: str, members: Iterable[Json]) -> Json:
        query = dict(asked.query)
        size = min(int(query.pop("limit")), self.page_size)
        page = int(query.pop("page"))
        found = [one for one in members if _matches(one, query)]
        pages = max(1, -(-len(found) // size))
        meta = {"@CurrentPage": page, "@TotalPages": pages, "@TotalResources": len(found)}
        return {"MetaInformation": meta, name: found[(page - 1) * size : page * size]}


def _matches(member: Json, query: Mapping[str, str]) -> bool:
    """Fortnox searches for a part of the field, in any case (its guide: ILIKE '%value%')."""
    for name, value in query.items():
        match name:
            case "lastmodified":
                assert re.fullmatch(r"\d{4}-\d\d-\d\d \d\d:\d\d", value)
                since = datetime.fromisoformat(value).replace(tzinfo=STOCKHOLM)
                if member["modified"] < since:
                    return False
            case "externalinvoicereference1":
                if value.lower() not in str(member["ExternalInvoiceReference1"]).lower():
                    return False
            case "invoicenumber":
                if value not in str(member["InvoiceNumber"]):
                    return False
            case _:
                raise RefusedError(400, f"Ogiltig parameter {name}", 2000588)
    return True


def _rows(invoice: Json) -> list[Json]:
    for row in invoice["InvoiceRows"]:
        _checked(row, _ROW_FIELDS)
        assert isinstance(row["DeliveredQuantity"], str)
        assert isinstance(row["VAT"], int)
        _require(len(row["Description"]) <= 255, "Värdet är för långt")
    return list(invoice["InvoiceRows"])


def _negated(row: Json) -> str:
    return str(-Decimal(row["DeliveredQuantity"]))


def _checked(content: Json, fields: frozenset[str]) -> Json:
    if unknown := content.keys() - fields:
        raise RefusedError(400, f"Ogiltigt fält: {sorted(unknown)}", 2000729)
    return content


def _found(register: Mapping[str, Json], number: str) -> Json:
    if number not in register:
        raise RefusedError(404, "Kan inte hitta den", 2000434)
    return register[number]


def _require(is_so: bool, message: str) -> None:
    if not is_so:
        raise RefusedError(400, message, 2001392)


def _reply(content: Json, status: int = 200) -> Reply:
    return Reply(status=status, body=write_json(_plain(content)))


def _plain(value: Any) -> Any:
    """Without what is the server's own."""
    if isinstance(value, dict):
        return {name: _plain(member) for name, member in value.items() if name != "modified"}
    if isinstance(value, list):
        return [_plain(item) for item in value]
    return value
