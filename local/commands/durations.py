"""Lengths of talk as people write them: 12m30s."""

import re

from agentline.domain.contact_record import LONGEST_CONTACT
from local.commands.errors import WrongInputError

_DURATION = re.compile(r"(?:([0-9]{1,2})h)?(?:([0-9]{1,4})m)?(?:([0-9]{1,5})s)?")


def parse_duration(text: str, option: str) -> int:
    """Seconds, at most a day. Raises WrongInputError naming the option."""
    found = _DURATION.fullmatch(text.strip().lower())
    if found is None or not any(found.groups()):
        raise WrongInputError(
            f"{option}: {text[:40]!r} is no duration, write it like 12m30s, 45s or 1h"
        )
    hours, minutes, seconds = (int(part or 0) for part in found.groups())
    total = hours * 3600 + minutes * 60 + seconds
    if total > LONGEST_CONTACT.total_seconds():
        raise WrongInputError(f"{option}: {text[:40]!r} is longer than a day")
    return total
