"""Credit reserved for a live call, and what is known of the call's legs (design.md 2.3, 2.4)."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from agentline.domain.money import Money

LONGEST_CALL = timedelta(minutes=60)
CUT_OFF_MARGIN = timedelta(seconds=5)
_UNANSWERED = timedelta(minutes=45)
_GRACE = timedelta(minutes=30)
_SHRUNK = timedelta(days=7)


@dataclass(frozen=True, slots=True, kw_only=True)
class Leg:
    """One contact of a call with an agent. Events come in any order: either end may be unknown."""

    began_at: datetime | None = None
    ended_at: datetime | None = None

    @property
    def is_live(self) -> bool:
        return self.began_at is not None and self.ended_at is None

    @property
    def talked(self) -> timedelta:
        """How long a leg that is over lasted."""
        if self.began_at is None or self.ended_at is None:
            return timedelta()
        return max(self.ended_at - self.began_at, timedelta())


@dataclass(frozen=True, slots=True, kw_only=True)
class Hold:
    """Credit reserved for one live call, and the seconds of talk it pays for.

    `legs` are those seen with an agent, by contact id. `shrunk_at` tells when the call was seen to
    be over and the hold became the price of what was talked.
    """

    amount: Money
    talk_seconds: int
    placed_at: datetime
    legs: Mapping[str, Leg] = field(default_factory=dict)
    shrunk_at: datetime | None = None

    @property
    def answered_at(self) -> datetime | None:
        """When the talk began, None while nobody has answered."""
        return min((leg.began_at for leg in self.legs.values() if leg.began_at), default=None)

    @property
    def has_live_leg(self) -> bool:
        return any(leg.is_live for leg in self.legs.values())

    @property
    def expires_at(self) -> datetime:
        """Unanswered after 45 min, answered after the paid time + 30 min, shrunk after 7 days."""
        if self.shrunk_at:
            return self.shrunk_at + _SHRUNK
        if self.answered_at:
            return self.answered_at + timedelta(seconds=self.talk_seconds) + _GRACE
        return self.placed_at + _UNANSWERED

    def talked_by(self, now: datetime) -> timedelta:
        """Talk of all legs so far."""
        return sum(
            (
                max(now - leg.began_at, timedelta()) if leg.is_live and leg.began_at else leg.talked
                for leg in self.legs.values()
            ),
            timedelta(),
        )

    @property
    def cut_at(self) -> datetime | None:
        """Some seconds before the paid talk time is used up; None while no leg is live."""
        live = [leg.began_at for leg in self.legs.values() if leg.is_live and leg.began_at]
        if not live:
            return None
        talked = sum((leg.talked for leg in self.legs.values()), timedelta())
        return max(live) + timedelta(seconds=self.talk_seconds) - talked - CUT_OFF_MARGIN

    def with_leg_begun(self, contact: str, at: datetime) -> "Hold":
        return self._with_leg(contact, began_at=at)

    def with_leg_ended(self, contact: str, at: datetime) -> "Hold":
        return self._with_leg(contact, ended_at=at)

    def _with_leg(self, contact: str, **end: datetime) -> "Hold":
        leg = replace(self.legs.get(contact, Leg()), **end)
        return replace(self, legs={**self.legs, contact: leg})
