"""The staff API's door over the store: a table of the shared emulator, a ledger that obeys."""

import importlib
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from functools import cache
from types import ModuleType

import pytest

from agentline.adapters.dynamodb import rows
from agentline.adapters.dynamodb.addresses import TableAddresses
from agentline.adapters.dynamodb.audit_trail import TableAuditTrail
from agentline.adapters.dynamodb.catalogue_book import TableCatalogueBook
from agentline.adapters.dynamodb.codes import TableCodes
from agentline.adapters.dynamodb.customer_book import TableCustomerBook
from agentline.adapters.dynamodb.customer_lists import TableCustomerLists
from agentline.adapters.dynamodb.deliveries import TableDeliveries
from agentline.adapters.dynamodb.delivery_lists import TableDeliveryLists
from agentline.adapters.dynamodb.endpoints import TableEndpoints
from agentline.adapters.dynamodb.invoice_lists import TableInvoiceLists
from agentline.adapters.dynamodb.order_lists import TableOrderLists
from agentline.adapters.dynamodb.payment_lists import TablePaymentLists
from agentline.adapters.dynamodb.quarantine import TableQuarantine
from agentline.adapters.dynamodb.quarantine_shelf import TableQuarantineShelf
from agentline.adapters.dynamodb.register import TableRegister
from agentline.adapters.dynamodb.replays import TableReplays
from agentline.adapters.dynamodb.reports import TableReports
from agentline.adapters.dynamodb.sign_outs import TableSignOuts
from agentline.adapters.record_bucket import RecordBucket
from agentline.bootstrap.admin import AdminDesk
from agentline.bootstrap.care import open_calls_desk, open_unmatched_desk
from agentline.bootstrap.lifecycle import open_lifecycle_desk
from agentline.services.care_desk import CareDesk
from agentline.services.catalogue_desk import CatalogueDesk
from agentline.services.check_addresses import AddressDesk
from agentline.services.deliver_events import DeliveryDesk
from agentline.services.reports import ReportDesk
from agentline.services.see_to_quarantine import QuarantineDesk
from agentline.services.staff_accounts import StaffDesk
from tests.billing_fakes import TickingClock
from tests.fakes import FakeTelephony
from tests.integration.billing.conftest import (
    _books_stay_whole,
    _rows_on_table,
    clock,
    counted,
    desk,
    environment,
    executions,
    house,
    known_amiss,
    ledger,
    own_table,
    table,
)
from tests.integration.billing.house import House
from tests.integration.billing.mortality import Fate
from tests.integration.call_path.conftest import KEYS as CODE_KEYS
from tests.integration.conftest import RECORD_BUCKET
from tests.integration.office.lifecycle import mortal_lifecycle
from tests.integration.office.streaming import StreamedCallLog
from tests.outgoing import FakeDeliveryQueue, FakePostman
from tests.reception import KEYS, Reception, an_admin_desk
from tests.staff_fakes import FakeStaffDirectory

# All that invoicing's own tests have: callers, calls, bases, and books that must stay whole.
__all__ = [
    "_books_stay_whole",
    "_rows_on_table",
    "clock",
    "counted",
    "desk",
    "environment",
    "executions",
    "house",
    "known_amiss",
    "ledger",
    "own_table",
    "table",
]


@dataclass
class FakeStream:
    """The stream of contact records; `is_down` takes none. `read` is who reads it at once."""

    texts: list[str] = field(default_factory=list)
    is_down: bool = False
    read: Callable[[str], object] = lambda _text: None

    def put(self, contact: str, text: str) -> None:
        assert contact
        if self.is_down:
            raise TimeoutError("the stream does not answer")
        self.texts.append(text)
        self.read(text)


@pytest.fixture
def addresses(house: House) -> AddressDesk:
    """With the directory that callers are registered from."""
    return AddressDesk(
        addresses=TableAddresses(),
        owners=TableRegister(),
        directory=house.screening.directory,
        pace=lambda: None,
    )


@pytest.fixture
def care(house: House, clock: TickingClock) -> CareDesk:
    return CareDesk(
        book=TableCustomerBook(),
        lists=TableCustomerLists(),
        catalogue=house.desk.catalogue,
        codes=TableCodes(lambda: CODE_KEYS),
        clock=clock,
    )


