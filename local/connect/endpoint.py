"""The Amazon Connect API of the one-machine stage: StopContact and DescribeContact.

Speaks the service's REST-JSON protocol on 127.0.0.1, so that boto3's own client can be pointed
here (AWS_ENDPOINT_URL_CONNECT). Signatures are not checked. Contacts that are not its own it looks
for among its guests.
"""

import json
from collections.abc import Callable, Mapping
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from types import TracebackType
from typing import Self
from urllib.parse import unquote, urlsplit
from uuid import uuid4

from local.connect.contact_description import contact_description
from local.connect.guests import GUESTS_PATH, Guests
from local.connect.live_call import (
    ContactOverError,
    LiveCall,
    LiveContacts,
    UnstoppableContactError,
)

HOST = "127.0.0.1"
LONGEST_BODY = 64 * 1024  # bytes
_STOP_SECONDS = 0.05  # how long `stop` may go unnoticed


class ConnectEndpoint:
    """Serves until it is stopped; use it in a `with` statement, or call `stop`.

    `port` 0 takes a free one. Raises OSError when the port is taken.
    """

    def __init__(self, contacts: LiveContacts, *, port: int = 0) -> None:
        self._server = _Server((HOST, port), _Handler)
        self._server.contacts = contacts
        self._server.guests = Guests()
        self.url = f"http://{HOST}:{self._server.server_address[1]}"
        self._thread = Thread(
            target=self._server.serve_forever, args=[_STOP_SECONDS], name="connect", daemon=True
        )
        self._thread.start()

    def stop(self) -> None:
        """Answer nobody more. Calls that go on are left alone."""
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        _kind: type[BaseException] | None,
        _error: BaseException | None,
        _traceback: TracebackType | None,
    ) -> None:
        self.stop()


class _RefusalError(Exception):
    """An error of the service's model; `code` becomes `error.response["Error"]["Code"]`."""

    def __init__(self, status: HTTPStatus, code: str, message: str) -> None:
        super().__init__(message)
        self.status = status
        self.code = code


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 128  # callers who may wait to be accepted
    contacts: LiveContacts
    guests: Guests


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: _Server

    def do_POST(self) -> None:
        content = self.rfile.read(min(int(self.headers.get("Content-Length", 0)), LONGEST_BODY))
        match self.path:
            case "/contact/stop":
                self._answer(lambda: self._stop_contact(content))
            case guests if guests == GUESTS_PATH:
                self._answer(lambda: self._add_guest(content))
            case _:
                self._answer(_refuse_operation)

    def do_GET(self) -> None:
        match [unquote(part) for part in urlsplit(self.path).path.split("/")]:
            case ["", "contacts", instance_id, contact_id]:
                self._answer(lambda: self._describe_contact(instance_id, contact_id))
            case _:
                self._answer(_refuse_operation)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - its name there
        """Says nothing: the console belongs to the stage."""

    def _add_guest(self, content: bytes) -> Mapping[str, object]:
        try:
            self.server.guests.add(str(json.loads(content)["url"]))
        except (ValueError, KeyError, TypeError) as error:
            raise _RefusalError(
                HTTPStatus.BAD_REQUEST, "InvalidParameterException", "url is needed."
            ) from error
        return {}

    def _stop_contact(self, content: bytes) -> Mapping[str, object]:
        instance_id, contact_id = _stop_request(content)
        call = self._call_of(contact_id)
        if call is None:
            return self._ask_guests(content, otherwise=_no_contact(contact_id))
        _require_instance(call, instance_id)
        try:
            call.stop(contact_id)
        except ContactOverError as error:
            raise _no_contact(contact_id) from error
        except UnstoppableContactError as error:
            raise _RefusalError(
                HTTPStatus.BAD_REQUEST,
                "InvalidRequestException",
                f"A voice contact with initiation method {error} cannot be stopped.",
            ) from error
        return {}

    def _describe_contact(self, instance_id: str, contact_id: str) -> Mapping[str, object]:
        call = self._call_of(contact_id)
        if call is None:
            unknown = _RefusalError(
                HTTPStatus.NOT_FOUND,
                "ResourceNotFoundException",
                f"Contact {contact_id} was not found.",
            )
            return self._ask_guests(b"", otherwise=unknown)
        _require_instance(call, instance_id)
        [leg] = [leg for leg in call.legs if leg.contact_id == contact_id]
        return {"Contact": contact_description(leg, call.instance_arn)}

    def _call_of(self, contact_id: str) -> LiveCall | None:
        return self.server.contacts.call_of(contact_id)

    def _ask_guests(self, content: bytes, *, otherwise: _RefusalError) -> Mapping[str, object]:
        answer = self.server.guests.ask(self.command, self.path, content)
        if answer is None:
            raise otherwise
        told: dict[str, object] = json.loads(answer.content)
        if answer.error is not None:
            raise _RefusalError(HTTPStatus(answer.status), answer.error, str(told["Message"]))
        return told

    def _answer(self, operation: Callable[[], Mapping[str, object]]) -> None:
        try:
            self._send(HTTPStatus.OK, operation())
        except _RefusalError as refusal:
            self._send(refusal.status, {"Message": str(refusal)}, refusal.code)

    def _send(
        self, status: HTTPStatus, answer: Mapping[str, object], error: str | None = None
    ) -> None:
        content = json.dumps(answer, ensure_ascii=False).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(content)))
        self.send_header("x-amzn-RequestId", str(uuid4()))
        if error is not None:
            self.send_header("x-amzn-ErrorType", error)
        self.end_headers()
        self.wfile.write(content)


def _stop_request(content: bytes) -> tuple[str, str]:
    try:
        match json.loads(content):
            case {"InstanceId": str(instance_id), "ContactId": str(contact_id)}:
                return instance_id, contact_id
    except ValueError:
        pass
    raise _RefusalError(
        HTTPStatus.BAD_REQUEST,
        "InvalidParameterException",
        "InstanceId and ContactId are needed, as texts.",
    )


def _require_instance(call: LiveCall, instance_id: str) -> None:
    if instance_id != call.instance_id:
        raise _RefusalError(
            HTTPStatus.NOT_FOUND,
            "ResourceNotFoundException",
            f"Instance {instance_id} was not found.",
        )


def _no_contact(contact_id: str) -> _RefusalError:
    # An ended contact is gone for this operation, as one that never was.
    return _RefusalError(
        HTTPStatus.GONE,
        "ContactNotFoundException",
        f"Contact {contact_id} was not found or has ended.",
    )


def _refuse_operation() -> Mapping[str, object]:
    raise _RefusalError(
        HTTPStatus.NOT_FOUND, "UnknownOperationException", "Only StopContact and DescribeContact."
    )
