"""Reports over the staff API, on the store."""

from datetime import datetime, timedelta
from itertools import count
from typing import Any

import pytest

from agentline.adapters.dynamodb.address_rows import AddressRow
from agentline.adapters.dynamodb.call_journal import TableCallJournal
from agentline.adapters.dynamodb.index_reading import count_items
from agentline.adapters.dynamodb.todo_index import TODO
from agentline.domain.call import ScreenedCall, Step, Verdict
from agentline.domain.catalogue import Language
from agentline.domain.staff import Role
from agentline.report_ports import Queue
from agentline.services.mark_overdue import mark_overdue
from tests.billing_fakes import TickingClock
from tests.examples import TAROT_LINE
from tests.integration.billing.conftest import find_amiss
from tests.integration.billing.house import House
from tests.reception import Reception

pytestmark = pytest.mark.usefixtures("own_table")
REASON = {"reason": "asked for by telephone"}
DAY = {"since": "2026-03-10", "until": "2026-03-10"}


def enter_cards(office: Reception, customer: str) -> None:
    line = {
        "kind": "own",
        "text": "Kort",
        "unit_price": {"amount": "106.00", "currency": "SEK"},
        "vat_percent": "6",
    }
    entered = office.ask("POST", "/orders", {"customer": customer, "line": line, **REASON})
    assert entered.status == 201


def journal(
    call: str, at: datetime, verdict: Verdict, reason: str = "none", step: Step = Step.NUMBER
) -> None:
    """As the reader of the table's stream does when a call was screened."""
    screened = ScreenedCall(
        call=call,
        step=step,
        decided_at=at,
        a_number=None,
        b_number=TAROT_LINE.number,
        verdict=verdict,
        reason=reason,
        language=Language.SWEDISH,
        message="",
    )
    TableCallJournal().keep(screened)


def lines_of(table: str) -> list[str]:
    assert table.startswith("\ufeff")
    return table.removeprefix("\ufeff").splitlines()


def test_revenue_is_told_by_day_line_and_article(
    house: House, office: Reception, clock: TickingClock
) -> None:
    caller = house.register()
    house.talk(caller, 10)
    enter_cards(office, caller.customer)
    clock.pass_time(timedelta(hours=13))  # 01:00 in Stockholm
    house.talk(caller, 10)

    def ask(**query: str) -> Any:
        return office.ask("GET", "/reports/revenue", query=query, role=Role.VIEWER).json

    by_day = ask(since="2026-03-09", until="2026-03-11")
    assert [(row["of"], row["gross"]["amount"]) for row in by_day["rows"]] == [
        ("2026-03-09", "0.00"),
        ("2026-03-10", "311.00"),
        ("2026-03-11", "205.00"),
    ]
    total = by_day["total"]
    assert (total["orders"], total["talk_seconds"], total["billed_seconds"]) == (3, 1_200, 1_200)
    assert [(share["percent"], share["vat"]["amount"]) for share in total["vat"]] == [
        ("25", "82.00"),
        ("6", "6.00"),
    ]
    assert (total["gross"]["amount"], total["net"]["amount"]) == ("516.00", "428.00")
    by_line = ask(by="line")["rows"]
    assert [(row["of"], row["orders"]) for row in by_line] == [("+46846500400", 2), (None, 1)]
    by_article = ask(by="article", **DAY)["rows"]
    assert [(row["of"], row["orders"]) for row in by_article] == [("TAROT", 1), (None, 1)]


def test_f38_a_report_is_had_as_a_table(house: House, office: Reception) -> None:
    house.talk(house.register(), 10)
    query = {"by": "line", "format": "csv", **DAY}
    answered = office.ask("GET", "/reports/revenue", query=query)
    assert answered.headers["Content-Type"] == "text/csv; charset=utf-8"
    assert "revenue-by-line-2026-03-10-2026-03-10.csv" in answered.headers["Content-Disposition"]
    header, first, vat, *totals = lines_of(answered.text)
    assert header == (
        '"kind";"of";"orders";"talk_seconds";"billed_seconds";"vat_percent";"net";"vat";"gross";'
        '"currency"'
    )
    assert first == '"sum";"\'+46846500400";"1";"600";"600";"";"164,00";"41,00";"205,00";"SEK"'
    assert vat == '"vat";"\'+46846500400";"";"";"";"25";"164,00";"41,00";"205,00";"SEK"'
    assert [line.split(";")[1] for line in totals] == ['"total"', '"total"']


