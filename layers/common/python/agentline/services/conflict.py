"""Trying a decision again when another one changed the same account in between (fault 6)."""

import random
import time
from collections.abc import Iterator

ATTEMPTS = 10
_FIRST_PAUSE_SECONDS = 0.01
_LONGEST_PAUSE_SECONDS = 0.3


class StillContestedError(Exception):
    """The same account was changed by others at every attempt; nothing was stored."""


def attempts() -> Iterator[int]:
    """Number the attempts, with growing random pauses between them; raise when all are spent."""
    for attempt in range(ATTEMPTS):
        if attempt:
            longest = min(_FIRST_PAUSE_SECONDS * 2**attempt, _LONGEST_PAUSE_SECONDS)
            time.sleep(random.uniform(0, longest))  # noqa: S311 - jitter, no secret
        yield attempt
    raise StillContestedError(f"gave up after {ATTEMPTS} attempts")
