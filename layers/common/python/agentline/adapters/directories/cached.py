"""What a directory said is kept for a while: it costs money and a caller's time to ask again."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Protocol

from agentline.domain.customer import Listing, ListingStatus
from agentline.domain.phone_number import PhoneNumber
from agentline.observability import count, log_failure
from agentline.ports import Directory

_BRIEFLY = timedelta(minutes=10)

# Personal data: no longer than it serves (docs/directories.md). An error is never kept.
KEPT: Mapping[ListingStatus, timedelta] = {
    ListingStatus.FOUND: timedelta(days=30),
    ListingStatus.PARTIAL: _BRIEFLY,
    ListingStatus.HIDDEN: _BRIEFLY,
    ListingStatus.SEVERAL: _BRIEFLY,
    ListingStatus.NOT_FOUND: _BRIEFLY,
}


class ListingCache(Protocol):
    """Where listings are kept. May raise anything; that is taken for a miss."""

    def listing(self, number: PhoneNumber, now: datetime) -> Listing | None:
        """The listing as it was fetched, if it has not expired by `now`."""

    def keep(self, number: PhoneNumber, listing: Listing, until: datetime) -> None: ...


class CachedDirectory:
    """The `Directory` port in front of another. Kept answers tell when they were fetched."""

    def __init__(self, inner: Directory, cache: ListingCache) -> None:
        self._inner = inner
        self._cache = cache

    def look_up(self, number: PhoneNumber, now: datetime) -> Listing:
        known = self._known(number, now)
        if known:
            count("DirectoryCacheHit")
            return known
        count("DirectoryCacheMiss")
        listing = self._inner.look_up(number, now)
        self._keep(number, listing, now)
        return listing

    def _known(self, number: PhoneNumber, now: datetime) -> Listing | None:
        try:
            return self._cache.listing(number, now)
        except Exception as error:
            log_failure("kept listing not read", error)
            return None

    def _keep(self, number: PhoneNumber, listing: Listing, now: datetime) -> None:
        time = KEPT.get(listing.status)
        if time is None:
            return
        try:
            self._cache.keep(number, listing, now + time)
        except Exception as error:
            log_failure("listing not kept", error)
