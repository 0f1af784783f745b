"""Answers are kept as long as they serve, errors never, and a cache that is down is a miss."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

import pytest

from agentline.adapters.directories.cached import KEPT, CachedDirectory
from agentline.adapters.dynamodb.listings import TableListings
from agentline.domain.customer import Listing, ListingStatus, Owner
from agentline.domain.phone_number import PhoneNumber, phone_number
from agentline.observability import metrics
from tests.examples import CALLER, NOON
from tests.fakes import FakeDirectory
from tests.unit.adapters.moto_table import table_of_moto

SIV = Owner(name="Siv Ö", street="Provgatan 1", postcode="12345", city="Exempelby", country="SE")
SECOND = timedelta(seconds=1)


@dataclass
class MemoryCache:
    """The next `failures` uses find it down."""

    kept: dict[PhoneNumber, tuple[Listing, datetime]] = field(default_factory=dict)
    failures: int = 0

    def listing(self, number: PhoneNumber, now: datetime) -> Listing | None:
        self._fail()
        listing, until = self.kept.get(number, (None, now))
        return listing if now < until else None

    def keep(self, number: PhoneNumber, listing: Listing, until: datetime) -> None:
        self._fail()
        self.kept[number] = (listing, until)

    def _fail(self) -> None:
        if self.failures:
            self.failures -= 1
            raise TimeoutError(f"the store is down for {CALLER}")


def counted() -> dict[str, Any]:
    return {name: sum(metric["Value"]) for name, metric in metrics.metric_set.items()}


@pytest.mark.parametrize(
    ("status", "kept"),
    [
        (ListingStatus.FOUND, timedelta(days=30)),
        (ListingStatus.PARTIAL, timedelta(minutes=10)),
        (ListingStatus.HIDDEN, timedelta(minutes=10)),
        (ListingStatus.SEVERAL, timedelta(minutes=10)),
        (ListingStatus.NOT_FOUND, timedelta(minutes=10)),
    ],
)
def test_an_answer_is_kept_for_its_time_and_then_asked_for_again(
    status: ListingStatus, kept: timedelta
) -> None:
    inner = FakeDirectory(owners={CALLER: SIV}, status=status)
    directory = CachedDirectory(inner, MemoryCache())
    first = directory.look_up(CALLER, NOON)
    assert directory.look_up(CALLER, NOON + kept - SECOND) == first
    assert len(inner.asked) == 1
    assert directory.look_up(CALLER, NOON + kept).fetched_at == NOON + kept
    assert len(inner.asked) == 2
    assert counted() == {"DirectoryCacheHit": 1, "DirectoryCacheMiss": 2}


def test_f42_an_error_is_never_kept() -> None:
    inner = FakeDirectory(owners={CALLER: SIV}, status=ListingStatus.ERROR)
    cache = MemoryCache()
    directory = CachedDirectory(inner, cache)
    assert directory.look_up(CALLER, NOON).status is ListingStatus.ERROR
    assert cache.kept == {}
    inner.status = None
    assert directory.look_up(CALLER, NOON).status is ListingStatus.FOUND
    assert set(KEPT) == set(ListingStatus) - {ListingStatus.ERROR}


@pytest.mark.parametrize("failures", [1, 2])
def test_f42_a_cache_that_is_down_is_a_miss_and_logged_without_the_number(
    failures: int, caplog: pytest.LogCaptureFixture
) -> None:
    inner = FakeDirectory(owners={CALLER: SIV})
    directory = CachedDirectory(inner, MemoryCache(failures=failures))
    assert directory.look_up(CALLER, NOON).owner == SIV
    assert inner.asked == [CALLER]
    messages = ["kept listing not read", "listing not kept"][:failures]
    assert [record.getMessage() for record in caplog.records] == messages
    assert CALLER not in repr([vars(record) for record in caplog.records])


@pytest.fixture
def table() -> Iterator[Any]:
    with table_of_moto("listings") as table:
        yield table


@pytest.mark.usefixtures("table")
def test_a_row_that_cannot_be_read_is_a_miss(table: Any) -> None:
    table.put_item(
        Item={
            "pk": f"LISTING#{CALLER}",
            "sk": "LISTING",
            "kind": "listing",
            "status": "of a later version",
            "directory": "x",
            "fetched_at": "2026-03-10T12:00:00Z",
            "expires": int((NOON + timedelta(days=1)).timestamp()),
        }
    )
    directory = CachedDirectory(FakeDirectory(owners={CALLER: SIV}), TableListings())
    assert directory.look_up(CALLER, NOON).owner == SIV
    assert directory.look_up(CALLER, NOON).owner == SIV
    assert counted()["DirectoryCacheHit"] == 1


@pytest.mark.usefixtures("table")
def test_numbers_are_kept_apart() -> None:
    cache = TableListings()
    listing = FakeDirectory(owners={CALLER: SIV}).look_up(CALLER, NOON)
    cache.keep(CALLER, listing, NOON + SECOND)
    assert cache.listing(CALLER, NOON) == listing
    assert cache.listing(phone_number("+46701740607"), NOON) is None
