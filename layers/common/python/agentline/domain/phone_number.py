"""Telephone numbers as the rules see them: E.164, or withheld (design.md 1)."""

import re
from typing import NewType

PhoneNumber = NewType("PhoneNumber", str)
"""A number in E.164 form, such as +46701740605. Made by `phone_number` only."""

_E164 = re.compile(r"\+[1-9][0-9]{6,14}")

# What networks and Connect are known to send instead of a number; no page of AWS states it.
# +266696687 spells ANONYMOUS on a keypad.
_WITHHELD_WORDS = frozenset(
    {"", "anonymous", "restricted", "unavailable", "unknown", "private", "withheld", "+266696687"}
)


class NotE164Error(ValueError):
    """The text is not a number in E.164 form."""


def phone_number(text: str) -> PhoneNumber:
    """The text as a number; it must already be E.164 (any spelling is read at the door)."""
    if not _E164.fullmatch(text):
        raise NotE164Error(f"{text!r} is not a number in E.164 form, such as +46701740605")
    return PhoneNumber(text)


def is_withheld(address: str | None) -> bool:
    """Whether the network hid the caller's number (fault 18)."""
    return address is None or address.strip().casefold() in _WITHHELD_WORDS
