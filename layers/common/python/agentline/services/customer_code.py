"""A customer's code, issued anew and revoked by staff."""

from dataclasses import dataclass
from datetime import datetime

from agentline.domain.customer_edit import revoke_code
from agentline.domain.customer_file import CustomerFile
from agentline.domain.receivables import Actor
from agentline.services.care_desk import CareDesk, change_customer_file
from agentline.services.issue_code import issue_code


@dataclass(frozen=True, slots=True, kw_only=True)
class CodeSeen:
    """Whether a customer has a code, since when if that is known, and whether they must use it."""

    file: CustomerFile
    issued_at: datetime | None


def see_code(customer: str, desk: CareDesk) -> CodeSeen:
    """Raises CustomerMissingError."""
    file = desk.book.file(customer)
    return CodeSeen(file=file, issued_at=desk.book.code_issued_at(file))


def issue_customer_code(customer: str, by: Actor, desk: CareDesk) -> str:
    """The code, which is told this once. Raises CustomerMissingError, CustomerGoneError."""
    desk.book.file(customer).require_present()
    return issue_code(customer, by.who, by.why, desk.codes, desk.clock())


def revoke_customer_code(customer: str, by: Actor, deed: str, desk: CareDesk) -> None:
    """Raises CodeMissingError, CodeRequiredError, CustomerGoneError, CustomerMissingError."""
    change_customer_file(customer, by, deed, desk, revoke_code)
