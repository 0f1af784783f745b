"""`agentline import customers` and `pricelist`: what comes of each line, and exit codes."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result
from urllib3.exceptions import ProtocolError

from local.cli import app
from local.staff_api import Answer
from tests.unit.cli.fake_api import FakeApi, answer, problem

HEADER = "name;street;postcode;city\n"
SIV = "Siv;Gatan 1;111 11;Orten\n"
BO = "Bo;Gatan 2;111 11;Orten\n"
FREE = answer(
    200,
    {
        "hindrances": [],
        "customer": None,
        "numbers": ["+46701740605"],
        "price_list": "basic",
        "opening_limit": {"amount": "1000.00", "currency": "SEK"},
    },
)
LONG_AGO, NOW = "2020-03-10T12:00:00Z", "2199-01-01T00:00:00Z"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "file.csv"


def registered(at: str = NOW, **headers: str) -> Answer:
    return answer(201, {"number": "100007", "registered_at": at}, **headers)


def run(
    monkeypatch: pytest.MonkeyPatch, answers: Mapping[str, list[Answer]], *words: str
) -> tuple[Result, FakeApi]:
    api = FakeApi(answers)
    monkeypatch.setattr("local.commands.api_session._open", lambda *_where: api)
    return CliRunner().invoke(app, ["import", *words], env={"COLUMNS": "200"}), api


def line_of(result: Result, code: int) -> dict[str, Any]:
    assert result.exit_code == code, result.output
    [line] = json.loads(result.stdout)["lines"]
    return {name: line[name] for name in ("result", "customer", "words") if line[name]}


@pytest.mark.parametrize(
    ("foreseen", "created", "told"),
    [
        (FREE, registered(), {"result": "registered", "customer": "100007"}),
        (
            FREE,
            registered(Idempotency_Replayed="true"),
            {
                "result": "known",
                "customer": "100007",
                "words": "was registered of this line before, as customer 100007",
            },
        ),
        (
            FREE,
            registered(LONG_AGO),
            {
                "result": "known",
                "customer": "100007",
                "words": "was registered of this line before, as customer 100007",
            },
        ),
        (
            answer(200, {"hindrances": ["it is theirs"], "customer": "100003"}),
            None,
            {"result": "known", "customer": "100003", "words": "is customer 100003 already"},
        ),
        (
            answer(200, {"hindrances": ["one is taken", "two is taken"], "customer": None}),
            None,
            {"result": "refused", "words": "one is taken; two is taken"},
        ),
        (FREE, problem(409, "owner_taken", "Taken."), {"result": "refused", "words": "Taken."}),
        (
            problem(422, "currency_mismatch", "Mixed."),
            None,
            {"result": "wrong", "words": "Mixed."},
        ),
    ],
)
def test_what_comes_of_a_line(
    monkeypatch: pytest.MonkeyPatch,
    file: Path,
    foreseen: Answer,
    created: Answer | None,
    told: dict[str, str],
) -> None:
    file.write_text(HEADER + SIV)
    answers = {"/customers/preview": [foreseen], "/customers": [created] if created else []}
    result, _ = run(monkeypatch, answers, "customers", str(file), "--yes", "--json")
    is_problem = told["result"] in {"refused", "wrong"}
    assert line_of(result, 1 if is_problem else 0) == told


def test_without_yes_nobody_is_registered(monkeypatch: pytest.MonkeyPatch, file: Path) -> None:
    file.write_text(HEADER + SIV + "Carin;;;\n")
    result, api = run(monkeypatch, {"/customers/preview": [FREE]}, "customers", str(file))
    assert result.exit_code == 1
    assert "+46701740605, price list basic, limit 1000.00 SEK" in result.stdout
    assert "street, postcode, city is missing" in result.stdout
    assert "2 lines: 1 new, 1 wrong." in result.stdout
    assert "Nobody was registered: run it with --yes." in result.stdout
    assert api.asked == [("POST", "/customers/preview")]


def test_f37_the_key_of_a_line_is_of_the_file_the_line_and_what_is_asked(
    monkeypatch: pytest.MonkeyPatch, file: Path
) -> None:
    def key(content: str, *words: str) -> list[str]:
        file.write_text(content)
        answers = {"/customers/preview": [FREE], "/customers": [registered()]}
        result, api = run(monkeypatch, answers, "customers", str(file), "--yes", *words)
        assert result.exit_code == 0, result.output
        asked = zip(api.asked, api.keys, strict=True)
        return sorted(key or "" for (_, path), key in asked if path == "/customers")

    [first], [again] = key(HEADER + SIV), key(HEADER + SIV)
    assert first == again
    [other_reason], [other_file] = key(HEADER + SIV, "--why", "moved"), key(HEADER + SIV + "\n")
    assert len({first, other_reason, other_file, *key(HEADER + SIV + BO)}) == 5


@pytest.mark.parametrize(
    ("stop", "words"),
    [
        (problem(403, "not_permitted", "This is for admin."), "agentline: This is for admin."),
        (ProtocolError("gone"), "agentline: the staff API does not answer: gone"),
    ],
)
def test_a_run_that_breaks_off_says_how_far_it_came(
    monkeypatch: pytest.MonkeyPatch, file: Path, stop: Answer | Exception, words: str
) -> None:
    class Breaking(FakeApi):
        def ask(self, method: str, path: str, body: Any = None, **more: Any) -> Answer:
            if body["name"] != "Bo":
                return super().ask(method, path, body, **more)
            if isinstance(stop, Exception):
                raise stop
            return stop

    file.write_text(HEADER + SIV + BO)
    api = Breaking({"/customers/preview": [FREE], "/customers": [registered()]})
    monkeypatch.setattr("local.commands.api_session._open", lambda *_where: api)
    for options, more in (
        (["--yes"], ": 1 of 2 lines are done, run it again for the others"),
        ([], ""),
    ):
        result = CliRunner().invoke(app, ["import", "customers", str(file), *options])
        assert (result.exit_code, result.stdout) == (1, "")
        assert result.stderr == f"{words}{more}\n"


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "file.csv: line 1, the header, has no column name, street, postcode, city"),
        (b"name;street;postcode;city\n", "file.csv: there is no line below the header"),
        (b"name\xff\n", "file.csv: line 1 is not UTF-8"),
        (b'name;street;postcode;city\nA;"b\n', "file.csv: line 2 is not written as CSV is"),
    ],
)
def test_a_file_that_is_no_table_of_customers_exits_2(
    monkeypatch: pytest.MonkeyPatch, file: Path, content: bytes, words: str
) -> None:
    file.write_bytes(content)
    result, api = run(monkeypatch, {}, "customers", str(file))
    assert (result.exit_code, result.stdout, api.asked) == (2, "", [])
    assert words in result.stderr


PRICES = ("--name", "basic", "--valid-from", "2027-01-01")
IMPORTS = "/price-lists/basic/imports"
DIFFERENCE = {
    "added": [
        {
            "number": "1002",
            "description": "New",
            "rate_per_minute": {"amount": "5.00", "currency": "SEK"},
        }
    ],
    "removed": [
        {
            "number": "1003",
            "description": "Old",
            "rate_per_minute": {"amount": "6.00", "currency": "SEK"},
        }
    ],
    "changed": [
        {"number": "1001", "fields": [{"field": "opening_fee", "before": "9", "after": "7"}]}
    ],
}


def priced(*, is_stored: bool, problems: Mapping[int, str] | None = None) -> Answer:
    told = {
        "price_list": "basic",
        "is_stored": is_stored,
        "errors": len(problems or {}),
        "lines": [
            {"line": 2, "article": "1001", "outcome": "changed", "problem": None},
            *(
                {"line": line, "article": None, "outcome": "error", "problem": words}
                for line, words in (problems or {}).items()
            ),
        ],
        "version": None,
        "difference": None if problems else DIFFERENCE,
    }
    return answer(200, told)


def test_prices_are_shown_with_what_changes(monkeypatch: pytest.MonkeyPatch, file: Path) -> None:
    file.write_text("\ufeffarticle\n")
    for options, is_stored, words in (
        ([], False, "run it with --yes for a version of 2026-12-31 23:00 UTC."),
        (["--yes"], True, "The version of 2026-12-31 23:00 UTC is stored."),
    ):
        answers = {IMPORTS: [priced(is_stored=is_stored)]}
        result, _ = run(monkeypatch, answers, "pricelist", str(file), *PRICES, *options)
        assert result.exit_code == 0, result.output
        assert words in result.stdout
        for shown in ("opening_fee", "5.00 SEK", "not on sale", "Old"):
            assert shown in result.stdout


def test_prices_with_an_error_exit_1_and_name_the_line(
    monkeypatch: pytest.MonkeyPatch, file: Path
) -> None:
    file.write_text("article\n")
    answers = {IMPORTS: [priced(is_stored=False, problems={3: "unit is missing"})]}
    result, _ = run(monkeypatch, answers, "pricelist", str(file), *PRICES, "--yes")
    assert result.exit_code == 1
    assert "unit is missing" in result.stdout
    assert "1 with an error: nothing is stored of such a file." in result.stdout
    result, _ = run(monkeypatch, answers, "pricelist", str(file), *PRICES, "--json")
    assert json.loads(result.stdout)["lines"][1]["line"] == 3


@pytest.mark.parametrize(
    ("told", "code", "words"),
    [
        (problem(422, "price_file_refused", "It is no table."), 2, "It is no table."),
        (problem(409, "version_exists", "There is one."), 1, "There is one."),
        (problem(404, "not_found", "Nothing."), 2, "--name: 'basic' can be no price list"),
    ],
)
def test_prices_that_are_refused(
    monkeypatch: pytest.MonkeyPatch, file: Path, told: Answer, code: int, words: str
) -> None:
    file.write_text("article\n")
    result, _ = run(monkeypatch, {IMPORTS: [told]}, "pricelist", str(file), *PRICES)
    assert (result.exit_code, result.stdout) == (code, "")
    assert words in result.stderr
    result, api = run(
        monkeypatch, {}, "pricelist", str(file), "--name", "basic", "--valid-from", "soon"
    )
    assert (result.exit_code, api.asked) == (2, [])
    assert "--valid-from: 'soon' is no time" in result.stderr


@pytest.mark.parametrize("why", [" ", "x" * 501])
def test_a_reason_says_something(monkeypatch: pytest.MonkeyPatch, file: Path, why: str) -> None:
    file.write_text(HEADER + SIV)
    result, api = run(monkeypatch, {}, "customers", str(file), "--yes", "--why", why)
    assert (result.exit_code, api.asked) == (2, [])
    assert "--why: a reason has 1 to 500 letters" in result.stderr
