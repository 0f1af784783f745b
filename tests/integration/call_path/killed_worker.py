"""A worker that kills itself at one of its requests to the store: `python -m ... screen|rate ...`.

It is the product's own service on the emulator's table, in a process of its own, so that nothing
it held in memory survives.
"""

import os
import signal
import sys
from dataclasses import replace
from datetime import datetime
from typing import Any

from agentline.adapters.code_keys import CodeKeys
from agentline.adapters.dynamodb.calls import TableCallLog, TableOrderBook
from agentline.adapters.dynamodb.catalogue import TableCatalogue
from agentline.adapters.dynamodb.codes import TableCodes
from agentline.adapters.dynamodb.quarantine import TableQuarantine
from agentline.adapters.dynamodb.register import TableRegister
from agentline.adapters.dynamodb.rows import Row
from agentline.adapters.dynamodb.table import use_table
from agentline.adapters.record_bucket import RecordBucket
from agentline.domain.call import Step
from agentline.domain.phone_number import phone_number
from agentline.services.rate_contacts import rate_contacts
from agentline.services.register_caller import RegistrationTerms
from agentline.services.screen_call import IncomingCall, ScreeningDesk, screen_call
from agentline.services.settle_contacts import RatingDesk
from tests.examples import OPENING_LIMIT, OWNER, TAROT_LINE
from tests.fakes import FakeClock, FakeDirectory

SURVIVED = 0


def main() -> int:
    action, table, kill_at, moment, now, what = sys.argv[1:]
    use_table(table)
    _kill_at_request(int(kill_at), moment)
    clock = FakeClock(datetime.fromisoformat(now))
    if action == "screen":
        call, number = what.split()
        _screen(call, number, clock)
    else:
        _rate(what, clock)
    return SURVIVED


def _kill_at_request(position: int, moment: str) -> None:
    """Die before the request is sent, or after the store has done what it asked for."""
    seen = 0
    event = "before-send.dynamodb.*" if moment == "before" else "after-call.dynamodb.*"

    def count(**_: Any) -> None:
        nonlocal seen
        seen += 1
        if seen == position:
            os.kill(os.getpid(), signal.SIGKILL)

    Row.connect().client.meta.events.register_last(event, count)


def _screen(call: str, number: str, clock: FakeClock) -> None:
    caller = phone_number(number)
    desk = ScreeningDesk(
        register=TableRegister(),
        calls=TableCallLog(),
        catalogue=TableCatalogue(),
        codes=TableCodes(_no_keys),
        directory=FakeDirectory({caller: replace(OWNER, street=f"Gatan {number}")}),
        terms=RegistrationTerms(limit=OPENING_LIMIT, price_list="basic"),
        clock=clock,
    )
    incoming = IncomingCall(
        call=call, step=Step.NUMBER, a_number=caller, b_number=TAROT_LINE.number
    )
    screen_call(incoming, desk)


def _rate(text: str, clock: FakeClock) -> None:
    desk = RatingDesk(
        register=TableRegister(),
        calls=TableCallLog(),
        orders=TableOrderBook(),
        quarantine=TableQuarantine(RecordBucket("no-bucket")),
        catalogue=TableCatalogue(),
        clock=clock,
    )
    rate_contacts({"1": text}, desk)


def _no_keys() -> CodeKeys:
    raise LookupError("no code is entered here")


if __name__ == "__main__":
    sys.exit(main())