def test_what_is_owed_is_told_by_age(house: House, office: Reception, clock: TickingClock) -> None:
    house.blocked_caller()
    paid, credited, _owing = (house.invoiced_caller() for _ in range(3))
    house.tell(paid.pays(98_500))
    path = f"/invoices/{credited.reference()}"
    house.ledger.troubles.append("unavailable")
    fifty = {"amount": {"amount": "50.00", "currency": "SEK"}, **REASON}
    office.ask("POST", f"{path}/credit-notes", fifty, version=office.ask("GET", path).tag)
    told = office.ask("GET", "/reports/ageing", role=Role.VIEWER).json
    bands = {row["band"]: (row["invoices"], row["due"]["amount"]) for row in told["rows"]}
    assert (bands["draft"], bands["not_due"]) == ((1, "985.00"), (2, "1920.00"))
    clock.pass_time(timedelta(days=30 + 45))
    mark_overdue(house.desk)
    told = office.ask("GET", "/reports/ageing").json
    due = {row["band"]: row["due"]["amount"] for row in told["rows"] if row["invoices"]}
    assert due == {"draft": "985.00", "days_31_60": "1920.00"}
    assert (told["invoices"], told["due"]["amount"]) == (3, "2905.00")
    table = lines_of(office.ask("GET", "/reports/ageing", query={"format": "csv"}).text)
    assert table[1] == '"draft";"1";"985,00";"SEK"'


def test_calls_and_refusals_are_told_by_day_line_and_reason(
    office: Reception, clock: TickingClock
) -> None:
    names = (f"call-{number}" for number in count())
    now = clock()
    journal(next(names), now, Verdict.ADMIT)
    journal("asked", now, Verdict.ASK_PIN, "code_required")
    journal("asked", now, Verdict.ADMIT, step=Step.CODE_1)
    for _ in range(2):
        journal(next(names), now, Verdict.REFUSE, "invoice_unpaid")
    journal(next(names), now + timedelta(hours=12), Verdict.REFUSE, "=blocked_fraud")
    journal(next(names), now - timedelta(days=9), Verdict.ADMIT)
    period = {"since": "2026-03-10", "until": "2026-03-11"}
    calls = office.ask("GET", "/reports/calls", query=period, role=Role.VIEWER).json
    assert [(row["day"], row["calls"], row["admitted"]) for row in calls["rows"]] == [
        ("2026-03-10", 4, 2),
        ("2026-03-11", 1, 0),
    ]
    assert calls["total"] == {
        "calls": 5,
        "admitted": 2,
        "refused": 3,
        "to_service": 0,
        "asked": 0,
    }
    refusals = office.ask("GET", "/reports/refusals", query=period, role=Role.VIEWER).json
    assert refusals["total"] == [
        {"reason": "invoice_unpaid", "calls": 2},
        {"reason": "=blocked_fraud", "calls": 1},
    ]
    table = office.ask("GET", "/reports/refusals", query={**period, "format": "csv"}).text
    assert lines_of(table)[2] == '"2026-03-11";"\'+46846500400";"\'=blocked_fraud";"1"'
    table = office.ask("GET", "/reports/calls", query={**period, "format": "csv"}).text
    assert lines_of(table)[1] == '"2026-03-10";"\'+46846500400";"4";"2";"2";"0";"0"'


def test_a_step_in_the_journal_is_not_taken_for_the_calls_own_row(
    house: House, clock: TickingClock
) -> None:
    call = house.talk(house.register(), 3).contact
    journal(call, clock(), Verdict.ASK_PIN, "code_required")
    assert find_amiss(clock) == set()


def test_today_is_told_with_what_is_owed_and_what_waits(
    house: House, office: Reception, clock: TickingClock
) -> None:
    house.blocked_caller()
    journal("call-1", clock(), Verdict.REFUSE, "invoice_unpaid")
    today = office.ask("GET", "/reports/today", role=Role.VIEWER).json
    assert (today["day"], today["calls"]["calls"]) == ("2026-03-10", 1)
    assert today["refusals"] == [{"reason": "invoice_unpaid", "calls": 1}]
    assert today["revenue"]["gross"]["amount"] == "985.00"
    assert today["owed"]["due"]["amount"] == "985.00"
    assert set(today["waiting"]) == set(Queue)
    assert today["waiting"]["drafts"] == {"waiting": 1, "is_more": False}
    assert today["waiting"]["suspense"] == {"waiting": 0, "is_more": False}


def test_what_waits_is_counted_no_further_than_a_bound(clock: TickingClock) -> None:
    for number in range(7):
        AddressRow(
            f"WAITING#{number}", "ADDRESS", todo="bounded", todo_at=clock(), revision=1
        ).save()
    assert [count_items(TODO, "bounded", most) for most in (5, 7, 20)] == [5, 7, 7]


@pytest.mark.parametrize("report", ["revenue", "calls", "refusals"])
def test_a_report_of_more_than_a_quarter_is_refused(office: Reception, report: str) -> None:
    query = {"since": "2026-01-01", "until": "2026-04-03"}
    answered = office.ask("GET", f"/reports/{report}", query=query)
    assert (answered.status, answered.code) == (422, "period_refused")
