"""An office where every free text is somebody's attempt, and its lists as the command line reads
them."""

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import count
from threading import Lock
from typing import Any

from agentline.domain.staff import Role
from local.staff_api import Answer, StaffApi
from tests.integration.contract.scenes import World
from tests.integration.contract.scenes_of_the_line import ARTICLE, VERSION

_lists, _streets = count(1), count(1)


@dataclass(frozen=True, kw_only=True)
class Attempt:
    """Where one hostile text has got to: a customer with an invoice basis, a price list."""

    text: str
    customer: str
    invoice: str
    price_list: str


def attempt(world: World, text: str) -> Attempt:
    """Every text that staff can write is this one; a caller's own words are staff's to type."""
    reason = {"reason": text}
    person = {
        "name": text,
        "street": f"{text} {next(_streets)}",
        "postcode": "123 45",
        "city": text,
        "tags": ["vip"],
        "numbers": [world.house.new_number()],
        **reason,
    }
    customer = world.do("POST", "/customers", person).json["number"]
    world.do("POST", f"/customers/{customer}/notes", {"text": text})
    line = {
        "kind": "own",
        "text": text,
        "unit_price": {"amount": "149.00", "currency": "SEK"},
        "vat_percent": "25",
    }
    world.do("POST", "/orders", {"customer": customer, "line": line, **reason})
    invoice = world.do("POST", "/invoices", {"customer": customer, **reason}).json["reference"]
    path = f"/invoices/{invoice}"
    edit = {"rule": {**line, "kind": "article"}, **reason}
    world.do("POST", f"{path}/edits", edit, version=world.tag_of(path))
    name = f"attempt-{next(_lists)}"
    article = {"number": "1001", **ARTICLE, "description": text}
    version = {"valid_from": VERSION, "articles": [article], **reason}
    world.do("POST", f"/price-lists/{name}/versions", version)
    return Attempt(text=text, customer=customer, invoice=invoice, price_list=name)


class ApiInProcess(StaffApi):
    """The staff API of the office for the command line: one request at a time."""

    def __init__(self, world: World) -> None:
        super().__init__("in this process", None)
        self._world, self._turn = world, Lock()

    def ask(
        self,
        method: str,
        path: str,
        body: object = None,
        *,
        query: Mapping[str, str] | None = None,
        version: str | None = None,
        key: str | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> Answer:
        more: dict[str, Any] = {"query": query, "version": version, "key": key, "headers": headers}
        with self._turn:
            answered = self._world.office.ask(method, path, body, role=Role.ADMIN, **more)
        return Answer(status=answered.status, headers=answered.headers, text=answered.text)
