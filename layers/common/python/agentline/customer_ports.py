"""What the care of customers needs of the world outside, as protocols the adapters fulfil."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from agentline.domain.account import Account
from agentline.domain.audit import AuditEntry
from agentline.domain.blocking import NumberChange
from agentline.domain.customer import Customer, CustomerStatus, NumberEntry, Owner
from agentline.domain.customer_file import CustomerChange, CustomerFile, RegisterEntry
from agentline.domain.kept_entry import AgreedDiscount, Note, PlacedBlock
from agentline.domain.phone_number import PhoneNumber
from agentline.office_ports import Listing, Position


@dataclass(frozen=True, slots=True, kw_only=True)
class NewCustomer:
    """A customer to be registered, with the numbers that become theirs."""

    customer: Customer
    opened: Account
    price_list: str
    numbers: tuple[NumberEntry, ...]
    audit: tuple[AuditEntry, ...]


class CustomerBook(Protocol):
    """Customers as staff care for them. All reads are of what is stored by now.

    What is stored under a `deed` is stored once, whoever asks again; an empty one names nothing.
    Everything that stores raises AccountChangedError where anything is not as it was read.
    """

    def made_by(self, deed: str) -> str | None:
        """The id of what was made by a deed, None if it was not done."""

    def file(self, customer: str) -> CustomerFile:
        """Raises CustomerMissingError."""

    def entry(self, customer: str) -> RegisterEntry:
        """Raises CustomerMissingError."""

    def customer_of_owner(self, fingerprint: str) -> str | None: ...

    def number_entry(self, number: PhoneNumber) -> NumberEntry | None: ...

    def next_customer_number(self) -> str: ...

    def customer_block(self, customer: str, block: str) -> PlacedBlock:
        """Raises EntryMissingError."""

    def number_block(self, number: PhoneNumber, block: str) -> PlacedBlock:
        """Raises EntryMissingError."""

    def discount(self, customer: str, discount: str) -> AgreedDiscount:
        """Raises EntryMissingError."""

    def note(self, customer: str, note: str) -> Note:
        """Raises EntryMissingError."""

    def code_issued_at(self, file: CustomerFile) -> datetime | None:
        """When the customer's code was issued, if they have one and that is known."""

    def register(self, new: NewCustomer, deed: str) -> None: ...

    def store(self, change: CustomerChange, deed: str) -> None: ...

    def store_number_block(self, change: NumberChange, deed: str) -> None: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedCustomer:
    """A customer as lists tell of them."""

    number: str
    owner: Owner
    email: str | None
    tags: frozenset[str]
    status: CustomerStatus
    merged_into: str | None
    registered_at: datetime


class CustomerLists(Protocol):
    """Customers found, and lists of what belongs to them. What a page costs does not depend on how
    many customers there are."""

    def newest(self, limit: int, position: Position | None) -> Listing[ListedCustomer]: ...

    def tagged(
        self, tag: str, limit: int, position: Position | None
    ) -> Listing[ListedCustomer]: ...

    def named(
        self, beginning: str, limit: int, position: Position | None
    ) -> Listing[ListedCustomer]:
        """Those whose name, or any word of it, begins so, by their names.

        `beginning` is a search key of two characters at least.
        """

    def with_email(self, email: str, limit: int) -> Sequence[str]:
        """The numbers of customers with an e-mail address, in any case of letters."""

    def customers(self, numbers: Sequence[str]) -> Mapping[str, ListedCustomer]:
        """Customers by their numbers; without those there are none of."""

    def bases_numbered(self, invoice_number: str, limit: int) -> Sequence[tuple[str, int]]:
        """The bases to which a ledger, or staff, gave an invoice number."""

    def basis_of_ocr(self, ocr: str) -> tuple[str, int] | None:
        """The basis that a payment reference of a ledger is of."""

    def has_basis(self, customer: str, number: int) -> bool: ...

    def numbers_of(
        self, customer: str, limit: int, position: Position | None
    ) -> Listing[NumberEntry]: ...

    def notes_of(self, customer: str, limit: int, position: Position | None) -> Listing[Note]:
        """The newest first."""

    def discounts_of(
        self, customer: str, limit: int, position: Position | None
    ) -> Listing[AgreedDiscount]:
        """The newest first, those that have ended too."""

    def blocks_of(
        self, customer: str, limit: int, position: Position | None
    ) -> Listing[PlacedBlock]:
        """The newest first, those that have ended too."""

    def blocks_on(
        self, number: PhoneNumber, limit: int, position: Position | None
    ) -> Listing[PlacedBlock]:
        """The newest first, those that have ended too."""

    def blacklist(
        self, now: datetime, limit: int, position: Position | None, *, is_numbers_only: bool = False
    ) -> Listing[PlacedBlock]:
        """Every block that is in force or to come, the newest first."""
