"""The ways in which asking a directory goes wrong. None of them ever looks like "not found"."""

from enum import StrEnum


class FailureKind(StrEnum):
    """What is logged of a failure, for staff and alarms; docs/directories.md lists them."""

    TIMED_OUT = "timed_out"
    UNREACHABLE = "unreachable"
    TLS = "tls"
    HTTP_STATUS = "http_status"
    QUOTA = "quota"
    BROKEN_OFF = "broken_off"
    OVERSIZED = "oversized"
    NOT_JSON = "not_json"
    WRONG_SHAPE = "wrong_shape"
    REPORTED = "reported"
    UNEXPECTED = "unexpected"


class DirectoryError(Exception):
    """Asking a directory failed. Holds neither the number nor anything of the answer."""

    def __init__(self, kind: FailureKind, *, http_status: int | None = None) -> None:
        super().__init__(kind.value if http_status is None else f"{kind.value} {http_status}")
        self.kind = kind
        self.http_status = http_status


def wrong_shape() -> DirectoryError:
    """The answer is JSON, and not what this directory's answers look like."""
    return DirectoryError(FailureKind.WRONG_SHAPE)
