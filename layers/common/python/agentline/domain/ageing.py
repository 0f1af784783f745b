"""What is owed, by how long it has been due."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from agentline.domain.basis import Basis
from agentline.domain.basis_state import BasisState
from agentline.domain.money import Money


class AgeBand(StrEnum):
    """Where an unpaid basis is: not sent yet, not due yet, or due for so many days."""

    DRAFT = "draft"
    UNDISPATCHED = "undispatched"
    NOT_DUE = "not_due"
    DAYS_0_30 = "days_0_30"
    DAYS_31_60 = "days_31_60"
    DAYS_61_90 = "days_61_90"
    OVER_90_DAYS = "over_90_days"


@dataclass(frozen=True, slots=True, kw_only=True)
class AgeRow:
    band: AgeBand
    invoices: int
    due: Money


@dataclass(frozen=True, slots=True, kw_only=True)
class Ageing:
    """Every band, in its order, and all in one."""

    rows: tuple[AgeRow, ...]
    invoices: int
    due: Money


def sum_ageing(bases: Iterable[Basis], today: date, currency: str) -> Ageing:
    """Of bases on which something is due; one that is told twice counts once. Raises
    CurrencyMismatchError."""
    invoices: Counter[AgeBand] = Counter()
    due = dict.fromkeys(AgeBand, Money(0, currency))
    seen: set[str] = set()
    for basis in bases:
        if basis.due.minor > 0 and basis.reference not in seen:
            seen.add(basis.reference)
            band = _band(basis, today)
            invoices[band] += 1
            due[band] += basis.due
    return Ageing(
        rows=tuple(AgeRow(band=band, invoices=invoices[band], due=due[band]) for band in AgeBand),
        invoices=invoices.total(),
        due=sum(due.values(), Money(0, currency)),
    )


def _band(basis: Basis, today: date) -> AgeBand:
    if basis.state is BasisState.DRAFT:
        return AgeBand.DRAFT
    if not basis.state.is_with_ledger:
        return AgeBand.UNDISPATCHED
    if basis.due_on is None or today < basis.due_on:
        return AgeBand.NOT_DUE
    days = (today - basis.due_on).days
    if days <= 30:
        return AgeBand.DAYS_0_30
    if days <= 60:
        return AgeBand.DAYS_31_60
    return AgeBand.DAYS_61_90 if days <= 90 else AgeBand.OVER_90_DAYS
