"""Reads the demo files, and checks that they fit each other."""

import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from pydantic import ValidationError

from agentline.domain.catalogue import PriceListVersion, ServiceLine
from agentline.domain.customer import Block, Owner
from agentline.domain.phone_number import PhoneNumber
from local.demo.model import CustomersFile, DemoCustomer, LinesFile, Model, PriceListsFile

FOLDER = Path(__file__).parent


class DemoFileError(ValueError):
    """A demo file says something that cannot be. The message is one line and names the place."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Demo:
    """All that a new stage begins with, checked: every reference leads somewhere."""

    lines: tuple[ServiceLine, ...]
    price_lists: tuple[PriceListVersion, ...]
    customers: tuple[DemoCustomer, ...]
    blocked_numbers: tuple[tuple[PhoneNumber, Block], ...]

    @property
    def owners(self) -> Iterator[Owner]:
        return (customer.owner() for customer in self.customers)


def load_demo(folder: Path = FOLDER) -> Demo:
    """Read service_lines.toml, price_lists.toml and customers.toml. Raises DemoFileError."""
    lines = _read(folder / "service_lines.toml", LinesFile)
    prices = _read(folder / "price_lists.toml", PriceListsFile)
    people = _read(folder / "customers.toml", CustomersFile)
    holidays = frozenset(prices.holidays)
    try:
        demo = Demo(
            lines=tuple(line.to_domain() for line in lines.line),
            price_lists=tuple(version.to_domain(holidays) for version in prices.version),
            customers=people.customer,
            blocked_numbers=tuple(
                (blocked.number, blocked.to_domain()) for blocked in people.blocked_number
            ),
        )
        for customer in demo.customers:
            for discount in customer.discount:
                discount.to_domain()
    except ValueError as error:
        raise DemoFileError(f"{folder.name}: {error}") from error
    _check(demo)
    return demo


def _check(demo: Demo) -> None:
    lists = {version.key.name for version in demo.price_lists}
    for version in demo.price_lists:
        for line in demo.lines:
            if line.article is not None and line.article not in version.articles:
                raise DemoFileError(
                    f"price list {version.key.name} has no article {line.article} "
                    f"for line {line.name}"
                )
    for customer in demo.customers:
        if customer.price_list not in lists:
            raise DemoFileError(f"{customer.name} has the unknown list {customer.price_list}")
    _check_once(line.number for line in demo.lines)
    _check_once(owner.fingerprint for owner in demo.owners)
    _check_once(customer.code for customer in demo.customers if customer.code)
    _check_once(
        [
            *(number for customer in demo.customers for number in customer.numbers),
            *(number for number, _ in demo.blocked_numbers),
        ]
    )


def _check_once(names: Iterable[str]) -> None:
    seen: set[str] = set()
    for name in names:
        if name in seen:
            raise DemoFileError(f"{name} occurs twice")
        seen.add(name)


def _read[Content: Model](path: Path, kind: type[Content]) -> Content:
    try:
        return kind.model_validate(tomllib.loads(path.read_text(encoding="utf-8")))
    except ValidationError as error:
        fault = error.errors(include_url=False)[0]
        place = ".".join(str(part) for part in fault["loc"])
        raise DemoFileError(f"{path.name}: {place}: {' '.join(fault['msg'].split())}") from error
    except (OSError, ValueError) as error:
        raise DemoFileError(f"{path.name}: {' '.join(str(error).split())}") from error
