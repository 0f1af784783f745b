"""How long a talk has lasted, on a clock that can run faster than life."""

PACES = (1, 10, 60)


class TalkClock:
    """Runs from 0. `pace` talk seconds pass in a second, up to `slow_from`, and one from there on.

    Where the paid talk ends the guard acts in a time of its own: a fast clock would run past it.
    """

    def __init__(self, started_at: float, pace: int = 1) -> None:
        self._at = self._started_at = started_at
        self._talked = 0.0
        self.pace = pace
        self.slow_from: float | None = None

    @property
    def talk_seconds(self) -> int:
        """Whole seconds, as of the last `advance`."""
        return int(self._talked)

    @property
    def ahead_seconds(self) -> int:
        """How much longer the talk counts than it has really lasted, whole seconds."""
        return int(self._talked - (self._at - self._started_at))

    def advance(self, now: float) -> None:
        """It is `now`, in the seconds of a monotonic clock. Falls back to pace 1 when it has to."""
        passed, self._at = max(now - self._at, 0.0), now
        fast = passed
        if self.pace > 1 and self.slow_from is not None:
            fast = min(passed, max(self.slow_from - self._talked, 0.0) / self.pace)
        self._talked += fast * self.pace + (passed - fast)
        if fast < passed:
            self.pace = 1
