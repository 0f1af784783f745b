"""What the explored operations may do to the deployed stage: things that are there for it only."""

from collections.abc import Callable, Mapping
from itertools import count
from typing import Any

from local.staff_api import StaffApi
from tests.integration.contract.documented import Documented
from tests.integration.contract.scenes import CUSTOMER, INVOICE, OTHER_CUSTOMER, TAG, Names
from tests.integration.contract.scenes_of_customers import ENTRY
from tests.integration.contract.scenes_of_customers import NUMBER as CALLER
from tests.integration.contract.scenes_of_money import ORDER, TEN_PERCENT
from tests.integration.contract.scenes_of_the_line import (
    ARTICLE,
    ENDPOINT,
    LINE,
    LIST,
    MEMBER,
    VERSION,
)
from tests.integration.office.customers import REASON

HOOK = "https://hooks.example.com/agentline"
_OWN_LINE = {
    "kind": "own",
    "text": "A deck of cards",
    "unit_price": {"amount": "149.00", "currency": "SEK"},
    "vat_percent": "25",
}
_ENTRIES: Mapping[str, Mapping[str, str]] = {
    "blocks": {"kind": "fraud", **REASON},
    "discounts": {"kind": "percent", "percent": "10", **REASON},
    "notes": {"text": "Rings in the evening."},
}
_numbers = count(46_733_700_001)


class Subjects:
    """Makes, over the API itself, what the address and the body of an operation name."""

    def __init__(self, api: StaffApi) -> None:
        self._api = api
        self._made = count(1)
        self._endpoints: list[str] = []
        self._makers: Mapping[str, Callable[[Documented], Names]] = {
            "customers": self._customer,
            "invoices": self._invoice,
            "orders": self._order,
            "number-blocks": self._number_block,
            "price-lists": self._price_list,
            "service-lines": self._line,
            "staff": self._member,
            "unmatched": self._customers,
            "webhook-endpoints": self._endpoint,
        }

    def make(self, operation: Documented) -> Names:
        """New ones, by the names that the document has for them."""
        kind = operation.path.split("/")[1]
        names = self._makers[kind](operation) if kind in self._makers else {}
        return {**names, **self._version(operation, names)} if operation.takes_version else names

    def end(self) -> None:
        """Nothing is sent to anybody for our sake any longer."""
        for endpoint in self._endpoints:
            self._do("POST", f"/webhook-endpoints/{endpoint}/disabling", REASON)

    def _do(self, method: str, path: str, body: object = None, **how: Any) -> Any:
        answer = self._api.ask(method, path, body, **how)
        assert answer.is_success, f"{method} {path}: {answer.text}"
        return answer.json

    def _version(self, operation: Documented, names: Names) -> Names:
        """Of what there is; spoken texts are everybody's, and stay as they are."""
        _, kind, subject, *rest = operation.path.split("/")
        known = {"{customer}": CUSTOMER, "{reference}": INVOICE, "{number}": CALLER}
        name = names.get({**known, "{member}": MEMBER}.get(subject, ""))
        if name is None:
            return {}
        part = "/credit" if rest[:1] == ["credit"] else ""
        tag = self._api.ask("GET", f"/{kind}/{name}{part}").headers["ETag"]
        return {TAG: tag}

    def _customer(self, operation: Documented) -> Names:
        names = self._customers(operation)
        kind = (*operation.path.split("/"), "", "")[3]
        if kind in _ENTRIES and operation.path.count("{") > 1:
            made = self._do("POST", f"/customers/{names[CUSTOMER]}/{kind}", _ENTRIES[kind])
            return {**names, ENTRY: made["id"]}
        return names

    def _customers(self, operation: Documented) -> Names:
        """With another one, for operations that name two."""
        names = self._register()
        is_of_two = operation.id in {"merge_customer", "preview_merging"}
        return {**names, OTHER_CUSTOMER: self._register()[CUSTOMER]} if is_of_two else names

    def _register(self) -> dict[str, str]:
        number = f"+{next(_numbers)}"
        body = {
            "name": "Prov Dokument",
            "street": f"Provvägen {number[-5:]}",
            "postcode": "123 45",
            "city": "Provstad",
            "numbers": [number],
            **REASON,
        }
        return {CUSTOMER: self._do("POST", "/customers", body)["number"], CALLER: number}

    def _order(self, _operation: Documented) -> Names:
        names = self._register()
        body = {"customer": names[CUSTOMER], "line": _OWN_LINE, **REASON}
        return {**names, ORDER: self._do("POST", "/orders", body)["id"]}

    def _invoice(self, operation: Documented) -> Names:
        names = self._order(operation)
        if operation.id == "close_open_basis":
            return names
        made = self._do("POST", "/invoices", {"customer": names[CUSTOMER], **REASON})
        path = f"/invoices/{made['reference']}"
        if "edit" in {each["name"] for each in operation.parameters("path")}:
            tag = self._api.ask("GET", path).headers["ETag"]
            self._do("POST", f"{path}/edits", TEN_PERCENT, version=tag)
        return {**names, INVOICE: made["reference"]}

    def _number_block(self, _operation: Documented) -> Names:
        number = f"+{next(_numbers)}"
        self._do("POST", "/number-blocks", {"number": number, **_ENTRIES["blocks"]})
        return {CALLER: number}

    def _price_list(self, _operation: Documented) -> Names:
        name = f"explored-{next(self._made)}"
        body = {"valid_from": VERSION, "articles": [{"number": "1001", **ARTICLE}], **REASON}
        self._do("POST", f"/price-lists/{name}/versions", body)
        return {LIST: name}

    def _line(self, _operation: Documented) -> Names:
        number = f"+{next(_numbers)}"
        [article, *_] = self._do("GET", "/articles")["items"]
        body = {"name": "Provlinjen", **LINE, "article": article["number"], **REASON}
        self._do("PUT", f"/service-lines/{number}", body, headers={"If-None-Match": "*"})
        return {CALLER: number}

    def _member(self, _operation: Documented) -> Names:
        email = f"explored-{next(self._made)}@example.com"
        invited = self._do("POST", "/staff", {"email": email, "role": "viewer", **REASON})
        return {MEMBER: invited["id"]}

    def _endpoint(self, _operation: Documented) -> Names:
        made = self._do("POST", "/webhook-endpoints", {"url": HOOK, **REASON})
        self._endpoints.append(made["id"])
        return {ENDPOINT: made["id"]}
