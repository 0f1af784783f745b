"""Banks' files over the staff API, on the store."""

from base64 import b64encode
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from itertools import count
from typing import Any

import pytest

from admin_api.routes import payment_files
from agentline.domain.money import sek
from agentline.services.sweep import sweep
from tests.integration.billing.house import House
from tests.integration.office.trail import entries_of_the_day
from tests.reception import Answered, Reception
from tests.unit.adapters.payment_files.composed import (
    Entry,
    Transaction,
    bgmax,
    bgmax_payment,
    bgmax_section,
    camt054,
    unstructured,
)

_names = count(1)


def an_entry(amount: str, text: str, *, currency: str = "SEK", status: str = "BOOK") -> Entry:
    """One payment; each has an id of its own."""
    reference = f"TX-{next(_names)}"
    paid = Transaction(
        amount=amount, currency=currency, reference=reference, remittance=unstructured(text)
    )
    return Entry(
        transactions=(paid,), amount=amount, currency=currency, reference=reference, status=status
    )


def given(
    office: Reception, content: bytes, *, dry_run: bool = False, key: str | None = None
) -> Answered:
    body = {
        "name": "payments.xml",
        "content_base64": b64encode(content).decode(),
        "dry_run": dry_run,
        "reason": "the bank's file of the day",
    }
    return office.ask("POST", "/payment-files", body, key=key)


def told(answer: Answered, name: str) -> list[Any]:
    return [entry[name] for entry in answer.json["entries"]]


def imports_noted() -> list[dict[str, str]]:
    entries = entries_of_the_day()
    return [dict(entry.after) for entry in entries if entry.what == "payments_imported"]


def test_a_dry_run_tells_what_would_come_of_each_entry_and_takes_nothing_in(
    house: House, office: Reception
) -> None:
    caller = house.invoiced_caller()
    content = camt054(
        an_entry("985.00", f"faktura {caller.reference()}"),
        an_entry("985.00", f"kund {caller.customer}"),
        an_entry("10.00", "tack", currency="EUR"),
        an_entry("10.00", "not yet", status="PDNG"),
    )
    noted = len(imports_noted())
    answer = given(office, content, dry_run=True)
    assert answer.status == 200
    assert told(answer, "result") == ["placed", "placed", "suspense", "unreadable"]
    assert told(answer, "invoice") == [caller.reference(), caller.reference(), None, None]
    assert told(answer, "names")[0] == f"reference {caller.reference()}"
    assert told(answer, "kind") == ["payment", "payment", "payment", None]
    assert answer.json["totals"] == {"placed": 2, "suspense": 1, "unreadable": 1}
    assert (answer.json["dry_run"], answer.json["problems"]) == (True, 1)
    first = answer.json["entries"][0]
    assert (first["amount"], first["bank_date"]) == (
        {"amount": "985.00", "currency": "SEK"},
        "2026-11-23",
    )
    assert office.ask("GET", f"/payments/{first['payment']}").status == 404
    assert (house.basis(caller.reference()).due, len(imports_noted())) == (sek(98_500), noted)


def test_a_file_is_taken_in_settled_and_known_when_it_is_given_again(
    house: House, office: Reception
) -> None:
    caller = house.invoiced_caller()
    content = camt054(
        an_entry("900.00", f"kund {caller.customer}"),
        an_entry("85.00", f"faktura {caller.reference()}"),
        an_entry("7.00", "for the nice talk"),
    )
    answer = given(office, content)
    assert told(answer, "result") == ["placed", "placed", "suspense"]
    assert told(answer, "invoice") == [caller.reference(), caller.reference(), None]
    assert house.basis(caller.reference()).due == sek(0)
    [suspended] = [entry for entry in answer.json["entries"] if entry["result"] == "suspense"]
    seen = office.ask("GET", f"/payments/{suspended['payment']}").json
    assert (seen["suspense"]["amount"], seen["text"]) == (
        "7.00",
        "ANNA ANDERSSON: for the nice talk",
    )
    assert imports_noted()[0] == {"kind": "camt054", "message_id": "MSG-1", "entries": "3"}
    again = given(office, content)
    assert told(again, "result") == ["known"] * 3
    assert told(again, "words") == told(answer, "words")
    assert told(given(office, content, dry_run=True), "result") == ["known"] * 3
    assert not house.executions.queue


