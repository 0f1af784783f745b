"""Who plays in the tour: people of the demo and of the directory who fit a scene right now."""

import csv
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

from agentline.adapters.directories.file import EMBEDDED, FileDirectory
from agentline.domain.catalogue import ServiceLine
from agentline.domain.customer import BlockReason, ListingStatus, Owner
from agentline.domain.hold import LONGEST_CALL
from agentline.domain.phone_number import PhoneNumber, phone_number
from agentline.domain.screening import Standing
from local.demo.files import Demo
from local.demo.model import DemoCustomer
from local.tour.exchange import Exchange
from local.tour.scene import NobodyLeftError, TourError

_FORGET = "make clean forgets all calls"


def now() -> datetime:
    return datetime.now(UTC).replace(microsecond=0)


def customers_with_credit(
    exchange: Exchange, demo: Demo, line: ServiceLine, talk_seconds: int, *, with_code: bool = False
) -> Iterator[DemoCustomer]:
    """Demo customers who may talk that long; `with_code` only those who have a code."""
    for caller, customer, standing in _customers(exchange, demo):
        is_let_in = with_code or not standing.requires_code
        if not is_let_in or (with_code and caller.code is None):
            continue
        if exchange.books.talk_seconds_left(customer, line, now()) >= talk_seconds:
            yield caller
    raise NobodyLeftError(f"no demo customer has credit left for a call; {_FORGET}")


def customer_with_little_credit(exchange: Exchange, demo: Demo, line: ServiceLine) -> DemoCustomer:
    """The one whose credit ends first, and before the longest allowed call does.

    The call is back-dated: nobody who would have talked at another price.
    """
    books, longest = exchange.books, int(LONGEST_CALL.total_seconds())
    found = []
    for caller, customer, standing in _customers(exchange, demo):
        left = books.talk_seconds_left(customer, line, now())
        if standing.requires_code or not 60 <= left < longest:
            continue
        if books.is_price_steady(customer, line, timedelta(seconds=left), now()):
            found.append((left, caller))
    if not found:
        raise NobodyLeftError(f"no demo customer has little credit; {_FORGET}")
    return min(found, key=lambda each: each[0])[1]


def blacklisted_customer(demo: Demo) -> tuple[DemoCustomer, BlockReason]:
    for caller in demo.customers:
        for block in caller.block:
            if block.to_domain().is_in_force(now()):
                return caller, block.reason
    raise TourError(f"nobody among {len(demo.customers)} demo customers is blacklisted")


def number_hidden_in_directory() -> PhoneNumber:
    """A number whose owner does not want to be found."""
    directory = FileDirectory()
    for number in _listed_numbers():
        if directory.look_up(number, now()).status is ListingStatus.HIDDEN:
            return number
    raise TourError("the directory hides nobody")


def stranger_in_directory(exchange: Exchange) -> tuple[PhoneNumber, Owner]:
    """Somebody the directory knows and who never rang before."""
    directory, register = FileDirectory(), exchange.books.register
    for number in _listed_numbers():
        owner = directory.look_up(number, now()).registrable_owner
        if (
            owner is not None
            and register.number_entry(number) is None
            and register.customer_of_owner(owner.fingerprint) is None
        ):
            return number, owner
    raise NobodyLeftError(f"everybody in the directory has rung by now; {_FORGET}")


def _customers(exchange: Exchange, demo: Demo) -> Iterator[tuple[DemoCustomer, str, Standing]]:
    """Those that nothing keeps from ringing, with their customer number."""
    for caller in demo.customers:
        customer = exchange.books.customer_of_number(caller.numbers[0])
        if customer is None:
            raise TourError(f"the demo customer {caller.name} is not registered: run make run")
        standing = exchange.books.register.standing(customer)
        if not standing.blocks and standing.account.blocking_basis is None:
            yield caller, customer, standing


def _listed_numbers() -> list[PhoneNumber]:
    with EMBEDDED.open(encoding="utf-8", newline="") as lines:
        return [phone_number(row["number"]) for row in csv.DictReader(lines)]
