"""Where the functions' parts are put together: a module each, so that none loads another's."""

from datetime import UTC, datetime


def read_clock() -> datetime:
    """Now, aware UTC, in whole seconds: what is stored and compared stays short and exact."""
    return datetime.now(UTC).replace(microsecond=0)
