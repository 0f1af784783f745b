"""Billogram as far as its documentation goes: envelopes, fields, states, and how it adds up."""

import json
from base64 import b64encode
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from itertools import count
from typing import Any

from agentline.adapters.ledgers.json_text import write_json
from tests.unit.adapters.ledgers.fake_ledger import Asked, FakeLedger, Reply

USER, KEY = "1234-abcd", "hemlig-nyckel"

type Json = dict[str, Any]

_UNITS = ("unit", "hour", "day", "month")  # and weights and measures
_METHODS = ("Email", "Letter", "Email+Letter", "SMS", "SMS+Letter", "Efaktura")
_CUSTOMER_FIELDS = {
    "customer_no": None,
    "name": None,
    "company_type": None,
    "contact": dict.fromkeys(("name", "email", "phone")),
    "address": dict.fromkeys(("careof", "address_line_1", "zipcode", "city", "country")),
}
_BILLOGRAM_FIELDS = {
    "customer": {"customer_no": None},
    "currency": None,
    "due_date": None,
    "items": [dict.fromkeys(("title", "description", "price", "vat", "count", "unit", "discount"))],
    "info": dict.fromkeys(("order_no", "reference_number", "message")),
    "creditor_unique_value": None,
    "callbacks": dict.fromkeys(("url", "sign_key", "custom")),
}


class RefusedError(Exception):
    def __init__(
        self, words: str, *, status: int = 400, code: str = "INVALID_PARAMETER", field: str = ""
    ) -> None:
        super().__init__(words)
        self.status = status
        self.envelope = {
            "status": code,
            "data": {"message": words} | ({"field": field, "field_path": field} if field else {}),
        }


@dataclass
class Billogram:
    id: str
    content: Json
    state: str = "Unattested"
    method: str | None = None
    number: int | None = None
    events: list[Json] = field(default_factory=list)


