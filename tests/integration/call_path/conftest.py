"""The product's own store on the shared emulator: one table a run, each test its own numbers."""

import base64
from collections.abc import Callable, Iterator
from itertools import count
from typing import Any

import pytest

from agentline.adapters.code_keys import CodeKey, CodeKeys
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
from agentline.domain.phone_number import PhoneNumber, phone_number
from agentline.services.reconcile import reconcile
from agentline.services.register_caller import RegistrationTerms
from agentline.services.screen_call import ScreeningDesk
from agentline.services.settle_contacts import RatingDesk
from local.emulator import credentials
from local.emulator.server import Emulator
from local.store_table import create_table
from tests.examples import BASIC, FREE_LINE, OPENING_LIMIT, TAROT_LINE
from tests.fakes import FakeClock, FakeDirectory

TABLE = "agentline-store-test"
BUCKET = "agentline-records-test"
KEYS = CodeKeys(
    current=CodeKey.model_validate({"version": "1", "key": base64.b64encode(bytes(32)).decode()})
)


@pytest.fixture(scope="session")
def environment(emulator: Emulator) -> dict[str, str]:
    """What points the store's client at the emulator."""
    return {
        "AWS_ENDPOINT_URL": emulator.endpoint_url,
        "AWS_DEFAULT_REGION": credentials.REGION,
        "AWS_ACCESS_KEY_ID": credentials.ROOT_ACCESS_KEY_ID,
        "AWS_SECRET_ACCESS_KEY": credentials.ROOT_SECRET_ACCESS_KEY,
    }


@pytest.fixture(scope="session")
def table(client: Callable[[str], Any], environment: dict[str, str]) -> str:
    """The table as the data stack makes it, with the lines and the price list of the examples."""
    create_table(TABLE, client("dynamodb"))
    client("s3").create_bucket(
        Bucket=BUCKET, CreateBucketConfiguration={"LocationConstraint": credentials.REGION}
    )
    with pytest.MonkeyPatch.context() as patch:
        _point_rows_at_table(environment, patch)
        for line in (TAROT_LINE, FREE_LINE):
            store_service_line(line)
        store_price_list(BASIC)
    return TABLE


@pytest.fixture(autouse=True)
def _rows_on_table(
    table: str, environment: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert table == TABLE
    _point_rows_at_table(environment, monkeypatch)


@pytest.fixture(scope="session")
def known_amiss() -> set[Violation | Damage]:
    """What an earlier test left amiss: told once, not by every test after it."""
    return set()


@pytest.fixture(autouse=True)
def _books_stay_whole(
    _rows_on_table: None, clock: FakeClock, known_amiss: set[Violation | Damage]
) -> Iterator[None]:
    """After every test, all that is in the table agrees (design.md 3)."""
    yield
    findings = reconcile(read_books(lambda _rows: None), TableCatalogue(), clock.now)
    amiss: set[Violation | Damage] = {*findings.violations, *findings.damage}
    fresh = amiss - known_amiss
    known_amiss |= fresh
    assert not fresh


def _point_rows_at_table(environment: dict[str, str], patch: pytest.MonkeyPatch) -> None:
    for name, value in environment.items():
        patch.setenv(name, value)
    use_table(TABLE)


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock()


@pytest.fixture
def directory() -> FakeDirectory:
    return FakeDirectory()


@pytest.fixture
def screening(clock: FakeClock, directory: FakeDirectory) -> ScreeningDesk:
    return ScreeningDesk(
        register=TableRegister(),
        calls=TableCallLog(),
        catalogue=TableCatalogue(),
        codes=TableCodes(lambda: KEYS),
        directory=directory,
        terms=RegistrationTerms(limit=OPENING_LIMIT, price_list="basic"),
        clock=clock,
    )


@pytest.fixture
def rating(clock: FakeClock) -> RatingDesk:
    return RatingDesk(
        register=TableRegister(),
        calls=TableCallLog(),
        orders=TableOrderBook(),
        quarantine=TableQuarantine(RecordBucket(BUCKET)),
        catalogue=TableCatalogue(),
        clock=clock,
    )


_numbers = count(46_700_000_000)


@pytest.fixture
def new_number() -> Callable[[], PhoneNumber]:
    """Makes numbers that no other test uses."""
    return lambda: phone_number(f"+{next(_numbers)}")
