"""One stage for each `.local/` folder: a file held with flock by whoever runs it."""

import fcntl
import os
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Self

from local.emulator.errors import StageRunningError

# After its owner was killed, the emulator needs a moment for its last checkpoint.
_LONGEST_GOODBYE_SECONDS = 30.0
_POLL_SECONDS = 0.05


@dataclass(frozen=True, slots=True)
class StageLock:
    """A held lock. The emulator inherits `descriptor`, so the lock lasts until both have ended."""

    descriptor: int

    @classmethod
    def acquire(cls, path: Path) -> Self:
        """Lock the stage for this process.

        Raises StageRunningError when a living process has it. When its owner is dead, waits for
        the emulator it left behind to end.
        """
        path.parent.mkdir(parents=True, exist_ok=True)
        descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
        try:
            _lock(descriptor)
        except BaseException:
            os.close(descriptor)
            raise
        os.ftruncate(descriptor, 0)
        os.pwrite(descriptor, str(os.getpid()).encode(), 0)
        return cls(descriptor)

    def release(self) -> None:
        """Give up our share of the lock, once. Who still holds it then is on its way out."""
        os.ftruncate(self.descriptor, 0)
        os.close(self.descriptor)


def _lock(descriptor: int) -> None:
    deadline = time.monotonic() + _LONGEST_GOODBYE_SECONDS
    while True:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            owner = os.pread(descriptor, 32, 0).decode()
            if _is_alive(owner) or time.monotonic() > deadline:
                raise StageRunningError(
                    f"This stage is already running (process {owner or 'unknown'}): "
                    "use it, or stop it with Ctrl-C where it was started."
                ) from None
            time.sleep(_POLL_SECONDS)
        else:
            return


def _is_alive(pid: str) -> bool:
    return pid.isdigit() and Path(f"/proc/{pid}").exists()
