"""A bank's file of payments, entry by entry."""

import pytest

from agentline.domain.money import sek
from agentline.domain.payment_file import FileEntry, MarkedAsTestError, PaymentFile
from agentline.services.import_payments import Result, audit_import, foresee_file, take_file_in
from tests.billing_fakes import a_notice, a_payment, a_recall
from tests.outgoing import ANNA
from tests.unit.services.billing_house import REFERENCE, BillingHouse


@pytest.fixture
def house() -> BillingHouse:
    """Basis 1, 985.00, is dispatched."""
    house = BillingHouse()
    house.dispatch()
    return house


FILE = PaymentFile(
    kind="bgmax",
    message_id="MSG-1",
    entries=(
        FileEntry(position="line 1", event=a_payment("p1", sek(500), None)),
        FileEntry(position="line 2", event=a_payment("p2", sek(98_500), REFERENCE)),
        FileEntry(position="line 3", event=None, problem="no amount above zero"),
        FileEntry(position="line 4", event=a_recall("p2", sek(100))),
        FileEntry(position="line 5", event=a_notice("hello", None)),
    ),
)
RESULTS = [Result.SUSPENSE, Result.PLACED, Result.UNREADABLE, Result.RECALLED, Result.NOTED]


def results(house: BillingHouse, *, is_time_left: bool = True) -> list[Result]:
    return [one.result for one in take_file_in(FILE, house.desk, lambda: is_time_left)]


def test_every_entry_tells_what_came_of_it_and_on_which_basis(house: BillingHouse) -> None:
    taken = take_file_in(FILE, house.desk, lambda: True)
    assert [one.result for one in taken] == RESULTS
    assert [one.invoice for one in taken] == [None, REFERENCE, None, REFERENCE, None]
    assert [one.is_problem for one in taken] == [False, False, True, False, False]
    assert house.basis.received == sek(98_400)
    assert [each.machine for each in house.executions.started] == ["dispatch"]
    assert results(house) == [
        Result.UNREADABLE if one is Result.UNREADABLE else Result.KNOWN for one in RESULTS
    ]


def test_one_entry_that_fails_stops_none_after_it(
    house: BillingHouse, monkeypatch: pytest.MonkeyPatch
) -> None:
    payment_of = house.book.payment

    def fail_on_second(source: str, payment: str) -> object:
        if payment == "p2":
            raise TimeoutError("the store does not answer")
        return payment_of(source, payment)

    with monkeypatch.context() as patch:
        patch.setattr(house.book, "payment", fail_on_second)
        first = results(house)
    assert first == [
        Result.SUSPENSE,
        Result.UNSETTLED,
        Result.UNREADABLE,
        Result.UNSETTLED,
        Result.NOTED,
    ]
    house.run()
    assert house.basis.received == sek(98_400)


def test_what_there_is_no_time_for_is_begun_and_goes_on_by_itself(house: BillingHouse) -> None:
    assert results(house, is_time_left=False).count(Result.UNSETTLED) == 4
    assert house.basis.received == sek(0)
    house.run()
    assert house.basis.received == sek(98_400)


def test_a_forecast_ends_when_time_does(house: BillingHouse) -> None:
    seen = foresee_file(FILE, house.desk, lambda: True)
    assert [one.result for one in seen] == RESULTS
    assert seen[3].words.endswith("which has not come yet")
    late = foresee_file(FILE, house.desk, lambda: False)
    assert [one.result for one in late].count(Result.UNSETTLED) == 4
    assert house.book.events == {}


def test_a_file_marked_as_a_test_is_not_looked_into(house: BillingHouse) -> None:
    file = PaymentFile(kind="bgmax", message_id="1", entries=FILE.entries, is_test=True)
    with pytest.raises(MarkedAsTestError):
        take_file_in(file, house.desk, lambda: True)
    with pytest.raises(MarkedAsTestError):
        foresee_file(file, house.desk, lambda: True)


def test_who_took_a_file_in_is_told() -> None:
    entry = audit_import(FILE, "today.txt", ANNA)
    assert (entry.who, entry.why, entry.subject) == (ANNA.who, ANNA.why, "today.txt")
    assert entry.after == {"kind": "bgmax", "message_id": "MSG-1", "entries": "5"}
