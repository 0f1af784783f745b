"""What names an order for ever."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderKey:
    """One order of a customer, by when it was initiated and its `id`.

    The id is the contact's, of a correction too, which its `version` of the record tells apart; a
    manual line has one of its own.
    """

    customer: str
    initiated_at: datetime
    id: str
    version: datetime | None = None


class UnknownOrderError(LookupError):
    """The customer has no such order."""

    def __init__(self, key: OrderKey) -> None:
        super().__init__(f"customer {key.customer} has no order {key.id} of then")
