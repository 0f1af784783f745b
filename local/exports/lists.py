"""Lists of the staff API, whole: page by page, and where one list is not all, list by list."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any

from agentline.domain.period import LONGEST_DAYS, day_of
from local.commands.api_session import ApiSession
from local.commands.side_by_side import side_by_side
from local.exports.tables import (
    AUDIT,
    CUSTOMERS,
    INVOICES,
    ORDERS,
    PAYMENTS,
    Columns,
)

type Item = dict[str, Any]

# Without a state: all that waits.
_STATES: tuple[Mapping[str, str], ...] = (
    {},
    {"state": "paid"},
    {"state": "credited"},
    {"state": "voided"},
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Days:
    """The first and the last day, both included; None is what the API takes for it."""

    since: date | None = None
    until: date | None = None

    @property
    def query(self) -> dict[str, str]:
        days = {"since": self.since, "until": self.until}
        return {name: day.isoformat() for name, day in days.items() if day}

    def parts(self, longest: int) -> Iterator["Days"]:
        """The same days in parts of `longest` at the most, the last ones first."""
        since, until = self.since, self.until or day_of(datetime.now(UTC))
        if since is None:
            yield self
            return
        while True:
            first = max(since, until - timedelta(days=longest - 1))
            yield Days(since=first, until=until)
            if first <= since:
                return
            until = first - timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class ListOfApi:
    """Something that can be exported: `read` asks for all of it."""

    words: str
    columns: Columns
    read: Callable[[ApiSession, Days], Iterator[Item]]


def _customers(session: ApiSession, _days: Days) -> Iterator[Item]:
    def whole(listed: Item) -> Item:
        """With what only the customer's own addresses tell."""
        path = f"/customers/{listed['number']}"
        numbers = session.items(f"{path}/numbers", {})
        return {
            **session.ask("GET", path).json,
            "numbers": [each["number"] for each in numbers],
            "limit": session.ask("GET", f"{path}/credit").json["limit"],
        }

    return side_by_side(whole, session.items("/customers", {}))


def _orders(session: ApiSession, days: Days) -> Iterator[Item]:
    for part in days.parts(LONGEST_DAYS):
        yield from session.items("/orders", part.query)


def _invoices(session: ApiSession, _days: Days) -> Iterator[Item]:
    told: set[str] = set()
    for state in _STATES:
        for item in session.items("/invoices", state):
            # It may be paid meanwhile, and then is in a list further on too.
            if item["reference"] not in told:
                told.add(item["reference"])
                yield item


def _payments(session: ApiSession, days: Days) -> Iterator[Item]:
    return session.items("/payments", days.query)


def _audit(session: ApiSession, days: Days) -> Iterator[Item]:
    return session.items("/audit", days.query)


LISTS: Mapping[str, ListOfApi] = {
    "customers": ListOfApi(words="customers", columns=CUSTOMERS, read=_customers),
    "orders": ListOfApi(words="orders", columns=ORDERS, read=_orders),
    "invoices": ListOfApi(words="invoice bases", columns=INVOICES, read=_invoices),
    "payments": ListOfApi(words="payments", columns=PAYMENTS, read=_payments),
    "audit": ListOfApi(words="entries", columns=AUDIT, read=_audit),
}
