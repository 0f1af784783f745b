"""The guard of live calls, on an in-memory store and a telephone exchange of its own."""

from collections import Counter
from dataclasses import replace
from datetime import timedelta

import pytest

from agentline.domain.account import place_hold
from agentline.domain.hold import Hold
from agentline.domain.money import sek
from agentline.ports import ContactSeen, StopOutcome, Timer, TimerKind
from agentline.services.guard_talk import (
    SLOW_CHECK,
    GuardDesk,
    begin_watch,
    meet_answer,
    meet_end,
    meet_timer,
)
from tests.examples import BASIC, CALLER, CUSTOMER, NOON, TAROT_LINE, a_standing, an_account
from tests.fakes import FakeCatalogue, FakeClock, FakeStore, FakeTelephony, FakeTimers
from tests.unit.services.test_rate_contacts import admitted

CALL = "call"
PAID = timedelta(minutes=10)
HELD = sek(20_500)


class House:
    """One customer with one call that holds 205 kr, which pay for ten minutes."""

    def __init__(self) -> None:
        self.store = FakeStore()
        self.telephony = FakeTelephony()
        self.timers = FakeTimers()
        self.clock = FakeClock()
        self.counted: Counter[str] = Counter()
        self.desk = GuardDesk(
            register=self.store,
            calls=self.store,
            catalogue=FakeCatalogue({TAROT_LINE.number: TAROT_LINE}, [BASIC]),
            telephony=self.telephony,
            timers=self.timers,
            clock=self.clock,
            is_cut_off=True,
            count=lambda name: self.counted.update([name]),
        )
        hold = Hold(amount=HELD, talk_seconds=int(PAID.total_seconds()), placed_at=NOON)
        account = place_hold(an_account(unbilled=79_500), CALL, hold, TAROT_LINE.number)
        self.store.add_customer(a_standing(account), CALLER)
        self.store.screened[CALL] = replace(admitted(CALL), hold=HELD)

    @property
    def hold(self) -> Hold | None:
        return self.store.account(CUSTOMER).holds.get(CALL)

    def pay(self, amount: int) -> None:
        standing = self.store.standings[CUSTOMER]
        account = replace(standing.account, prepaid=sek(amount))
        self.store.standings[CUSTOMER] = replace(standing, account=account)

    def wake(self) -> None:
        """Let the clock run to the first timer and meet it."""
        timer = min(self.timers.pending, key=lambda timer: timer.due)
        self.timers.pending.remove(timer)
        self.clock.now = max(self.clock.now, timer.due)
        meet_timer(timer, self.desk)


@pytest.fixture
def house() -> House:
    return House()


