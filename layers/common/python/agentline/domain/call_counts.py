"""How many called, and what became of them: by day and line."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime

from agentline.domain.call import Step, Verdict
from agentline.domain.period import Period, day_of


@dataclass(frozen=True, slots=True, kw_only=True)
class JournalEntry:
    """What was decided of a call at one step. `line` is the b-number that was dialled."""

    at: datetime
    call: str
    step: Step
    line: str
    verdict: Verdict
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CallCount:
    """Calls of one day on one line, by what was decided of them last.

    `asked` for a code, they gave none; `to_service` were put through to customer service; `refused`
    is by reason. `calls` is all of them.
    """

    day: date
    line: str
    admitted: int
    asked: int
    to_service: int
    refused: dict[str, int]

    @property
    def calls(self) -> int:
        return self.admitted + self.asked + self.to_service + sum(self.refused.values())


def count_calls(entries: Iterable[JournalEntry], period: Period) -> tuple[CallCount, ...]:
    """Of entries in the order they were made, those of one second in any, by day, then line. A call
    counts once, by its last step, on the day in Stockholm of that."""
    verdicts: dict[tuple[date, str], Counter[Verdict]] = defaultdict(Counter)
    refused: dict[tuple[date, str], Counter[str]] = defaultdict(Counter)
    for entry in _last_of_calls(entry for entry in entries if period.holds(entry.at)):
        key = day_of(entry.at), entry.line
        verdicts[key][entry.verdict] += 1
        if entry.verdict is Verdict.REFUSE:
            refused[key][entry.reason] += 1
    return tuple(
        CallCount(
            day=day,
            line=line,
            admitted=decided[Verdict.ADMIT],
            asked=decided[Verdict.ASK_PIN],
            to_service=decided[Verdict.SERVICE],
            refused=dict(sorted(refused[day, line].items())),
        )
        for (day, line), decided in sorted(verdicts.items())
    )


def sum_refusals(counts: Iterable[CallCount]) -> dict[str, int]:
    """How many calls were refused for which reason, the most frequent first."""
    refused: Counter[str] = Counter()
    for count in counts:
        refused.update(count.refused)
    return dict(refused.most_common())


def _last_of_calls(entries: Iterable[JournalEntry]) -> Iterator[JournalEntry]:
    """Only after asking for a code does a step follow."""
    asked: dict[str, JournalEntry] = {}
    ended_by_code: set[str] = set()
    for entry in entries:
        if entry.verdict is not Verdict.ASK_PIN:
            asked.pop(entry.call, None)
            if entry.step is not Step.NUMBER:
                ended_by_code.add(entry.call)
            yield entry
        elif entry.call not in ended_by_code:
            asked[entry.call] = entry
    yield from asked.values()
