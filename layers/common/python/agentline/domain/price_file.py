"""A file of prices, line by line, and what importing it does to each article."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from agentline.domain.catalogue import Article
from agentline.domain.price_list_diff import Articles, PriceListDiff


class LineOutcome(StrEnum):
    """What comes of a line."""

    ADDED = "added"
    CHANGED = "changed"
    UNCHANGED = "unchanged"
    ERROR = "error"


@dataclass(frozen=True, slots=True, kw_only=True)
class FileLine:
    """One line, counted from 1: an article, or the problem that it is none.

    `number` is the article's as it is written, if it is.
    """

    line: int
    number: str
    article: Article | None = None
    problem: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class LineResult:
    """What comes of a line, and why if it is an error."""

    line: FileLine
    outcome: LineOutcome


def articles_of(lines: Sequence[FileLine]) -> Articles:
    return {line.number: line.article for line in lines if line.article}


def line_results(lines: Sequence[FileLine], diff: PriceListDiff) -> tuple[LineResult, ...]:
    """`diff` is between what was and what the lines say."""
    outcomes = {article.number: LineOutcome.ADDED for article in diff.added}
    outcomes |= {change.article: LineOutcome.CHANGED for change in diff.changed}
    return tuple(
        LineResult(
            line=line,
            outcome=outcomes.get(line.number, LineOutcome.UNCHANGED)
            if line.article
            else LineOutcome.ERROR,
        )
        for line in lines
    )
