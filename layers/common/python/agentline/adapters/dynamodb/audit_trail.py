"""The audit trail, read again: of single customers, and of days across all of them."""

from collections.abc import Sequence
from datetime import date

from agentline.adapters.dynamodb import rows
from agentline.adapters.dynamodb.key_ranges import sift_range, within_days
from agentline.adapters.dynamodb.listed_index import days_newest_first, list_rows
from agentline.adapters.dynamodb.mapping.accounts import audit_entry, audit_row
from agentline.adapters.dynamodb.mapping.customers import customer_key
from agentline.domain.audit import AuditEntry
from agentline.office_ports import IsWanted, Listing, Position


class TableAuditTrail:
    """The `AuditTrail` and `Trail` ports."""

    def entries(self, customer: str) -> Sequence[AuditEntry]:
        found = rows.AuditRow.query(
            customer_key(customer), rows.AuditRow.sk.startswith("AUDIT#"), consistent_read=True
        )
        return sorted(map(audit_entry, found), key=lambda entry: entry.at)

    def keep(self, entry: AuditEntry) -> None:
        audit_row(entry).save()

    def of_days(
        self,
        since: date,
        until: date,
        limit: int,
        position: Position | None,
        is_wanted: IsWanted = lambda _entry: True,
    ) -> Listing[AuditEntry]:
        days = days_newest_first("AUDIT", since, until)

        def keep(row: rows.Row) -> bool:
            return isinstance(row, rows.AuditRow) and is_wanted(audit_entry(row))

        found = list_rows(days, limit, position, newest_first=True, keep=keep)
        entries = [audit_entry(row) for row in found.items if isinstance(row, rows.AuditRow)]
        return Listing(items=entries, position=found.position)

    def of_customer(
        self,
        customer: str,
        since: date,
        until: date,
        limit: int,
        position: Position | None,
        is_wanted: IsWanted = lambda _entry: True,
    ) -> Listing[AuditEntry]:
        found = sift_range(
            rows.AuditRow,
            customer_key(customer),
            within_days("AUDIT#", since, until),
            limit,
            position,
            lambda row: is_wanted(audit_entry(row)),
        )
        # Whole seconds are written without a fraction, and sort after all fractions of theirs.
        entries = sorted(map(audit_entry, found.items), key=lambda one: one.at, reverse=True)
        return Listing(items=entries, position=found.position)
