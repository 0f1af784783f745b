"""If-Match and ETag (RFC 9110): what staff change is what staff saw."""

import re
from collections.abc import Mapping

from admin_api.problems import ProblemError

IN_QUOTES = r"[\x21\x23-\x7e]{1,100}"
"""What an ETag may be."""
_TAG = re.compile(rf'(?:W/)?"({IN_QUOTES})"')
_STALE = "Somebody has changed it since you saw it: look at it again."


def read_version_seen(headers: Mapping[str, str], *, may_create: bool) -> str:
    """The version in If-Match, without its quotes; empty for If-None-Match: *, which says that
    there must be none yet.

    Raises ProblemError: missing is 428; `*` and lists would change what nobody has looked at.
    """
    given, is_new = headers.get("if-match"), headers.get("if-none-match") if may_create else None
    if is_new is not None:
        if is_new.strip() != "*" or given is not None:
            raise ProblemError(
                "malformed_header", "State If-None-Match: * or, in If-Match, the ETag you saw."
            )
        return ""
    if given is None:
        raise ProblemError(
            "version_missing",
            "State in If-Match the version you saw: the ETag you were answered with"
            f"{', or If-None-Match: * for a new one' if may_create else ''}.",
        )
    match = _TAG.fullmatch(given.strip())
    if match is None:
        raise ProblemError("malformed_header", 'If-Match must be one ETag, such as "3".')
    if given.strip().startswith("W/"):
        raise stale()
    return match[1]


def tag_of(version: int | str) -> str:
    """The ETag of a version."""
    return f'"{version}"'


def number_seen(seen: str) -> int:
    """The version number in If-Match; what is no number is no version of it."""
    if not (seen.isascii() and seen.isdigit() and len(seen) <= 12):
        raise stale()
    return int(seen)


def check_seen(seen: str, version: str) -> None:
    """Raises ProblemError version_stale unless `version` is the one that was seen."""
    if seen != version:
        raise stale()


def stale() -> ProblemError:
    return ProblemError("version_stale", _STALE)
