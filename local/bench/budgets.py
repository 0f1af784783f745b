"""The budgets of design.md section 6 that concern a call, and what was measured against them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from statistics import median

from local.bench.cold_start import ColdStarts
from local.bench.units import Costs
from local.bench.units_run import GROUP

COLD_TO_UNCOMPILED = 0.40
COLD_TO_FLOOR = 5.5
FIRST_TO_WARM = 2.5
GROUPED_TO_ALONE = 10.0

UNITS: Mapping[str, tuple[float, float]] = {
    "ADMIT": (2, 4),
    "REFUSE": (2, 1),
    "ASK_PIN": (2, 1),
    "rated alone": (2, 4 + 1),
    "rated grouped": (GROUP + 1, 2 * GROUP + 2 + GROUP),
    "closing": (2, 4 + 1 + 4 + 1),
}
"""Read and write units by case. Each index costs one unit more (design.md 6): an order enters the
one by which orders of a day are listed. A closing rates a contact as well, and enters the draft
into the index by which staff find it."""
ROUND_TRIPS = 3
"""Of each case: a group is rated in as many as one contact."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """What was measured, and whether its budget is kept; None where there is none.

    `spread` is least, median and most of the repetitions.
    """

    subject: str
    budget: str
    measured: str
    spread: str
    is_kept: bool | None


def judge_cold_starts(cold: ColdStarts) -> list[Finding]:
    return [
        _at_most(
            "Cold screen to the same without bytecode", cold.to_uncompiled, COLD_TO_UNCOMPILED
        ),
        _at_most("Cold screen to a hand-signed floor", cold.to_floor, COLD_TO_FLOOR),
        _at_most("First invocation after init to warm", cold.first_to_warm, FIRST_TO_WARM),
    ]


def judge_rating(grouped: Sequence[float], alone: Sequence[float]) -> list[Finding]:
    ratios = [one / other for one, other in zip(grouped, alone, strict=True)]
    return [
        Finding(
            subject="Rating grouped and parallel to one by one, 4 ms store",
            budget=f">= {GROUPED_TO_ALONE:g} x",
            measured=f"{median(ratios):.1f} x",
            spread=_spread(ratios, "{:.1f}"),
            is_kept=median(ratios) >= GROUPED_TO_ALONE,
        )
    ]


def judge_units(by_size: Mapping[int, Costs]) -> list[Finding]:
    """One finding a case: kept if the units are met to the digit at every size."""
    sizes = " and ".join(f"{size:,}" for size in by_size)
    return [_units(case, [costs[case] for costs in by_size.values()], sizes) for case in UNITS]


def all_kept(findings: Iterable[Finding]) -> bool:
    return all(finding.is_kept is not False for finding in findings)


def _units(case: str, costs: Sequence[Mapping[str, float]], sizes: str) -> Finding:
    read, write = UNITS[case]
    budget = _cost(read, write, ROUND_TRIPS)
    measured = {_cost(cost["read"], cost["write"], cost["round_trips"]) for cost in costs}
    subject = case.replace("grouped", f"{GROUP} together").capitalize()
    return Finding(
        subject=case if case.isupper() else subject,
        budget=budget,
        measured=" or ".join(sorted(measured)),
        spread=f"the same at {sizes}" if len(measured) == 1 else "not constant",
        is_kept=measured == {budget},
    )


def _cost(read: float, write: float, round_trips: float) -> str:
    return f"{read:g} read + {write:g} write, {round_trips:g} round trips"


def _at_most(subject: str, ratios: Sequence[float], budget: float) -> Finding:
    return Finding(
        subject=subject,
        budget=f"<= {budget:.2f} x",
        measured=f"{median(ratios):.2f} x",
        spread=_spread(ratios, "{:.2f}"),
        is_kept=median(ratios) <= budget,
    )


def _spread(ratios: Sequence[float], form: str) -> str:
    return " - ".join(form.format(one) for one in (min(ratios), median(ratios), max(ratios)))
