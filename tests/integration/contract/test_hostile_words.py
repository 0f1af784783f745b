"""Whatever people have written into free texts, it is text wherever the API hands it out."""

import csv
import io
import re
from collections.abc import Iterator

from lxml import html

from agentline.domain.staff import Role
from local.commands.api_session import ApiSession
from local.exports.formats import ExportFormat
from local.exports.lists import LISTS, Days
from local.exports.tables import write_items
from tests.integration.contract.documented import documented
from tests.integration.contract.hostile_words import ApiInProcess, Attempt, attempt
from tests.integration.contract.scenes import World
from tests.integration.contract.scenes_of_the_line import VERSION
from tests.reception import Answered

FORMULAS = [
    "=cmd|'/C calc'!A0",
    "@SUM(1+1)*cmd|' /C calc'!A0",
    "+1+1",
    "-2+3",
    "＝1+1",
    "'=1+1",
    'a";=1+1;"b',
]
SCRIPTS = [
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "</title></style></script><svg/onload=alert(1)>",
    "javascript:alert(1)//'-->]]>{{7*7}}",
]
_FORMULA = re.compile(r"\s*'*\s*[=+\-@＝＋－＠\t\r]")
_NUMBER = re.compile(r"-?[0-9]+(,[0-9]+)?")
_CSV = "text/csv"


def test_f38_no_table_of_the_api_or_the_command_line_has_a_formula(world: World) -> None:
    world.house.talk(world.house.register(), 3)
    attempts = [attempt(world, text) for text in FORMULAS]
    tables = dict(_tables(world, attempts))
    told = {
        one.id for one in documented() for media in one.media_of(min(one.statuses)) if media == _CSV
    }
    assert {name.split()[0] for name in tables} == told | LISTS.keys()
    formulas = {
        name: found for name, table in tables.items() if (found := list(_formulas_in(table)))
    }
    assert formulas == {}
    for each in attempts:
        shown = f"'{each.text}" if _FORMULA.match(each.text) else each.text
        for name in (
            *("customers", "orders", "invoices", "audit"),
            *(f"download_invoice {each.invoice}", f"download_price_list_version {each.price_list}"),
        ):
            assert shown in _cells(tables[name]), f"{each.text} in {name}"
    for name in ("report_calls", "report_revenue by line"):
        assert "'+46846500400" in _cells(tables[name])


def test_f39_what_is_told_as_json_is_never_taken_for_a_page(world: World) -> None:
    for text in SCRIPTS:
        made = attempt(world, text)
        for path in (
            *(f"/customers/{made.customer}{part}" for part in ("", "/notes", "/timeline")),
            *("/customers", "/orders", "/invoices", "/audit", f"/invoices/{made.invoice}"),
            f"/price-lists/{made.price_list}/versions/{VERSION}",
        ):
            answered = world.office.ask("GET", path, role=Role.ADMIN)
            assert text in _texts_of(answered.json), path
            assert answered.headers["Content-Type"] == "application/json", path
            _assert_inert(answered)
        for path, query in ((f"/{text}", {}), ("/customers", {text: text})):
            refused = world.office.ask("GET", path, query=query)
            assert refused.headers["Content-Type"] == "application/problem+json"
            _assert_inert(refused)


def test_f39_an_invoice_as_a_page_has_the_same_elements_whatever_its_words(world: World) -> None:
    plain = _page_of(world, attempt(world, "Siv Exempel"))
    for text in SCRIPTS:
        page = _page_of(world, attempt(world, text))
        assert _elements(page) == _elements(plain)
        assert page.xpath("//address/strong")[0].text_content().strip() == text
        assert [cell.text_content().strip() for cell in page.xpath("//td")].count(text) == 2


def _tables(world: World, attempts: list[Attempt]) -> Iterator[tuple[str, str]]:
    """Every CSV there is, by its operation or its list."""

    def download(path: str, **query: str) -> str:
        answered = world.do("GET", path, query=query)
        assert answered.headers["Content-Type"] == f"{_CSV}; charset=utf-8"
        assert answered.headers["Content-Disposition"].startswith("attachment; ")
        _assert_inert(answered)
        return answered.text

    for each in attempts:
        path = f"/invoices/{each.invoice}/document"
        yield f"download_invoice {each.invoice}", download(path, format="csv")
        path = f"/price-lists/{each.price_list}/versions/{VERSION}/csv"
        yield f"download_price_list_version {each.price_list}", download(path)
    for by in ("day", "line", "article"):
        table = download("/reports/revenue", by=by, format="csv")
        yield f"report_revenue by {by}", table
    for report in ("ageing", "calls", "refusals"):
        yield f"report_{report}", download(f"/reports/{report}", format="csv")
    session = ApiSession(ApiInProcess(world))
    for name, listed in LISTS.items():
        items = list(listed.read(session, Days()))
        yield name, write_items(items, listed.columns, ExportFormat.CSV)


def _cells(table: str) -> list[str]:
    rows = csv.reader(io.StringIO(table.removeprefix("\ufeff")), delimiter=";", strict=True)
    return [cell for row in rows for cell in row]


def _formulas_in(table: str) -> Iterator[str]:
    """Also of a program that takes other separators, or none for the marks around a cell."""
    rows = list(csv.reader(io.StringIO(table.removeprefix("\ufeff")), delimiter=";", strict=True))
    for row in rows:
        assert len(row) == len(rows[0])
        for cell in row:
            if _FORMULA.match(cell) and not cell.startswith("'") and not _NUMBER.fullmatch(cell):
                yield cell


def _texts_of(told: object) -> Iterator[str]:
    match told:
        case str():
            yield told
        case dict():
            for value in told.values():
                yield from _texts_of(value)
        case list():
            for value in told:
                yield from _texts_of(value)


def _page_of(world: World, made: Attempt) -> html.HtmlElement:
    path = f"/invoices/{made.invoice}/document"
    answered = world.do("GET", path, query={"format": "html"})
    assert answered.headers["Content-Type"] == "text/html; charset=utf-8"
    assert answered.headers["Content-Disposition"].startswith("attachment; ")
    _assert_inert(answered)
    return html.document_fromstring(answered.text)


def _elements(page: html.HtmlElement) -> list[tuple[str, list[str]]]:
    return [(element.tag, sorted(element.attrib)) for element in page.iter()]


def _assert_inert(answered: Answered) -> None:
    headers = answered.headers
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert "default-src 'none'" in headers["Content-Security-Policy"]
    assert "sandbox" in headers["Content-Security-Policy"].split("; ")
