"""Who pays, who the directory says owns a number, and when the two are the same (design.md 2.1)."""

import hashlib
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from agentline.domain.catalogue import Language
from agentline.domain.phone_number import PhoneNumber


@dataclass(frozen=True, slots=True, kw_only=True)
class Owner:
    """The holder of a number and where they live, as a directory states it; parts may be empty."""

    name: str
    street: str
    postcode: str
    city: str
    country: str

    @property
    def is_complete(self) -> bool:
        """Whether an invoice can reach them: name, street, postcode and city are all there."""
        return all(part.strip() for part in (self.name, self.street, self.postcode, self.city))

    @property
    def fingerprint(self) -> str:
        """Equal for the same name and address in any spelling of case and spaces."""
        parts = (self.name, self.street, self.postcode, self.city, self.country)
        plain = "\n".join("".join(part.casefold().split()) for part in parts)
        return hashlib.sha256(plain.encode()).hexdigest()


class ListingStatus(StrEnum):
    """What came of asking a directory. An error never looks like "not found" (fault 42)."""

    FOUND = "found"
    PARTIAL = "partial"
    HIDDEN = "hidden"
    SEVERAL = "several"
    NOT_FOUND = "not_found"
    ERROR = "error"


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """A directory's answer about one number, with its provenance."""

    status: ListingStatus
    directory: str
    fetched_at: datetime
    owner: Owner | None = None

    @property
    def registrable_owner(self) -> Owner | None:
        """The one complete owner who may be registered at once, else None."""
        if self.status is ListingStatus.FOUND and self.owner and self.owner.is_complete:
            return self.owner
        return None


class CustomerStatus(StrEnum):
    """Closed customers may come back; merged and erased ones are there for their orders only."""

    ACTIVE = "active"
    CLOSED = "closed"
    MERGED = "merged"
    ERASED = "erased"


@dataclass(frozen=True, slots=True, kw_only=True)
class Customer:
    """The register's entry of a customer. `source` and `fetched_at` tell where it came from.

    `merged_into` is the customer that took over from a merged one, `closing_block` the block that a
    closing has placed and a reopening ends. Stored on the condition of its `revision`.
    """

    number: str
    owner: Owner
    language: Language
    registered_at: datetime
    source: str
    fetched_at: datetime
    email: str | None = None
    tags: frozenset[str] = frozenset()
    status: CustomerStatus = CustomerStatus.ACTIVE
    merged_into: str | None = None
    closing_block: str | None = None
    revision: int = 1


class BlockReason(StrEnum):
    FINANCIAL = "financial"
    CONDUCT = "conduct"
    FRAUD = "fraud"
    OWN_REQUEST = "own_request"
    OTHER = "other"


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """Blacklisting of a customer or a number, in force in [from, until) (design.md 1).

    Note and name are not read with what screening needs of a customer: they are empty there.
    """

    reason: BlockReason
    valid_from: datetime
    valid_until: datetime | None
    note: str
    placed_by: str
    id: str = ""

    @property
    def is_for_conduct(self) -> bool:
        """Conduct and fraud bar every line, also those that cost nothing (rule 2.1.1)."""
        return self.reason in {BlockReason.CONDUCT, BlockReason.FRAUD}

    def is_in_force(self, now: datetime) -> bool:
        return self.valid_from <= now and (self.valid_until is None or now < self.valid_until)


@dataclass(frozen=True, slots=True, kw_only=True)
class NumberEntry:
    """What the register knows of one a-number: whose it is, and any block on the number itself."""

    number: PhoneNumber
    customer: str | None
    block: Block | None
