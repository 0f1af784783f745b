"""The emulator ends with whoever started it, even if that was killed, and it does end."""

import os
import signal
import threading

_STANDARD_INPUT = 0
_LONGEST_STOP_SECONDS = 30.0


def end_with_parent() -> None:
    """Stop cleanly, with a last checkpoint, as soon as the parent is gone.

    Standard input is a pipe that only the parent holds open; its end is the parent's end.
    """
    threading.Thread(target=_wait_for_parent, daemon=True, name="parent").start()


def end_at_the_latest_in(seconds: float, exit_code: int) -> None:
    """End without ceremony if a clean end takes longer: threads that wait hold it up."""
    timer = threading.Timer(seconds, os._exit, [exit_code])
    timer.daemon = True
    timer.start()


def _wait_for_parent() -> None:
    # Not sys.stdin.read(): that holds a lock, which a process forked meanwhile would wait for.
    while os.read(_STANDARD_INPUT, 1):
        pass
    end_at_the_latest_in(_LONGEST_STOP_SECONDS, exit_code=1)
    os.kill(os.getpid(), signal.SIGTERM)
