"""Addresses that the directory and the register do not agree on: looked up, and decided about."""

from dataclasses import asdict

from admin_api.operations import Operations
from admin_api.schemas import addresses as schemas
from admin_api.schemas.common import DEFAULT_LIMIT, Because, Cursor, CustomerInPath, Limit
from admin_api.visit import VisitIn
from agentline.domain.address_audit import audit_asking
from agentline.domain.address_file import AddressFile, AddressVersion, Decision, Finding
from agentline.services.check_addresses import ask_directory, decide_address

operations = Operations("addresses", "Whether customers' addresses are current")

_MISSING = ("customer_missing",)


@operations.operation(
    "GET",
    "/address-findings",
    id="list_address_findings",
    summary="List addresses that wait for a decision",
)
def list_address_findings(
    visit: VisitIn, limit: Limit = DEFAULT_LIMIT, cursor: Cursor = None
) -> schemas.AddressPage:
    """The longest waiting first. Nothing can be dispatched to them before."""
    found = visit.desk.address_lists().list_undecided(limit, visit.position(cursor))
    return schemas.AddressPage(
        items=list(map(_tell_file, found.items)), next=visit.cursor(found.position)
    )


@operations.operation(
    "GET",
    "/customers/<customer>/address",
    id="get_address",
    summary="What register and directory say of an address",
    refusals=_MISSING,
)
def get_address(customer: CustomerInPath, visit: VisitIn) -> schemas.AddressFile:
    """Side by side, and since when."""
    return _tell_file(visit.desk.addresses().addresses.file(customer))


@operations.operation(
    "POST",
    "/customers/<customer>/address/deciding",
    id="decide_address",
    summary="Take the directory's version, or keep the register's",
    refusals=(*_MISSING, "finding_changed", "owner_taken", "address_refused"),
    example={
        "choice": "accepted",
        "finding": "0f3a5c7e9b1d",
        "reason": "has moved, told us on the telephone",
    },
)
def decide(
    customer: CustomerInPath, body: schemas.DecideAddress, visit: VisitIn
) -> schemas.AddressFile:
    """About the finding you saw, and no other. What is kept is asked about again when the directory
    says something else."""
    made = Decision(choice=body.choice, who=visit.who, why=body.reason, at=visit.now)
    return _tell_file(decide_address(customer, body.finding, made, visit.desk.addresses()))


@operations.operation(
    "POST",
    "/customers/<customer>/address/checking",
    id="check_address",
    summary="Ask the directory about a customer now",
    refusals=_MISSING,
    example={"reason": "an invoice came back"},
)
def check_now(customer: CustomerInPath, body: Because, visit: VisitIn) -> schemas.AddressChecked:
    """However young the address is. What differs is kept for staff, and the register stays as it
    is; `unknown` is no answer from the directory."""
    desk = visit.desk.addresses()
    desk.addresses.file(customer)
    visit.desk.trail().keep(audit_asking(customer, visit.by(body.reason)))
    outcome = ask_directory(customer, desk, visit.now)
    return schemas.AddressChecked(
        outcome=outcome, address=_tell_file(desk.addresses.file(customer))
    )


def _tell_file(file: AddressFile) -> schemas.AddressFile:
    return schemas.AddressFile(
        customer=file.customer,
        registered=_tell_version(file.version),
        numbers=list(file.numbers),
        is_waiting=file.undecided is not None,
        finding=_tell_finding(file.finding) if file.finding else None,
    )


def _tell_finding(finding: Finding) -> schemas.AddressFinding:
    decision = finding.decision
    return schemas.AddressFinding(
        token=finding.token,
        outcome=finding.outcome,
        noticed_at=finding.noticed_at,
        answered_at=finding.answered_at,
        compared_with=_tell_version(finding.registered),
        found=_tell_version(finding.found) if finding.found else None,
        numbers=[
            schemas.NumberReading(
                number=reading.number,
                leads_to=reading.match,
                directory=reading.directory,
                fetched_at=reading.fetched_at,
            )
            for reading in finding.readings
        ],
        decision=schemas.AddressDecision(
            choice=decision.choice, who=decision.who, why=decision.why, at=decision.at
        )
        if decision
        else None,
    )


def _tell_version(version: AddressVersion) -> schemas.AddressVersion:
    return schemas.AddressVersion(
        **asdict(version.owner), source=version.source, fetched_at=version.fetched_at
    )
