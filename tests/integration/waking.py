"""Functions that have not run yet need longer than a caller waits, on a machine that does much."""

from time import monotonic

from local.connect.call import Call
from local.phone.phone import WITHHELD
from local.tour.exchange import Exchange

_SECONDS = 180


def wake_stage(exchange: Exchange, line: str) -> None:
    """Ring until a call is screened; callers before that hear an apology, and so would a test's."""
    call = Call(from_number=WITHHELD, to_number=line)
    until = monotonic() + _SECONDS
    while exchange.ring(call).screened is None:
        assert monotonic() < until, f"no call to {line} was screened in {_SECONDS} s"
