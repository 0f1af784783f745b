"""Listings go to the table and come back as they were; expiry does not wait for DynamoDB."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

import pytest

from agentline.adapters.directories.cached import CachedDirectory
from agentline.adapters.dynamodb.listings import TableListings
from agentline.adapters.dynamodb.table import use_table
from agentline.domain.customer import Listing, ListingStatus, Owner
from agentline.domain.phone_number import phone_number
from agentline.observability import metrics
from local.emulator import credentials
from local.emulator.server import Emulator
from tests.fakes import NOON, FakeClock, FakeDirectory

TABLE = "agentline-listings-test"
OWNER = Owner(
    name="Siv Åberg", street="Provgatan 1", postcode="12345", city="Exempelby", country="SE"
)
TENTH = timedelta(microseconds=100_000)


@pytest.fixture(scope="module")
def dynamodb(client: Callable[[str], Any]) -> Any:
    made = client("dynamodb")
    keys = [("pk", "HASH"), ("sk", "RANGE")]
    made.create_table(
        TableName=TABLE,
        KeySchema=[{"AttributeName": name, "KeyType": kind} for name, kind in keys],
        AttributeDefinitions=[{"AttributeName": name, "AttributeType": "S"} for name, _ in keys],
        BillingMode="PAY_PER_REQUEST",
    )
    return made


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


@pytest.mark.parametrize(
    ("position", "status", "owner"),
    [
        (0, ListingStatus.FOUND, OWNER),
        (1, ListingStatus.PARTIAL, Owner(name="", street="", postcode="", city="", country="SE")),
        (2, ListingStatus.HIDDEN, None),
    ],
)
def test_a_listing_comes_back_as_it_was_until_it_expires(
    position: int, status: ListingStatus, owner: Owner | None
) -> None:
    number = phone_number(f"+4670300000{position}")
    listing = Listing(status=status, directory="example", fetched_at=NOON + TENTH, owner=owner)
    until = NOON + timedelta(minutes=10)
    cache = TableListings()
    cache.keep(number, listing, until)
    assert cache.listing(number, NOON) == listing
    assert cache.listing(number, until - timedelta(seconds=1)) == listing
    assert cache.listing(number, until) is None


def test_the_row_carries_the_attribute_that_lets_dynamodb_delete_it(dynamodb: Any) -> None:
    number = phone_number("+46703000009")
    clock = FakeClock()
    inner = FakeDirectory(owners={number: OWNER})
    directory = CachedDirectory(inner, TableListings())
    directory.look_up(number, clock())
    item = dynamodb.get_item(
        TableName=TABLE, Key={"pk": {"S": f"LISTING#{number}"}, "sk": {"S": "LISTING"}}
    )["Item"]
    assert item["kind"] == {"S": "listing"}
    assert item["expires"] == {"N": str(int((NOON + timedelta(days=30)).timestamp()))}
    clock.pass_time(timedelta(days=29))
    assert directory.look_up(number, clock()).fetched_at == NOON
    clock.pass_time(timedelta(days=1))
    assert directory.look_up(number, clock()).fetched_at == clock()
    assert inner.asked == [number, number]


def test_f42_a_store_that_is_gone_is_a_miss() -> None:
    number = phone_number("+46703000008")
    use_table("no-such-table")
    directory = CachedDirectory(FakeDirectory(owners={number: OWNER}), TableListings())
    assert directory.look_up(number, NOON).owner == OWNER
