"""A file that somebody named: bounded, and text in UTF-8 where it is text."""

from pathlib import Path

from local.commands.errors import WrongInputError


def read_bytes(file: Path, largest_bytes: int) -> bytes:
    """Raises WrongInputError."""
    try:
        with file.open("rb") as opened:
            content = opened.read(largest_bytes + 1)
    except OSError as error:
        raise WrongInputError(f"{file} cannot be read: {error.strerror}") from error
    if len(content) > largest_bytes:
        raise WrongInputError(
            f"{file.name} is larger than {largest_bytes:,} bytes: give it in parts"
        )
    return content


def read_text(file: Path, content: bytes) -> str:
    """The content as text, without a byte order mark. Raises WrongInputError."""
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise WrongInputError(
            f"{file.name}: line {line} is not UTF-8: save the file as CSV UTF-8"
        ) from None
