"""Directories for the tests, as settings describe them, in front of the stand-in server."""

import json
from datetime import datetime
from typing import Any

from agentline.adapters.directories.opening import open_directory
from agentline.domain.customer import Listing
from agentline.domain.phone_number import PhoneNumber, phone_number
from agentline.ports import Directory

SIV = phone_number("+46701740605")
KARI = phone_number("+4798765432")
WAIDONG = phone_number("+12069735100")
SECRET = "open-sesame"

FIELDS = {
    "first_name": "/person/first",
    "middle_name": "/person/middle",
    "last_name": "/person/last",
    "company": "/company",
    "street": "/address/street",
    "house_number": "/address/number",
    "postcode": "/address/zip",
    "city": "/address/town",
    "country": "/address/country",
}
OWNER = {
    "person": {"first": "Siv", "middle": "", "last": "Exempel"},
    "company": None,
    "address": {"street": "Provgatan", "number": 1, "zip": "123 45", "town": "Exempelby"},
}


class NoCache:
    """Keeps nothing, so that every look-up reaches the server."""

    def listing(self, _number: PhoneNumber, _now: datetime) -> Listing | None:
        return None

    def keep(self, number: PhoneNumber, listing: Listing, until: datetime) -> None:
        pass


def generic(origin: str, *, secret: str | None = None, **more: Any) -> Directory:
    """Kind `http`, with the fields of OWNER."""
    settings = {
        "kind": "http",
        "name": "example",
        "url": f"{origin}/people/{{number}}",
        "fields": FIELDS,
        **more,
    }
    return open_directory(json.dumps(settings), secret, NoCache())


def nrop(origin: str, **more: Any) -> Directory:
    settings = {
        "kind": "nrop",
        "user": "Aladdin",
        "url": f"{origin}/nrop/{{number}}",
        **more,
    }
    return open_directory(json.dumps(settings), SECRET, NoCache())


def trestle(origin: str, **more: Any) -> Directory:
    settings = {
        "kind": "trestle",
        "url": f"{origin}/3.2/phone",
        **more,
    }
    return open_directory(json.dumps(settings), SECRET, NoCache())
