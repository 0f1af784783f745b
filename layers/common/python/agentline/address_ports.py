"""What keeping addresses fresh needs of the world outside, as protocols the adapters fulfil."""

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from agentline.domain.address_file import AddressFile
from agentline.domain.audit import AuditEntry


class AddressChangedError(Exception):
    """The register's entry or the finding was changed meanwhile; nothing was stored. Load again."""


class AddressBook(Protocol):
    """How current each customer's address is, and the register's entry itself."""

    def file(self, customer: str) -> AddressFile:
        """Raises CustomerMissingError."""

    def keep(self, before: AddressFile, after: AddressFile, audit: AuditEntry | None) -> None:
        """Store what a check or a decision changed, all or nothing: the finding, the register's
        entry, whose the name and address are, the audit entry. Raises AddressChangedError."""

    def due(self, before: datetime, limit: int | None) -> Sequence[str]:
        """Customers of whom a directory last said something before that, the longest ago first,
        but for those who wait for staff. May be a moment behind."""

    def put_off(self, customer: str, known_at: datetime) -> None:
        """Let the customer be due as if a directory had last said something at `known_at`."""

    def undecided(self) -> Sequence[str]:
        """Customers who wait for staff, the longest waiting first. May be a moment behind."""


class Owners(Protocol):
    """Whose a name and address are."""

    def customer_of_owner(self, fingerprint: str) -> str | None: ...
