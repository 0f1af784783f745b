"""Answers of ledgers that are of another form than theirs."""

from collections.abc import Iterator
from contextlib import contextmanager

from agentline.billing_ports import LedgerUnavailableError


@contextmanager
def reading_answers(ledger: str) -> Iterator[None]:
    """Within it, an answer that cannot be read as expected raises LedgerUnavailableError: what the
    ledger did is unknown. The error names the kind of trouble and quotes nothing."""
    try:
        yield
    except (LookupError, TypeError, ValueError) as error:
        raise LedgerUnavailableError(
            f"{ledger} answered in another form than its own: {type(error).__name__}"
        ) from error
