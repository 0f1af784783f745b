"""Where the functions' parts are put together: a module each, so that none loads another's.

A caller waits while a function starts, so this package, loaded first, sees to how the rest loads
(docs/performance.md): without the garbage collector, which would walk through a growing heap again
and again and find nothing; and with the AWS client's packages loaded from here. Met at the end of
the long chain of imports that leads to them otherwise, their regular expressions are compiled where
the interpreter's stack crosses from one block into the next, at every call, many times slower.
"""

import gc
from datetime import UTC, datetime

gc.disable()

import botocore.session  # noqa: E402, F401


def read_clock() -> datetime:
    """Now, aware UTC, in whole seconds: what is stored and compared stays short and exact."""
    return datetime.now(UTC).replace(microsecond=0)


def end_loading() -> None:
    """Collect garbage again, but never look through what was loaded until now: it stays."""
    gc.freeze()
    gc.enable()
