"""500 payments and 500 rated calls on 50 customers at once, with duplicates and shuffled."""

import random
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from datetime import timedelta
from functools import partial

import pytest

from agentline.domain.basis_state import BasisState
from agentline.domain.contact_record import ContactRecord
from agentline.domain.ledger_event import LedgerEvent
from agentline.domain.money import sek
from agentline.services.settle_payment import event_key, settle, take_in
from agentline.services.sweep import sweep
from tests.integration.billing.conftest import find_amiss
from tests.integration.billing.house import Caller, House
from tests.integration.call_path.ringing import at_once, audit_of, deliver

CUSTOMERS = 50
OF_EACH = 10
WORKERS = 8
BATCH = 8
MOST_TRIES = 20
# The rate is 20 kr a minute, and later legs pay no opening fee.
A_MINUTE = 2_000
# What is due, 985.00, and 10.00 too much.
PARTS = [9_850] * (OF_EACH - 1) + [10_850]

type Work = Callable[[], None]


@pytest.mark.usefixtures("own_table")
def test_500_payments_and_500_rated_calls_on_50_customers_at_once_lose_nothing(
    house: House,
) -> None:
    chance = random.Random(500)  # noqa: S311 - the same shuffle every time
    callers = [house.register() for _ in range(CUSTOMERS)]
    legs = {caller: _legs_to_come(house, caller, chance) for caller in callers}
    house.clock.pass_time(timedelta(hours=2))
    payments = [
        caller.pays(minor, payment=f"p{position}")
        for caller in callers
        for position, minor in enumerate(PARTS)
    ]
    works = [
        *_rating(house, [leg for of_caller in legs.values() for leg in of_caller], chance),
        *_settling(house, payments, chance),
    ]
    chance.shuffle(works)

    def work(worker: int) -> None:
        for one in works[worker::WORKERS]:
            one()

    at_once(WORKERS, work)

    assert find_amiss(house.clock) == set()
    for caller in callers:
        _assert_nothing_is_lost(house, caller, legs[caller])
    house.executions.lose()
    house.clock.pass_time(timedelta(hours=1))
    assert sweep(house.desk) == {}


def _legs_to_come(house: House, caller: Caller, chance: random.Random) -> list[ContactRecord]:
    """A call whose first leg used up the credit; the invoice of that is dispatched, the records of
    later legs are to come, and a newer version of one in ten."""
    first = replace(house.ring(caller, minutes=49), is_last_leg=False)
    deliver(house.rating, first)
    house.dispatch(caller.reference())
    legs = [
        replace(
            first,
            contact=f"{first.contact}-{position}",
            talk_seconds=60 * chance.randrange(1, 9),
            initiated_at=first.initiated_at + timedelta(minutes=50 + position),
            talk_began_at=first.initiated_at + timedelta(minutes=51 + position),
            is_last_leg=position == OF_EACH,
        )
        for position in range(1, OF_EACH + 1)
    ]
    newer = chance.choice(legs)
    minutes = chance.randrange(1, 9)
    version = newer.version + timedelta(hours=1)
    return [*legs, replace(newer, talk_seconds=60 * minutes, version=version)]


def _rating(house: House, records: list[ContactRecord], chance: random.Random) -> list[Work]:
    """Every record, and half of them twice, in batches as the stream has them."""
    told = [*records, *chance.sample(records, len(records) // 2)]
    chance.shuffle(told)

    def rate(batch: list[ContactRecord]) -> None:
        for _try in range(MOST_TRIES):
            outcomes = deliver(house.rating, *batch)
            batch = [
                record
                for record, outcome in zip(batch, outcomes, strict=True)
                if isinstance(outcome, Exception)
            ]
            if not batch:
                return
        raise AssertionError(f"{len(batch)} records could not be rated")

    batches = [told[begin : begin + BATCH] for begin in range(0, len(told), BATCH)]
    return [partial(rate, batch) for batch in batches]


def _settling(house: House, payments: list[LedgerEvent], chance: random.Random) -> list[Work]:
    """Every payment; a quarter is told twice, another quarter by another event too."""
    again = chance.sample(payments, len(payments) // 2)
    half = len(again) // 2
    other = [replace(event, id=f"{event.id}-again") for event in again[half:]]

    def meet(event: LedgerEvent) -> None:
        take_in([event], house.desk)
        for _try in range(MOST_TRIES):
            # As Step Functions does, whatever went wrong.
            with suppress(Exception):
                settle(event_key(event), house.desk)
                return
        raise AssertionError(f"{event.id} could not be settled")

    return [partial(meet, event) for event in [*payments, *again[:half], *other]]


def _assert_nothing_is_lost(house: House, caller: Caller, legs: list[ContactRecord]) -> None:
    newest = {leg.contact: leg for leg in sorted(legs, key=lambda leg: leg.version)}
    minutes = sum(leg.talk_seconds // 60 for leg in newest.values())
    charged = sum((order.amount for order in house.orders(caller)), sek(0))
    assert charged == sek(98_500 + minutes * A_MINUTE)
    entered = house.desk.book.payments_of(caller.customer)
    assert sorted(payment.amount.minor for payment in entered) == PARTS
    basis, account = house.basis(caller.reference()), house.account(caller)
    assert (basis.state, basis.received) == (BasisState.PAID, sek(98_500))
    assert (account.limit, account.prepaid) == (sek(150_000), sek(1_000))
    assert account.unbilled + account.unpaid == charged - basis.received
    told = [entry.what for entry in audit_of(caller.customer)]
    assert (told.count("payment_received"), told.count("limit_raised")) == (OF_EACH, 1)
