"""A telephone in somebody's hand: it tells what is heard, and waits for keys from outside."""

import time
from collections.abc import Callable
from threading import Condition

from local.connect.outcome import CHARACTERS_SPOKEN_PER_SECOND
from local.connect.telephone import CallerGoneError
from local.connect.transcript import Spoken
from local.phone.log import CallLog

KEYS = "0123456789*#"
MOST_KEYS = 50
FORGOTTEN_AFTER_SECONDS = 60.0
_LAST_KEY = "#"
_BETWEEN_KEYS_SECONDS = 5.0
_LOOK_UP_SECONDS = 1.0


class Handset:
    """The `Telephone` of the simulator, written down in `log`.

    A text takes as long to hear as it takes to speak, less at a faster `pace`, and a key cuts it
    short. The call is hung up when nobody has read the log for FORGOTTEN_AFTER_SECONDS.
    Safe to use from several threads.
    """

    def __init__(
        self, log: CallLog, flow: str, *, forgotten_after: float = FORGOTTEN_AFTER_SECONDS
    ) -> None:
        self.pace = 1
        self._log = log
        self._flow = flow
        self._forgotten_after = forgotten_after
        self._pressed = ""
        self._is_hung_up = False
        self._changed = Condition()

    @property
    def is_hung_up(self) -> bool:
        """Whether the caller has hung up, or is gone without a word."""
        return self._is_hung_up or self.is_forgotten

    @property
    def is_forgotten(self) -> bool:
        """Whether nobody follows the call any more."""
        return time.monotonic() - self._log.read_at > self._forgotten_after

    def press_keys(self, keys: str) -> None:
        """Keys of KEYS, in their order."""
        with self._changed:
            self._pressed = (self._pressed + keys)[:MOST_KEYS]
            self._changed.notify_all()

    def hang_up(self) -> None:
        """Put it down."""
        with self._changed:
            self._is_hung_up = True
            self._changed.notify_all()

    def nudge(self) -> None:
        """Something else than a key has changed: have those who wait look again."""
        with self._changed:
            self._changed.notify_all()

    def wait(self, until: Callable[[], bool], seconds: float) -> bool:
        """Until it is so, hung up or late: whether it is so."""
        deadline = time.monotonic() + seconds
        with self._changed:
            while not (is_so := until()) and not self.is_hung_up:
                left = deadline - time.monotonic()
                if left <= 0:
                    break
                self._changed.wait(min(left, _LOOK_UP_SECONDS))
            return is_so

    def pass_block(self, identifier: str, block_type: str) -> None:
        """The flow enters a block."""
        self._require_caller()
        self._log.write("block", flow=self._flow, block=identifier, type=block_type)

    def hear(self, spoken: Spoken) -> None:
        """Takes the time to listen, unless a key is pressed."""
        seconds = len(spoken.text) / CHARACTERS_SPOKEN_PER_SECOND
        self._log.write(
            "spoken",
            text=spoken.text,
            language=spoken.language,
            voice=spoken.voice,
            seconds=round(seconds / self.pace, 1),
        )
        self.wait(lambda: bool(self._pressed), seconds / self.pace)
        self._require_caller()

    def press(self, first_key_within_seconds: int, /) -> str | None:
        """Keys up to #, or to a pause between them; None when the first does not come in time."""
        self._log.write("waiting_for_keys", seconds=first_key_within_seconds)
        seen = self._wait_for_more_than(0, first_key_within_seconds)
        while seen and _LAST_KEY not in self._pressed:
            seen = self._wait_for_more_than(seen, _BETWEEN_KEYS_SECONDS)
        self._require_caller()
        with self._changed:
            entered, end, rest = self._pressed.partition(_LAST_KEY)
            self._pressed = rest
        # What was pressed may be a code: the number of keys is enough to tell.
        self._log.write("keys", count=len(entered + end))
        return entered + end or None

    def _wait_for_more_than(self, seen: int, seconds: float) -> int:
        """How many keys have been pressed, 0 when no more of them come in time."""
        return len(self._pressed) if self.wait(lambda: len(self._pressed) > seen, seconds) else 0

    def _require_caller(self) -> None:
        if self.is_hung_up:
            raise CallerGoneError
