"""Files of prices over the staff API: what is exported imports again, and nothing is evaluated."""

import csv
import io
from typing import Any

import pytest

from agentline.domain.staff import Role
from tests.reception import Answered, Reception

pytestmark = pytest.mark.usefixtures("own_table")

REASON = {"reason": "dearer from the spring on"}
IMPORTS = "/price-lists/basic/imports"
LATER = "2026-03-10T14:00:00Z"
HEADER = (
    "article;description;unit;vat_percent;rate_per_minute;first_seconds;increment_seconds;"
    "opening_fee;free_seconds;minimum_charge;maximum_charge"
)
TAROT = "TAROT;Tarot;minute;25;24,90;60;60;5,00;0;0,00;"
HELP = "HELP;Datorhjälp;minute;25;12,00;60;1;;;;495,00"


def file(*lines: str, valid_from: str = LATER, dry_run: bool = False) -> dict[str, Any]:
    text = "\n".join([HEADER, *lines])
    return {"valid_from": valid_from, "csv": text, "dry_run": dry_run, **REASON}


def ask(office: Reception, body: dict[str, Any]) -> Answered:
    return office.ask("POST", IMPORTS, body)


def outcomes(answered: Answered) -> list[tuple[int, str | None, str]]:
    return [(each["line"], each["article"], each["outcome"]) for each in answered.json["lines"]]


def test_a_file_is_tried_and_then_imported(office: Reception) -> None:
    tried = ask(office, file(TAROT, HELP, dry_run=True))
    assert (tried.status, tried.json["is_stored"], tried.json["version"]) == (200, False, None)
    assert outcomes(tried) == [(2, "TAROT", "changed"), (3, "HELP", "added")]
    assert office.ask("GET", f"/price-lists/basic/versions/{LATER}").status == 404
    imported = ask(office, file(TAROT, HELP))
    assert imported.json["is_stored"]
    assert imported.json["difference"] == tried.json["difference"]
    assert imported.json["version"]["added_by"] == "billing@example.com"
    seen = office.ask("GET", f"/price-lists/basic/versions/{LATER}").json["articles"]
    assert [article["number"] for article in seen] == ["HELP", "TAROT"]
    assert seen[0]["tariff"]["maximum_charge"] == "495.00"
    again = ask(office, file(TAROT, HELP))
    assert (again.status, again.code) == (409, "version_exists")


def test_a_file_with_an_error_is_not_stored_at_all(office: Reception) -> None:
    wrong = "WRONG;Fel;minute;25;1.234,50;60;60;;;;"
    answered = ask(office, file(TAROT, wrong, "TAROT;Twice;minute;25;1;60;60;;;;"))
    assert (answered.status, answered.json["is_stored"], answered.json["errors"]) == (200, False, 2)
    assert outcomes(answered) == [
        (2, "TAROT", "changed"),
        (3, "WRONG", "error"),
        (4, "TAROT", "error"),
    ]
    problems = [line["problem"] for line in answered.json["lines"]]
    assert problems[0] is None
    assert problems[1].startswith("rate_per_minute: '1.234.50' is no amount")
    assert problems[2] == "article TAROT is on line 2 already"
    assert office.ask("GET", f"/price-lists/basic/versions/{LATER}").status == 404


@pytest.mark.parametrize("is_dry_run", [True, False])
def test_a_file_is_refused_as_a_version_is(office: Reception, *, is_dry_run: bool) -> None:
    dropped = ask(office, file(HELP, dry_run=is_dry_run))
    assert (dropped.status, dropped.code) == (409, "article_in_use")
    soon = ask(office, file(TAROT, valid_from="2026-03-10T12:01:00Z", dry_run=is_dry_run))
    assert (soon.status, soon.code) == (422, "version_too_soon")
    none = ask(office, {**file(), "csv": "no table"})
    assert (none.status, none.code) == (422, "price_file_refused")


def test_what_is_downloaded_imports_again_unchanged(office: Reception) -> None:
    path = "/price-lists/basic/versions/2026-01-01T00:00:00Z/csv"
    downloaded = office.ask("GET", path, role=Role.VIEWER)
    assert downloaded.headers["Content-Type"] == "text/csv; charset=utf-8"
    assert downloaded.headers["Content-Disposition"] == (
        'attachment; filename="basic-2026-01-01T000000Z.csv"'
    )
    answered = ask(office, {**file(), "csv": downloaded.text})
    assert outcomes(answered) == [(2, "TAROT", "unchanged")]
    assert answered.json["difference"] == {"added": [], "removed": [], "changed": []}


@pytest.mark.parametrize(
    "text", ["=cmd|'/C calc'!A0", "+1+1", "-1+1", "@SUM(A1)", "＝1+1", "'=1", "'quoted'"]
)
def test_f38_what_looks_like_a_formula_is_text_going_in_and_coming_out(
    office: Reception, text: str
) -> None:
    cells = io.StringIO()
    csv.writer(cells, delimiter=";").writerow([*TAROT.split(";")[:1], text, *TAROT.split(";")[2:]])
    given = f"'{text}" if text.startswith("'=") else text
    ask(office, file(cells.getvalue().replace(text, given)))
    [article] = office.ask("GET", f"/price-lists/basic/versions/{LATER}").json["articles"]
    assert article["description"] == text
    written = office.ask("GET", f"/price-lists/basic/versions/{LATER}/csv").text
    [row] = csv.DictReader(io.StringIO(written.removeprefix("\ufeff")), delimiter=";")
    is_harmless = text == "'quoted'"
    assert row["description"] == (text if is_harmless else f"'{text}")
    again = ask(office, {**file(valid_from="2026-03-10T15:00:00Z"), "csv": written})
    assert outcomes(again) == [(2, "TAROT", "unchanged")]


def test_f38_an_article_number_cannot_be_a_formula(office: Reception) -> None:
    answered = ask(office, file(TAROT, "=1+1;Tarot;minute;25;1;60;60;;;;"))
    assert outcomes(answered)[1] == (3, "=1+1", "error")


def test_f35_a_file_that_is_too_large_is_answered_with_413(office: Reception) -> None:
    assert ask(office, {**file(), "csv": "x" * 500_000}).status == 413
    assert ask(office, {**file(), "csv": "x" * 350_000}).status == 422
