"""A directory that is asked every time: what a cache has kept is no fresh answer."""

from datetime import datetime

from agentline.adapters.directories.opening import open_directory
from agentline.domain.customer import Listing
from agentline.domain.phone_number import PhoneNumber
from agentline.ports import Directory


def open_uncached_directory(settings_json: str, secret: str | None) -> Directory:
    """As `open_directory`, whose cache forgets at once."""
    return open_directory(settings_json, secret, _NoListings())


class _NoListings:
    def listing(self, _number: PhoneNumber, _now: datetime) -> Listing | None:
        return None

    def keep(self, _number: PhoneNumber, _listing: Listing, _until: datetime) -> None:
        """Nothing is kept."""
