"""The audit trail as tests look at it."""

from agentline.adapters.dynamodb.audit_trail import TableAuditTrail
from agentline.domain.audit import AuditEntry
from agentline.office_ports import Position
from tests.examples import NOON


def entries_of_the_day() -> list[AuditEntry]:
    """What staff did on the day of the tests, however much it was: the newest first."""
    found: list[AuditEntry] = []
    position: Position | None = None
    while True:
        page = TableAuditTrail().of_days(NOON.date(), NOON.date(), 200, position)
        found += page.items
        if page.position is None:
            return found
        position = page.position
