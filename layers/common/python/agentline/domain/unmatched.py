"""Unmatched callers, until staff have seen to them: registered, linked to a customer, dismissed."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from agentline.domain.call import UnmatchedCaller
from agentline.domain.phone_number import PhoneNumber
from agentline.domain.seeing_to import Task


class UnmatchedOutcome(StrEnum):
    """What staff made of an unmatched caller."""

    REGISTERED = "registered"
    LINKED = "linked"
    DISMISSED = "dismissed"


class NumberWithheldError(ValueError):
    """Nobody can be found by a number that is not known: such a caller can only be dismissed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class UnmatchedEntry(Task):
    """An unmatched caller as staff have it on their list."""

    caller: UnmatchedCaller

    @property
    def number(self) -> PhoneNumber:
        """Raises NumberWithheldError."""
        if self.caller.a_number is None:
            raise NumberWithheldError(
                "The caller's number was withheld: there is no number to register or to link."
            )
        return self.caller.a_number


def unmatched_id(call: str, at: datetime) -> str:
    """Of a caller that a step of a call left to staff at that time."""
    return f"{at:%Y-%m-%d}.{call}"
