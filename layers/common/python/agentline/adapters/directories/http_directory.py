"""Any directory that answers over HTTP: ask, read, and turn every failure into ERROR (fault 42)."""

from datetime import datetime
from typing import Protocol

from agentline.adapters.directories.failure import DirectoryError, FailureKind
from agentline.adapters.directories.reading import Reading
from agentline.adapters.directories.transport import Answer, Request, Transport
from agentline.domain.customer import Listing, ListingStatus
from agentline.domain.phone_number import PhoneNumber
from agentline.observability import count, log_failure


class Dialect(Protocol):
    """How one directory is asked, and what its answers mean."""

    @property
    def name(self) -> str:
        """Kept with every customer as where name and address came from."""

    @property
    def accepted(self) -> frozenset[int]:
        """The HTTP statuses that bring an answer; all others are failures."""

    def covers(self, number: PhoneNumber) -> bool:
        """Whether the directory lists numbers of that country; others it is not asked about."""

    def request(self, number: PhoneNumber) -> Request: ...

    def read(self, answer: Answer, number: PhoneNumber) -> Reading:
        """Raises DirectoryError."""


class HttpDirectory:
    """The `Directory` port over HTTP. Never raises, and keeps the transport's deadline."""

    def __init__(self, dialect: Dialect, transport: Transport) -> None:
        self._dialect = dialect
        self._transport = transport

    def look_up(self, number: PhoneNumber, now: datetime) -> Listing:
        reading = self._ask(number)
        return Listing(
            status=reading.status,
            directory=self._dialect.name,
            fetched_at=now,
            owner=reading.owner,
        )

    def _ask(self, number: PhoneNumber) -> Reading:
        dialect = self._dialect
        try:
            if not dialect.covers(number):
                return Reading(status=ListingStatus.NOT_FOUND)
            answer = self._transport.get(dialect.request(number), dialect.accepted)
            return dialect.read(answer, number)
        except DirectoryError as error:
            self._report(error, error.kind, error.http_status)
        except Exception as error:
            self._report(error, FailureKind.UNEXPECTED)
        return Reading(status=ListingStatus.ERROR)

    def _report(self, error: Exception, kind: FailureKind, http_status: int | None = None) -> None:
        """One line, with neither number nor name: log_failure leaves the error's words out."""
        count("DirectoryFailed")
        status = {} if http_status is None else {"http_status": str(http_status)}
        log_failure(
            "directory failed", error, directory=self._dialect.name, failure=kind.value, **status
        )
