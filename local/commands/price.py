"""`agentline price`: one call priced, from JSON on standard input."""

import sys

from rich.console import Console

from agentline.adapters.strict_json import LARGEST_BYTES
from local.commands.errors import WrongInputError
from local.price_command import PriceInputError, price_json, read_charge, render

EXAMPLE = (
    """echo '{"rate_per_minute":"20.00","first_seconds":60,"increment_seconds":60,"""
    """"opening_fee":"5.00","start":"2026-03-10T14:03:05Z","talk_seconds":61}' """
    """| agentline price"""
)


def price(console: Console, *, as_json: bool) -> None:
    """Price the request on standard input. Raises WrongInputError."""
    if sys.stdin.isatty():
        raise WrongInputError(f"a request is expected as JSON on standard input, like: {EXAMPLE}")
    request = sys.stdin.buffer.read(LARGEST_BYTES + 1)
    try:
        if as_json:
            print(price_json(request))
        else:
            render(read_charge(request), console)
    except PriceInputError as error:
        raise WrongInputError(str(error)) from error
