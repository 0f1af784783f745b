"""Exports: whole lists, as tables with stable columns or as JSON, and a person in one document."""

import csv
import io
import json
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any, get_args

import pytest
from pydantic import BaseModel
from typer.testing import CliRunner

from admin_api.schemas import audit, customers, invoices, orders, payments
from admin_api.schemas.common import Amount
from agentline.services.export_customer import ExportPart
from local.cli import app
from local.exports.formats import ExportFormat
from local.exports.lists import Days
from local.exports.tables import (
    AUDIT,
    CUSTOMERS,
    INVOICES,
    ORDERS,
    PAYMENTS,
    Columns,
    write_items,
)
from local.staff_api import Answer
from tests.unit.cli.fake_api import FakeApi, answer, problem

SEK_5 = {"amount": "5.50", "currency": "SEK"}


def run(
    monkeypatch: pytest.MonkeyPatch, answers: Mapping[str, list[Answer]], *words: str, code: int = 0
) -> tuple[str, FakeApi]:
    api = FakeApi(answers)
    monkeypatch.setattr("local.commands.api_session._open", lambda *_where: api)
    result = CliRunner().invoke(app, ["export", *words])
    assert result.exit_code == code, result.output
    return (result.stdout if code == 0 else result.stderr), api


def page(*items: object, leads_on: str | None = None) -> Answer:
    return answer(200, {"items": items, "next": leads_on})


