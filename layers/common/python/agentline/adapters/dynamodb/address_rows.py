"""The row of how current a customer's address is: CUST#<number>/ADDRESS.

Always on the index `Todo`: under `address` while staff have something to decide, since then; else
under `address_age`, since a directory last said something.
"""

from dataclasses import asdict
from datetime import datetime
from typing import Any

from pynamodb.attributes import JSONAttribute, NumberAttribute, UnicodeAttribute

from agentline.adapters.dynamodb import rows
from agentline.adapters.dynamodb.mapping.customers import customer_key
from agentline.domain.address_file import (
    AddressFile,
    AddressOutcome,
    AddressVersion,
    Choice,
    Decision,
    Finding,
    Match,
    Reading,
)
from agentline.domain.customer import Customer, Owner
from agentline.domain.phone_number import phone_number

ADDRESS = "ADDRESS"
UNDECIDED = "address"
BY_AGE = "address_age"


class AddressRow(rows.Row, discriminator="address"):
    todo = UnicodeAttribute()
    todo_at = rows.InstantAttribute()
    revision = NumberAttribute()
    finding = JSONAttribute(null=True)


def new_address_row(customer: Customer) -> AddressRow:
    """Written with a new customer, whose match is as fresh as the listing it was made of."""
    return AddressRow(
        customer_key(customer.number),
        ADDRESS,
        todo=BY_AGE,
        todo_at=customer.fetched_at,
        revision=1,
    )


def address_row(file: AddressFile, revision: int) -> AddressRow:
    undecided = file.undecided
    return AddressRow(
        customer_key(file.customer),
        ADDRESS,
        todo=UNDECIDED if undecided else BY_AGE,
        todo_at=undecided.noticed_at if undecided else file.known_at,
        revision=revision,
        finding=_finding_to_json(file.finding) if file.finding else None,
    )


def _finding_to_json(finding: Finding) -> dict[str, Any]:
    return {
        "outcome": finding.outcome.value,
        "registered": _version_to_json(finding.registered),
        "readings": [_reading_to_json(reading) for reading in finding.readings],
        "noticed_at": rows.instant_text(finding.noticed_at),
        "answered_at": rows.instant_text(finding.answered_at),
        "decision": _decision_to_json(finding.decision) if finding.decision else None,
    }


def finding_from_json(stored: dict[str, Any]) -> Finding:
    decision = stored["decision"]
    return Finding(
        outcome=AddressOutcome(stored["outcome"]),
        registered=_version_from_json(stored["registered"]),
        readings=tuple(map(_reading_from_json, stored["readings"])),
        noticed_at=datetime.fromisoformat(stored["noticed_at"]),
        answered_at=datetime.fromisoformat(stored["answered_at"]),
        decision=_decision_from_json(decision) if decision else None,
    )


def _version_to_json(version: AddressVersion) -> dict[str, Any]:
    return {
        "owner": asdict(version.owner),
        "source": version.source,
        "fetched_at": rows.instant_text(version.fetched_at),
    }


def _version_from_json(stored: dict[str, Any]) -> AddressVersion:
    return AddressVersion(
        owner=Owner(**stored["owner"]),
        source=stored["source"],
        fetched_at=datetime.fromisoformat(stored["fetched_at"]),
    )


def _reading_to_json(reading: Reading) -> dict[str, Any]:
    return {
        "number": reading.number,
        "match": reading.match.value,
        "directory": reading.directory,
        "fetched_at": rows.instant_text(reading.fetched_at),
        "owner": asdict(reading.owner) if reading.owner else None,
    }


def _reading_from_json(stored: dict[str, Any]) -> Reading:
    return Reading(
        number=phone_number(stored["number"]),
        match=Match(stored["match"]),
        directory=stored["directory"],
        fetched_at=datetime.fromisoformat(stored["fetched_at"]),
        owner=Owner(**stored["owner"]) if stored["owner"] else None,
    )


def _decision_to_json(decision: Decision) -> dict[str, str]:
    return {
        "choice": decision.choice.value,
        "who": decision.who,
        "why": decision.why,
        "at": rows.instant_text(decision.at),
    }


def _decision_from_json(stored: dict[str, str]) -> Decision:
    return Decision(
        choice=Choice(stored["choice"]),
        who=stored["who"],
        why=stored["why"],
        at=datetime.fromisoformat(stored["at"]),
    )
