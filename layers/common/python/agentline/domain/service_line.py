"""Service lines as staff change them."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from agentline.domain.catalogue import PriceListVersion, ServiceLine
from agentline.domain.spoken_text import speakable


class LineMissingError(LookupError):
    """There is no such service line."""


class LineChangedError(Exception):
    """The line is not as staff saw it; nothing was stored."""


class LineClosedError(ValueError):
    """The line is out of use already."""


class QueueMissingError(ValueError):
    """The deployment has no such queue."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LineEntry:
    """A line as staff see it. `version` grows with every change.

    One that is closed is kept, but callers hear that there is none.
    """

    line: ServiceLine
    version: int
    closed_at: datetime | None = None

    @property
    def article_in_use(self) -> str | None:
        return None if self.closed_at else self.line.article


def articles_in_use(lines: Sequence[LineEntry]) -> frozenset[str]:
    """What callers are charged by on the lines that are in use."""
    return frozenset(line.article_in_use for line in lines if line.article_in_use)


def check_seen(number: str, found: LineEntry | None, seen: int | None) -> None:
    """Raises LineChangedError unless the line is in version `seen`; None if there must be none."""
    if found is None and seen is not None:
        raise LineMissingError(f"there is no service line {number}")
    if found and found.version != seen:
        raise LineChangedError(
            f"service line {number} was changed meanwhile: look at it again"
            if seen is not None
            else f"there is a service line {number} already"
        )


def check_line(
    line: ServiceLine, queues: Collection[str], prices: Sequence[PriceListVersion]
) -> ServiceLine:
    """The line as it is kept. `prices` are the basic price list in force and what comes after it.

    Raises SpokenTextError, QueueMissingError, ArticleMissingError.
    """
    if line.queue not in queues:
        raise QueueMissingError(
            f"there is no queue {line.queue[:40]!r}, but: {', '.join(sorted(queues))}"
        )
    if line.article is not None:
        for version in prices:
            version.article(line.article)
    return replace(line, name=speakable(line.name), greeting=speakable(line.greeting))
