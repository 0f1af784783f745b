"""The caller's end of the line."""

from collections.abc import Iterable
from typing import Protocol

from local.connect.transcript import Spoken


class CallerGoneError(Exception):
    """The caller has hung up before the flow was over."""


class Telephone(Protocol):
    """A caller who hears and can press keys. Raises CallerGoneError wherever they hang up."""

    def pass_block(self, identifier: str, block_type: str) -> None:
        """The flow is about to execute an action."""

    def hear(self, spoken: Spoken) -> None:
        """A text is spoken to the caller, to its end."""

    def press(self, first_key_within_seconds: int, /) -> str | None:
        """The keys pressed at a prompt, None if there were none in time."""


class ScriptedTelephone:
    """A caller who presses given keys, one entry a prompt, and then none.

    An empty entry is a caller who lets the time run out.
    """

    def __init__(self, keys: Iterable[str] = ()) -> None:
        self._keys = iter(keys)

    def pass_block(self, identifier: str, block_type: str) -> None:
        """Notices nothing of it, as callers do."""

    def hear(self, spoken: Spoken) -> None:
        """Listens without a reaction."""

    def press(self, _first_key_within_seconds: int, /) -> str | None:
        """The next entry of the script."""
        return next(self._keys, None) or None
