"""Trestle Reverse Phone 3.2, for American numbers (docs.trestleiq.com)."""

from typing import Any
from urllib.parse import urlencode

from agentline.adapters.directories.credentials import Credentials
from agentline.adapters.directories.failure import DirectoryError, FailureKind, wrong_shape
from agentline.adapters.directories.generic import OK
from agentline.adapters.directories.json_answer import parse_json
from agentline.adapters.directories.number_formats import (
    NumberFormat,
    country_of_number,
    spell_number,
)
from agentline.adapters.directories.reading import (
    Reading,
    describe_owner,
    join_parts,
    read_text,
)
from agentline.adapters.directories.settings import TrestleSettings
from agentline.adapters.directories.transport import Answer, Request
from agentline.adapters.directories.urls import split_url
from agentline.domain.customer import ListingStatus
from agentline.domain.phone_number import PhoneNumber

_COUNTRIES = frozenset({"US", "CA"})


class TrestleDialect:
    """An error counts even beside partial answers; one owner and one current address register."""

    name = "trestle"
    accepted = frozenset({OK})

    def __init__(self, settings: TrestleSettings, credentials: Credentials) -> None:
        _, self._path = split_url(settings.url)
        self._headers = {"Accept": "application/json", **credentials.headers}

    def covers(self, number: PhoneNumber) -> bool:
        return country_of_number(number) in _COUNTRIES

    def request(self, number: PhoneNumber) -> Request:
        query = {
            "phone": spell_number(number, NumberFormat.NATIONAL),
            "phone.country_hint": country_of_number(number),
        }
        return Request(target=f"{self._path}?{urlencode(query)}", headers=self._headers)

    def read(self, answer: Answer, number: PhoneNumber) -> Reading:
        found = parse_json(answer.body)
        if not isinstance(found, dict):
            raise wrong_shape()
        if found.get("error") is not None:
            raise DirectoryError(FailureKind.REPORTED)
        if not _digits(found.get("phone_number")).endswith(
            spell_number(number, NumberFormat.NATIONAL)
        ):
            raise wrong_shape()
        is_valid = found.get("is_valid")
        if not isinstance(is_valid, bool):
            raise wrong_shape()
        if not is_valid:
            return Reading(status=ListingStatus.NOT_FOUND)
        match _objects(found.get("owners")):
            case []:
                return Reading(status=ListingStatus.NOT_FOUND)
            case [owner]:
                return _read_owner(owner, country_of_number(number) or "US")
            case _:
                return Reading(status=ListingStatus.SEVERAL)


def _read_owner(owner: dict[str, Any], country: str) -> Reading:
    addresses = _objects(owner.get("current_addresses", []))
    # Of two current addresses nobody can tell where the invoice is to go.
    address = addresses[0] if len(addresses) == 1 else {}
    streets = [read_text(address.get(line)) for line in ("street_line_1", "street_line_2")]
    town = [read_text(address.get(part)) for part in ("city", "state_code")]
    parts = [read_text(owner.get(part)) for part in ("firstname", "middlename", "lastname")]
    return describe_owner(
        name=read_text(owner.get("name")) or join_parts(parts),
        street=", ".join(line for line in streets if line),
        postcode=read_text(address.get("postal_code")),
        # Mail in America does not arrive without the state: "Lynden, WA".
        city=", ".join(part for part in town if part) if town[0] else "",
        country=read_text(address.get("country_code")) or country,
    )


def _objects(value: Any) -> list[dict[str, Any]]:
    if not isinstance(value, list) or not all(isinstance(one, dict) for one in value):
        raise wrong_shape()
    return value


def _digits(value: Any) -> str:
    return "".join(sign for sign in value if sign.isdigit()) if isinstance(value, str) else ""
