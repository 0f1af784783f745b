"""A directory's server on this machine that answers as it is told: well, slowly, wrongly, never."""

import json
import ssl
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Event, Thread
from typing import Any

type Behaviour = Callable[[BaseHTTPRequestHandler, Event], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    target: str
    headers: Mapping[str, str]


@dataclass
class StandIn:
    """Set `behave` to what the next requests meet. `connections` counts those that were opened."""

    origin: str
    behave: Behaviour
    asked: list[Asked] = field(default_factory=list)
    connections: int = 0


def answering(
    content: Any, *, status: int = 200, headers: Mapping[str, str] | None = None
) -> Behaviour:
    """A whole answer: `content` as JSON, or as it is if it is bytes."""
    body = content if isinstance(content, bytes) else json.dumps(content).encode()

    def behave(door: BaseHTTPRequestHandler, _over: Event) -> None:
        door.send_response(status)
        for name, value in (headers or {}).items():
            door.send_header(name, value)
        if status != 204:
            door.send_header("Content-Length", str(len(body)))
        door.end_headers()
        if status != 204:
            door.wfile.write(body)

    return behave


def speaking(raw: bytes, *, then_closing: bool = True) -> Behaviour:
    """Bytes that need not be HTTP at all."""

    def behave(door: BaseHTTPRequestHandler, _over: Event) -> None:
        door.wfile.write(raw)
        door.close_connection = then_closing

    return behave


def dripping(raw: bytes, *, pause: float = 0.05) -> Behaviour:
    """`raw` at once, and from then on a blank at a time for ever."""

    def behave(door: BaseHTTPRequestHandler, over: Event) -> None:
        door.close_connection = True
        try:
            door.wfile.write(raw)
            while not over.wait(pause):
                door.wfile.write(b" ")
        except OSError:
            return

    return behave


def keeping_silent(door: BaseHTTPRequestHandler, over: Event) -> None:
    door.close_connection = True
    over.wait()


@contextmanager
def stand_in_directory(tls: ssl.SSLContext | None = None) -> Iterator[StandIn]:
    over = Event()

    class Door(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        disable_nagle_algorithm = True

        def setup(self) -> None:
            stand_in.connections += 1
            super().setup()

        def do_GET(self) -> None:
            stand_in.asked.append(Asked(target=self.path, headers=dict(self.headers.items())))
            stand_in.behave(self, over)

        def log_message(self, *_: Any) -> None:
            pass

    class Server(ThreadingHTTPServer):
        def handle_error(self, *_: Any) -> None:
            """Callers that hang up, or refuse a certificate, are part of the play."""

    with Server(("127.0.0.1", 0), Door) as server:
        if tls:
            server.socket = tls.wrap_socket(server.socket, server_side=True)
        scheme = "https" if tls else "http"
        stand_in = StandIn(
            origin=f"{scheme}://127.0.0.1:{server.server_port}", behave=answering({}, status=500)
        )
        server.daemon_threads = True
        server.block_on_close = False
        serving = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        serving.start()
        try:
            yield stand_in
        finally:
            over.set()
            server.shutdown()
            serving.join()
