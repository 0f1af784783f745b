"""Start the store stub as a process of its own, filled with rows."""

import json
import subprocess
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from agentline.adapters.dynamodb.rows import Row
from local.bench.store_stub import HOST
from local.paths import REPOSITORY

__all__ = ["HOST", "running_stub"]


@contextmanager
def running_stub(
    known: Iterable[Row], work: Path, *, delay: float = 0.0, certificate: Path | None = None
) -> Iterator[int]:
    """The port of a stub that holds the rows and answers each request after `delay` seconds."""
    listed = work / "rows.json"
    listed.write_text(json.dumps([row.serialize() for row in known]), encoding="utf-8")
    options = ["--delay", str(delay)]
    if certificate:
        options += ["--certificate", str(certificate)]
    with subprocess.Popen(
        [sys.executable, "-m", "local.bench.store_stub", str(listed), *options],
        cwd=REPOSITORY,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as stub:
        assert stub.stdin is not None  # noqa: S101 (both are pipes)
        assert stub.stdout is not None  # noqa: S101
        try:
            yield int(stub.stdout.readline())
        finally:
            stub.stdin.close()  # how the stub notices that nobody needs it any more