def test_a_file_given_twice_at_once_pays_once(
    house: House, new_office: Callable[[], Reception]
) -> None:
    callers = [house.invoiced_caller() for _ in range(2)]
    content = camt054(*(an_entry("985.00", each.reference()) for each in callers))

    def give(_worker: int) -> list[str]:
        return told(given(new_office(), content), "result")

    with ThreadPoolExecutor(4) as threads:
        results = list(threads.map(give, range(4)))
    for position in range(2):
        assert sorted(result[position] for result in results) == [*["known"] * 3, "placed"]
    assert [house.basis(each.reference()).received for each in callers] == [sek(98_500)] * 2


def test_what_there_is_no_time_for_is_kept_and_begun(
    house: House, office: Reception, monkeypatch: pytest.MonkeyPatch
) -> None:
    caller = house.invoiced_caller()
    content = camt054(an_entry("985.00", caller.reference()), an_entry("5.00", "tack"))
    monkeypatch.setattr(payment_files, "SETTLING_SECONDS", 0.0)
    assert told(given(office, content, dry_run=True), "result") == ["unsettled"] * 2
    answer = given(office, content)
    assert told(answer, "result") == ["unsettled"] * 2
    assert answer.json["problems"] == 2
    house.run()
    assert house.basis(caller.reference()).due == sek(0)
    assert told(given(office, content), "result") == ["known"] * 2


def test_settling_that_cannot_be_begun_is_left_to_the_sweeper(
    house: House, office: Reception, monkeypatch: pytest.MonkeyPatch, own_table: str
) -> None:
    assert own_table
    caller = house.invoiced_caller()
    house.executions.is_down = True
    monkeypatch.setattr(payment_files, "SETTLING_SECONDS", 0.0)
    answer = given(office, camt054(an_entry("985.00", caller.reference())))
    assert told(answer, "result") == ["unsettled"]
    house.executions.is_down = False
    house.clock.pass_time(timedelta(minutes=3))
    assert sweep(house.desk)["ledger_event"] == 1
    house.run()
    assert house.basis(caller.reference()).due == sek(0)


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"hello", "The file is neither camt.054 (XML) nor Bg Max."),
        (b"<Document>", "The file is not readable XML"),
        (
            bgmax(bgmax_section(bgmax_payment("1000010013", 98_500), total=1)),
            "is not the sum",
        ),
    ],
)
def test_a_file_that_cannot_be_trusted_is_refused_as_a_whole(
    office: Reception, content: bytes, words: str
) -> None:
    refused = given(office, content)
    assert (refused.status, refused.code) == (422, "payment_file_refused")
    assert words in refused.json["detail"]


def test_a_file_marked_as_a_test_is_refused(office: Reception) -> None:
    content = bgmax(bgmax_section(bgmax_payment("1000010013", 98_500)), stage="T")
    for is_dry in (True, False):
        refused = given(office, content, dry_run=is_dry)
        assert (refused.status, refused.code) == (409, "payment_file_is_test")


def test_more_entries_than_one_answer_holds_are_refused(
    office: Reception, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(payment_files, "MOST_ENTRIES", 1)
    refused = given(office, camt054(an_entry("1.00", "one"), an_entry("1.00", "two")))
    assert (refused.status, refused.code) == (422, "payment_file_refused")
    assert "at most 1" in refused.json["detail"]


def test_what_is_no_base64_or_too_large_is_refused(office: Reception) -> None:
    body = {"name": "x", "content_base64": "not base64!", "reason": "the file of the day"}
    wrong = office.ask("POST", "/payment-files", body)
    assert (wrong.status, wrong.json["errors"][0]["field"]) == (422, "body.content_base64")
    large = body | {"content_base64": "A" * (4 * 1024 * 1024)}
    assert office.ask("POST", "/payment-files", large).status == 413


def test_the_same_key_repeats_the_first_answer(house: House, office: Reception) -> None:
    content = camt054(an_entry("985.00", house.invoiced_caller().reference()))
    first = given(office, content, key="the-file-of-today")
    again = given(office, content, key="the-file-of-today")
    assert (again.text, again.headers["Idempotency-Replayed"]) == (first.text, "true")
    assert told(again, "result") == ["placed"]
