"""One origin for the browser: files, telephone, /v1 at the staff API, /cognito/ at the pool."""

import sys
from collections.abc import Mapping
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import urlsplit

import urllib3

from infra.web_headers import security_headers
from local.phone import doors as phone_doors
from local.phone.phone import Phone
from local.web.files import INDEX, WebFile, find_file

HOST = "127.0.0.1"
API_PATH, SIGN_IN_PATH, CONFIG_PATH = "/v1", "/cognito/", "/config.json"
LONGEST_BODY = 12 * 1024 * 1024  # bytes: the gateway takes 10
_ANSWER_SECONDS = 35.0  # API Gateway gives up after 29
_FORWARDED = (
    "Accept",
    "Authorization",
    "Content-Type",
    "Idempotency-Key",
    "If-Match",
    "If-None-Match",
    "X-Amz-Target",
)
# Of one connection, and of the server that answered it.
_NOT_PASSED_ON = frozenset({"connection", "content-length", "date", "keep-alive", "server"}) | {
    "transfer-encoding"
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Behind:
    """What is behind the doors: files by path, the addresses requests are passed on to, and the
    telephone of the stage."""

    files: Mapping[str, WebFile]
    config: bytes  # what CONFIG_PATH answers, in JSON
    api_url: str
    sign_in_url: str
    phone: Phone


class Server(ThreadingHTTPServer):
    """Raises OSError when the port is taken."""

    daemon_threads = True
    block_on_close = False
    request_queue_size = 128

    def __init__(self, behind: Behind, port: int) -> None:
        super().__init__((HOST, port), _Handler)
        self.behind = behind
        self.pool = urllib3.PoolManager(maxsize=16, timeout=_ANSWER_SECONDS, retries=False)
        self.security = security_headers()
        self.names = {f"{host}:{self.server_port}" for host in (HOST, "localhost")}
        self.phone = phone_doors.PhoneDoors(behind.phone, self.names)

    def handle_error(self, request: Any, client_address: Any) -> None:
        if not isinstance(sys.exception(), (ConnectionError, TimeoutError)):  # they hung up
            super().handle_error(request, client_address)


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    timeout = 60
    server: Server

    def do_GET(self) -> None:
        # Another name for this machine may be another site's, made to point here.
        if self.headers.get("Host") not in self.server.names:
            self._answer(421, b"This service has another name.", "text/plain")
            return
        path = urlsplit(self.path).path
        if path.startswith(f"{API_PATH}/"):
            self._pass_on(self.server.behind.api_url + self.path.removeprefix(API_PATH))
        elif path == SIGN_IN_PATH:
            self._pass_on(self.server.behind.sign_in_url)
        elif path.startswith(phone_doors.PREFIX):
            self._ring()
        elif self.command not in ("GET", "HEAD"):
            self._answer(405, b"Files are only read.", "text/plain")
        elif path == CONFIG_PATH:
            self._answer(200, self.server.behind.config, "application/json")
        else:
            self._give(find_file(self.server.behind.files, INDEX if path == "/" else path))

    do_HEAD = do_POST = do_PUT = do_PATCH = do_DELETE = do_GET  # noqa: N815 - their names there

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - its name there
        """Says nothing: the console belongs to the stage."""

    def _give(self, file: WebFile | None) -> None:
        if file is None:
            self._answer(404, b"There is nothing here.", "text/plain")
            return
        headers = {"Cache-Control": file.caching, "Vary": "Accept-Encoding"}
        content = file.content
        if file.compressed is not None and "gzip" in self.headers.get("Accept-Encoding", ""):
            content = file.compressed
            headers["Content-Encoding"] = "gzip"
        self._answer(200, content, file.content_type, headers)

    def _ring(self) -> None:
        body = self._read_body(phone_doors.LONGEST_BODY)
        if body is None:
            return
        answered = self.server.phone.answer(
            phone_doors.Asked(
                method=self.command,
                target=self.path,
                headers={name.lower(): value for name, value in self.headers.items()},
                body=body,
            )
        )
        self._answer(answered.status, answered.content, answered.content_type)

    def _read_body(self, longest: int) -> bytes | None:
        """None where the request has been refused for it."""
        length = self.headers.get("Content-Length", "0")
        if length.isascii() and length.isdecimal() and int(length[:10]) <= longest:
            return self.rfile.read(int(length))
        self.close_connection = True
        self._answer(413, b"The request has no length, or is too long.", "text/plain")
        return None

    def _pass_on(self, url: str) -> None:
        body = self._read_body(LONGEST_BODY)
        if body is None:
            return
        try:
            answer = self.server.pool.request(
                self.command,
                url,
                body=body,
                headers={name: self.headers[name] for name in _FORWARDED if name in self.headers},
                redirect=False,
            )
        except urllib3.exceptions.HTTPError:
            self._answer(502, b"The stage does not answer.", "text/plain")
            return
        passed_on = {
            name: value
            for name, value in answer.headers.items()
            if name.lower() not in _NOT_PASSED_ON
        }
        self._send(answer.status, answer.data, passed_on)

    def _answer(
        self, status: int, content: bytes, kind: str, headers: Mapping[str, str] | None = None
    ) -> None:
        own = {"Cache-Control": "no-store", "Content-Type": kind, **(headers or {})}
        if status >= 400:
            # What was refused may not have been read to its end.
            own["Connection"] = "close"
        self._send(status, content, {**self.server.security, **own})

    def _send(self, status: int, content: bytes, headers: Mapping[str, str]) -> None:
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(content)
