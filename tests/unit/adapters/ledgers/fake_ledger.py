"""A ledger's server on this machine, and the ways in which its answers may get lost."""

from abc import ABC, abstractmethod
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Lock, Thread
from typing import Any
from urllib.parse import parse_qsl, urlsplit


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """Header names are in lower case."""

    method: str
    path: str
    query: Mapping[str, str]
    headers: Mapping[str, str]
    body: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    status: int = 200
    body: bytes = b""
    headers: Mapping[str, str] = field(default_factory=dict)


class FakeLedger(ABC):
    """Does what it is asked. Of the requests numbered in `lost`, from 0, the answer gets lost;
    while there is an `instead`, it does nothing and answers that. `origin` is where it serves."""

    def __init__(self) -> None:
        self.origin = ""
        self.asked: list[Asked] = []
        self.lost: set[int] = set()
        self.instead: Reply | None = None
        self._lock = Lock()

    @abstractmethod
    def answer(self, asked: Asked) -> Reply: ...

    def take(self, asked: Asked) -> Reply | None:
        with self._lock:
            number = len(self.asked)
            self.asked.append(asked)
            reply = self.instead or self.answer(asked)
            return None if number in self.lost else reply


@contextmanager
def serving(ledger: FakeLedger) -> Iterator[str]:
    """Yields the origin, such as http://127.0.0.1:12345."""

    class Door(BaseHTTPRequestHandler):
        def _take(self) -> None:
            parts = urlsplit(self.path)
            reply = ledger.take(
                Asked(
                    method=self.command,
                    path=parts.path,
                    query=dict(parse_qsl(parts.query, keep_blank_values=True)),
                    headers={name.lower(): value for name, value in self.headers.items()},
                    body=self.rfile.read(int(self.headers.get("Content-Length", "0"))),
                )
            )
            if reply is None:
                return
            self.send_response(reply.status)
            for name, value in reply.headers.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(reply.body)))
            self.end_headers()
            self.wfile.write(reply.body)

        do_GET = do_POST = do_PUT = do_DELETE = _take  # noqa: N815

        def log_message(self, *_: Any) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Door) as server:
        serve = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        serve.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}"
        finally:
            server.shutdown()
            serve.join()
