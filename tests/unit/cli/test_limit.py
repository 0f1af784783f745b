"""Staff see and change a customer's credit limit with `agentline limit`."""

import json
from typing import Any

import pytest

from agentline.billing_ports import OwnTerms
from agentline.domain.money import sek
from tests.examples import CUSTOMER
from tests.memory_book import REFERENCE
from tests.unit.cli.office import Office

WHY = ("--why", "because")


def told(office: Office, *words: str) -> Any:
    result = office.run("limit", *words, "--json")
    assert result.exit_code == 0, result.output
    return json.loads(result.stdout)


def test_the_limit_is_shown_with_its_rule_in_words_and_how_it_came_to_be(office: Office) -> None:
    office.do("invoices", "dispatch", REFERENCE, "--yes")
    office.do("invoices", "mark-paid", REFERENCE, "--yes")
    told(office, "set", CUSTOMER, "2000", "--why", "known for years", "--who", "anna", "--yes")
    shown = told(office, "show", CUSTOMER)
    assert (shown["limit"], shown["remaining"]) == ("2000.00", "2000.00")
    assert [(entry["what"], entry["after"]["limit"]) for entry in shown["history"]] == [
        ("customer_registered", "1000.00"),
        ("limit_raised", "1500.00"),
        ("limit_changed", "2000.00"),
    ]
    assert (shown["history"][-1]["who"], shown["history"][-1]["why"]) == ("anna", "known for years")
    words = office.do("limit", "show", CUSTOMER)
    assert "the credit limit rises by 500.00 SEK, to 5000.00 SEK at most" in words
    assert "known for years" in words


def test_staff_are_asked_before_a_limit_changes(office: Office) -> None:
    asked = office.do("limit", "set", CUSTOMER, "2000", *WHY, typed="n\n", code=1)
    assert f"Change the limit of customer {CUSTOMER} from 1000.00 SEK to 2000.00 SEK?" in asked
    assert office.book.of.account.limit == sek(100_000)


def test_terms_are_agreed_one_by_one_and_taken_back(office: Office) -> None:
    agreed = told(office, "terms", CUSTOMER, "--step", "250", "--due-days", "14", *WHY, "--yes")
    assert agreed["own_terms"] == {"due_days": 14, "step": "250.00", "cap": None, "days": None}
    assert "rises by 250.00 SEK" in agreed["policy"]
    more = told(office, "terms", CUSTOMER, "--days", "0", "--cap", "3000,50", *WHY, "--yes")
    assert more["own_terms"] == {"due_days": 14, "step": "250.00", "cap": "3000.50", "days": 0}
    less = told(office, "terms", CUSTOMER, "--step", "default", "--days", "default", *WHY, "--yes")
    assert less["own_terms"] == {"due_days": 14, "step": None, "cap": "3000.50", "days": None}
    assert less["history"][-1]["before"]["limit_step"] == "250.00"
    assert "limit_step" not in less["history"][-1]["after"]
    assert "Agreed with this customer: due after 14 days, cap 3000.50 SEK." in office.do(
        "limit", "show", CUSTOMER
    )


def test_a_step_of_nothing_keeps_the_limit_where_it_is(office: Office) -> None:
    told(office, "terms", CUSTOMER, "--step", "0", *WHY, "--yes")
    assert office.book.own == OwnTerms(limit_step=sek(0))
    office.do("invoices", "dispatch", REFERENCE, "--yes")
    office.do("invoices", "mark-paid", REFERENCE, "--yes")
    shown = told(office, "show", CUSTOMER)
    assert (shown["limit"], shown["policy"]) == (
        "1000.00",
        "The credit limit does not rise by itself.",
    )


@pytest.mark.parametrize(
    ("words", "code", "answer"),
    [
        (["show", "x"], 2, "'x' is no customer number"),
        (["set", CUSTOMER, "high", *WHY], 2, "AMOUNT: 'high' is no amount"),
        (["set", CUSTOMER, "5", "--why", ""], 2, "--why: a reason has 1 to 500 letters"),
        (["terms", CUSTOMER, *WHY], 2, "give one at least of --due-days"),
        (["terms", CUSTOMER, "--due-days", "soon", *WHY], 2, "--due-days: 'soon' is no number"),
        (["terms", CUSTOMER, "--cap", "high", *WHY], 2, "--cap: 'high' is no amount"),
        (["show", "100009"], 1, "customer 100009 has no account"),
        (["set", CUSTOMER, "1000", *WHY, "--yes"], 1, "is 1000.00 SEK already"),
        (["terms", CUSTOMER, "--due-days", "366", *WHY, "--yes"], 1, "is 0 to 365, not 366"),
        (["terms", CUSTOMER, "--cap", "default", *WHY, "--yes"], 1, "are as they were"),
    ],
)
def test_wrong_input_exits_2_and_refusals_exit_1(
    office: Office, words: list[str], code: int, answer: str
) -> None:
    result = office.run("limit", *words)
    assert (result.exit_code, result.stdout) == (code, "")
    assert answer in result.stderr
    assert len(result.stderr.splitlines()) == 1
