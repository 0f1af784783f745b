"""What reports come to, from what they are made of."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agentline.domain.ageing import AgeBand, sum_ageing
from agentline.domain.basis import Basis
from agentline.domain.basis_state import BasisState
from agentline.domain.call import Step, Verdict
from agentline.domain.call_counts import CallCount, JournalEntry, count_calls, sum_refusals
from agentline.domain.money import CurrencyMismatchError, Money, sek
from agentline.domain.percent import Percent
from agentline.domain.period import Period
from agentline.domain.revenue import RevenueBy, SoldOrder, sum_revenue
from tests.books import BookKeeper
from tests.examples import NOON, TAROT_LINE, a_record

MARCH = Period(since=date(2026, 3, 10), until=date(2026, 3, 12))
TODAY = date(2026, 6, 1)
AMOUNTS = st.integers(-100_000, 100_000)
RATES = st.sampled_from(["0", "6", "12", "25"]).map(Percent.parse)


def sold(minor: int, *, at: datetime = NOON, line: str | None = TAROT_LINE.number) -> SoldOrder:
    return SoldOrder(
        at=at,
        line=line,
        article="TAROT" if line else None,
        talk_seconds=61 if line else 0,
        billed_seconds=120 if line else 0,
        amount=sek(minor),
        vat_percent=Percent.parse("25"),
    )


def entry(call: str, verdict: Verdict, reason: str = "none", **more: object) -> JournalEntry:
    known = JournalEntry(
        at=NOON, call=call, step=Step.NUMBER, line="+46846500400", verdict=verdict, reason=reason
    )
    return replace(known, **more)  # type: ignore[arg-type]


def test_revenue_by_day_has_every_day_and_counts_by_the_clock_in_stockholm() -> None:
    late = datetime(2026, 3, 10, 23, 30, tzinfo=UTC)
    revenue = sum_revenue([sold(4_500), sold(2_500, at=late)], RevenueBy.DAY, MARCH, "SEK")
    assert [(row.of, row.sum.orders, row.sum.gross) for row in revenue.rows] == [
        ("2026-03-10", 1, sek(4_500)),
        ("2026-03-11", 1, sek(2_500)),
        ("2026-03-12", 0, sek(0)),
    ]
    total = revenue.total
    assert (total.talk_seconds, total.billed_seconds) == (122, 240)
    assert (total.gross, total.vat_amount, total.net) == (sek(7_000), sek(1_400), sek(5_600))


def test_revenue_by_line_and_article_tells_what_has_none_apart_and_the_largest_first() -> None:
    orders = [sold(4_500), sold(20_000, line=None), sold(-500)]
    for by, name in ((RevenueBy.LINE, TAROT_LINE.number), (RevenueBy.ARTICLE, "TAROT")):
        rows = sum_revenue(orders, by, MARCH, "SEK").rows
        assert [(row.of, row.sum.gross) for row in rows] == [
            (None, sek(20_000)),
            (name, sek(4_000)),
        ]


@given(st.lists(st.tuples(AMOUNTS, RATES), max_size=20))
def test_the_vat_of_each_rate_is_that_of_its_sum_and_all_rates_come_to_the_whole(
    amounts: list[tuple[int, Percent]],
) -> None:
    orders = [replace(sold(minor), vat_percent=rate) for minor, rate in amounts]
    total = sum_revenue(orders, RevenueBy.LINE, MARCH, "SEK").total
    assert total.gross == sek(sum(minor for minor, _ in amounts))
    assert sum((share.gross for share in total.vat), sek(0)) == total.gross
    assert total.net + total.vat_amount == total.gross
    assert [share.percent.value for share in total.vat] == sorted(
        {rate.value for _, rate in amounts}, reverse=True
    )


def test_two_currencies_are_never_added() -> None:
    foreign = replace(sold(1), amount=Money(1, "EUR"))
    with pytest.raises(CurrencyMismatchError):
        sum_revenue([sold(1), foreign], RevenueBy.DAY, MARCH, "SEK")


def an_invoice(days_due: int | None, *, state: BasisState = BasisState.DISPATCHED) -> Basis:
    """Of 205.00, due so many days before today; each is of a customer of its own."""
    keeper = BookKeeper()
    keeper.rate(a_record(keeper.ring().call, talk_seconds=600))
    number = keeper.close()
    basis = keeper.bases[number]
    due_on = None if days_due is None else TODAY - timedelta(days=days_due)
    return replace(basis, customer=f"{200_000 + (days_due or 0)}", state=state, due_on=due_on)


@pytest.mark.parametrize(
    ("days_due", "band"),
    [
        (None, AgeBand.NOT_DUE),
        (-1, AgeBand.NOT_DUE),
        (0, AgeBand.DAYS_0_30),
        (30, AgeBand.DAYS_0_30),
        (31, AgeBand.DAYS_31_60),
        (60, AgeBand.DAYS_31_60),
        (61, AgeBand.DAYS_61_90),
        (90, AgeBand.DAYS_61_90),
        (91, AgeBand.OVER_90_DAYS),
    ],
)
def test_what_is_owed_is_told_by_days_after_the_due_date(
    days_due: int | None, band: AgeBand
) -> None:
    ageing = sum_ageing([an_invoice(days_due)], TODAY, "SEK")
    assert [(row.band, row.due) for row in ageing.rows if row.invoices] == [(band, sek(20_500))]
    assert [row.band for row in ageing.rows] == list(AgeBand)


def test_what_is_not_sent_is_told_apart_and_what_is_told_twice_counts_once() -> None:
    draft = an_invoice(1, state=BasisState.DRAFT)
    others = [
        an_invoice(2, state=BasisState.DISPATCHING),
        an_invoice(3, state=BasisState.DISPATCH_FAILED),
        replace(an_invoice(4), credited=sek(500)),
        replace(an_invoice(5), received=sek(20_500), state=BasisState.PAID),
    ]
    ageing = sum_ageing([draft, *others, draft], TODAY, "SEK")
    bands = {row.band: (row.invoices, row.due) for row in ageing.rows if row.invoices}
    assert bands == {
        AgeBand.DRAFT: (1, sek(20_500)),
        AgeBand.UNDISPATCHED: (2, sek(41_000)),
        AgeBand.DAYS_0_30: (1, sek(20_000)),
    }
    assert (ageing.invoices, ageing.due) == (4, sek(81_500))


def test_a_call_counts_once_by_what_was_decided_of_it_last() -> None:
    entries = [
        entry("at once", Verdict.ADMIT, step=Step.CODE_1),
        entry("at once", Verdict.ASK_PIN),
        entry("admitted", Verdict.ADMIT),
        entry("by code", Verdict.ASK_PIN),
        entry("gave up", Verdict.ASK_PIN),
        entry("by code", Verdict.ASK_PIN, step=Step.CODE_1),
        entry("service", Verdict.SERVICE),
        entry("by code", Verdict.REFUSE, "code_wrong", step=Step.CODE_2),
        entry("unpaid", Verdict.REFUSE, "invoice_unpaid"),
        entry("unpaid too", Verdict.REFUSE, "invoice_unpaid"),
    ]
    [count] = count_calls(entries, MARCH)
    assert count == CallCount(
        day=MARCH.since,
        line="+46846500400",
        admitted=2,
        asked=1,
        to_service=1,
        refused={"code_wrong": 1, "invoice_unpaid": 2},
    )
    assert count.calls == 7
    assert list(sum_refusals([count, count])) == ["invoice_unpaid", "code_wrong"]


def test_calls_are_told_by_day_in_stockholm_and_line() -> None:
    before, after = datetime(2026, 3, 9, 22, 59, tzinfo=UTC), datetime(2026, 3, 10, 23, tzinfo=UTC)
    entries = [
        entry("the day before", Verdict.ADMIT, at=before),
        entry("a", Verdict.ADMIT, line="+46846500409"),
        entry("b", Verdict.ADMIT),
        entry("c", Verdict.ADMIT, at=after),
    ]
    counts = [(f"{one.day}", one.line) for one in count_calls(entries, MARCH)]
    assert counts == [
        ("2026-03-10", "+46846500400"),
        ("2026-03-10", "+46846500409"),
        ("2026-03-11", "+46846500400"),
    ]
