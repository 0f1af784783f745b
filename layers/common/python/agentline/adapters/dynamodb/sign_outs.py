"""Since when the tokens of members of staff count."""

from collections.abc import Callable
from datetime import datetime
from time import monotonic

from pynamodb.exceptions import DoesNotExist

from agentline.adapters.dynamodb.audit_trail import TableAuditTrail
from agentline.adapters.dynamodb.mapping.accounts import audit_row
from agentline.adapters.dynamodb.office_rows import SignOutRow
from agentline.adapters.dynamodb.transaction import writing
from agentline.domain.audit import AuditEntry

# So long may another instance of the function let somebody in who was barred.
SECONDS_KEPT = 10


class TableSignOuts:
    """The `SignOuts` port on the table; what was read is kept some seconds."""

    def __init__(self, clock: Callable[[], float] = monotonic) -> None:
        self._clock = clock
        self._known: dict[str, tuple[float, datetime | None]] = {}

    def valid_since(self, id_: str) -> datetime | None:
        known = self._known.get(id_)
        if known and self._clock() < known[0]:
            return known[1]
        since = _read(id_)
        self._known[id_] = (self._clock() + SECONDS_KEPT, since)
        return since

    def end(self, id_: str, at: datetime, audit: AuditEntry) -> None:
        with writing([audit_row(audit)]) as transaction:
            transaction.save(SignOutRow(*_key(id_), valid_since=at))
        self._known.pop(id_, None)

    def note(self, audit: AuditEntry) -> None:
        TableAuditTrail().keep(audit)


def _read(id_: str) -> datetime | None:
    try:
        return SignOutRow.get(*_key(id_), consistent_read=True).valid_since
    except DoesNotExist:
        return None


def _key(id_: str) -> tuple[str, str]:
    return f"STAFF#{id_}", "SIGNOUT"
