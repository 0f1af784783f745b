"""A directory in a CSV file: the embedded default, for the stage and for small operators."""

import csv
from collections import defaultdict
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path

from agentline.adapters.phone_numbers import read_phone_number
from agentline.domain.customer import Listing, ListingStatus, Owner
from agentline.domain.phone_number import PhoneNumber

EMBEDDED = Path(__file__).with_name("embedded.csv")
NAME = "file"


class DirectoryFileError(ValueError):
    """The file lacks a column or lists something that is no telephone number."""


class FileDirectory:
    """The `Directory` port on a CSV file with number,name,street,postcode,city,country.

    A number that is listed several times has several owners; one listed with neither name nor
    address is hidden by its owner's wish.
    """

    def __init__(self, path: Path = EMBEDDED) -> None:
        self._owners = _read(path)

    def look_up(self, number: PhoneNumber, now: datetime) -> Listing:
        owners = self._owners.get(number, [])
        return Listing(
            status=_status(owners),
            directory=NAME,
            fetched_at=now,
            owner=owners[0] if len(owners) == 1 else None,
        )


def _status(owners: list[Owner]) -> ListingStatus:
    match owners:
        case []:
            return ListingStatus.NOT_FOUND
        case [owner] if owner.is_complete:
            return ListingStatus.FOUND
        case [owner] if owner.name or owner.street:
            return ListingStatus.PARTIAL
        case [_]:
            return ListingStatus.HIDDEN
        case _:
            return ListingStatus.SEVERAL


def _read(path: Path) -> Mapping[PhoneNumber, list[Owner]]:
    owners: dict[PhoneNumber, list[Owner]] = defaultdict(list)
    with path.open(encoding="utf-8", newline="") as lines:
        for position, row in enumerate(csv.DictReader(lines), start=2):
            number = read_phone_number(row.get("number"))
            if number is None:
                raise DirectoryFileError(f"{path.name}, line {position}: no telephone number")
            try:
                owner = Owner(
                    name=row["name"],
                    street=row["street"],
                    postcode=row["postcode"],
                    city=row["city"],
                    country=row["country"],
                )
            except KeyError as column:
                raise DirectoryFileError(f"{path.name} has no column {column}") from None
            owners[number].append(owner)
    return owners
