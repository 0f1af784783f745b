"""What directories said about numbers, kept for a while under `LISTING#<e164>`.

Personal data. `expires` is the table's TTL attribute; DynamoDB deletes up to days later, so that it
is looked at on reading too.
"""

from datetime import datetime

from pynamodb.attributes import JSONAttribute, TTLAttribute, UnicodeAttribute
from pynamodb.exceptions import DoesNotExist

from agentline.adapters.dynamodb.rows import InstantAttribute, Row
from agentline.domain.customer import Listing, ListingStatus, Owner
from agentline.domain.phone_number import PhoneNumber

_SORT_KEY = "LISTING"


class ListingRow(Row, discriminator="listing"):
    status = UnicodeAttribute()
    directory = UnicodeAttribute()
    fetched_at = InstantAttribute()
    owner = JSONAttribute(null=True)
    expires = TTLAttribute()


class TableListings:
    """The cache of `CachedDirectory` on the table. Raises what the store raises."""

    def listing(self, number: PhoneNumber, now: datetime) -> Listing | None:
        try:
            row = ListingRow.get(_key(number), _SORT_KEY)
        except DoesNotExist:
            return None
        if row.expires <= now:
            return None
        return Listing(
            status=ListingStatus(row.status),
            directory=row.directory,
            fetched_at=row.fetched_at,
            owner=Owner(**row.owner) if row.owner else None,
        )

    def keep(self, number: PhoneNumber, listing: Listing, until: datetime) -> None:
        owner = listing.owner
        ListingRow(
            _key(number),
            _SORT_KEY,
            status=listing.status.value,
            directory=listing.directory,
            fetched_at=listing.fetched_at,
            owner=None if owner is None else _owner_to_json(owner),
            expires=until,
        ).save()


def forget_listing(number: PhoneNumber) -> None:
    ListingRow(_key(number), _SORT_KEY).delete()


def _key(number: PhoneNumber) -> str:
    return f"LISTING#{number}"


def _owner_to_json(owner: Owner) -> dict[str, str]:
    return {
        "name": owner.name,
        "street": owner.street,
        "postcode": owner.postcode,
        "city": owner.city,
        "country": owner.country,
    }
