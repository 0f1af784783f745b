"""A real Tryton with sqlite books in a folder of its own, as a child process."""

import json
import os
import secrets
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from agentline.adapters.ledgers.http import LedgerHttp
from agentline.adapters.ledgers.tryton_rpc import TrytonRpc
from agentline.billing_ports import LedgerUnavailableError
from local.paths import REPOSITORY

_SCRIPTS = REPOSITORY / ".local" / "tryton-venv" / "bin"
_SETUP = Path(__file__).with_name("setup_books.py")
_DATABASE = "ledger"
_START_SECONDS = 60.0
_STOP_SECONDS = 10.0
_POLL_SECONDS = 0.1


class TrytonMissingError(RuntimeError):
    """The ledger is not installed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TrytonServer:
    """Where it is, and who may do what our ledger's user must."""

    url: str
    database: str
    user: str
    password: str

    def connect(self) -> TrytonRpc:
        return TrytonRpc(
            url=self.url,
            database=self.database,
            user=self.user,
            password=self.password,
            http=LedgerHttp(),
        )


@contextmanager
def serve_tryton(folder: Path) -> Iterator[TrytonServer]:
    """Make books in an empty folder and serve them on a free port until the end."""
    if not (_SCRIPTS / "trytond").exists():
        raise TrytonMissingError(
            f"Tryton is missing in {_SCRIPTS.parent}: run `make test`, which installs it"
        )
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    configuration = folder / "trytond.conf"
    configuration.write_text(
        f"[database]\nuri = sqlite://\npath = {folder}\n[web]\nlisten = 127.0.0.1:{port}\n"
    )
    server = TrytonServer(
        url=f"http://127.0.0.1:{port}",
        database=_DATABASE,
        user="agentline",
        password=secrets.token_urlsafe(16),
    )
    _make_books(folder, configuration, server)
    with (folder / "trytond.log").open("wb") as log:
        process = subprocess.Popen(
            [_SCRIPTS / "trytond", "-c", configuration, "-d", _DATABASE],
            stdout=log,
            stderr=subprocess.STDOUT,
        )
        try:
            _await(server, process, folder / "trytond.log")
            yield server
        finally:
            process.terminate()
            process.wait(_STOP_SECONDS)


def _make_books(folder: Path, configuration: Path, server: TrytonServer) -> None:
    (folder / f"{_DATABASE}.sqlite").touch()
    password_file = folder / "admin-password"
    password_file.write_text(secrets.token_urlsafe(16))
    _run(
        [
            *(_SCRIPTS / "trytond-admin", "-c", configuration, "-d", _DATABASE),
            *("--email", "books@example.com", "-u", "account_invoice", "--activate-dependencies"),
        ],
        environment={**os.environ, "TRYTONPASSFILE": str(password_file)},
    )
    wanted: dict[str, Any] = {
        "configuration": str(configuration),
        "database": _DATABASE,
        "user": server.user,
        "password": server.password,
        "year": date.today().year,  # noqa: DTZ011 - the day of the server, which has no other
    }
    _run([_SCRIPTS / "python", _SETUP], stdin=json.dumps(wanted))


def _run(command: list[Any], *, stdin: str = "", environment: dict[str, str] | None = None) -> None:
    done = subprocess.run(
        command, input=stdin, env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, f"{Path(command[0]).name} failed:\n{done.stderr}"


def _await(server: TrytonServer, process: subprocess.Popen[bytes], log: Path) -> None:
    rpc = server.connect()
    deadline = time.monotonic() + _START_SECONDS
    while True:
        assert process.poll() is None, f"trytond ended:\n{log.read_text()}"
        try:
            rpc.read_context()
            return
        except LedgerUnavailableError:
            assert time.monotonic() < deadline, f"trytond did not start:\n{log.read_text()}"
            time.sleep(_POLL_SECONDS)