@pytest.fixture
def deliveries(clock: TickingClock, counted: list[str]) -> DeliveryDesk:
    return DeliveryDesk(
        endpoints=TableEndpoints(),
        deliveries=TableDeliveries(),
        queue=FakeDeliveryQueue(),
        postman=FakePostman(),
        clock=clock,
        jitter=lambda: 0.0,
        count=counted.append,
    )


@pytest.fixture
def stream() -> FakeStream:
    return FakeStream()


@pytest.fixture
def telephony() -> FakeTelephony:
    return FakeTelephony()


@pytest.fixture
def publisher(_rows_on_table: None, monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """The function that reads the table's stream, on the table of the test."""
    monkeypatch.setenv("AGENTLINE_TABLE", rows.Row.Meta.table_name)
    monkeypatch.setenv("AGENTLINE_DELIVERY_QUEUE_URL", "http://127.0.0.1:9/queue")
    monkeypatch.setenv("POWERTOOLS_METRICS_NAMESPACE", "AgentLine")
    monkeypatch.setenv("POWERTOOLS_SERVICE_NAME", "test")
    return importlib.import_module("outgoing_events.publish")


@pytest.fixture
def streamed(house: House, publisher: ModuleType) -> House:
    """The house where the table has a stream, which journals calls, and a bucket, where records
    that cannot be rated are set aside."""
    return replace(
        house,
        screening=replace(house.screening, calls=StreamedCallLog(publisher)),
        rating=replace(house.rating, quarantine=TableQuarantine(RecordBucket(RECORD_BUCKET))),
    )


@pytest.fixture
def new_desk(
    house: House,
    clock: TickingClock,
    care: CareDesk,
    addresses: AddressDesk,
    deliveries: DeliveryDesk,
    telephony: FakeTelephony,
    stream: FakeStream,
) -> Callable[[], AdminDesk]:
    """What one instance of the function works with."""

    def open_desk() -> AdminDesk:
        return an_admin_desk(
            clock=clock,
            replays=cache(TableReplays),
            trail=cache(TableAuditTrail),
            keys=lambda: KEYS,
            billing=lambda: house.desk,
            invoices=cache(TableInvoiceLists),
            orders=cache(TableOrderLists),
            reports=cache(_open_report_desk),
            payments=cache(TablePaymentLists),
            addresses=lambda: addresses,
            address_lists=cache(TableAddresses),
            deliveries=lambda: deliveries,
            delivery_lists=cache(TableDeliveryLists),
            staff=cache(
                lambda: StaffDesk(directory=FakeStaffDirectory(), sign_outs=TableSignOuts())
            ),
            catalogue=lambda: CatalogueDesk(
                book=TableCatalogueBook(),
                clock=clock,
                queues=lambda: {"tarot", "support"},
                basic="basic",
            ),
            calls=cache(open_calls_desk),
            telephony=lambda: telephony,
            unmatched=cache(open_unmatched_desk),
            quarantine=lambda: QuarantineDesk(
                shelf=TableQuarantineShelf(RecordBucket(RECORD_BUCKET)), stream=stream
            ),
            care=lambda: care,
            lifecycle=lambda: open_lifecycle_desk(house.desk),
        )

    return open_desk


@pytest.fixture
def new_office(new_desk: Callable[[], AdminDesk]) -> Callable[[], Reception]:
    """Another instance of the function: one serves one request at a time."""
    return lambda: Reception(new_desk())


@pytest.fixture
def mortal_office(house: House, new_desk: Callable[[], AdminDesk]) -> Callable[[Fate], Reception]:
    """An instance that dies of a merge or an erasure when its fate will have it."""

    def open_office(fate: Fate) -> Reception:
        return Reception(replace(new_desk(), lifecycle=lambda: mortal_lifecycle(house, fate)))

    return open_office


@pytest.fixture
def office(new_office: Callable[[], Reception]) -> Reception:
    return new_office()


def _open_report_desk() -> ReportDesk:
    table = TableReports()
    return ReportDesk(sold=table, unpaid=table, journal=table, queues=table, currency="SEK")
