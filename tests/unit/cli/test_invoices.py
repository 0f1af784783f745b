"""Staff look over drafts, change and dispatch them with `agentline invoices`."""

import getpass
import json
from pathlib import Path
from typing import Any

import pytest

from agentline.domain.money import sek
from tests.examples import CUSTOMER
from tests.memory_book import REFERENCE
from tests.unit.cli.office import Office

WHY = ("--why", "because")


def told(office: Office, *words: str, code: int = 0) -> Any:
    """The one JSON document on standard output."""
    result = office.run("invoices", *words, "--json")
    assert result.exit_code == code, result.output
    return json.loads(result.stdout)


def dispatched(office: Office) -> None:
    office.do("invoices", "dispatch", REFERENCE, "--yes")


def test_drafts_wait_for_staff_until_they_are_dispatched(office: Office) -> None:
    assert [each["reference"] for each in told(office, "list")["invoices"]] == [REFERENCE]
    assert told(office, "list", "--state", "due")["invoices"] == []
    dispatched(office)
    [due] = told(office, "list", "--state", "due")["invoices"]
    assert (due["due"], due["state"]) == ("985.00", "dispatched")
    assert told(office, "list", "--state", "draft")["invoices"] == []


def test_settled_bases_are_listed_by_customer_only(office: Office) -> None:
    office.do("invoices", "void", REFERENCE, *WHY, "--yes")
    assert told(office, "list")["invoices"] == []
    [voided] = told(office, "list", "--customer", CUSTOMER)["invoices"]
    assert voided["state"] == "voided"
    assert told(office, "list", "--customer", CUSTOMER, "--state", "draft")["invoices"] == []


def test_a_basis_is_shown_with_lines_vat_and_the_rule_of_the_limit(office: Office) -> None:
    shown = told(office, "show", REFERENCE)
    assert [line["amount"] for line in shown["lines"]] == ["985.00"]
    assert shown["vat"] == [{"percent": "25", "net": "788.00", "vat": "197.00", "gross": "985.00"}]
    assert shown["version"] == 1
    assert "rises by 500.00 SEK" in shown["limit_policy"]
    words = office.do("invoices", "show", REFERENCE)
    assert "VAT 25 %: 197.00 SEK of 985.00 SEK" in words
    assert "rises by 500.00 SEK" in words


@pytest.mark.parametrize(
    ("options", "payable"),
    [
        (["--rate", "12.00"], "593.00"),
        (["--line", "call", "--off", "10%"], "886.50"),
        (["--line", "call-1", "--off", "25,00"], "960.00"),
        (["--off", "10%"], "886.50"),
        (["--goodwill", "50"], "935.00"),
        (["--add", "Book", "--quantity", "2", "--price", "106", "--vat", "6"], "1197.00"),
        (["--line", "call-1", "--text", "Tarot by letter"], "985.00"),
    ],
)
def test_an_edit_is_previewed_before_it_is_saved(
    office: Office, options: list[str], payable: str
) -> None:
    before = office.basis()
    tried = told(office, "edit", REFERENCE, *options, *WHY, "--dry-run")
    assert tried["saved"] is None
    assert office.basis() == before
    assert tried["preview"]["after"]["payable"] == payable
    assert len(tried["preview"]["changed_lines"]) == 1
    saved = told(office, "edit", REFERENCE, *options, *WHY, "--yes")["saved"]
    assert saved["payable"] == office.basis().payable.decimal == payable
    assert saved["lines"] == tried["preview"]["after"]["lines"]
    [edit] = saved["edits"]
    assert (edit["id"], edit["who"], edit["why"]) == ("e1", getpass.getuser(), "because")


@pytest.mark.parametrize("named", ["cheap", "cheap@2026-03-01", "cheap@2026-02-28T23:00Z"])
def test_calls_are_rated_again_by_a_list_in_force_or_by_the_version_of_a_day(
    office: Office, named: str
) -> None:
    saved = told(office, "edit", REFERENCE, "--price-list", named, *WHY, "--yes")["saved"]
    assert saved["payable"] == "490.00"


