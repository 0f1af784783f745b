"""The sweeper begins again what nobody works at, and is stopped by nothing single."""

from datetime import timedelta

import pytest

from agentline.domain.basis_state import BasisState
from agentline.domain.money import sek
from agentline.services.credit_basis import credit_basis
from agentline.services.dispatch_basis import request_dispatch
from agentline.services.settle_payment import event_key, take_in
from agentline.services.sweep import SETTLING_LASTS, sweep
from tests.billing_fakes import Execution, a_payment
from tests.unit.services.billing_house import REFERENCE, BillingHouse

PAID = a_payment("p1", sek(98_500), REFERENCE)


@pytest.fixture
def house() -> BillingHouse:
    return BillingHouse()


def request(house: BillingHouse) -> None:
    request_dispatch(REFERENCE, "anna", "due", house.desk)


def test_there_is_nothing_to_begin_where_everything_is_done(house: BillingHouse) -> None:
    house.dispatch()
    house.tell(PAID)
    assert sweep(house.desk) == {}
    assert house.counted == []


def test_a_dispatch_that_was_lost_is_begun_by_another_attempt(house: BillingHouse) -> None:
    request(house)
    house.executions.lose()
    assert sweep(house.desk) == {"dispatching": 1}
    assert house.executions.working == [Execution("dispatch", REFERENCE, 2)]
    assert house.counted == ["WorkRestarted"]
    house.run()
    assert house.basis.state is BasisState.DISPATCHED


def test_a_dispatch_that_is_worked_at_is_let_alone(house: BillingHouse) -> None:
    request(house)
    assert sum(sweep(house.desk).values()) == 0
    assert house.basis.attempt == 1


def test_a_payment_is_begun_again_when_its_taker_must_have_ended(house: BillingHouse) -> None:
    house.dispatch()
    take_in([PAID], house.desk)
    house.executions.lose()
    assert sum(sweep(house.desk).values()) == 0
    house.clock.pass_time(SETTLING_LASTS)
    assert sweep(house.desk) == {"ledger_event": 1}
    assert house.executions.working == [Execution("settle", event_key(PAID), 2)]
    house.run()
    assert house.book.of.account.limit == sek(150_000)


def test_a_payment_that_is_worked_at_is_let_alone(house: BillingHouse) -> None:
    house.dispatch()
    take_in([PAID], house.desk)
    house.clock.pass_time(timedelta(hours=1))
    assert sum(sweep(house.desk).values()) == 0


def test_credit_notes_are_sent_and_those_refused_are_counted_and_tried_again(
    house: BillingHouse,
) -> None:
    house.dispatch()
    credit_basis(REFERENCE, sek(100), "anna", "sorry", house.desk)
    for trouble in ("unavailable", "reject:no"):
        house.ledger.troubles.append(trouble)
        assert sum(sweep(house.desk).values()) == 0
    assert house.counted == ["CreditNotesUnsent"] * 2
    assert sweep(house.desk) == {"credit_note": 1}


def test_what_changed_meanwhile_is_met_at_the_next_sweep(house: BillingHouse) -> None:
    request(house)
    house.executions.lose()
    house.book.conflicts = 1
    assert sum(sweep(house.desk).values()) == 0
    assert sweep(house.desk) == {"dispatching": 1}


def test_one_that_cannot_be_begun_does_not_keep_the_others_waiting(house: BillingHouse) -> None:
    house.dispatch()
    take_in([PAID], house.desk)
    take_in([a_payment("p2", sek(100), REFERENCE)], house.desk)
    house.executions.lose()
    house.executions.refused = {event_key(PAID)}
    house.clock.pass_time(timedelta(hours=1))
    with pytest.raises(ExceptionGroup) as caught:
        sweep(house.desk)
    assert caught.group_contains(ConnectionError)
    assert [one.subject for one in house.executions.working] == ["webhook#evt-payment-p2"]
