"""Ledgers that are asked: nothing they told gets lost, and what comes again is known."""

import pytest

from agentline.billing_ports import LedgerNews, LedgerUnavailableError
from agentline.domain.money import sek
from agentline.services.poll_ledger import poll_ledger
from tests.billing_fakes import a_payment
from tests.unit.services.billing_house import REFERENCE, BillingHouse

PAID = [a_payment(f"p{number}", sek(100), REFERENCE) for number in range(3)]


@pytest.fixture
def house() -> BillingHouse:
    house = BillingHouse()
    house.dispatch()
    house.ledger.tells_news = True
    return house


def test_a_ledger_that_tells_by_itself_is_not_asked(house: BillingHouse) -> None:
    house.ledger.tells_news = False
    house.ledger.told.extend(PAID)
    assert poll_ledger(house.desk) == 0
    assert house.book.cursors == {}


def test_what_is_new_since_the_last_time_is_taken_in(house: BillingHouse) -> None:
    house.ledger.told.extend(PAID[:2])
    assert [poll_ledger(house.desk) for _ in range(2)] == [2, 0]
    house.ledger.told.append(PAID[2])
    assert poll_ledger(house.desk) == 1
    assert house.book.cursors == {"webhook": "3"}
    house.run()
    assert house.basis.received == sek(300)


def test_the_cursor_stays_until_everything_is_kept(house: BillingHouse) -> None:
    house.ledger.told.extend(PAID)
    house.executions.is_down = True
    with pytest.raises(ConnectionError):
        poll_ledger(house.desk)
    assert house.book.cursors == {}
    house.executions.is_down = False
    assert poll_ledger(house.desk) == 2


def test_a_ledger_that_is_away_is_asked_the_same_the_next_time(
    house: BillingHouse, monkeypatch: pytest.MonkeyPatch
) -> None:
    def away(_cursor: str | None) -> LedgerNews:
        raise LedgerUnavailableError("no answer within 10 s")

    house.ledger.told.extend(PAID)
    with monkeypatch.context() as patch:
        patch.setattr(house.ledger, "news", away)
        with pytest.raises(LedgerUnavailableError):
            poll_ledger(house.desk)
    assert poll_ledger(house.desk) == 3
