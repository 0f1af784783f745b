"""The audit trail of single customers, read again."""

from collections.abc import Sequence

from agentline.adapters.dynamodb import rows
from agentline.adapters.dynamodb.mapping.accounts import audit_entry
from agentline.adapters.dynamodb.mapping.customers import customer_key
from agentline.domain.audit import AuditEntry


class TableAuditTrail:
    """The `AuditTrail` port."""

    def entries(self, customer: str) -> Sequence[AuditEntry]:
        found = rows.AuditRow.query(
            customer_key(customer), rows.AuditRow.sk.startswith("AUDIT#"), consistent_read=True
        )
        return sorted(map(audit_entry, found), key=lambda entry: entry.at)
