"""Customers found and listed, and what belongs to them, on the table: the `CustomerLists` port."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime

from pynamodb.exceptions import DoesNotExist

from agentline.adapters.dynamodb import billing_rows, rows
from agentline.adapters.dynamodb.billing import TableBillingBook
from agentline.adapters.dynamodb.customer_rows import BlacklistRow, EntryRow, NoteRow
from agentline.adapters.dynamodb.key_ranges import list_range, sift_range
from agentline.adapters.dynamodb.mapping.accounts import basis_sort_key
from agentline.adapters.dynamodb.mapping.customers import customer_key, number_entry, owner
from agentline.adapters.dynamodb.mapping.entries import (
    BLACKLIST,
    BLOCKED,
    DISCOUNT,
    NOTE,
    agreed_discount,
    blacklisted,
    note,
    number_key,
    placed_block,
)
from agentline.adapters.dynamodb.register import BEFORE_THE_FIRST
from agentline.adapters.dynamodb.search_rows import (
    EmailRow,
    NameRow,
    TagRow,
    email_partition,
    name_partition,
    tag_partition,
)
from agentline.customer_ports import ListedCustomer
from agentline.domain.customer import CustomerStatus, NumberEntry
from agentline.domain.customer_search import is_found_first
from agentline.domain.kept_entry import AgreedDiscount, Note, PlacedBlock
from agentline.domain.phone_number import PhoneNumber
from agentline.office_ports import Listing, Position

_NUMBER = "NUMBER#"
# Numbers looked at for one page: of many in a row that were never used the next page tells.
_MOST_LOOKED_AT = 1_000


class TableCustomerLists:
    """Each page reads rows that lie side by side, then the entries they name."""

    def __init__(self) -> None:
        self._bases = TableBillingBook()

    def newest(self, limit: int, position: Position | None) -> Listing[ListedCustomer]:
        """Numbers are consecutive: from the last one given down, over those nobody got."""
        below = int(position["below"]) if position else _last_number() + 1
        stop = max(below - _MOST_LOOKED_AT, BEFORE_THE_FIRST + 1)
        found: list[ListedCustomer] = []
        while len(found) < limit and below > stop:
            first = max(below - (limit - len(found)), stop)
            numbers = [str(number) for number in range(below - 1, first - 1, -1)]
            known = self.customers(numbers)
            found += [known[number] for number in numbers if number in known]
            below = first
        leads_on = {"below": str(below)} if below > BEFORE_THE_FIRST + 1 else None
        return Listing(items=found, position=leads_on)

    def tagged(self, tag: str, limit: int, position: Position | None) -> Listing[ListedCustomer]:
        found = list_range(TagRow, tag_partition(tag), None, limit, position)
        known = self.customers([row.customer for row in found.items])
        items = [known[row.customer] for row in found.items if row.customer in known]
        return Listing(items=items, position=found.position)

    def named(
        self, beginning: str, limit: int, position: Position | None
    ) -> Listing[ListedCustomer]:
        found = list_range(
            NameRow,
            name_partition(beginning),
            NameRow.sk.startswith(beginning),
            limit,
            position,
            newest_first=False,
        )
        known = self.customers([row.customer for row in found.items])
        items = [
            known[row.customer]
            for row in found.items
            if row.customer in known
            and is_found_first(known[row.customer].owner.name, row.sk.rpartition("#")[0], beginning)
        ]
        return Listing(items=items, position=found.position)

    def with_email(self, email: str, limit: int) -> Sequence[str]:
        found = EmailRow.query(email_partition(email), limit=limit, consistent_read=True)
        return [row.customer for row in found]

    def customers(self, numbers: Sequence[str]) -> Mapping[str, ListedCustomer]:
        keys = [(customer_key(number), "PROFILE") for number in dict.fromkeys(numbers)]
        found = rows.ProfileRow.batch_get(keys, consistent_read=True) if keys else ()
        return {listed.number: listed for listed in map(_listed, found)}

    def bases_numbered(self, invoice_number: str, limit: int) -> Sequence[tuple[str, int]]:
        key = f"INVOICENUMBER#{invoice_number}"
        found = billing_rows.InvoiceNumberRow.query(key, limit=limit, consistent_read=True)
        return [(row.customer, int(row.basis)) for row in found]

    def basis_of_ocr(self, ocr: str) -> tuple[str, int] | None:
        return self._bases.basis_of_ocr(ocr)

    def has_basis(self, customer: str, number: int) -> bool:
        try:
            rows.BasisRow.get(customer_key(customer), basis_sort_key(number), consistent_read=True)
        except DoesNotExist:
            return False
        return True

    def numbers_of(
        self, customer: str, limit: int, position: Position | None
    ) -> Listing[NumberEntry]:
        is_number = rows.OwnedNumberRow.sk.startswith(_NUMBER)
        found = list_range(
            rows.OwnedNumberRow,
            customer_key(customer),
            is_number,
            limit,
            position,
            newest_first=False,
        )
        keys = [(f"NUM#{row.sk.removeprefix(_NUMBER)}", "NUM") for row in found.items]
        stored = rows.NumberRow.batch_get(keys, consistent_read=True) if keys else ()
        entries = sorted(map(number_entry, stored), key=lambda entry: entry.number)
        return Listing(items=entries, position=found.position)

    def notes_of(self, customer: str, limit: int, position: Position | None) -> Listing[Note]:
        is_note = NoteRow.sk.startswith(NOTE)
        found = list_range(NoteRow, customer_key(customer), is_note, limit, position)
        return Listing(items=list(map(note, found.items)), position=found.position)

    def discounts_of(
        self, customer: str, limit: int, position: Position | None
    ) -> Listing[AgreedDiscount]:
        return _entries(customer_key(customer), DISCOUNT, agreed_discount, limit, position)

    def blocks_of(
        self, customer: str, limit: int, position: Position | None
    ) -> Listing[PlacedBlock]:
        return _entries(customer_key(customer), BLOCKED, placed_block, limit, position)

    def blocks_on(
        self, number: PhoneNumber, limit: int, position: Position | None
    ) -> Listing[PlacedBlock]:
        return _entries(number_key(number), BLOCKED, placed_block, limit, position)

    def blacklist(
        self, now: datetime, limit: int, position: Position | None, *, is_numbers_only: bool = False
    ) -> Listing[PlacedBlock]:
        def is_wanted(row: BlacklistRow) -> bool:
            is_over = row.valid_until is not None and row.valid_until <= now
            return not is_over and not (is_numbers_only and row.number is None)

        found = sift_range(BlacklistRow, BLACKLIST, None, limit, position, is_wanted)
        return Listing(items=list(map(blacklisted, found.items)), position=found.position)


def _entries[Entry](
    key: str,
    prefix: str,
    read: Callable[[EntryRow], Entry],
    limit: int,
    position: Position | None,
) -> Listing[Entry]:
    found = list_range(EntryRow, key, EntryRow.sk.startswith(prefix), limit, position)
    return Listing(items=list(map(read, found.items)), position=found.position)


def _last_number() -> int:
    try:
        counter = rows.CounterRow.get("COUNTER#customer", "COUNTER", consistent_read=True)
    except DoesNotExist:
        return BEFORE_THE_FIRST
    return BEFORE_THE_FIRST + int(counter.last)


def _listed(row: rows.ProfileRow) -> ListedCustomer:
    return ListedCustomer(
        number=row.pk.removeprefix("CUST#"),
        owner=owner(row),
        email=row.email,
        tags=frozenset(row.tags or ()),
        status=CustomerStatus(row.status or CustomerStatus.ACTIVE.value),
        merged_into=row.merged_into,
        registered_at=row.registered_at,
    )
