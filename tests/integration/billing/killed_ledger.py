"""The billing service in a process of its own, which kills itself at a moment of its work.

`python -m ... STATE_FILE PORT WEBHOOK_URL MOMENT`; "before_entering", "after_entering" of an
invoice, "before_telling", "after_telling" of a payment, "never".
"""

import os
import signal
import sys
from collections.abc import Callable
from pathlib import Path
from threading import Event

from local.billing.book import Book
from local.billing.delivery import Messenger
from local.billing.service import BillingService
from tests.integration.billing.killed_worker import SECRET


def main() -> None:
    state_file, port, webhook_url, moment = sys.argv[1:]
    Book.enter = _deadly(Book.enter, "entering", moment)  # type: ignore[method-assign]
    Messenger.tell = _deadly(Messenger.tell, "telling", moment)  # type: ignore[method-assign]
    with BillingService(
        state_file=Path(state_file),
        secrets=(SECRET,),
        webhook_url=webhook_url,
        port=int(port),
        pauses=(0.0, 0.0),
    ):
        sys.stdout.write("ready\n")
        sys.stdout.flush()
        Event().wait()


def _deadly[**Given, Done](
    act: Callable[Given, Done], name: str, moment: str
) -> Callable[Given, Done]:
    def do(*given: Given.args, **named: Given.kwargs) -> Done:
        if moment == f"before_{name}":
            os.kill(os.getpid(), signal.SIGKILL)
        done = act(*given, **named)
        if moment == f"after_{name}":
            os.kill(os.getpid(), signal.SIGKILL)
        return done

    return do


if __name__ == "__main__":
    main()
