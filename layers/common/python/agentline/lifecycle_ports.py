"""What the ends of a customer need of the world outside: merges, erasure, all that is kept."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from agentline.domain.account import Account
from agentline.domain.audit import AuditEntry
from agentline.domain.erasure import Erasure, ErasureSide
from agentline.domain.manual_order import AnyOrder
from agentline.domain.merge import Merge, MergeSide
from agentline.domain.phone_number import PhoneNumber


@dataclass(frozen=True, slots=True, kw_only=True)
class MergeBegin:
    """A merge about to begin, and what it was decided on. `left` is the account of the merged
    customer from then on."""

    merge: Merge
    source: MergeSide
    into: MergeSide
    left: Account
    audit: tuple[AuditEntry, ...]


class MergeBook(Protocol):
    """Merges of customers. All reads are of what is stored by now, but for what is unfinished."""

    def side(self, customer: str) -> MergeSide:
        """Raises CustomerMissingError."""

    def absorbed_by(self, customer: str) -> Sequence[Merge]:
        """The merges into the customer, at first hand."""

    def merge_of(self, customer: str) -> Merge | None:
        """The merge by which the customer was merged away. Raises CustomerMissingError."""

    def begin(self, begun: MergeBegin) -> None:
        """From now on the account lets nobody in, its code is nobody's, its blocks and its owner's
        name lead to the other. Raises AccountChangedError."""

    def numbers_of(self, customer: str) -> Sequence[PhoneNumber]: ...

    def move_numbers(self, merge: Merge, numbers: Sequence[PhoneNumber], audit: AuditEntry) -> None:
        """Raises AccountChangedError."""

    def open_orders(self, account: Account, limit: int) -> Sequence[AnyOrder]:
        """Orders on the open basis, at most `limit` of them, the oldest first."""

    def finish(self, merge: Merge) -> None: ...

    def unfinished(self, until: datetime, limit: int) -> Sequence[Merge]:
        """Those begun before `until` and not finished. May be a moment old."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ErasureBegin:
    """An erasure about to begin, and what it was decided on: the customer first, then those merged
    into them."""

    erasure: Erasure
    family: tuple[ErasureSide, ...]
    audit: AuditEntry


class ErasureBook(Protocol):
    """Erasures of customers. All reads are of what is stored by now, but for what is unfinished."""

    def side(self, customer: str) -> ErasureSide:
        """Raises CustomerMissingError."""

    def erasure_of(self, customer: str) -> Erasure | None:
        """The erasure that was begun by asking for this customer."""

    def begin(self, begun: ErasureBegin) -> None:
        """From now on the account lets nobody in, and the register knows nobody by its number.
        Raises AccountChangedError."""

    def free_numbers(self, customer: str) -> bool:
        """Let some numbers go, with all that was kept by them; False if there were none.

        A number's own block stays. Raises AccountChangedError.
        """

    def scrub(self, erasure: Erasure) -> bool:
        """Take the person out of some of what is left; False once nothing is.

        Raises AccountChangedError.
        """

    def finish(self, erasure: Erasure, audit: AuditEntry) -> None:
        """Raises AccountChangedError if others have finished it."""

    def unfinished(self, until: datetime, limit: int) -> Sequence[Erasure]:
        """Those begun before `until` and not finished. May be a moment old."""
