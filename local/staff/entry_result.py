"""What came of one entry of a payment file."""

from dataclasses import dataclass
from enum import StrEnum

from agentline.adapters.payment_files.payment_file import FileEntry


class Result(StrEnum):
    """What came of an entry or, in a dry run, would come of it."""

    PLACED = "placed"
    SUSPENSE = "suspense"
    RECALLED = "recalled"
    NOTED = "noted"
    KNOWN = "known"
    UNSETTLED = "unsettled"
    UNREADABLE = "unreadable"


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryResult:
    """`words` say what came of it; the entry may have a problem besides, which staff must see."""

    entry: FileEntry
    result: Result
    words: str

    @property
    def is_problem(self) -> bool:
        is_bad = self.result in {Result.UNSETTLED, Result.UNREADABLE}
        return is_bad or self.entry.problem is not None
