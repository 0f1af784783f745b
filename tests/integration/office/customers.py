"""Shorthand for customers over the staff API."""

from collections.abc import Mapping
from hashlib import sha256
from itertools import count
from typing import Any

from admin_api.denial import ACCESS_DENIED
from agentline.adapters.dynamodb import rows
from agentline.adapters.dynamodb.audit_trail import TableAuditTrail
from agentline.adapters.dynamodb.office_rows import ReplayRow
from agentline.domain.audit import AuditEntry
from agentline.domain.receivables import Actor
from tests.examples import NOON
from tests.reception import Answered, Reception

BY = Actor(who="anna", why="asked for by telephone", at=NOON)
REASON = {"reason": "asked for by telephone"}
_streets = count(1)
_numbers = count(46_730_000_000)


def a_number() -> str:
    """One nobody has."""
    return f"+{next(_numbers)}"


def a_person(**more: object) -> dict[str, Any]:
    """Somebody to register, at an address of their own."""
    return {
        "name": "Siv Exempel",
        "street": f"Provgatan {next(_streets)}",
        "postcode": "123 45",
        "city": "Exempelby",
        **REASON,
        **more,
    }


def register(office: Reception, **more: object) -> str:
    """A new customer's number."""
    created = office.ask("POST", "/customers", a_person(**more))
    assert created.status == 201, created.text
    return str(created.json["number"])


def change(office: Reception, customer: str, **changes: object) -> Answered:
    path = f"/customers/{customer}"
    tag = office.ask("GET", path).tag
    return office.ask("PATCH", path, {**changes, **REASON}, version=tag)


def found(office: Reception, **query: str) -> list[str]:
    """The numbers of the customers on the first page."""
    return [item["number"] for item in items(office, **query)]


def items(office: Reception, **query: str) -> list[Mapping[str, Any]]:
    answered = office.ask("GET", "/customers", query=query)
    assert answered.status == 200, answered.text
    listed: list[Mapping[str, Any]] = answered.json["items"]
    return listed


def forget_answer(key: str) -> None:
    """As happens by itself after some days. What was done under the key is met again even so."""
    digest = sha256(key.encode()).hexdigest()
    ReplayRow(f"REPLAY#sub-of-billing#{digest}", "REPLAY").delete()


def denials() -> list[str]:
    """What was denied, of all that was."""
    found = rows.AuditRow.query("OFFICE", rows.AuditRow.sk.startswith("AUDIT#"))
    return [row.subject for row in found if row.what == ACCESS_DENIED]


def trail(customer: str, what: str) -> list[AuditEntry]:
    return [entry for entry in TableAuditTrail().entries(customer) if entry.what == what]