@pytest.fixture(autouse=True)
def no_pauses(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("time.sleep", lambda _seconds: None)


def test_an_answered_call_is_cut_5_seconds_before_the_paid_time_ends(house: House) -> None:
    meet_answer(CALL, CALL, NOON + timedelta(seconds=30), house.desk)
    house.wake()
    assert house.telephony.stopped == [CALL]
    assert house.clock.now == NOON + timedelta(seconds=30) + PAID - timedelta(seconds=5)


def test_a_timer_that_comes_early_is_set_again(house: House) -> None:
    timer = Timer(kind=TimerKind.CUT, call=CALL, due=NOON + timedelta(minutes=5))
    meet_timer(timer, house.desk)
    assert house.timers.pending == [timer]
    assert house.telephony.stopped == []


def test_credit_that_grew_meanwhile_extends_the_talk_and_the_hold(house: House) -> None:
    meet_answer(CALL, CALL, NOON, house.desk)
    house.pay(10_000)
    house.wake()
    assert house.telephony.stopped == []
    assert house.hold is not None
    assert (house.hold.amount, house.hold.talk_seconds) == (sek(30_500), 15 * 60)
    house.wake()
    assert house.telephony.stopped == [CALL]
    assert house.clock.now == NOON + timedelta(minutes=15, seconds=-5)


def test_a_call_that_was_stopped_is_looked_at_again_until_its_end_is_known(house: House) -> None:
    meet_answer(CALL, CALL, NOON, house.desk)
    house.wake()
    house.wake()
    assert house.telephony.stopped == [CALL, CALL]
    meet_end(CALL, CALL, house.clock.now, house.desk)
    house.wake()
    house.wake()
    assert house.telephony.stopped == [CALL, CALL]


def test_a_call_that_ended_unnoticed_is_noticed_when_it_is_to_be_cut(house: House) -> None:
    house.telephony.outcome = StopOutcome.OVER
    meet_answer(CALL, CALL, NOON, house.desk)
    house.wake()
    house.wake()
    assert house.counted["GuardMissed"] == 1
    assert house.hold is not None
    assert house.hold.shrunk_at == house.clock.now


def test_a_contact_that_cannot_be_stopped_is_counted(house: House) -> None:
    house.telephony.outcome = StopOutcome.REFUSED
    meet_answer(CALL, CALL, NOON, house.desk)
    house.wake()
    assert house.counted == {"StopRefused": 1}


def test_with_the_cut_off_switched_off_only_the_longest_call_bounds_it(house: House) -> None:
    house.desk = replace(house.desk, is_cut_off=False)
    meet_answer(CALL, CALL, NOON, house.desk)
    house.wake()
    assert house.telephony.stopped == []
    house.wake()
    assert house.telephony.stopped == [CALL]
    assert house.clock.now == NOON + timedelta(minutes=60, seconds=-5)


def test_the_end_of_a_call_frees_what_it_did_not_use_before_its_record_comes(house: House) -> None:
    meet_answer(CALL, CALL, NOON, house.desk)
    meet_end(CALL, CALL, NOON + timedelta(seconds=125), house.desk)
    house.wake()
    assert house.hold is not None
    assert house.hold.amount == sek(500 + 3 * 2_000)
    assert house.store.account(CUSTOMER).available == HELD - sek(6_500)


def test_a_call_nobody_answered_frees_all_of_its_hold(house: House) -> None:
    meet_end(CALL, CALL, NOON + timedelta(minutes=1), house.desk)
    house.wake()
    assert house.hold is None


def test_a_transferred_call_keeps_its_hold_while_another_leg_is_live(house: House) -> None:
    meet_answer(CALL, CALL, NOON, house.desk)
    meet_end(CALL, CALL, NOON + timedelta(minutes=2), house.desk)
    house.clock.now = NOON + timedelta(minutes=2, seconds=3)
    meet_answer(CALL, "leg-2", house.clock.now, house.desk)
    house.wake()
    assert house.hold is not None
    assert (house.hold.amount, house.hold.shrunk_at) == (HELD, None)
    house.wake()
    house.wake()
    assert house.telephony.stopped == ["leg-2"]
    talked = house.hold.talked_by(house.clock.now)
    assert talked == PAID - timedelta(seconds=5)


def test_events_out_of_order_never_leave_a_leg_live(house: House) -> None:
    meet_end(CALL, CALL, NOON + timedelta(minutes=2), house.desk)
    meet_answer(CALL, CALL, NOON, house.desk)
    assert house.hold is not None
    assert not house.hold.has_live_leg
    assert house.hold.talked_by(house.clock.now) == timedelta(minutes=2)


def test_the_slow_check_learns_of_an_answer_that_no_event_told(house: House) -> None:
    begin_watch(CALL, house.desk)
    house.telephony.seen[CALL] = ContactSeen(answered_at=NOON + timedelta(minutes=8), ended_at=None)
    house.wake()
    assert house.counted["GuardMissed"] == 1
    assert house.timers.due(TimerKind.CUT) == [NOON + timedelta(minutes=18, seconds=-5)]
    assert house.timers.due(TimerKind.CHECK) == [NOON + 2 * SLOW_CHECK]


def test_the_slow_check_learns_of_an_end_that_no_event_told(house: House) -> None:
    meet_answer(CALL, CALL, NOON, house.desk)
    house.timers.pending.clear()
    begin_watch(CALL, house.desk)
    house.telephony.seen[CALL] = ContactSeen(answered_at=NOON, ended_at=NOON + timedelta(minutes=4))
    house.wake()
    house.wake()
    assert house.hold is not None
    assert house.hold.amount == sek(500 + 4 * 2_000)


def test_the_slow_check_ends_with_the_hold(house: House) -> None:
    begin_watch(CALL, house.desk)
    meet_end(CALL, CALL, NOON + timedelta(minutes=1), house.desk)
    house.wake()
    house.wake()
    assert house.timers.pending == []


def test_f14_a_hold_whose_record_never_comes_is_let_go_in_the_end_and_counted(
    house: House,
) -> None:
    house.telephony.seen[CALL] = ContactSeen(answered_at=None, ended_at=None)
    begin_watch(CALL, house.desk)
    while house.timers.pending:
        house.wake()
    assert house.hold is None
    assert house.counted == {"HoldsExpired": 1}
    assert house.clock.now == NOON + timedelta(minutes=45)


def test_f14_a_shrunk_hold_waits_a_week_for_its_record(house: House) -> None:
    begin_watch(CALL, house.desk)
    meet_answer(CALL, CALL, NOON, house.desk)
    meet_end(CALL, CALL, NOON + timedelta(minutes=1), house.desk)
    while house.timers.pending:
        house.wake()
    assert house.hold is None
    assert house.clock.now - NOON >= timedelta(days=7)
    assert house.telephony.stopped == []


def test_events_of_calls_nothing_is_held_for_are_let_be(house: House) -> None:
    for call in ("stranger", "free"):
        house.store.screened["free"] = admitted("free", pin=None)
        meet_answer(call, call, NOON, house.desk)
        meet_end(call, call, NOON, house.desk)
    assert house.timers.pending == []


def test_f06_a_change_met_by_another_is_decided_again(house: House) -> None:
    house.store.conflicts = 2
    meet_answer(CALL, CALL, NOON, house.desk)
    assert house.hold is not None
    assert house.hold.answered_at == NOON
