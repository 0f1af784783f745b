"""A desk for checking addresses over fakes, with the store's conditions but no concurrency."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from agentline.address_ports import AddressChangedError
from agentline.domain.address_file import AddressFile, AddressVersion
from agentline.domain.audit import AuditEntry
from agentline.domain.customer import Owner
from agentline.domain.phone_number import PhoneNumber
from agentline.ports import CustomerMissingError
from agentline.services.check_addresses import AddressDesk
from tests.examples import NOON, OWNER
from tests.fakes import FakeDirectory

QUARTER = timedelta(days=90)
LONG_AGO = NOON - timedelta(days=200)


@dataclass
class FakeAddresses:
    """`todo_at` is the queue of those due. `meanwhile` is stored right before the next change."""

    files: dict[str, AddressFile] = field(default_factory=dict)
    owners: dict[str, str] = field(default_factory=dict)
    todo_at: dict[str, datetime] = field(default_factory=dict)
    audit: list[AuditEntry] = field(default_factory=list)
    meanwhile: list[AddressFile] = field(default_factory=list)

    def add(self, file: AddressFile) -> None:
        self.files[file.customer] = file
        self.owners[file.version.owner.fingerprint] = file.customer
        self.todo_at[file.customer] = file.known_at

    def file(self, customer: str) -> AddressFile:
        if customer not in self.files:
            raise CustomerMissingError(customer)
        return self.files[customer]

    def keep(self, before: AddressFile, after: AddressFile, audit: AuditEntry | None) -> None:
        if self.meanwhile:
            self._store(self.meanwhile.pop())
        if self.files[before.customer] != before:
            raise AddressChangedError
        self._store(after)
        if audit:
            self.audit.append(audit)

    def due(self, before: datetime, limit: int | None) -> Sequence[str]:
        waiting = [
            customer
            for customer, at in sorted(self.todo_at.items(), key=lambda entry: entry[1])
            if at < before and not (customer in self.files and self.files[customer].undecided)
        ]
        return waiting[:limit]

    def put_off(self, customer: str, known_at: datetime) -> None:
        self.todo_at[customer] = known_at

    def undecided(self) -> Sequence[str]:
        return [customer for customer, file in self.files.items() if file.undecided]

    def customer_of_owner(self, fingerprint: str) -> str | None:
        return self.owners.get(fingerprint)

    def _store(self, file: AddressFile) -> None:
        before = self.files[file.customer]
        self.owners.pop(before.version.owner.fingerprint, None)
        self.add(replace(file, revision=before.revision + 1))


class AddressHouse:
    """The desk, and shorthand to fill it."""

    def __init__(self) -> None:
        self.addresses = FakeAddresses()
        self.directory = FakeDirectory()
        self.paces = 0
        self.desk = AddressDesk(
            addresses=self.addresses,
            owners=self.addresses,
            directory=self.directory,
            pace=self._pace,
        )

    def register(
        self,
        customer: str,
        *numbers: PhoneNumber,
        owner: Owner = OWNER,
        fetched_at: datetime = LONG_AGO,
    ) -> AddressFile:
        file = AddressFile(
            customer=customer,
            version=AddressVersion(owner=owner, source="nrop", fetched_at=fetched_at),
            numbers=numbers,
            finding=None,
            revision=1,
        )
        self.addresses.add(file)
        return file

    def _pace(self) -> None:
        self.paces += 1
