"""All that is kept of single customers: the `Records` port on the table."""

from collections.abc import Sequence

from pynamodb.exceptions import DoesNotExist

from agentline.adapters.dynamodb import rows
from agentline.adapters.dynamodb.address_rows import ADDRESS, AddressRow, finding_from_json
from agentline.adapters.dynamodb.customer_rows import EntryRow, NoteRow
from agentline.adapters.dynamodb.journal_rows import CALLED, JournalRow, step_of
from agentline.adapters.dynamodb.key_ranges import list_range
from agentline.adapters.dynamodb.mapping.accounts import audit_entry
from agentline.adapters.dynamodb.mapping.customers import customer_key
from agentline.adapters.dynamodb.mapping.entries import (
    BLOCKED,
    DISCOUNT,
    NOTE,
    agreed_discount,
    note,
    placed_block,
)
from agentline.adapters.dynamodb.mapping.orders import any_order
from agentline.adapters.dynamodb.register_entries import read_numbers
from agentline.adapters.dynamodb.timeline import read_timeline
from agentline.domain.address_file import Finding
from agentline.domain.audit import AuditEntry
from agentline.domain.call import ScreenedCall
from agentline.domain.kept_entry import AgreedDiscount, Note, PlacedBlock
from agentline.domain.manual_order import AnyOrder
from agentline.domain.phone_number import PhoneNumber
from agentline.office_ports import Happening, Listing, Position


class TableRecords:
    """Every read is consistent."""

    def orders(self, customer: str, limit: int, position: Position | None) -> Listing[AnyOrder]:
        is_order = rows.GatheredRow.sk.startswith("ORDER#")
        key = customer_key(customer)
        found = list_range(rows.GatheredRow, key, is_order, limit, position, newest_first=False)
        return Listing(items=list(map(any_order, found.items)), position=found.position)

    def entries(self, customer: str, limit: int, position: Position | None) -> Listing[AuditEntry]:
        is_entry = rows.AuditRow.sk.startswith("AUDIT#")
        key = customer_key(customer)
        found = list_range(rows.AuditRow, key, is_entry, limit, position, newest_first=False)
        return Listing(items=list(map(audit_entry, found.items)), position=found.position)

    def notes(self, customer: str, limit: int, position: Position | None) -> Listing[Note]:
        is_note = NoteRow.sk.startswith(NOTE)
        key = customer_key(customer)
        found = list_range(NoteRow, key, is_note, limit, position, newest_first=False)
        return Listing(items=list(map(note, found.items)), position=found.position)

    def calls(self, customer: str, limit: int, position: Position | None) -> Listing[ScreenedCall]:
        is_step = JournalRow.sk.startswith(CALLED)
        key = customer_key(customer)
        found = list_range(JournalRow, key, is_step, limit, position, newest_first=False)
        return Listing(items=list(map(step_of, found.items)), position=found.position)

    def blocks(self, customer: str) -> Sequence[PlacedBlock]:
        is_block = EntryRow.sk.startswith(BLOCKED)
        found = EntryRow.query(customer_key(customer), is_block, consistent_read=True)
        return list(map(placed_block, found))

    def discounts(self, customer: str) -> Sequence[AgreedDiscount]:
        is_discount = EntryRow.sk.startswith(DISCOUNT)
        found = EntryRow.query(customer_key(customer), is_discount, consistent_read=True)
        return list(map(agreed_discount, found))

    def numbers(self, customer: str) -> Sequence[PhoneNumber]:
        return read_numbers(customer)

    def finding(self, customer: str) -> Finding | None:
        try:
            row = AddressRow.get(customer_key(customer), ADDRESS, consistent_read=True)
        except DoesNotExist:
            return None
        return finding_from_json(row.finding) if row.finding else None

    def timeline(self, customer: str, limit: int, position: Position | None) -> Listing[Happening]:
        return read_timeline(customer, limit, position)
