"""Staff see to payments with `agentline payments`."""

import json
from typing import Any

import pytest

from agentline.domain.money import sek
from agentline.services.enter_payment import begin_settling
from tests.billing_fakes import a_payment
from tests.examples import CUSTOMER
from tests.memory_book import REFERENCE
from tests.unit.cli.office import Office

WHY = ("--why", "because")


def told(office: Office, *words: str) -> Any:
    result = office.run(*words, "--json")
    assert result.exit_code == 0, result.output
    return json.loads(result.stdout)


@pytest.fixture(autouse=True)
def _dispatched(office: Office) -> None:
    office.do("invoices", "dispatch", REFERENCE, "--yes")


def test_what_names_no_invoice_waits_in_suspense_until_staff_place_it(office: Office) -> None:
    begin_settling(a_payment("p1", sek(98_500), None), office.desk)
    [waiting] = told(office, "payments", "suspense")["payments"]
    assert (waiting["key"], waiting["suspense"]) == ("webhook#p1", "985.00")
    assert waiting["suspended_because"] == "names_no_invoice"
    assert waiting["suspended_because_in_words"] == "It names no invoice."
    assert "It names no invoice." in office.do("payments", "suspense")
    placed = told(office, "payments", "assign", "webhook#p1", REFERENCE, *WHY, "--yes")
    assert placed["applied"] == [{"basis": REFERENCE, "amount": "985.00"}]
    assert told(office, "payments", "suspense")["payments"] == []
    [listed] = told(office, "payments", "list", CUSTOMER)["payments"]
    assert listed == placed


def test_staff_are_asked_before_money_is_placed(office: Office) -> None:
    begin_settling(a_payment("p1", sek(98_500), None), office.desk)
    asked = office.do("payments", "assign", "webhook#p1", REFERENCE, *WHY, typed="n\n", code=1)
    assert f"Place 985.00 SEK on {REFERENCE}, on which 985.00 SEK is due?" in asked
    assert len(told(office, "payments", "suspense")["payments"]) == 1


def test_f24_what_was_paid_too_much_is_looked_into_and_sent_back(office: Office) -> None:
    begin_settling(a_payment("p1", sek(100_000), REFERENCE), office.desk)
    [task] = told(office, "payments", "tasks")["payments"]
    assert task["task"].startswith(f"paid 1000.00 SEK on basis {REFERENCE}")
    refused = office.do("payments", "return", "webhook#p1", "20", *WHY, "--yes", code=1)
    assert "20.00 SEK cannot be returned" in refused
    returned = told(office, "payments", "return", "webhook#p1", "15", *WHY, "--yes")
    assert (returned["returned"], returned["prepaid"], returned["task"]) == ("15.00", "0.00", None)
    assert told(office, "payments", "tasks")["payments"] == []


def test_a_task_is_taken_off_the_list_and_the_money_stays(office: Office) -> None:
    begin_settling(a_payment("p1", sek(100_000), REFERENCE), office.desk)
    assert told(office, "payments", "done", "webhook#p1", "--why", "seen to")["prepaid"] == "15.00"
    assert told(office, "payments", "tasks")["payments"] == []


def test_a_payment_is_shown_with_where_its_money_is(office: Office) -> None:
    begin_settling(a_payment("p1", sek(100_000), REFERENCE), office.desk)
    words = office.do("payments", "show", "webhook#p1")
    assert f"985.00 on {REFERENCE}" in words
    assert "15.00 prepaid" in words
    assert f"985.00 on {REFERENCE}" in office.do("payments", "list", CUSTOMER)


@pytest.mark.parametrize(
    ("words", "code", "answer"),
    [
        (["show", "p1"], 2, "'p1' names no payment"),
        (["assign", "webhook#p1", "x", *WHY], 2, "'x' is no reference"),
        (["return", "webhook#p1", "0", *WHY], 2, "AMOUNT: nothing is no amount"),
        (["list", "me"], 2, "'me' is no customer number"),
        (["list", "100009"], 1, "customer 100009 has no account"),
        (["show", "webhook#p1"], 1, "there is no payment webhook#p1"),
        (["done", "webhook#p1", "--why", "seen to"], 1, "there is no payment webhook#p1"),
    ],
)
def test_wrong_input_exits_2_and_refusals_exit_1(
    office: Office, words: list[str], code: int, answer: str
) -> None:
    result = office.run("payments", *words)
    assert (result.exit_code, result.stdout) == (code, "")
    assert answer in result.stderr
    assert len(result.stderr.splitlines()) == 1
