"""What staff's changes of the catalogue need of the store, as a protocol."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from agentline.domain.audit import AuditEntry
from agentline.domain.catalogue import Language, PriceListKey, PriceListVersion
from agentline.domain.price_list import VersionEntry
from agentline.domain.screening import Refusal
from agentline.domain.service_line import LineEntry
from agentline.office_ports import Listing, Position


class CatalogueChangedError(Exception):
    """Somebody else changed the catalogue meanwhile; nothing was stored. Load and decide again."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AddVersion:
    """A version that must not be there yet."""

    version: PriceListVersion
    entry: VersionEntry


@dataclass(frozen=True, slots=True, kw_only=True)
class WithdrawVersion:
    """A version that never came into force, to be forgotten."""

    key: PriceListKey


@dataclass(frozen=True, slots=True, kw_only=True)
class KeepLine:
    """A service line in the place of what it was."""

    entry: LineEntry


@dataclass(frozen=True, slots=True, kw_only=True)
class SayWords:
    """What is said for a refusal; None is our own sentence again."""

    refusal: Refusal
    language: Language
    text: str | None


type CatalogueDeed = AddVersion | WithdrawVersion | KeepLine | SayWords
type OwnWords = Mapping[tuple[Refusal, Language], str]
"""The operator's words for refusals, where there are any."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CatalogueChange:
    """One deed, with its entry in the audit trail."""

    deed: CatalogueDeed
    audit: AuditEntry


class CatalogueBook(Protocol):
    """The catalogue as it is stored now, and its changes: one after the other, each decided on what
    the one before it left. What callers meet may be a minute older."""

    def revision(self) -> int:
        """Grows with every change. Read it first: what is read after it is of it, or stale."""

    def entries(self, name: str | None = None) -> Sequence[VersionEntry]:
        """The versions of one price list, or of all, the oldest first."""

    def version(self, key: PriceListKey) -> PriceListVersion:
        """Raises PriceListMissingError."""

    def versions(self, keys: Sequence[PriceListKey]) -> Sequence[PriceListVersion]:
        """Those of the versions that are there, in no order."""

    def lines(self) -> Sequence[LineEntry]:
        """All service lines, closed ones too, by number."""

    def list_lines(self, limit: int, position: Position | None) -> Listing[LineEntry]:
        """The same, part by part."""

    def line(self, number: str) -> LineEntry | None: ...

    def own_words(self) -> OwnWords: ...

    def store(self, change: CatalogueChange, revision: int) -> None:
        """Keep a change that was decided on at `revision`, all of it or nothing.

        Raises CatalogueChangedError, and PriceListError for a version too large to be kept.
        """
