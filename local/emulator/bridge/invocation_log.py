"""No invocation waits for log lines that never come.

AWS: collecting a function's log delays no answer.
ministack: after every invocation it listens 50 ms for a first line, and 5 ms more after the last.
Repaired: the worker ends each invocation's log with a mark on the same pipe, so the log is whole
and read without waiting.
"""

# ruff: noqa: SLF001 - a repair reaches into private parts by nature
import queue
import time
from typing import Any

from local.emulator.bridge import stock

_END = "\x1eend of invocation"
_CRASHED_WORKER_SECONDS = 0.1  # a worker that died leaves lines but no mark

_ANSWER = "        _real_stdout.flush()\n\nrun()"
_MARKED_ANSWER = (
    f'        sys.stderr.write("{_END}\\n")\n'
    "        sys.stderr.flush()\n"
    "        _real_stdout.flush()\n\nrun()"
)


def install() -> None:
    stock.rewrite_python_worker(_ANSWER, _MARKED_ANSWER)
    drain = stock.worker_runtime.Worker._drain_stderr_bounded

    def drain_to_mark(worker: Any) -> str:
        if not str(worker.config.get("Runtime", "")).startswith("python"):
            return str(drain(worker))
        return "\n".join(_lines_to_mark(worker._stderr_queue))

    stock.worker_runtime.Worker._drain_stderr_bounded = drain_to_mark


def _lines_to_mark(lines: queue.Queue[str]) -> list[str]:
    collected: list[str] = []
    deadline = time.monotonic() + _CRASHED_WORKER_SECONDS
    while (left := deadline - time.monotonic()) > 0:
        try:
            line = lines.get(timeout=left)
        except queue.Empty:
            break
        if line == _END:
            break
        collected.append(line)
    return collected
