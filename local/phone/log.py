"""What happened in a call, in order, for those who follow it."""

import time
from collections.abc import Sequence
from dataclasses import dataclass
from threading import Condition
from typing import Any


@dataclass(frozen=True, slots=True)
class Entry:
    """`index` grows by one from 1; `kind` says which fields there are."""

    index: int
    kind: str
    fields: dict[str, Any]


class CallLog:
    """Grows until it is closed. Safe to use from several threads."""

    def __init__(self) -> None:
        self._entries: list[Entry] = []
        self._grown = Condition()
        self._is_closed = False
        self.read_at = time.monotonic()

    @property
    def is_closed(self) -> bool:
        """Whether nothing more will come."""
        return self._is_closed

    def write(self, kind: str, **fields: Any) -> None:
        """Something has happened."""
        with self._grown:
            self._entries.append(Entry(len(self._entries) + 1, kind, fields))
            self._grown.notify_all()

    def close(self) -> None:
        """Nothing more will happen."""
        with self._grown:
            self._is_closed = True
            self._grown.notify_all()

    def after(self, index: int, wait_seconds: float = 0.0) -> Sequence[Entry]:
        """The entries after `index`, as soon as there are any; none when the time is up."""
        with self._grown:
            self.read_at = time.monotonic()
            self._grown.wait_for(
                lambda: self._is_closed or len(self._entries) > index, wait_seconds
            )
            self.read_at = time.monotonic()
            return tuple(self._entries[index:])
