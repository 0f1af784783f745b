"""What is known of how current a customer's address is, and what staff decided about it."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from hashlib import sha256

from agentline.domain.customer import Owner
from agentline.domain.phone_number import PhoneNumber


class AddressOutcome(StrEnum):
    """What came of checking one customer's address.

    FRESH was young enough and not asked about. CONFIRMED was looked up and is the same. DIFFERS
    and INSUFFICIENT wait for staff. KEPT is an answer that staff have set aside before. UNKNOWN
    is no answer: nothing changes.
    """

    FRESH = "fresh"
    CONFIRMED = "confirmed"
    DIFFERS = "differs"
    INSUFFICIENT = "insufficient"
    KEPT = "kept"
    UNKNOWN = "unknown"


class Match(StrEnum):
    """What the answer about one number says of the customer whose number it is.

    DIFFERENT is the same name at another address, or another name at the same address; SET_ASIDE
    a different owner staff have decided against.
    """

    SAME = "same"
    DIFFERENT = "different"
    SET_ASIDE = "set_aside"
    SOMEBODY_ELSE = "somebody_else"
    HIDDEN = "hidden"
    PARTIAL = "partial"
    SEVERAL = "several"
    NOT_FOUND = "not_found"
    UNANSWERED = "unanswered"


@dataclass(frozen=True, slots=True, kw_only=True)
class AddressVersion:
    """A name and address with its provenance: who stated it, and when they were asked."""

    owner: Owner
    source: str
    fetched_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """One number's answer. `owner` is there for DIFFERENT and SET_ASIDE only: of strangers,
    neither name nor address is kept."""

    number: PhoneNumber
    match: Match
    directory: str
    fetched_at: datetime
    owner: Owner | None = None

    @property
    def meaning(self) -> tuple[str, str]:
        """Equal for answers that leave staff nothing new to decide."""
        if self.owner:
            return self.number, self.owner.fingerprint
        return self.number, "somebody else" if self.match is Match.SOMEBODY_ELSE else "nobody"


class Choice(StrEnum):
    """What staff decide about a finding: take the directory's version, or keep the register's."""

    ACCEPTED = "accepted"
    KEPT = "kept"


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    choice: Choice
    who: str
    why: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """What the directory answered that is not what the register says.

    `outcome` is DIFFERS or INSUFFICIENT. `registered` is the register's version it was compared
    with. `readings` are the answers, the newest of each number; `answered_at` is when they last
    came, `noticed_at` when they first did.
    """

    outcome: AddressOutcome
    registered: AddressVersion
    readings: tuple[Reading, ...]
    noticed_at: datetime
    answered_at: datetime
    decision: Decision | None = None

    @property
    def found(self) -> AddressVersion | None:
        """The directory's version, where it differs and is one."""
        if self.outcome is not AddressOutcome.DIFFERS:
            return None
        return next(
            AddressVersion(
                owner=reading.owner, source=reading.directory, fetched_at=reading.fetched_at
            )
            for reading in self.readings
            if reading.owner and reading.match is Match.DIFFERENT
        )

    @property
    def token(self) -> str:
        """Names what staff saw: another one when either version, or any answer, is another."""
        meanings = sorted(reading.meaning for reading in self.readings)
        seen = repr((self.registered.owner.fingerprint, self.outcome.value, meanings))
        return sha256(seen.encode()).hexdigest()[:12]

    @property
    def is_kept(self) -> bool:
        return self.decision is not None and self.decision.choice is Choice.KEPT


@dataclass(frozen=True, slots=True, kw_only=True)
class AddressFile:
    """All that a check of one customer's address goes by.

    `revision` counts what was kept of findings; 0 is nothing yet.
    """

    customer: str
    version: AddressVersion
    numbers: tuple[PhoneNumber, ...]
    finding: Finding | None
    revision: int

    @property
    def standing_finding(self) -> Finding | None:
        """The finding, if it is about what the register says now."""
        finding = self.finding
        if finding is None:
            return None
        is_about_this = finding.registered.owner.fingerprint == self.version.owner.fingerprint
        return finding if is_about_this else None

    @property
    def undecided(self) -> Finding | None:
        """The finding that waits for staff."""
        finding = self.standing_finding
        return finding if finding and finding.decision is None else None

    @property
    def known_at(self) -> datetime:
        """When a directory last said something about the customer."""
        if self.finding is None:
            return self.version.fetched_at
        return max(self.version.fetched_at, self.finding.answered_at)

    @property
    def outcome_unasked(self) -> AddressOutcome:
        return self.undecided.outcome if self.undecided else AddressOutcome.FRESH

    def is_older(self, older_than: timedelta, now: datetime) -> bool:
        return now - self.known_at > older_than
