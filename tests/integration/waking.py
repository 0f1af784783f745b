"""Functions that have not run yet need longer than a caller waits, on a machine that does much."""

from local.connect.call import Call
from local.phone.phone import WITHHELD
from local.tour.exchange import Exchange

_TRIES = 5


def wake_stage(exchange: Exchange, line: str) -> None:
    """Ring until a call is screened; callers before that hear an apology, and so would a test's."""
    call = Call(from_number=WITHHELD, to_number=line)
    assert any(exchange.ring(call).screened for _ in range(_TRIES))
