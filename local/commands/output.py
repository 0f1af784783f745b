"""Documents that commands make: to a file that was named, or to standard output."""

from pathlib import Path

from local.commands.errors import CommandError


def check_out(out: Path | None) -> None:
    """Before the work: that the document will have a place. Raises CommandError."""
    if out and out.is_dir():
        raise CommandError(f"{out} cannot be written: it is a folder")
    if out and not out.absolute().parent.is_dir():
        raise CommandError(f"{out} cannot be written: there is no such folder")


def write_file(out: Path, document: str) -> None:
    """Raises CommandError."""
    try:
        # Exactly as written: the lines of CSV end as they must already.
        out.write_text(document, encoding="utf-8", newline="")
    except OSError as error:
        raise CommandError(f"{out} cannot be written: {error.strerror}") from error
