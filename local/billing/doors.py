"""The two doors of the billing service: signed requests of programs, and forms of its own page."""

import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

from pydantic import BaseModel, ValidationError

from agentline.adapters.ledgers.json_text import JsonError, parse_json, write_json
from agentline.adapters.ledgers.signatures import verify_standard
from agentline.adapters.ledgers.webhook_messages import CreditMessage, InvoiceMessage
from agentline.billing_ports import ForgedMessageError
from local.billing.book import BookError, Entry, Payment, UnknownEntryError
from local.billing.desk import Desk, RejectedError, UnavailableError
from local.billing.page import STYLE, render_page
from local.billing.sums import check_sums

HOST = "127.0.0.1"
LONGEST_BODY = 4 * 1024 * 1024  # bytes
_SECURITY = {
    "Content-Security-Policy": (
        "default-src 'none'; style-src 'self'; form-action 'self'; "
        "frame-ancestors 'none'; base-uri 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cache-Control": "no-store",
}


class _RefusalError(Exception):
    def __init__(self, status: int, words: str) -> None:
        super().__init__(words)
        self.status = status


@dataclass(frozen=True)
class _Reply:
    status: int
    content: bytes
    content_type: str
    location: str | None = None


class Server(ThreadingHTTPServer):
    """Raises OSError when the port is taken."""

    daemon_threads = True
    block_on_close = False
    request_queue_size = 128

    def __init__(self, desk: Desk, port: int) -> None:
        super().__init__((HOST, port), _Handler)
        self.desk = desk

    def handle_error(self, request: Any, client_address: Any) -> None:
        if not isinstance(sys.exception(), (ConnectionError, TimeoutError)):  # they hung up
            super().handle_error(request, client_address)


class _Handler(BaseHTTPRequestHandler):
    """Answers programs in JSON, with words in "error" if refused, and browsers as they like it."""

    protocol_version = "HTTP/1.1"
    timeout = 30
    server: Server

    @property
    def _desk(self) -> Desk:
        return self.server.desk

    def do_GET(self) -> None:
        match self._path():
            case [""]:
                self._reply(self._show_page)
            case ["style.css"]:
                self._reply(lambda: _Reply(200, STYLE, "text/css; charset=utf-8"))
            case ["invoices", reference]:
                self._reply(lambda: self._find(reference))
            case _:
                self._reply(_refuse_unknown)

    def do_POST(self) -> None:
        match self._path():
            case ["invoices"]:
                self._reply(self._submit)
            case ["invoices", reference, "credits"]:
                self._reply(lambda: self._credit(reference))
            case ["invoices", reference, "payments"]:
                self._reply(lambda: self._press(lambda form: self._pay(reference, form)))
            case ["payments", payment, "recall"]:
                self._reply(lambda: self._press(lambda _: self._desk.recall(payment)))
            case ["payments", payment, "telling"]:
                self._reply(lambda: self._press(lambda _: self._desk.tell_again(payment)))
            case _:
                self._reply(_refuse_unknown)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - its name there
        """Says nothing: the console belongs to the stage."""

    # The door for programs

    def _find(self, reference: str) -> _Reply:
        self._verify(b"", f"find_{reference}")
        return _json(200, _answer(self._desk.book.entry(reference)))

    def _submit(self) -> _Reply:
        invoice = self._read_signed(InvoiceMessage, lambda told: f"invoice_{told.reference}")
        is_to_hang = self._desk.meet_trouble()
        check_sums(invoice)
        entry = self._desk.book.enter(invoice)
        if is_to_hang:
            self._hang()
        return _json(201, _answer(entry))

    def _credit(self, reference: str) -> _Reply:
        note = self._read_signed(CreditMessage, lambda told: f"credit_{told.id}")
        if note.reference != reference:
            raise _RefusalError(422, "The credit note is for another invoice than its address.")
        is_to_hang = self._desk.meet_trouble()
        credit = self._desk.book.credit(note)
        if is_to_hang:
            self._hang()
        return _json(201, {"id": note.id, "number": credit.number})

    def _read_signed[M: BaseModel](self, model: type[M], message_id: Callable[[M], str]) -> M:
        body = self._read_body()
        signed_id = self._verify(body)
        try:
            message = model.model_validate(parse_json(body))
        except JsonError as error:
            raise _RefusalError(400, f"{error}") from error
        except ValidationError as error:
            fault = error.errors(include_input=False, include_url=False)[0]
            raise _RefusalError(422, f"{fault['loc']}: {fault['msg']}") from error
        if signed_id != message_id(message):
            raise _RefusalError(401, "The signature was made for something else.")
        return message

    def _verify(self, body: bytes, message_id: str | None = None) -> str:
        headers = {name.lower(): value for name, value in self.headers.items()}
        try:
            signed_id = verify_standard(self._desk.secrets, headers, body, datetime.now(UTC))
        except ForgedMessageError as error:
            raise _RefusalError(401, f"{error}") from error
        if message_id is not None and signed_id != message_id:
            raise _RefusalError(401, "The signature was made for something else.")
        return signed_id

    def _hang(self) -> None:
        self.close_connection = True
        self._desk.stopping.wait()

    # The door for people

    def _show_page(self) -> _Reply:
        page = render_page(self._desk.book.entries.values(), self._desk.messenger.url)
        return _Reply(200, page, "text/html; charset=utf-8")

    def _press(self, act: Callable[[Mapping[str, str]], Payment]) -> _Reply:
        if self.headers.get("Origin") not in self._origins():
            raise _RefusalError(403, "Forms are taken from the page of this service only.")
        form = parse_qs(self._read_body().decode(errors="replace"), max_num_fields=10)
        payment = act({name: values[0] for name, values in form.items()})
        if "application/json" in self.headers.get("Accept", ""):
            return _Reply(200, payment.model_dump_json().encode(), "application/json")
        return _Reply(303, b"", "text/plain", location=f"/#{payment.id}")

    def _pay(self, reference: str, form: Mapping[str, str]) -> Payment:
        amount = form.get("amount", "").strip().replace(",", ".")
        return self._desk.pay(reference, amount or None, form.get("seen"))

    # Both

    def _origins(self) -> set[str]:
        return {f"http://{host}:{self.server.server_port}" for host in (HOST, "localhost")}

    def _path(self) -> list[str]:
        return [unquote(part) for part in urlsplit(self.path).path.split("/")[1:]]

    def _read_body(self) -> bytes:
        length = self.headers.get("Content-Length", "")
        if not (length.isascii() and length.isdecimal() and int(length[:10]) <= LONGEST_BODY):
            self.close_connection = True
            raise _RefusalError(413, "The request has no length, or is too long.")
        return self.rfile.read(int(length))

    def _reply(self, act: Callable[[], _Reply]) -> None:
        try:
            # Another name for this machine may be another site's, made to point here.
            if f"http://{self.headers.get('Host')}" not in self._origins():
                raise _RefusalError(421, "This service has another name.")
            reply = act()
        except _RefusalError as error:
            reply = self._refuse(error.status, error)
        except UnavailableError as error:
            reply = self._refuse(503, error)
        except UnknownEntryError as error:
            reply = self._refuse(404, error)
        except (BookError, RejectedError) as error:
            reply = self._refuse(422, error)
        self._send(reply)

    def _refuse(self, status: int, error: Exception) -> _Reply:
        if "text/html" in self.headers.get("Accept", ""):
            return _Reply(status, str(error).encode(), "text/plain; charset=utf-8")
        return _json(status, {"error": str(error)})

    def _send(self, reply: _Reply) -> None:
        self.send_response(reply.status)
        for name, value in _SECURITY.items():
            self.send_header(name, value)
        self.send_header("Content-Type", reply.content_type)
        self.send_header("Content-Length", str(len(reply.content)))
        if reply.location:
            self.send_header("Location", reply.location)
        if reply.status >= 400:
            # What was refused may not have been read to its end.
            self.send_header("Connection", "close")
        self.end_headers()
        self.wfile.write(reply.content)


def _answer(entry: Entry) -> dict[str, Any]:
    return {
        "id": entry.id,
        "number": entry.number,
        "ocr": entry.invoice.ocr,
        "due_on": entry.invoice.due_on.isoformat(),
    }


def _json(status: int, content: Mapping[str, Any]) -> _Reply:
    return _Reply(status, write_json(dict(content)), "application/json")


def _refuse_unknown() -> _Reply:
    raise _RefusalError(404, "There is nothing here.")
