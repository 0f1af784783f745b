"""The register on the shared emulator: one table with its index, each test its own customers."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import count
from typing import Any

import pytest

from agentline.adapters.dynamodb.address_rows import new_address_row
from agentline.adapters.dynamodb.addresses import TableAddresses
from agentline.adapters.dynamodb.register import TableRegister
from agentline.adapters.dynamodb.table import use_table
from agentline.domain.account import open_account
from agentline.domain.audit import audit_link, audit_registration
from agentline.domain.catalogue import Language
from agentline.domain.customer import Customer, NumberEntry, Owner
from agentline.domain.phone_number import PhoneNumber, phone_number
from agentline.observability import metrics
from agentline.services.check_addresses import AddressDesk
from local.emulator import credentials
from local.emulator.server import Emulator
from local.store_table import create_table
from tests.examples import NOON, OPENING_LIMIT
from tests.fakes import FakeDirectory

TABLE = "agentline-addresses-test"
LONG_AGO = NOON - timedelta(days=200)
QUARTER = timedelta(days=90)

_numbers = count(46_708_000_000)


@pytest.fixture(scope="module")
def dynamodb(client: Callable[[str], Any]) -> Any:
    """The client; the table has the keys and the index the data stack gives it."""
    made = client("dynamodb")
    create_table(TABLE, made)
    yield made
    made.delete_table(TableName=TABLE)


@pytest.fixture(autouse=True)
def _rows_on_table(
    dynamodb: Any, emulator: Emulator, monkeypatch: pytest.MonkeyPatch
) -> Iterator[None]:
    assert dynamodb
    monkeypatch.setenv("AWS_ENDPOINT_URL", emulator.endpoint_url)
    monkeypatch.setenv("AWS_DEFAULT_REGION", credentials.REGION)
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", credentials.ROOT_ACCESS_KEY_ID)
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", credentials.ROOT_SECRET_ACCESS_KEY)
    use_table(TABLE)
    yield
    metrics.clear_metrics()


@dataclass
class Registry:
    """The real register and address book, over a directory that says what a test wants."""

    directory: FakeDirectory = field(default_factory=FakeDirectory)
    addresses: TableAddresses = field(default_factory=TableAddresses)
    register: TableRegister = field(default_factory=TableRegister)

    @property
    def desk(self) -> AddressDesk:
        return AddressDesk(
            addresses=self.addresses,
            owners=self.register,
            directory=self.directory,
            pace=lambda: None,
        )

    def add(
        self,
        owner: Owner,
        *,
        fetched_at: datetime = LONG_AGO,
        number: PhoneNumber | None = None,
        numbers: int = 1,
    ) -> tuple[str, list[PhoneNumber]]:
        """A customer whom the directory has named at `fetched_at`, of `number` or new ones."""
        new = (phone_number(f"+{next(_numbers)}") for _ in range(numbers))
        first, *others = [number] if number else new
        customer = Customer(
            number=self.register.next_customer_number(),
            owner=owner,
            language=Language.SWEDISH,
            registered_at=fetched_at,
            source="nrop",
            fetched_at=fetched_at,
        )
        self.register.register_customer(
            customer,
            _entry(first, customer.number),
            open_account(customer.number, OPENING_LIMIT),
            "basic",
            audit_registration(customer, first, OPENING_LIMIT),
        )
        for other in others:
            audit = audit_link(customer.number, other, "nrop", fetched_at)
            self.register.link_number(_entry(other, customer.number), customer.number, audit)
        new_address_row(customer).save()
        return customer.number, [first, *others]


@pytest.fixture
def registry() -> Registry:
    return Registry()


def _entry(number: PhoneNumber, customer: str) -> NumberEntry:
    return NumberEntry(number=number, customer=customer, block=None)
