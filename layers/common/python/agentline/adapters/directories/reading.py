"""What an answer means: the owner in the register's spelling, and whether that is enough."""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from agentline.adapters.directories.failure import wrong_shape
from agentline.domain.customer import ListingStatus, Owner

_LONGEST = 200
_COUNTRY = re.compile(r"[A-Z]{2}")
_COUNTRY_PREFIX = re.compile(r"(SE|S|NO|N)-", re.IGNORECASE)
_POSTCODES = {"SE": re.compile(r"[0-9]{5}"), "NO": re.compile(r"[0-9]{4}")}


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """A listing before it is told when and by whom. `owner` is there if exactly one is named."""

    status: ListingStatus
    owner: Owner | None = None


def read_text(value: Any) -> str:
    """A text without stray spaces; "" for null. Raises DirectoryError: WRONG_SHAPE."""
    if value is None:
        return ""
    if not isinstance(value, str):
        raise wrong_shape()
    text = " ".join(unicodedata.normalize("NFC", value).split())
    # Control characters and lone surrogates can neither be stored nor printed on an invoice.
    if len(text) > _LONGEST or not text.isprintable():
        raise wrong_shape()
    return text


def read_number_or_text(value: Any) -> str:
    """Like `read_text`, for house numbers and postcodes, which some directories count with."""
    if isinstance(value, int) and not isinstance(value, bool) and 0 <= value < 10**9:
        return str(value)
    return read_text(value)


def join_parts(parts: Iterable[str]) -> str:
    """First, middle and last name, or street and house number: those there are."""
    return " ".join(part for part in parts if part)


def describe_owner(*, name: str, street: str, postcode: str, city: str, country: str) -> Reading:
    """FOUND if an invoice can reach this owner, else PARTIAL. Texts are as `read_text` gives them.

    Raises DirectoryError: WRONG_SHAPE, if the country is no two-letter code.
    """
    country = country.upper()
    if not _COUNTRY.fullmatch(country):
        raise wrong_shape()
    pattern = _POSTCODES.get(country)
    if pattern:
        postcode = _COUNTRY_PREFIX.sub("", postcode, count=1).replace(" ", "")
    owner = Owner(name=name, street=street, postcode=postcode, city=city, country=country)
    is_deliverable = owner.is_complete and (pattern is None or pattern.fullmatch(postcode))
    return Reading(
        status=ListingStatus.FOUND if is_deliverable else ListingStatus.PARTIAL, owner=owner
    )
