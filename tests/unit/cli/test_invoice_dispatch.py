"""Staff dispatch drafts with `agentline invoices`, and see to them at the ledger."""

import json
from typing import Any

import pytest

from agentline.domain.basis_state import BasisState
from agentline.domain.money import sek
from tests.memory_book import REFERENCE
from tests.unit.cli.office import Office

WHY = ("--why", "because")


def told(office: Office, *words: str) -> Any:
    """The one JSON document on standard output."""
    result = office.run("invoices", *words, "--json")
    assert result.exit_code == 0, result.output
    return json.loads(result.stdout)


def dispatched(office: Office) -> None:
    office.do("invoices", "dispatch", REFERENCE, "--yes")


def test_dispatch_shows_what_is_sent_and_tells_number_and_ocr(office: Office) -> None:
    words = office.do("invoices", "dispatch", REFERENCE, typed="y\n")
    assert "Siv Exempel, Provgatan 1" in words
    assert "Due on 2026-04-09, OCR" in words
    basis = office.basis()
    assert basis.posting
    assert basis.state is BasisState.DISPATCHED
    assert f"Dispatched: invoice {basis.posting.number}, OCR {basis.posting.ocr}" in words


def test_a_dispatch_that_is_not_agreed_to_is_not_begun(office: Office) -> None:
    office.do("invoices", "dispatch", REFERENCE, typed="n\n", code=1)
    assert office.basis().state is BasisState.DRAFT
    assert office.executions.started == []


def test_a_dispatch_the_ledger_rejects_tells_its_words_and_is_retried(office: Office) -> None:
    office.ledger.troubles.append("reject:the customer is on a stop list")
    words = office.do("invoices", "dispatch", REFERENCE, "--yes", code=1)
    assert "The ledger did not take it: the customer is on a stop list" in words
    [failed] = told(office, "list", "--state", "dispatch_failed")["invoices"]
    assert failed["trouble"] == "the customer is on a stop list"
    sent = told(office, "retry", REFERENCE, "--yes")
    assert (sent["state"], sent["trouble"]) == ("dispatched", None)
    assert len(office.ledger.posted(REFERENCE)) == 1


def test_a_dispatch_that_failed_is_reopened_and_is_a_draft_again(office: Office) -> None:
    office.ledger.troubles.append("reject:no such article")
    office.do("invoices", "dispatch", REFERENCE, "--yes", code=1)
    assert told(office, "reopen", REFERENCE, *WHY, "--yes")["state"] == "draft"


def test_a_dispatch_that_lasts_is_told_so(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("local.staff.dispatch.LONGEST_WAIT_SECONDS", 0.0)
    office.executions.is_idle = True
    words = office.do("invoices", "dispatch", REFERENCE, "--yes", code=1)
    assert f"basis {REFERENCE} is still on its way after 0 s" in words


def test_a_basis_is_credited_in_part_and_wholly_and_the_ledger_is_told(office: Office) -> None:
    dispatched(office)
    part = told(office, "credit", REFERENCE, "85.00", *WHY, "--yes")
    assert (part["due"], part["ledger_trouble"]) == ("900.00", None)
    whole = told(office, "credit", REFERENCE, "all", *WHY, "--yes")
    assert (whole["state"], whole["due"]) == ("credited", "0.00")
    assert [note.amount for note in office.ledger.notes] == [sek(8_500), sek(90_000)]


def test_a_credit_the_ledger_does_not_take_now_stands_and_is_not_to_be_repeated(
    office: Office,
) -> None:
    dispatched(office)
    office.ledger.troubles.append("unavailable")
    words = office.do("invoices", "credit", REFERENCE, "85", *WHY, "--yes")
    assert "do not credit twice" in words
    assert office.basis().credited == sek(8_500)
    [due] = told(office, "list", "--state", "due")["invoices"]
    assert due["credit_notes"][0]["ledger_has_it"] is False


def test_an_invoice_made_by_hand_gets_its_number_and_another_due_date(office: Office) -> None:
    dispatched(office)
    sent = told(office, "mark-sent", REFERENCE, "F-17", "--due-on", "2026-12-23", "--yes")
    assert (sent["invoice_number"], sent["due_on"]) == ("F-17", "2026-12-23")


def test_a_payment_entered_twice_counts_once_and_raises_the_limit(office: Office) -> None:
    dispatched(office)
    first = told(office, "mark-paid", REFERENCE, "--yes")
    assert (first["known"], first["invoice"]["state"]) == (False, "paid")
    assert first["invoice"]["limit_raised_by"] == "500.00"
    again = told(office, "mark-paid", REFERENCE, "--yes")
    assert (again["known"], again["payment"]) == (True, first["payment"])
    assert office.book.of.account.prepaid == sek(0)


def test_payments_of_a_day_that_are_alike_are_told_apart_by_an_id(office: Office) -> None:
    dispatched(office)
    for name in ("a", "b", "b"):
        told(office, "mark-paid", REFERENCE, "100", "--date", "2026-03-09", "--id", name, "--yes")
    shown = told(office, "show", REFERENCE)
    assert (shown["received"], shown["due"]) == ("200.00", "785.00")
    assert [each["key"] for each in shown["payments"]] == ["manual#a", "manual#b"]


def test_nothing_is_entered_where_nothing_is_due(office: Office) -> None:
    office.do("invoices", "void", REFERENCE, *WHY, "--yes")
    refused = office.do("invoices", "mark-paid", REFERENCE, "--yes", code=1)
    assert "nothing is due on basis" in refused
    assert office.book.events == {}
