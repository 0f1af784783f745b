"""A directory that is described by settings alone: kind `http`."""

from typing import Any
from urllib.parse import quote

from agentline.adapters.directories.credentials import Credentials
from agentline.adapters.directories.failure import wrong_shape
from agentline.adapters.directories.json_answer import (
    NothingThereError,
    is_empty,
    parse_json,
    resolve,
)
from agentline.adapters.directories.number_formats import country_of_number, spell_number
from agentline.adapters.directories.reading import (
    Reading,
    describe_owner,
    join_parts,
    read_number_or_text,
    read_text,
)
from agentline.adapters.directories.settings import (
    Condition,
    FieldPointers,
    HttpSettings,
    ValueEquals,
)
from agentline.adapters.directories.transport import Answer, Request
from agentline.adapters.directories.urls import PLACEHOLDER, split_url
from agentline.domain.customer import ListingStatus
from agentline.domain.phone_number import PhoneNumber

OK = 200


class GenericDialect:
    """Asks by a URL template and reads by JSON pointers."""

    def __init__(self, settings: HttpSettings, credentials: Credentials) -> None:
        self._settings = settings
        _, target = split_url(settings.url)
        if credentials.query:
            target += ("&" if "?" in target else "?") + credentials.query
        self._target = target
        headers = {"accept": "application/json"}
        for more in (settings.headers, credentials.headers):
            headers |= {name.lower(): value for name, value in more.items()}
        self._headers = headers
        self.name = settings.name
        self.accepted = frozenset({OK, *settings.not_found_statuses})

    def covers(self, number: PhoneNumber) -> bool:
        countries = self._settings.countries
        return not countries or country_of_number(number) in countries

    def request(self, number: PhoneNumber) -> Request:
        spelled = quote(spell_number(number, self._settings.number_format), safe="")
        return Request(target=self._target.replace(PLACEHOLDER, spelled), headers=self._headers)

    def read(self, answer: Answer, _number: PhoneNumber) -> Reading:
        settings = self._settings
        if answer.status in settings.not_found_statuses:
            return Reading(status=ListingStatus.NOT_FOUND)
        document = parse_json(answer.body)
        if _all_hold(settings.not_found, document):
            return Reading(status=ListingStatus.NOT_FOUND)
        if _all_hold(settings.hidden, document):
            return Reading(status=ListingStatus.HIDDEN)
        if settings.owners is None:
            return self._read_owner(document)
        match self._owners(document, settings.owners):
            case []:
                return Reading(status=ListingStatus.NOT_FOUND)
            case [owner]:
                return self._read_owner(owner)
            case _:
                return Reading(status=ListingStatus.SEVERAL)

    def _owners(self, document: Any, pointer: str) -> list[Any]:
        try:
            owners = resolve(document, pointer)
        except NothingThereError:
            raise wrong_shape() from None
        if not isinstance(owners, list):
            raise wrong_shape()
        return owners

    def _read_owner(self, document: Any) -> Reading:
        fields = self._settings.fields
        found = _found_fields(document, fields)
        # An answer without a single field is no owner with few words but something else entirely,
        # such as {"message": "closed for maintenance"}.
        if not found:
            raise wrong_shape()
        texts = {name: read_text(found.get(name)) for name in found.keys() - _MAY_BE_NUMBERS}
        numbers = {name: read_number_or_text(found.get(name)) for name in _MAY_BE_NUMBERS}
        person = texts.get("name") or join_parts(
            texts.get(part, "") for part in ("first_name", "middle_name", "last_name")
        )
        street = texts.get("street", "")
        return describe_owner(
            name=texts.get("company") or person,
            street=join_parts([street, numbers["house_number"]]) if street else "",
            postcode=numbers["postcode"],
            city=texts.get("city", ""),
            country=texts.get("country") or self._settings.default_country,
        )


_MAY_BE_NUMBERS = frozenset({"house_number", "postcode"})


def _found_fields(document: Any, fields: FieldPointers) -> dict[str, Any]:
    found = {}
    for name, pointer in fields:
        if pointer is None:
            continue
        try:
            found[name] = resolve(document, pointer)
        except NothingThereError:
            continue
    return found


def _all_hold(conditions: tuple[Condition, ...], document: Any) -> bool:
    return bool(conditions) and all(_holds(condition, document) for condition in conditions)


def _holds(condition: Condition, document: Any) -> bool:
    try:
        value = resolve(document, condition.pointer)
    except NothingThereError:
        return not isinstance(condition, ValueEquals)
    if isinstance(condition, ValueEquals):
        return type(value) is type(condition.equals) and value == condition.equals
    return condition.test == "empty" and is_empty(value)