def table(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff")), delimiter=";"))


@pytest.mark.parametrize(
    ("columns", "models", "besides"),
    [
        (CUSTOMERS, [customers.Customer], {"numbers", "limit"}),
        (ORDERS, [orders.RatedOrder, orders.EnteredOrder], set()),
        (INVOICES, [invoices.InvoiceSummary], set()),
        (PAYMENTS, [payments.Payment], set()),
        (AUDIT, [audit.AuditEntry], set()),
    ],
)
def test_a_table_has_every_field_of_the_api_and_knows_its_amounts(
    columns: Columns, models: list[type[BaseModel]], besides: set[str]
) -> None:
    fields = {name: field for model in models for name, field in model.model_fields.items()}
    assert set(columns.fields) == fields.keys() | besides
    assert len(set(columns.fields)) == len(columns.fields)
    amounts = {
        name
        for name, field in fields.items()
        if field.annotation is Amount or Amount in get_args(field.annotation)
    }
    assert columns.amounts == amounts | ({"limit"} & besides)
    assert columns.percents == {name for name in fields if name.endswith("percent")}


def test_f38_a_table_flattens_and_escapes() -> None:
    columns = Columns(
        fields=("name", "amount", "share", "is_new", "tags", "parts", "seconds", "gone"),
        amounts=frozenset({"amount"}),
        percents=frozenset({"share"}),
    )
    item = {
        "name": "=1+1",
        "amount": {"amount": "-5.50", "currency": "SEK"},
        "share": "12.5",
        "is_new": True,
        "tags": ["+46701740605", "vip"],
        "parts": [{"a": "b"}],
        "seconds": 61,
        "gone": None,
        "unknown": "new in the API",
    }
    [row] = table(write_items([item], columns, ExportFormat.CSV))
    assert row == {
        "name": "'=1+1",
        "amount": "-5,50",
        "amount_currency": "SEK",
        "share": "12,5",
        "is_new": "yes",
        "tags": "'+46701740605, vip",
        "parts": '[{"a": "b"}]',
        "seconds": "61",
        "gone": "",
    }
    assert json.loads(write_items([item, item], columns, ExportFormat.JSON)) == [item, item]
    assert json.loads(write_items([], columns, ExportFormat.JSON)) == []
    assert table(write_items([], columns, ExportFormat.CSV)) == []


def test_a_list_is_followed_to_its_end(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    entry = {"at": "2026-03-10T12:00:00Z", "who": "anna", "before": {}}
    answers = {
        "/audit?since=2026-03-01": [page(entry, leads_on="on")],
        "/audit?since=2026-03-01&cursor=on": [page(leads_on="further")],
        "/audit?since=2026-03-01&cursor=further": [page(entry)],
    }
    out = tmp_path / "audit.csv"
    words = ("audit", "--since", "2026-03-01")
    told, _ = run(monkeypatch, answers, *words, "--out", str(out))
    assert told.replace("\n", "") == f"✓ {out} is written: 2 entries."
    assert [row["who"] for row in table(out.read_text(encoding="utf-8"))] == ["anna", "anna"]
    written, _ = run(monkeypatch, answers, *words)
    assert table(written) == table(out.read_text(encoding="utf-8"))
    as_json, _ = run(monkeypatch, answers, *words, "--format", "json")
    assert json.loads(as_json) == [entry, entry]


def test_invoices_are_those_that_wait_and_those_that_are_settled_each_once(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    one, two, three = ({"reference": f"100001-000{at}"} for at in (1, 2, 3))
    answers = {
        "/invoices": [page(one, two)],
        "/invoices?state=paid": [page(two, three)],
        "/invoices?state=credited": [page()],
        "/invoices?state=voided": [page()],
    }
    told, _ = run(monkeypatch, answers, "invoices")
    assert [row["reference"] for row in table(told)] == [
        "100001-0001",
        "100001-0002",
        "100001-0003",
    ]


def test_a_customer_is_told_with_numbers_and_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    answers = {
        "/customers": [page({"number": "100002"}, {"number": "100001"})],
        **{
            f"/customers/{number}{part}": [told]
            for number in ("100001", "100002")
            for part, told in {
                "": answer(200, {"number": number, "tags": ["vip"], "language": "en"}),
                "/numbers": page({"number": "+46701740605"}, {"number": "+46701740606"}),
                "/credit": answer(200, {"limit": SEK_5, "prepaid": SEK_5}),
            }.items()
        },
    }
    told, _ = run(monkeypatch, answers, "customers")
    rows = table(told)
    assert [row["number"] for row in rows] == ["100002", "100001"]
    assert (rows[0]["numbers"], rows[0]["limit"]) == ("'+46701740605, +46701740606", "5,50")


def test_days_are_parted_as_the_api_takes_them() -> None:
    year = Days(since=date(2026, 1, 1), until=date(2026, 7, 10))
    assert [part.query for part in year.parts(92)] == [
        {"since": "2026-04-10", "until": "2026-07-10"},
        {"since": "2026-01-08", "until": "2026-04-09"},
        {"since": "2026-01-01", "until": "2026-01-07"},
    ]
    assert [part.query for part in Days(until=date(2026, 7, 10)).parts(92)] == [
        {"until": "2026-07-10"}
    ]
    wrong = Days(since=date(2026, 7, 10), until=date(2026, 7, 1))
    assert list(wrong.parts(92)) == [wrong]


def test_a_person_is_one_document(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    kept = {"customer": "100001", "notes": [{"text": "hello"}], "next": None}
    answers = {"/customers/100001/export": [answer(200, kept)]}
    out = tmp_path / "person.json"
    run(monkeypatch, answers, "person", "100001", "--out", str(out))
    assert json.loads(out.read_text()) == {"customer": "100001", "notes": [{"text": "hello"}]}


def test_a_person_of_whom_much_is_kept_is_put_together_of_parts(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    path = "/customers/100001/export"

    def part_of(name: str, *items: object, leads_on: str | None = None) -> Answer:
        parts: dict[str, Any] = {part.value: None for part in ExportPart}
        told = {"customer": "100001", **parts, name: items, "next": leads_on}
        return answer(200, told)

    answers = {
        path: [problem(409, "export_too_large", "By parts.")],
        **{f"{path}?part={part}": [part_of(part, part.value)] for part in ExportPart},
        f"{path}?part=orders": [part_of("orders", "first", leads_on="on")],
        f"{path}?part=orders&cursor=on": [part_of("orders", "second")],
    }
    told, _ = run(monkeypatch, answers, "person", "100001")
    expected = {part.value: [part.value] for part in ExportPart} | {"orders": ["first", "second"]}
    assert json.loads(told) == {"customer": "100001", **expected}


def test_a_price_list_is_the_apis_own_file(monkeypatch: pytest.MonkeyPatch) -> None:
    file = Answer(status=200, headers={}, text="\ufeffarticle\r\n")
    in_force = {"valid_from": "2025-12-31T23:00:00Z"}
    listed = [{"name": "basic", "in_force": in_force}, {"name": "coming", "in_force": None}]
    answers = {
        "/price-lists": [answer(200, {"items": listed})],
        "/price-lists/basic/versions/2025-12-31T23:00:00Z/csv": [file],
        "/price-lists/basic/versions/2026-12-31T23:00:00Z": [answer(200, {"articles": []})],
    }
    told, _ = run(monkeypatch, answers, "pricelist", "basic")
    assert told.startswith("\ufeffarticle")
    told, _ = run(monkeypatch, answers, "pricelist", "basic@2027-01-01", "--format", "json")
    assert json.loads(told) == {"articles": []}
    for name in ("coming", "none"):
        told, _ = run(monkeypatch, answers, "pricelist", name, code=1)
        assert told == f"agentline: price list {name} has no version in force\n"


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["orders", "--since", "last week"], "--since: 'last week' is no day"),
        (["payments", "--until", "2026-13-01"], "--until: '2026-13-01' is no day"),
        (["person", "Siv"], "'Siv' is no customer number"),
        (["pricelist", "basic@soon"], "PRICELIST: 'soon' is no time"),
    ],
)
def test_what_cannot_be_meant_exits_2(
    monkeypatch: pytest.MonkeyPatch, words: list[str], told: str
) -> None:
    said, api = run(monkeypatch, {}, *words, code=2)
    assert told in said
    assert api.asked == []


@pytest.mark.parametrize("place", ["none/audit.csv", "."])
def test_a_place_that_is_none_is_told_before_anything_is_asked(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, place: str
) -> None:
    said, api = run(monkeypatch, {}, "audit", "--out", str(tmp_path / place), code=1)
    assert "cannot be written" in said
    assert api.asked == []
