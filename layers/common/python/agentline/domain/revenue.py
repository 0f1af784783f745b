"""What orders come to: by day, by line, by article. Recomputed whenever it is asked for."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from agentline.domain.invoice import VatShare
from agentline.domain.money import CurrencyMismatchError, Money
from agentline.domain.percent import Percent
from agentline.domain.period import Period, day_of
from agentline.domain.vat import VatRate


@dataclass(frozen=True, slots=True, kw_only=True)
class SoldOrder:
    """What a report needs of an order. `line` is a b-number, None for what staff entered, whose
    seconds are 0."""

    at: datetime
    line: str | None
    article: str | None
    talk_seconds: int
    billed_seconds: int
    amount: Money
    vat_percent: Percent


class RevenueBy(StrEnum):
    """What revenue is told apart by."""

    DAY = "day"
    LINE = "line"
    ARTICLE = "article"


@dataclass(frozen=True, slots=True, kw_only=True)
class RevenueSum:
    """Of orders taken together; `vat` by rate, each rounded once on its sum."""

    orders: int
    talk_seconds: int
    billed_seconds: int
    gross: Money
    vat: tuple[VatShare, ...]

    @property
    def net(self) -> Money:
        return self.gross - self.vat_amount

    @property
    def vat_amount(self) -> Money:
        return sum((share.vat for share in self.vat), Money(0, self.gross.currency))


@dataclass(frozen=True, slots=True, kw_only=True)
class RevenueRow:
    """The orders `of` a day, a line or an article; None of those that have no line, or article."""

    of: str | None
    sum: RevenueSum


@dataclass(frozen=True, slots=True, kw_only=True)
class Revenue:
    """Rows, days in their order and all of them, else the largest first; and all in one."""

    rows: tuple[RevenueRow, ...]
    total: RevenueSum


def sum_revenue(
    orders: Iterable[SoldOrder], by: RevenueBy, period: Period, currency: str
) -> Revenue:
    """An order counts on the day its call began, a correction and a refund too; what staff entered
    on the day they did. Raises CurrencyMismatchError for an order in another currency.

    The VAT of the whole is that of its own sum, which the rows need not add up to (domain.vat).
    """
    group_of = _GROUPS[by]
    sums: dict[str | None, _Sum] = defaultdict(_Sum)
    if by is RevenueBy.DAY:
        sums |= {f"{day}": _Sum() for day in period.days}
    total = _Sum()
    for order in orders:
        if order.amount.currency != currency:
            raise CurrencyMismatchError(f"orders in {order.amount.currency} and in {currency}")
        for each in (sums[group_of(order)], total):
            each.add(order)
    rows = [RevenueRow(of=of, sum=each.close(currency)) for of, each in sums.items()]
    if by is not RevenueBy.DAY:
        rows.sort(key=lambda row: (-row.sum.gross.minor, row.of or ""))
    return Revenue(rows=tuple(rows), total=total.close(currency))


_GROUPS: dict[RevenueBy, Callable[[SoldOrder], str | None]] = {
    RevenueBy.DAY: lambda order: f"{day_of(order.at)}",
    RevenueBy.LINE: lambda order: order.line,
    RevenueBy.ARTICLE: lambda order: order.article,
}


class _Sum:
    """Adds up in place: a quarter may hold half a million orders."""

    def __init__(self) -> None:
        self._orders = self._talk_seconds = self._billed_seconds = 0
        self._gross: dict[Percent, int] = defaultdict(int)

    def add(self, order: SoldOrder) -> None:
        self._orders += 1
        self._talk_seconds += order.talk_seconds
        self._billed_seconds += order.billed_seconds
        self._gross[order.vat_percent] += order.amount.minor

    def close(self, currency: str) -> RevenueSum:
        return RevenueSum(
            orders=self._orders,
            talk_seconds=self._talk_seconds,
            billed_seconds=self._billed_seconds,
            gross=Money(sum(self._gross.values()), currency),
            vat=_shares(
                [(percent, Money(minor, currency)) for percent, minor in self._gross.items()]
            ),
        )


def _shares(grosses: Sequence[tuple[Percent, Money]]) -> tuple[VatShare, ...]:
    """The highest rate first."""
    return tuple(
        VatShare(percent=percent, gross=gross, vat=VatRate(percent=percent).included_in(gross))
        for percent, gross in sorted(grosses, key=lambda one: -one[0].value)
    )
