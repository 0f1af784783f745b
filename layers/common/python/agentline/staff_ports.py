"""What the care of staff accounts needs of the world outside, as protocols the adapters fulfil."""

from datetime import datetime
from typing import Protocol

from agentline.domain.audit import AuditEntry
from agentline.domain.staff import Role, StaffAccount
from agentline.office_ports import Listing, Position


class StaffMissingError(LookupError):
    """There is no such member of staff."""


class StaffExistsError(Exception):
    """Somebody has this e-mail address already."""


class StaffDirectory(Protocol):
    """The user pool. What is asked for twice is done once."""

    def list(self, limit: int, position: Position | None) -> Listing[StaffAccount]: ...

    def find(self, id_: str) -> StaffAccount:
        """Raises StaffMissingError."""

    def invite(self, email: str, role: Role) -> StaffAccount:
        """Send an invitation with a password for once. Raises StaffExistsError."""

    def set_role(self, account: StaffAccount, role: Role) -> None:
        """The one role they have from now on."""

    def bar(self, account: StaffAccount) -> None:
        """Nobody can sign in with the account any more, nor go on with what they had."""

    def admit(self, account: StaffAccount) -> None:
        """Let the account in again."""


class SignOuts(Protocol):
    """Since when the tokens of a member of staff count: those of before are worth nothing."""

    def valid_since(self, id_: str) -> datetime | None:
        """None if nobody has ended theirs. May be some seconds old."""

    def end(self, id_: str, at: datetime, audit: AuditEntry) -> None:
        """Tokens issued before `at` count no more; with what is done and why."""

    def note(self, audit: AuditEntry) -> None:
        """What is done without ending anything."""
