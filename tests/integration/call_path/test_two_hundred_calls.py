"""200 calls live at once, arriving ten a second; records doubled, shuffled, in parallel batches."""

import json
import random
import time
from collections import Counter
from collections.abc import Callable
from datetime import timedelta

import pytest

from agentline.domain.call import ScreenedCall
from agentline.domain.contact_record import ContactRecord
from agentline.domain.phone_number import PhoneNumber
from agentline.services.guard_talk import GuardDesk, meet_answer, meet_end, meet_timer
from agentline.services.quarantine import Outcome
from agentline.services.rate_contacts import rate_contacts
from agentline.services.screen_call import ScreeningDesk
from agentline.services.settle_contacts import RatingDesk
from tests.examples import NOON, a_record, record_fields
from tests.fakes import FakeClock, FakeDirectory, FakeTelephony, FakeTimers
from tests.integration.call_path.ringing import at_once, orders_of, register, ring

CALLS = 200
CALLS_A_SECOND = 10
DOORS = 8
BATCHES = 6


@pytest.fixture
def guard(screening: ScreeningDesk, clock: FakeClock) -> GuardDesk:
    return GuardDesk(
        register=screening.register,
        calls=screening.calls,
        catalogue=screening.catalogue,
        telephony=FakeTelephony(),
        timers=FakeTimers(),
        clock=clock,
        is_cut_off=True,
        count=lambda _name: None,
    )


def test_200_calls_live_at_once_are_each_billed_once(
    screening: ScreeningDesk,
    rating: RatingDesk,
    guard: GuardDesk,
    directory: FakeDirectory,
    clock: FakeClock,
    new_number: Callable[[], PhoneNumber],
) -> None:
    numbers = [new_number() for _ in range(CALLS)]
    customers = [register(screening, directory, number) for number in numbers]
    calls = _arrive(screening, numbers)
    assert Counter(call.verdict for call in calls) == {"ADMIT": CALLS}

    def answer(door: int) -> None:
        for call in calls[door::DOORS]:
            meet_answer(call.call, call.call, NOON, guard)

    at_once(DOORS, answer)
    standings = [screening.register.standing(customer) for customer in customers]
    assert all(standing.account.holds for standing in standings)

    clock.now = NOON + timedelta(hours=1)
    chance = random.Random(200)  # noqa: S311 - the same shuffle every time
    records = [a_record(call.call, talk_seconds=chance.randrange(1, 2_900)) for call in calls]
    batches = _doubled_and_shuffled(records, chance)
    timers = guard.timers
    assert isinstance(timers, FakeTimers)

    def end_and_rate(worker: int) -> list[Outcome | Exception]:
        for call in calls[worker::BATCHES]:
            meet_end(call.call, call.call, NOON + timedelta(minutes=5), guard)
        results = rate_contacts(batches[worker], rating)
        return list(results.values())

    outcomes = Counter(
        str(outcome) for results in at_once(BATCHES, end_and_rate) for outcome in results
    )
    clock.pass_time(timedelta(minutes=1))
    for timer in timers.pending:
        meet_timer(timer, guard)

    assert outcomes == {"rated": CALLS, "duplicate": CALLS // 2}
    for customer, record in zip(customers, records, strict=True):
        [order] = orders_of(customer)
        assert (order.contact, order.talk_seconds) == (record.contact, record.talk_seconds)
        account = screening.register.standing(customer).account
        assert account.holds == {}
        assert account.unbilled + account.unpaid == order.amount


def _arrive(desk: ScreeningDesk, numbers: list[PhoneNumber]) -> list[ScreenedCall]:
    """Let the callers ring ten a second, through several doors at once."""
    began = time.monotonic()

    def let_ring(door: int) -> list[ScreenedCall]:
        calls = []
        for position in range(door, CALLS, DOORS):
            time.sleep(max(0.0, began + position / CALLS_A_SECOND - time.monotonic()))
            calls.append(ring(desk, numbers[position]))
        return calls

    by_door = at_once(DOORS, let_ring)
    return [by_door[position % DOORS][position // DOORS] for position in range(CALLS)]


def _doubled_and_shuffled(
    records: list[ContactRecord], chance: random.Random
) -> list[dict[str, str]]:
    """Every record, half of them twice, in any order, dealt out to the batches."""
    delivered = [*records, *chance.sample(records, CALLS // 2)]
    chance.shuffle(delivered)
    texts = [json.dumps(record_fields(record)) for record in delivered]
    numbered = {str(position): text for position, text in enumerate(texts)}
    return [dict(list(numbered.items())[batch::BATCHES]) for batch in range(BATCHES)]
