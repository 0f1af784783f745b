"""What lists of orders need of the world outside, as a protocol the adapters fulfil."""

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from agentline.domain.manual_order import AnyOrder
from agentline.domain.order_key import OrderKey
from agentline.domain.period import Period
from agentline.office_ports import Listing, Position


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """Orders that were initiated between two instants, both included, and are on `basis`, if it is
    said."""

    first_at: datetime
    last_at: datetime
    basis: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class NamedOrder:
    """An order, and what the customer is called by now."""

    order: AnyOrder
    customer_name: str | None


class OrderLists(Protocol):
    """Orders of both kinds, the newest first; with `line`, only those of calls of that b-number."""

    def find(self, key: OrderKey) -> NamedOrder:
        """As it is stored by now. Raises UnknownOrderError."""

    def of_customer(
        self,
        customer: str,
        span: Span | None,
        line: str | None,
        limit: int,
        position: Position | None,
    ) -> Listing[AnyOrder]:
        """All of the customer's, or those of a span of time."""

    def of_days(
        self, period: Period, line: str | None, limit: int, position: Position | None
    ) -> Listing[AnyOrder]:
        """Of all customers. May be a moment behind."""
