"""Who could ring: people of the demo and the directory, and what a call from each shows."""

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from agentline.adapters.directories.file import EMBEDDED, FileDirectory
from agentline.domain.catalogue import Language
from agentline.domain.customer import ListingStatus
from agentline.domain.money import Money
from agentline.domain.phone_number import PhoneNumber, phone_number
from agentline.settings import BASIC_PRICE_LIST, OPENING_LIMIT
from local.demo.files import Demo
from local.demo.model import DemoCustomer

type Shows = Literal[
    "blocked",
    "blocked_number",
    "code_needed",
    "discount",
    "english",
    "known",
    "little_credit",
    "much_credit",
    "new_caller",
    "other_prices",
    "unlisted",
    "unmatched",
    "withheld",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Suggestion:
    """`from_number` None is a withheld number. `code` is what to key when asked."""

    from_number: PhoneNumber | None
    shows: Shows
    name: str | None = None
    code: str | None = None
    limit: Money | None = None


def suggest(demo: Demo, now: datetime) -> list[Suggestion]:
    """One caller of the demo for each thing there is to show, then strangers."""
    first: dict[Shows, Suggestion] = {}
    for customer in demo.customers:
        shows = _shown_by(customer)
        first.setdefault(
            shows,
            Suggestion(
                from_number=customer.numbers[0],
                shows=shows,
                name=customer.name,
                code=customer.code,
                limit=customer.limit,
            ),
        )
    with_code = next((customer for customer in demo.customers if customer.code), None)
    return [
        *first.values(),
        *(
            Suggestion(from_number=number, shows="blocked_number")
            for number, _ in demo.blocked_numbers
        ),
        *_strangers(demo, now),
        Suggestion(from_number=None, shows="withheld", code=with_code.code if with_code else None),
    ]


def _shown_by(customer: DemoCustomer) -> Shows:
    if customer.block:
        return "blocked"
    if customer.requires_code:
        return "code_needed"
    if customer.limit.minor < OPENING_LIMIT.minor // 5:
        return "little_credit"
    if customer.language is Language.ENGLISH:
        return "english"
    if customer.price_list != BASIC_PRICE_LIST:
        return "other_prices"
    if customer.discount:
        return "discount"
    return "much_credit" if customer.limit.minor > OPENING_LIMIT.minor else "known"


def _strangers(demo: Demo, now: datetime) -> Iterator[Suggestion]:
    """Three the directory tells who they are, one it hides, and one it knows nothing certain of."""
    known = {number for customer in demo.customers for number in customer.numbers}
    directory = FileDirectory()
    left: dict[Shows, int] = {"new_caller": 3, "unlisted": 1, "unmatched": 1}
    owners = {owner.fingerprint for owner in demo.owners}
    for number in _listed_numbers():
        listing = directory.look_up(number, now)
        owner = listing.registrable_owner
        if number in known or (owner and owner.fingerprint in owners):
            continue
        shows = _shown_by_stranger(listing.status)
        if left[shows]:
            left[shows] -= 1
            yield Suggestion(from_number=number, shows=shows, name=owner.name if owner else None)


def _shown_by_stranger(status: ListingStatus) -> Shows:
    match status:
        case ListingStatus.FOUND:
            return "new_caller"
        case ListingStatus.HIDDEN:
            return "unlisted"
        case _:
            return "unmatched"


def _listed_numbers() -> list[PhoneNumber]:
    with EMBEDDED.open(encoding="utf-8", newline="") as lines:
        numbers = [phone_number(row["number"]) for row in csv.DictReader(lines)]
    return list(dict.fromkeys(numbers))
