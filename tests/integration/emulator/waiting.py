"""Wait for something that happens in another process and tells nobody."""

import time
from collections.abc import Callable


def until[Found](look: Callable[[], Found | None], seconds: float = 20.0) -> Found:
    """Look until there is something, and return it; fails after `seconds`."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        found = look()
        if found:
            return found
        time.sleep(0.02)
    raise AssertionError(f"nothing came within {seconds:.0f} s")
