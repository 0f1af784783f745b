"""What waits for staff until one of them has seen to it, and which of them did."""

from dataclasses import dataclass
from datetime import datetime


class AlreadySeenToError(ValueError):
    """A member of staff has seen to it; the message says who, when and how."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SeenTo:
    """Who saw to it, when, and the past participle of what they did.

    `deed` names that for good: done again, it was done. `customer` is whose it is by it, if so.
    """

    by: str
    at: datetime
    outcome: str
    deed: str
    customer: str | None = None

    @property
    def words(self) -> str:
        whose = f", as customer {self.customer}'s" if self.customer else ""
        return f"{self.outcome} by {self.by} at {self.at:%Y-%m-%d %H:%M} UTC{whose}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """Something on staff's list, by its id there.

    It may come back onto the list, whatever was seen of it before: then it waits again.
    """

    id: str
    is_waiting: bool
    seen: SeenTo | None

    def require_waiting(self) -> None:
        """Raises AlreadySeenToError."""
        if not self.is_waiting:
            how = self.seen.words if self.seen else "seen to"
            raise AlreadySeenToError(f"There is nothing left to do about it: it was {how}.")

    def was_done(self, deed: str) -> bool:
        return not self.is_waiting and self.seen is not None and self.seen.deed == deed
