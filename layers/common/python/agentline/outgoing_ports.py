"""What outgoing events need of the world outside, as protocols the adapters fulfil."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Protocol

from agentline.domain.audit import AuditEntry
from agentline.domain.webhook_delivery import Answer, Attempt, Delivery, Endpoint


class EndpointChangedError(Exception):
    """Somebody else changed the endpoint meanwhile; nothing was stored."""


class EndpointMissingError(LookupError):
    """There is no such endpoint."""


class EndpointExistsError(Exception):
    """The same request has made another endpoint before."""


class EndpointUrlError(ValueError):
    """Events may not be sent to the URL; the message names the rule, not the URL."""


class DeliveryChangedError(Exception):
    """Somebody else changed the delivery meanwhile; nothing was stored."""


class DeliveryMissingError(LookupError):
    """There is no such delivery: never was, or no longer is."""


class EndpointBook(Protocol):
    """The operator's endpoints."""

    def add(self, endpoint: Endpoint, audit: AuditEntry) -> Endpoint:
        """Keep a new endpoint with its audit entry; the one of its id, if there is one already."""

    def all(self) -> Sequence[Endpoint]:
        """Oldest first."""

    def find(self, endpoint: str) -> Endpoint:
        """By its id. Raises EndpointMissingError."""

    def change(self, endpoint: Endpoint, audit: AuditEntry | None = None) -> Endpoint:
        """Keep an endpoint that was found and changed, with its audit entry; the endpoint as it now
        is. Raises EndpointChangedError.
        """


class DeliveryLog(Protocol):
    """Deliveries and their attempts, kept 90 days."""

    def open(self, delivery: Delivery, now: datetime) -> None:
        """Keep a new delivery; one that is there already, of the same event, stays as it is."""

    def find(self, endpoint: str, event: str) -> Delivery:
        """Raises DeliveryMissingError, and EventIdError where `event` is no id."""

    def change(
        self,
        delivery: Delivery,
        attempt: Attempt | None = None,
        audit: AuditEntry | None = None,
    ) -> Delivery:
        """Keep a delivery that was found and changed, with the attempt that ended, or the audit
        entry of who changed it, all or nothing.

        The delivery as it now is. Raises DeliveryChangedError.
        """

    def of_day(self, endpoint: str, day: date) -> Sequence[Delivery]:
        """Deliveries of events of that day, oldest first."""

    def attempts(self, delivery: Delivery) -> Sequence[Attempt]:
        """Oldest first."""

    def overdue(self, before: datetime) -> Sequence[Delivery]:
        """Some of those pending whose next attempt was due before then, the longest due first.

        Reads an index, which may lag behind.
        """


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """A message on the queue: see to a delivery, as it was at `version`, when it is `due`."""

    endpoint: str
    event: str
    version: int
    due: datetime


class DeliveryQueue(Protocol):
    """Wakes the deliverer. May wake it early (long waits are chained) and more than once."""

    def put(self, call: Call, now: datetime) -> None: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """What is posted: an event's body to a URL, signed by each of the secrets."""

    url: str
    event: str
    body: str
    secrets: tuple[str, ...] = field(repr=False)


class Postman(Protocol):
    """Posts letters to where anybody may see them, and nowhere else."""

    def check_url(self, url: str) -> None:
        """Raises EndpointUrlError unless events may be sent there."""

    def post(self, letter: Letter, now: datetime) -> Answer:
        """Sign and post once, within a deadline. Never raises for what the other side does."""
