"""The clock of a talk, which may run fast until the paid talk is about to end."""

from local.phone.talk_clock import TalkClock


def test_a_talk_lasts_as_long_as_it_lasts() -> None:
    clock = TalkClock(100.0)
    clock.advance(112.6)
    assert (clock.talk_seconds, clock.ahead_seconds) == (12, 0)


def test_a_fast_talk_counts_as_longer_than_it_was() -> None:
    clock = TalkClock(100.0, pace=60)
    clock.advance(110.0)
    assert (clock.talk_seconds, clock.ahead_seconds) == (600, 590)


def test_a_change_of_pace_counts_from_when_it_is_made() -> None:
    clock = TalkClock(0.0)
    clock.advance(5.0)
    clock.pace = 10
    clock.advance(7.0)
    clock.pace = 1
    clock.advance(10.0)
    assert (clock.talk_seconds, clock.ahead_seconds) == (28, 18)


def test_a_fast_talk_falls_back_to_life_where_it_has_to() -> None:
    clock = TalkClock(0.0, pace=60)
    clock.slow_from = 90.0
    clock.advance(1.0)
    assert (clock.talk_seconds, clock.pace) == (60, 60)
    clock.advance(3.0)  # half a second to 90, then 1.5 at the pace of life
    assert (clock.talk_seconds, clock.pace) == (91, 1)
    clock.pace = 60
    clock.advance(4.0)
    assert (clock.talk_seconds, clock.pace) == (92, 1)


def test_more_paid_talk_lets_it_run_fast_again() -> None:
    clock = TalkClock(0.0, pace=10)
    clock.slow_from = 10.0
    clock.advance(2.0)
    clock.slow_from = 1_000.0
    clock.pace = 10
    clock.advance(4.0)
    assert clock.talk_seconds == 31


def test_a_clock_that_is_asked_about_earlier_stands_still() -> None:
    clock = TalkClock(10.0, pace=60)
    clock.advance(9.0)
    assert clock.talk_seconds == 0
