"""Codes for callers whose number does not tell who they are, and their lock-outs (2.1)."""

import re
from dataclasses import dataclass
from datetime import datetime, timedelta

CODE_DIGITS = 8
ASK_FOR_SERVICE = "0"

# With some ten thousand customers a guess hits one in ten thousand: 30 wrong tries an hour in all
# leave a stranger a chance of a few per cent a day, and only to spend one customer's limit.
TRIES_OF_A_NUMBER = 6
TRIES_OF_ALL = 30
TRIES_WINDOW = timedelta(hours=1)
_RECENT_SUCCESS = timedelta(days=30)

_CODE = re.compile(rf"[0-9]{{{CODE_DIGITS}}}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Tries:
    """Wrong codes, this one included, in the running hour: by the a-number, and by all callers.

    `of_number` is None for withheld numbers, which only the count of all bounds.
    """

    of_number: int | None
    of_all: int
    last_success_at: datetime | None


def is_code(entered: str) -> bool:
    """Whether what was keyed can be a code at all."""
    return _CODE.fullmatch(entered) is not None


def is_locked_out(tries: Tries, now: datetime) -> bool:
    """Whether even the right code is refused: too many wrong ones came before (fault 16).

    The lock-out of all spares numbers from which a right code came lately.
    """
    if tries.of_number is not None and tries.of_number > TRIES_OF_A_NUMBER:
        return True
    if tries.of_all <= TRIES_OF_ALL:
        return False
    last = tries.last_success_at
    return last is None or now - last > _RECENT_SUCCESS