@pytest.mark.parametrize("named", ["old", "cheap@2026-03-02"])
def test_a_price_list_that_is_not_there_is_refused(office: Office, named: str) -> None:
    words = office.do("invoices", "edit", REFERENCE, "--price-list", named, *WHY, code=1)
    assert words == f"agentline: {named.partition('@')[0]}\n"
    assert office.basis().edits == ()


def test_staff_are_shown_before_and_after_and_asked(office: Office) -> None:
    shown = office.do("invoices", "edit", REFERENCE, "--off", "85", *WHY, typed="n\n", code=1)
    assert "Payable 985.00 SEK -> 900.00 SEK (-85.00 SEK)" in shown
    assert "Save this?" in shown
    assert office.basis().edits == ()
    office.do("invoices", "edit", REFERENCE, "--off", "85", *WHY, typed="y\n")
    assert office.basis().payable == sek(90_000)


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ([], "give exactly one of --rate"),
        (["--rate", "12", "--off", "5"], "give exactly one of --rate"),
        (["--line", "call-1"], "--line: give either --off or --text"),
        (["--line", "call-1", "--off", "5", "--text", "x"], "--line: give either --off or --text"),
        (["--off", "5", "--text", "x"], "--text: say which --line"),
        (["--off", "101%"], "--off: 101 is no percentage"),
        (["--off", "0"], "--off: nothing is no amount here"),
        (["--off", "-5"], "--off: '-5' is no amount"),
        (["--rate", "cheap"], "--rate: 'cheap' is no amount"),
        (["--add", "Book"], "--add: give the --price of one"),
        (["--add", "Book", "--price", "5", "--quantity", "0"], "--quantity: 1 to 10000, not 0"),
        (["--off", "5", "--price", "5"], "--price: belongs to --add"),
        (["--price-list", "basic@soon"], "--price-list: 'soon' is no time"),
        (["--price-list", "basic@2026-01-01T00:00"], "--price-list: '2026-01-01T00:00' needs"),
    ],
)
def test_an_edit_that_cannot_be_meant_exits_2(
    office: Office, options: list[str], words: str
) -> None:
    result = office.run("invoices", "edit", REFERENCE, *options, *WHY)
    assert (result.exit_code, result.stdout) == (2, "")
    assert words in result.stderr
    assert len(result.stderr.splitlines()) == 1


@pytest.mark.parametrize(
    ("words", "answer"),
    [
        (["show", "100001"], "'100001' is no reference of a basis"),
        (["list", "--customer", "x"], "'x' is no customer number"),
        (["void", REFERENCE, "--why", " "], "--why: a reason has 1 to 500 letters"),
        (["void", REFERENCE, *WHY, "--json"], "--json asks nothing: add --yes"),
        (["credit", REFERENCE, "much", *WHY], "AMOUNT: 'much' is no amount"),
        (["mark-sent", REFERENCE, "F-1", "--due-on", "soon"], "--due-on: 'soon' is no day"),
        (["mark-paid", REFERENCE, "--id", "a b"], "--id: 1 to 100 of the characters"),
    ],
)
def test_what_cannot_be_meant_exits_2(office: Office, words: list[str], answer: str) -> None:
    result = office.run("invoices", *words)
    assert (result.exit_code, result.stdout) == (2, "")
    assert answer in result.stderr
    assert len(result.stderr.splitlines()) == 1