class BillogramServer(FakeLedger):
    """`vat_by_item` and `rounds_to_kronor` are other ways to add up, `fee` is put on every
    invoice; `is_list_behind` hides billograms from the search, `hides_amounts` those of credits
    from the events, and `today` is its day."""

    def __init__(self) -> None:
        super().__init__()
        self.customers: dict[int, Json] = {}
        self.billograms: dict[str, Billogram] = {}
        self.vat_by_item = False
        self.rounds_to_kronor = False
        self.fee = Decimal(0)
        self.is_list_behind = False
        self.hides_amounts = False
        self.today = date(2026, 3, 10)
        self._numbers = count(1001)

    def answer(self, asked: Asked) -> Reply:
        expected = "Basic " + b64encode(f"{USER}:{KEY}".encode()).decode()
        if asked.headers.get("authorization") != expected:
            error = RefusedError("Invalid auth", status=401, code="INVALID_AUTH")
            return Reply(status=401, body=write_json(error.envelope))
        content = json.loads(asked.body, parse_float=Decimal) if asked.body else {}
        try:
            told = self._do(asked.method, asked.path.split("/")[1:], asked.query, content)
        except RefusedError as error:
            return Reply(status=error.status, body=write_json(error.envelope))
        return Reply(body=write_json({"status": "OK", **told}))

    def total(self, content: Json) -> Decimal:
        """Nets rounded item by item; VAT on their sum by rate."""
        nets: dict[Decimal, list[Decimal]] = {}
        for item in content["items"]:
            net = _rounded(Decimal(item["price"]) * item["count"])
            nets.setdefault(Decimal(item["vat"]), []).append(net)
        total = self.fee
        for rate, ofs in nets.items():
            shares = ofs if self.vat_by_item else [sum(ofs, Decimal(0))]
            total += sum(ofs) + sum(_rounded(share * rate / 100) for share in shares)
        return _rounded(total, "1") if self.rounds_to_kronor else total

    def _do(self, method: str, path: list[str], query: Mapping[str, str], content: Json) -> Json:
        match method, path:
            case "POST", ["customer"]:
                return {"data": self._create_customer(content)}
            case "PUT", ["customer", number]:
                return {"data": self._update_customer(int(number), content)}
            case "GET", ["billogram"]:
                return self._search(query)
            case "POST", ["billogram"]:
                return {"data": self._create(content)}
            case "GET", ["billogram", made]:
                return {"data": self._shown(self._billogram(made))}
            case "PUT", ["billogram", made]:
                return {"data": self._update(self._billogram(made), content)}
            case "POST", ["billogram", made, "command", "send"]:
                return {"data": self._send(self._billogram(made), content)}
            case "POST", ["billogram", made, "command", "credit"]:
                return {"data": self._credit(self._billogram(made), content)}
            case "GET", ["billogram_event"]:
                return self._list_events(query)
            case _:
                raise RefusedError("No such resource", status=404, code="NOT_FOUND")

    def _create_customer(self, content: Json) -> Json:
        _check_fields(content, _CUSTOMER_FIELDS)
        if content["customer_no"] in self.customers:
            raise RefusedError("Customer number is taken", field="customer_no")
        if content.get("company_type") not in ("individual", "business"):
            raise RefusedError("Invalid company type", field="company_type")
        if not 0 < len(content["name"]) <= 100:
            raise RefusedError("Invalid name", field="name")
        self.customers[content["customer_no"]] = content
        return content

    def _update_customer(self, number: int, content: Json) -> Json:
        _check_fields(content, _CUSTOMER_FIELDS)
        if number not in self.customers:
            raise RefusedError("No such customer", status=404, code="NOT_FOUND")
        self.customers[number].update(content)
        return self.customers[number]

    def _search(self, query: Mapping[str, str]) -> Json:
        if query["filter_type"] != "field" or query["filter_field"] != "creditor_unique_value":
            raise RefusedError("Cannot filter by that", field="filter_field")
        found = [
            self._shown(one)
            for one in self.billograms.values()
            if one.content["creditor_unique_value"] == query["filter_value"]
            and not self.is_list_behind
        ]
        return _page(found, query)

    def _create(self, content: Json) -> Json:
        self._check(content)
        unique = content["creditor_unique_value"]
        if any(one.content["creditor_unique_value"] == unique for one in self.billograms.values()):
            raise RefusedError("The value is not unique", field="creditor_unique_value")
        made = Billogram(id=f"b{len(self.billograms) + 1}Ab", content=content)
        self.billograms[made.id] = made
        return self._shown(made)

    def _update(self, made: Billogram, content: Json) -> Json:
        _require_state(made, "Unattested")
        self._check(content)
        made.content = content
        return self._shown(made)

    def _send(self, made: Billogram, content: Json) -> Json:
        _check_fields(content, {"method": None})
        if content["method"] not in _METHODS:
            raise RefusedError("Invalid delivery method", field="method")
        _require_state(made, "Unattested")
        made.state, made.method, made.number = "Unpaid", content["method"], next(self._numbers)
        return self._shown(made)

    def _credit(self, made: Billogram, content: Json) -> Json:
        _check_fields(content, {"mode": None, "amount": None})
        _require_state(made, "Unpaid")
        amount = Decimal(content["amount"])
        credited = sum(event["data"]["amount"] for event in made.events)
        if content["mode"] != "amount" or not 0 < amount <= self.total(made.content) - credited:
            raise RefusedError("Invalid amount", field="amount")
        made.events.append(
            {
                "type": "Credit",
                "created_at": f"{self.today} 00:05:00",
                "event_uuid": f"credit-{len(made.events)}",
                "data": {"amount": amount},
            }
        )
        return self._shown(made)

    def _list_events(self, query: Mapping[str, str]) -> Json:
        if query["filter_field"] != "billogram_id":
            raise RefusedError("Cannot filter by that", field="filter_field")
        events = self._billogram(query["filter_value"]).events[::-1]
        return _page([one | {"data": {}} if self.hides_amounts else one for one in events], query)

    def _billogram(self, made: str) -> Billogram:
        if made not in self.billograms:
            raise RefusedError("No such billogram", status=404, code="NOT_FOUND")
        return self.billograms[made]

    def _shown(self, made: Billogram) -> Json:
        total = self.total(made.content)
        return {
            "id": made.id,
            "creditor_unique_value": made.content["creditor_unique_value"],
            "invoice_no": made.number,
            "ocr_number": f"{made.number}7" if made.number else None,
            "state": made.state,
            "due_date": made.content["due_date"],
            "currency": made.content["currency"],
            "total_sum": total,
            "remaining_sum": total - sum(event["data"]["amount"] for event in made.events),
        }

    def _check(self, content: Json) -> None:
        _check_fields(content, _BILLOGRAM_FIELDS)
        if content["customer"]["customer_no"] not in self.customers:
            raise RefusedError("No such customer", field="customer_no")
        if date.fromisoformat(content["due_date"]) < self.today:
            raise RefusedError("The due date is in the past", field="due_date")
        if not content.get("callbacks", {}).get("url", "https://").startswith("https://"):
            raise RefusedError("Must be https", field="url")
        for item in content["items"]:
            _check_item(item)


def _check_item(item: Json) -> None:
    price, vat = Decimal(item["price"]), Decimal(item["vat"])
    if price != _rounded(price) or not 0 <= vat <= 100 or vat != _rounded(vat):
        raise RefusedError("Invalid price or VAT", field="price")
    if not 0 < len(item["title"]) <= 100 or len(item.get("description", "")) > 200:
        raise RefusedError("Invalid title or description", field="title")
    if item["unit"] not in _UNITS:
        raise RefusedError("Invalid unit", field="unit")


def _check_fields(content: Any, known: Any, place: str = "") -> None:
    if isinstance(known, list):
        for index, one in enumerate(content):
            _check_fields(one, known[0], f"{place}[{index}]")
    elif isinstance(known, dict):
        for name, inner in content.items():
            if name not in known:
                raise RefusedError(f"Unknown parameter {name}", field=f"{place}:{name}")
            _check_fields(inner, known[name], name)


def _require_state(made: Billogram, state: str) -> None:
    if made.state != state:
        raise RefusedError(f"The billogram is {made.state}", code="INVALID_OBJECT_STATE")


def _page(found: list[Json], query: Mapping[str, str]) -> Json:
    size = int(query["page_size"])
    if query["page"] != "1" or not 1 <= size <= 100:
        raise RefusedError("Invalid page", field="page")
    return {"data": found[:size], "meta": {"total_count": len(found)}}


def _rounded(amount: Decimal, step: str = "0.01") -> Decimal:
    return amount.quantize(Decimal(step), ROUND_HALF_UP)
