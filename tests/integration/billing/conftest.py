"""Invoicing on the shared emulator: a table with its index, a ledger that does as it is told."""

from collections.abc import Callable, Iterator
from itertools import count
from typing import Any

import pytest

from agentline.adapters.dynamodb.billing import TableBillingBook
from agentline.adapters.dynamodb.books import read_books
from agentline.adapters.dynamodb.calls import TableCallLog, TableOrderBook
from agentline.adapters.dynamodb.catalogue import (
    TableCatalogue,
    store_price_list,
    store_service_line,
)
from agentline.adapters.dynamodb.codes import TableCodes
from agentline.adapters.dynamodb.quarantine import TableQuarantine
from agentline.adapters.dynamodb.register import TableRegister
from agentline.adapters.dynamodb.table import use_table
from agentline.adapters.record_bucket import RecordBucket
from agentline.domain.books import Damage, Violation
from agentline.services.billing_desk import BillingDesk
from agentline.services.reconcile import reconcile
from agentline.services.register_caller import RegistrationTerms
from agentline.services.screen_call import ScreeningDesk
from agentline.services.settle_contacts import RatingDesk
from local.emulator import credentials
from local.emulator.server import Emulator
from local.store_table import create_table
from tests.billing_fakes import KIND, TERMS, FakeExecutions, FakeLedger, TickingClock
from tests.examples import BASIC, OPENING_LIMIT, TAROT_LINE
from tests.fakes import FakeDirectory
from tests.integration.billing.house import CHEAP, House
from tests.integration.call_path.conftest import KEYS

TABLE = "agentline-billing-test"
_tables = count(1)


@pytest.fixture(scope="session")
def environment(emulator: Emulator) -> dict[str, str]:
    """What points the store's client at the emulator."""
    return {
        "AWS_ENDPOINT_URL": emulator.endpoint_url,
        "AWS_DEFAULT_REGION": credentials.REGION,
        "AWS_ACCESS_KEY_ID": credentials.ROOT_ACCESS_KEY_ID,
        "AWS_SECRET_ACCESS_KEY": credentials.ROOT_SECRET_ACCESS_KEY,
    }


@pytest.fixture(scope="module")
def table(client: Callable[[str], Any], environment: dict[str, str]) -> str:
    """A new one for each file of tests: after each test all that is in it is read."""
    dynamodb = client("dynamodb")
    if TABLE in dynamodb.list_tables()["TableNames"]:
        dynamodb.delete_table(TableName=TABLE)
    create_table(TABLE, dynamodb)
    with pytest.MonkeyPatch.context() as patch:
        _point_rows_at_table(environment, patch)
        _fill()
    return TABLE


def _fill() -> None:
    store_service_line(TAROT_LINE)
    store_price_list(BASIC)
    store_price_list(CHEAP)


@pytest.fixture(autouse=True)
def _rows_on_table(
    table: str, environment: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert table == TABLE
    _point_rows_at_table(environment, monkeypatch)


def _point_rows_at_table(environment: dict[str, str], patch: pytest.MonkeyPatch) -> None:
    for name, value in environment.items():
        patch.setenv(name, value)
    use_table(TABLE)


@pytest.fixture
def own_table(
    client: Callable[[str], Any], clock: TickingClock, _rows_on_table: None
) -> Iterator[str]:
    """For a test that sees all that waits: nothing of other tests is there."""
    name = f"{TABLE}-{next(_tables)}"
    create_table(name, client("dynamodb"))
    use_table(name)
    _fill()
    yield name
    amiss = find_amiss(clock)
    use_table(TABLE)
    assert not amiss


@pytest.fixture(scope="module")
def known_amiss() -> set[Violation | Damage]:
    """What an earlier test left amiss: told once, not by every test after it."""
    return set()


@pytest.fixture(autouse=True)
def _books_stay_whole(
    request: pytest.FixtureRequest,
    _rows_on_table: None,
    clock: TickingClock,
    known_amiss: set[Violation | Damage],
) -> Iterator[None]:
    """After every test, all that is in the table agrees (design.md 3)."""
    yield
    if "own_table" in request.fixturenames:
        return
    amiss = find_amiss(clock)
    fresh = amiss - known_amiss
    known_amiss |= fresh
    assert not fresh


def find_amiss(clock: TickingClock) -> set[Violation | Damage]:
    """In the table that the rows are on now."""
    findings = reconcile(read_books(lambda _rows: None), TableCatalogue(), clock.now)
    return {*findings.violations, *findings.damage}


@pytest.fixture
def clock() -> TickingClock:
    return TickingClock()


@pytest.fixture
def ledger() -> FakeLedger:
    return FakeLedger()


@pytest.fixture
def executions() -> FakeExecutions:
    return FakeExecutions()


@pytest.fixture
def counted() -> list[str]:
    """The metrics that were counted, by name."""
    return []


@pytest.fixture
def desk(
    clock: TickingClock, ledger: FakeLedger, executions: FakeExecutions, counted: list[str]
) -> BillingDesk:
    return BillingDesk(
        book=TableBillingBook(),
        catalogue=TableCatalogue(),
        ledger=ledger,
        ledger_kind=KIND,
        executions=executions,
        terms=TERMS,
        clock=clock,
        mailbox=lambda _provider: None,
        hindrance=lambda _customer, _now: None,
        count=counted.append,
    )


@pytest.fixture
def house(
    desk: BillingDesk, clock: TickingClock, ledger: FakeLedger, executions: FakeExecutions
) -> House:
    screening = ScreeningDesk(
        register=TableRegister(),
        calls=TableCallLog(),
        catalogue=TableCatalogue(),
        codes=TableCodes(lambda: KEYS),
        directory=FakeDirectory(),
        terms=RegistrationTerms(limit=OPENING_LIMIT, price_list="basic"),
        clock=clock,
    )
    rating = RatingDesk(
        register=TableRegister(),
        calls=TableCallLog(),
        orders=TableOrderBook(),
        quarantine=TableQuarantine(RecordBucket("no-bucket")),
        catalogue=TableCatalogue(),
        clock=clock,
    )
    return House(
        desk=desk,
        clock=clock,
        ledger=ledger,
        executions=executions,
        screening=screening,
        rating=rating,
    )
