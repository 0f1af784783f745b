"""Audit entries about addresses: both versions, each with its provenance (invariant I8).

`before` is the version that is in doubt or set aside, `after` the one that stands against it.
"""

from collections.abc import Sequence
from datetime import datetime

from agentline.domain.address_file import (
    AddressFile,
    AddressOutcome,
    AddressVersion,
    Choice,
    Decision,
    Finding,
)
from agentline.domain.audit import SYSTEM, AuditEntry
from agentline.domain.phone_number import PhoneNumber
from agentline.domain.receivables import Actor

ADDRESS_ASKED = "address_asked"
ADDRESS_CONFIRMED = "address_confirmed"
ADDRESS_DIFFERS = "address_differs"
ADDRESS_INSUFFICIENT = "address_insufficient"
ADDRESS_ACCEPTED = "address_accepted"
ADDRESS_KEPT = "address_kept"

_WHAT_FOUND = {
    AddressOutcome.DIFFERS: ADDRESS_DIFFERS,
    AddressOutcome.INSUFFICIENT: ADDRESS_INSUFFICIENT,
}


def audit_confirmation(
    file: AddressFile,
    after: AddressFile,
    number: PhoneNumber,
    strangers: Sequence[PhoneNumber],
    now: datetime,
) -> AuditEntry:
    """`strangers` are the customer's numbers that lead to somebody else by now."""
    noted = {"somebody_else": " ".join(strangers)} if strangers else {}
    return AuditEntry(
        customer=file.customer,
        at=now,
        who=SYSTEM,
        what=ADDRESS_CONFIRMED,
        subject=file.customer,
        before=_provenance(file.version),
        after=_provenance(after.version) | noted,
        why=f"{number} leads to the same owner at the same address",
    )


def audit_asking(customer: str, by: Actor) -> AuditEntry:
    """That staff had the directory asked about a customer; what it answered is told besides."""
    return AuditEntry(
        customer=customer,
        at=by.at,
        who=by.who,
        what=ADDRESS_ASKED,
        subject=customer,
        before={},
        after={},
        why=by.why,
    )


def audit_finding(customer: str, finding: Finding) -> AuditEntry:
    """The register is as it was: `after` is what the directory says."""
    found = finding.found
    matches = {reading.number: reading.match.value for reading in finding.readings}
    return AuditEntry(
        customer=customer,
        at=finding.noticed_at,
        who=SYSTEM,
        what=_WHAT_FOUND[finding.outcome],
        subject=customer,
        before=_told(finding.registered),
        after=matches | (_told(found) if found else {}),
        why="the address was looked up again; the register stays as it is until staff decide",
    )


def audit_decision(
    customer: str, finding: Finding, registered: AddressVersion, decision: Decision
) -> AuditEntry:
    """`registered` is the register's version when it was decided."""
    found = _told(finding.found) if finding.found else {}
    is_accepted = decision.choice is Choice.ACCEPTED
    return AuditEntry(
        customer=customer,
        at=decision.at,
        who=decision.who,
        what=ADDRESS_ACCEPTED if is_accepted else ADDRESS_KEPT,
        subject=customer,
        before=_told(registered) if is_accepted else found,
        after=found if is_accepted else _told(registered),
        why=decision.why,
    )


def _told(version: AddressVersion) -> dict[str, str]:
    owner = version.owner
    return {
        "name": owner.name,
        "street": owner.street,
        "postcode": owner.postcode,
        "city": owner.city,
        "country": owner.country,
        **_provenance(version),
    }


def _provenance(version: AddressVersion) -> dict[str, str]:
    return {"source": version.source, "fetched_at": version.fetched_at.isoformat()}
