"""NROP, the Norwegian number directory, API 1.2 (nrop.no/api_doc.html)."""

from typing import Any
from urllib.parse import quote

from agentline.adapters.directories.credentials import Credentials
from agentline.adapters.directories.failure import wrong_shape
from agentline.adapters.directories.generic import OK
from agentline.adapters.directories.json_answer import parse_json
from agentline.adapters.directories.number_formats import country_of_number
from agentline.adapters.directories.reading import (
    Reading,
    describe_owner,
    join_parts,
    read_text,
)
from agentline.adapters.directories.settings import NropSettings
from agentline.adapters.directories.transport import Answer, Request
from agentline.adapters.directories.urls import PLACEHOLDER, split_url
from agentline.domain.customer import ListingStatus
from agentline.domain.phone_number import PhoneNumber

_COUNTRY = "NO"
_NAMES = ("firstName", "middleName", "lastName")
_PERSONAL = (*_NAMES, "companyName", "address", "postalCode", "city")
_PUBLISHED_IN = ("phoneBook", "manualQuery", "electronicQuery")


class NropDialect:
    """A number hidden by its owner comes with all personal fields "" and all three flags false.

    What NROP answers about a number it does not know is not documented: an error, unless the
    settings name the HTTP status.
    """

    name = "nrop"

    def __init__(self, settings: NropSettings, credentials: Credentials) -> None:
        _, self._target = split_url(settings.url)
        self._headers = {
            "Accept": "application/json",
            "Accept-Version": "1.2.*",
            **credentials.headers,
        }
        self._not_found_statuses = settings.not_found_statuses
        self.accepted = frozenset({OK, *settings.not_found_statuses})

    def covers(self, number: PhoneNumber) -> bool:
        return country_of_number(number) == _COUNTRY

    def request(self, number: PhoneNumber) -> Request:
        return Request(
            target=self._target.replace(PLACEHOLDER, quote(number, safe="")),
            headers=self._headers,
        )

    def read(self, answer: Answer, number: PhoneNumber) -> Reading:
        if answer.status in self._not_found_statuses:
            return Reading(status=ListingStatus.NOT_FOUND)
        entry = parse_json(answer.body)
        if not isinstance(entry, dict) or entry.get("phone") != number:
            raise wrong_shape()
        texts = {name: _text(entry, name) for name in _PERSONAL}
        flags = [_flag(entry, name) for name in _PUBLISHED_IN]
        if not any(texts.values()) and not any(flags):
            return Reading(status=ListingStatus.HIDDEN)
        return describe_owner(
            name=texts["companyName"] or join_parts(texts[name] for name in _NAMES),
            street=texts["address"],
            postcode=texts["postalCode"],
            city=texts["city"],
            country=_text(entry, "country") or _COUNTRY,
        )


def _text(entry: dict[str, Any], name: str) -> str:
    if not isinstance(entry.get(name), str):
        raise wrong_shape()
    return read_text(entry[name])


def _flag(entry: dict[str, Any], name: str) -> bool:
    flag = entry.get(name)
    if not isinstance(flag, bool):
        raise wrong_shape()
    return flag