@pytest.mark.parametrize(
    ("words", "answer"),
    [
        (["show", f"{CUSTOMER}-0009"], f"customer {CUSTOMER} has no closed basis 9"),
        (["show", "100009-0001"], "customer 100009 has no account"),
        (["edit", REFERENCE, "--off", "2000", *WHY], "more than there is to take it off"),
        (["edit", REFERENCE, "--line", "x", "--off", "5", *WHY], "there is no line x"),
        (["undo", REFERENCE, "e7", *WHY], f"basis {REFERENCE} has no edit e7"),
        (["retry", REFERENCE, "--yes"], "this can only be done while it is dispatch_failed"),
        (["reopen", REFERENCE, *WHY, "--yes"], "this can only be done while it is dispatch_failed"),
        (["credit", REFERENCE, "5", *WHY, "--yes"], f"basis {REFERENCE} was never dispatched"),
        (["mark-sent", REFERENCE, "F-1", "--yes"], "is draft; this can only be done while"),
        (["close", CUSTOMER, *WHY, "--yes"], "there are no orders since the last basis was closed"),
    ],
)
def test_what_the_domain_refuses_exits_1_with_its_own_words(
    office: Office, words: list[str], answer: str
) -> None:
    result = office.run("invoices", *words)
    assert (result.exit_code, result.stdout) == (1, "")
    assert answer in result.stderr
    assert len(result.stderr.splitlines()) == 1


def test_f27_an_edit_of_a_version_that_was_changed_meanwhile_is_refused(office: Office) -> None:
    seen = str(office.basis().version)
    office.do("invoices", "edit", REFERENCE, "--off", "5", *WHY, "--yes")
    again = ["edit", REFERENCE, "--off", "5", *WHY, "--version", seen]
    for words in (
        [*again, "--yes"],
        [*again, "--dry-run"],
        ["dispatch", REFERENCE, "--version", seen],
    ):
        refused = office.do("invoices", *words, code=1)
        assert f"you saw version {seen}, it is version 2 now" in refused
    assert len(office.basis().edits) == 1


def test_an_edit_is_undone_by_its_id(office: Office) -> None:
    office.do("invoices", "edit", REFERENCE, "--off", "85", *WHY, "--yes")
    tried = told(office, "undo", REFERENCE, "e1", *WHY, "--dry-run")
    assert tried["preview"]["difference"] == "85.00"
    assert told(office, "undo", REFERENCE, "e1", *WHY, "--yes")["saved"]["payable"] == "985.00"


def test_a_call_is_moved_to_the_open_basis_and_that_is_closed_early(office: Office) -> None:
    left = told(office, "move", REFERENCE, "call-1", *WHY, "--yes")
    assert (left["payable"], left["orders"]) == ("0.00", 0)
    office.do("invoices", "void", REFERENCE, *WHY, "--yes")
    [_, closed] = told(office, "list", "--customer", CUSTOMER)["invoices"]
    assert (closed["reference"], closed["payable"]) == (f"{CUSTOMER}-0002", "985.00")


def test_a_beginning_that_several_lines_share_is_not_guessed(office: Office) -> None:
    for _ in range(2):
        office.do("invoices", "edit", REFERENCE, "--add", "Book", "--price", "5", *WHY, "--yes")
    result = office.run("invoices", "edit", REFERENCE, "--line", "e", "--off", "1", *WHY)
    assert result.exit_code == 2
    assert "--line: 2 lines begin with 'e'" in result.stderr


@pytest.mark.parametrize("form", ["html", "csv", "json"])
def test_a_draft_is_downloaded_as_a_preview_and_a_dispatched_one_as_it_was(
    office: Office, form: str, tmp_path: Path
) -> None:
    file = tmp_path / f"basis.{form}"
    office.do("invoices", "download", REFERENCE, "--format", form, "--out", str(file))
    assert f"{REFERENCE}-DRAFT" in file.read_text(encoding="utf-8")
    dispatched(office)
    printed = office.do("invoices", "download", REFERENCE, "--format", form)
    assert REFERENCE in printed
    assert "DRAFT" not in printed


def test_a_download_says_what_it_is_and_that_a_file_cannot_be_written(
    office: Office, tmp_path: Path
) -> None:
    document = told(office, "download", REFERENCE, "--format", "json")
    assert (document["is_preview"], document["file"]) == (True, None)
    assert json.loads(document["document"])["total"] == "985.00"
    nowhere = tmp_path / "missing" / "basis.html"
    refused = office.do("invoices", "download", REFERENCE, "--out", str(nowhere), code=1)
    assert "cannot be written: No such file or directory" in refused
