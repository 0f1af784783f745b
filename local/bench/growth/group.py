"""The unit an operation grows by: a day, sixty customers who are new on it, and what happens."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from agentline.domain.customer import Owner
from agentline.domain.phone_number import PhoneNumber, phone_number
from agentline.domain.receivables import Actor

TODAY = date(2026, 6, 30)
NOW = datetime.combine(TODAY, time(19, 0), UTC)
CUSTOMERS = 60
ORDERS_EACH = 10
# More of everything than a page has; and of an ordinary day.
MANY, FEW = 60, 4
# One customer to whom something happens every day: their lists grow too.
REGULAR = "100001"
# In minutes of the day. Today that is twenty minutes ago: calls of then go on.
LATE = 640
_FIRST = 100_002
_REGULAR_BASIS = 1_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """`count` is how much there is of each kind. `regular_basis` is the number of the last basis
    that the regular customer has closed by the end of the day."""

    day: date
    first_customer: int
    count: int
    regular_basis: int

    @property
    def customers(self) -> list[str]:
        return [str(self.first_customer + slot) for slot in range(CUSTOMERS)]

    @property
    def of_the_regular(self) -> int:
        """How many of each kind are the regular customer's."""
        return self.count if self.count == MANY else 1

    @property
    def some(self) -> Iterator[tuple[int, str]]:
        """As many customers as there is of each kind, counted from 0."""
        return enumerate(self.customers[: self.count])

    def at(self, minute: int) -> datetime:
        """So long after eight in the morning."""
        return datetime.combine(self.day, time(8, 0), UTC) + timedelta(minutes=minute)

    def by(self, minute: int) -> Actor:
        return Actor(who="anna@example.com", why="asked for by telephone", at=self.at(minute))


def groups(number: int) -> list[Group]:
    """The newest first: today's, with more than a page of everything, then one a day before."""
    return [
        Group(
            day=TODAY - timedelta(days=age),
            first_customer=_FIRST + CUSTOMERS * age,
            count=FEW if age else MANY,
            regular_basis=_REGULAR_BASIS + (-age if age else MANY),
        )
        for age in range(number)
    ]


def number_of(customer: str) -> PhoneNumber:
    return phone_number(f"+46701{customer}")


def owner_of(customer: str) -> Owner:
    """All have one name: whoever is searched by it is one of many."""
    return Owner(
        name="Anna Andersson",
        street=f"Provgatan {customer}",
        postcode="123 45",
        city="Exempelby",
        country="SE",
    )


def contact_of(customer: str, number: int) -> str:
    """As long as Amazon Connect's ids."""
    return f"5f0c{number:04d}-2b7e-4c19-8d30-000000{customer}"
