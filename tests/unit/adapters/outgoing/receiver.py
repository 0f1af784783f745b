"""An operator's system on this machine that receives webhooks and answers as it is told."""

import ssl
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Event, Thread
from typing import Any

from tests.unit.adapters.directories.stand_in import Behaviour, answering


@dataclass(frozen=True, slots=True, kw_only=True)
class Received:
    """Header names are in lower case."""

    target: str
    headers: Mapping[str, str]
    body: bytes


@dataclass
class Receiver:
    port: int
    behave: Behaviour
    received: list[Received] = field(default_factory=list)
    server_names: list[str | None] = field(default_factory=list)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}/hooks?from=agentline"


@contextmanager
def receiving(tls: ssl.SSLContext | None = None) -> Iterator[Receiver]:
    over = Event()

    class Door(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            headers = {name.lower(): value for name, value in self.headers.items()}
            receiver.received.append(Received(target=self.path, headers=headers, body=body))
            receiver.behave(self, over)

        def log_message(self, *_: Any) -> None:
            pass

    class Server(ThreadingHTTPServer):
        def handle_error(self, *_: Any) -> None:
            """Senders that hang up, or refuse a certificate, are part of the play."""

    with Server(("127.0.0.1", 0), Door) as server:
        receiver = Receiver(port=server.server_port, behave=answering(b"", status=204))
        if tls:
            tls.sni_callback = lambda _socket, name, _context: receiver.server_names.append(name)
            server.socket = tls.wrap_socket(server.socket, server_side=True)
        server.daemon_threads = True
        server.block_on_close = False
        serving = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        serving.start()
        try:
            yield receiver
        finally:
            over.set()
            server.shutdown()
            serving.join()
