"""What is done side by side comes in order, and an error ends the rest."""

import time
from threading import Barrier, Event, Lock

import pytest

from local.commands.side_by_side import side_by_side
from local.staff_api import MOST_AT_ONCE


def test_results_come_in_the_order_of_what_was_given() -> None:
    def sleep_and_give(number: int) -> int:
        time.sleep(0.002 * (number % 3))
        return number

    assert list(side_by_side(sleep_and_give, iter(range(50)))) == list(range(50))


def test_an_error_comes_in_its_place_and_what_has_not_begun_is_left() -> None:
    begun: list[int] = []

    def fail_on_third(number: int) -> int:
        begun.append(number)
        if number == 2:
            raise TimeoutError("no answer")
        return number

    results = side_by_side(fail_on_third, range(1_000))
    assert [next(results), next(results)] == [0, 1]
    with pytest.raises(TimeoutError, match="no answer"):
        next(results)
    assert len(begun) < 100


def test_one_more_is_begun_at_once_when_the_one_before_was_answered() -> None:
    """And four, the most, work at the same time in the end: else nobody comes past the barrier."""
    lock, together = Lock(), Barrier(MOST_AT_ONCE)
    under_way, seen = set[int](), dict[int, int]()

    def meet(number: int) -> int:
        with lock:
            under_way.add(number)
            seen[number] = len(under_way)
        if number >= 100:
            together.wait(timeout=20)
        with lock:
            under_way.remove(number)
        return number

    assert list(side_by_side(meet, range(104))) == list(range(104))
    assert (seen[0], max(seen.values())) == (1, MOST_AT_ONCE)


def test_who_takes_long_holds_nobody_else_up_and_is_alone_in_it() -> None:
    """The second lane is cold: until it answers the first goes on, and there is no third."""
    begun: list[int] = []
    cold_has_begun, is_warm = Event(), Event()

    def do(number: int) -> int:
        begun.append(number)
        if number == 1:
            assert cold_has_begun.wait(timeout=20)
        if number == 2:
            cold_has_begun.set()
            assert is_warm.wait(timeout=20)
        if number == 10:
            assert len(begun) == 11
            is_warm.set()
        return number

    assert list(side_by_side(do, range(20))) == list(range(20))
