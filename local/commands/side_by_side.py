"""Much that waits for answers, done side by side."""

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait

from local.staff_api import MOST_AT_ONCE

# How many may be done before the first of them is.
_FURTHEST_AHEAD = 8 * MOST_AT_ONCE


def side_by_side[Given, Made](
    do: Callable[[Given], Made], given: Iterable[Given]
) -> Iterator[Made]:
    """What is made of each, in the order given. Raises what `do` raises; what has not begun by then
    is not begun any more.

    One is done at first, and one more at once each time what came last has been answered. Each that
    is under way may start a function that is not there yet: were all begun at once on a busy
    machine, those starts would delay one another until none is over in time.
    """
    begun: deque[Future[Made]] = deque()
    with ThreadPoolExecutor(MOST_AT_ONCE) as threads:
        lanes = _Lanes[Made]()
        try:
            for each in given:
                begun.append(threads.submit(do, each))
                lanes.enter(begun[-1])
                while begun and (begun[0].done() or len(begun) > _FURTHEST_AHEAD):
                    yield begun.popleft().result()
            while begun:
                yield begun.popleft().result()
        finally:
            for waiting in begun:
                waiting.cancel()


class _Lanes[Made]:
    """How many are under way, and may be."""

    def __init__(self) -> None:
        self._under_way: set[Future[Made]] = set()
        self._most = 1
        self._newcomer: Future[Made] | None = None

    def enter(self, begun: Future[Made]) -> None:
        """Wait until one more may begin."""
        self._under_way.add(begun)
        if len(self._under_way) == self._most and self._newcomer is None:
            self._newcomer = begun
        while len(self._under_way) >= self._most:
            self._under_way = wait(self._under_way, return_when=FIRST_COMPLETED).not_done
            if self._newcomer and self._newcomer.done() and self._most < MOST_AT_ONCE:
                self._most += 1
                self._newcomer = None
