"""What carries requests to the store: as whole as urllib3 would, and with botocore's own errors."""

import socket
import ssl
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path
from threading import Barrier, Thread
from typing import Any

import botocore.session
import pytest
from botocore.awsrequest import AWSPreparedRequest, AWSRequest
from botocore.config import Config
from botocore.exceptions import (
    ConnectionClosedError,
    ConnectTimeoutError,
    EndpointConnectionError,
    ReadTimeoutError,
    SSLError,
)

from agentline.adapters.dynamodb.rows import Row
from agentline.adapters.dynamodb.table import use_table
from agentline.adapters.dynamodb.transport import StoreTransport
from tests.unit.adapters.conftest import HOST, Certified

BODY = b'{"Item":{}}'
ANSWER = b"HTTP/1.1 200 OK\r\nContent-Length: 11\r\nX-Amzn-RequestId: one\r\n\r\n" + BODY
NO_MORE = ANSWER.replace(b"\r\n\r\n", b"\r\nConnection: close\r\n\r\n", 1)
UNFINISHED = ANSWER[:-4]


class Store:
    """Answers requests in the order they come, each with the next of its answers; None is none at
    all. After any other than ANSWER it closes the connection. The first ones are answered when so
    many have come together."""

    def __init__(self, *answers: bytes | None, together: int = 1) -> None:
        self._answers, self._together = list(answers), together
        self._all_have_come = Barrier(together)
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.url = f"http://127.0.0.1:{self._listener.getsockname()[1]}"
        self.requests: list[bytes] = []
        self.connections: list[socket.socket] = []
        Thread(target=self._listen, daemon=True).start()

    def _listen(self) -> None:
        with suppress(OSError):  # the test is over
            while True:
                self.connections.append(self._listener.accept()[0])
                Thread(target=self._serve, args=self.connections[-1:], daemon=True).start()

    def _serve(self, connection: socket.socket) -> None:
        while request := _read(connection):
            self.requests.append(request)
            if len(self.requests) <= self._together:
                self._all_have_come.wait(5)
            answer = self._answers.pop(0)
            if answer is not None:
                connection.sendall(answer)
            if answer not in (ANSWER, None):
                connection.close()

    def hang_up(self) -> None:
        self.connections[-1].shutdown(socket.SHUT_RDWR)
        self.connections[-1].close()

    def close(self) -> None:
        for each in (self._listener, *self.connections):
            each.close()


def _read(connection: socket.socket) -> bytes:
    """One request; all of its parts have arrived when its last has."""
    request = b""
    with suppress(OSError):  # closed on this side
        while part := connection.recv(65_536):
            request += part
            if request.endswith(b"}"):
                return request
    return b""


@pytest.fixture
def serve() -> Iterator[Callable[..., Store]]:
    stores: list[Store] = []

    def open_store(*answers: bytes | None, together: int = 1) -> Store:
        stores.append(Store(*answers, together=together))
        return stores[-1]

    yield open_store
    for store in stores:
        store.close()


def new_transport(certificates: str | None = None) -> StoreTransport:
    return StoreTransport(
        connect_seconds=0.5,
        read_seconds=0.5,
        most_kept=2,
        certificates=certificates or ssl.get_default_verify_paths().cafile or "",
    )


def asking(url: str) -> AWSPreparedRequest:
    request = AWSRequest(
        method="POST", url=f"{url}/", data=b"{}", headers={"X-Amz-Target": b"GetItem"}
    )
    return request.prepare()


def test_a_request_arrives_whole_and_its_answer_comes_back(serve: Callable[..., Store]) -> None:
    store = serve(ANSWER)
    answer = new_transport().send(asking(store.url))
    head, _, body = store.requests[0].partition(b"\r\n\r\n")
    first, *lines = head.decode().split("\r\n")
    assert first == "POST / HTTP/1.1"
    assert {"X-Amz-Target: GetItem", "Content-Length: 2"} <= set(lines)
    assert lines.count(f"Host: {store.url.removeprefix('http://')}") == 1
    assert body == b"{}"
    assert (answer.status_code, answer.content) == (200, BODY)
    assert answer.headers["x-amzn-requestid"] == "one"


def test_a_refusal_is_an_answer_too(serve: Callable[..., Store]) -> None:
    store = serve(ANSWER.replace(b"200 OK", b"400 Bad Request"))
    assert new_transport().send(asking(store.url)).status_code == 400


def test_a_connection_is_used_again(serve: Callable[..., Store]) -> None:
    store = serve(ANSWER, ANSWER, ANSWER)
    transport = new_transport()
    for _ in range(3):
        transport.send(asking(store.url))
    assert (len(store.requests), len(store.connections)) == (3, 1)


@pytest.mark.parametrize("says_so", [True, False])
def test_a_connection_that_the_store_has_closed_is_not(
    serve: Callable[..., Store], says_so: bool
) -> None:
    store = serve(NO_MORE if says_so else ANSWER, ANSWER)
    transport = new_transport()
    transport.send(asking(store.url))
    if not says_so:
        store.hang_up()
    assert transport.send(asking(store.url)).content == BODY
    assert len(store.connections) == 2


def test_who_does_not_answer_in_time_is_not_waited_for(serve: Callable[..., Store]) -> None:
    with pytest.raises(ReadTimeoutError):
        new_transport().send(asking(serve(None).url))


def test_half_an_answer_is_none(serve: Callable[..., Store]) -> None:
    with pytest.raises(ConnectionClosedError):
        new_transport().send(asking(serve(UNFINISHED).url))


@pytest.mark.parametrize(
    "answer",
    [
        b"220 mail.example.com ESMTP\r\n",
        b"\r\n",
        b"HTTP/1.0 200 OK\r\nContent-Length: 0\r\n\r\n",
        b"HTTP/1.1 many OK\r\nContent-Length: 0\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nno header\r\n\r\n",
        b"HTTP/1.1 200 OK\r\n" + b"One: 1\r\n" * 3,
        b"HTTP/1.1 200 OK\r\n" + b"".join(b"H%d: 1\r\n" % each for each in range(101)) + b"\r\n",
        b"HTTP/1.1 200 OK\r\nH: " + b"1" * 70_000 + b"\r\nContent-Length: 0\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\n",
    ],
)
def test_what_is_no_http_with_a_length_is_no_answer(
    serve: Callable[..., Store], answer: bytes
) -> None:
    with pytest.raises(ConnectionClosedError):
        new_transport().send(asking(serve(answer).url))


def test_an_answer_may_come_in_pieces() -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:

        def serve() -> None:
            with listener.accept()[0] as connection:
                _read(connection)
                for each in ANSWER:
                    connection.sendall(bytes([each]))

        Thread(target=serve, daemon=True).start()
        url = f"http://127.0.0.1:{listener.getsockname()[1]}"
        assert new_transport().send(asking(url)).content == BODY


def test_where_nobody_listens_the_endpoint_is_wrong() -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
    with pytest.raises(EndpointConnectionError):
        new_transport().send(asking(f"http://127.0.0.1:{port}"))


def test_who_does_not_let_us_in_is_not_waited_for(monkeypatch: pytest.MonkeyPatch) -> None:
    def time_out(*_: object) -> None:
        raise TimeoutError

    monkeypatch.setattr(socket, "create_connection", time_out)
    with pytest.raises(ConnectTimeoutError):
        new_transport().send(asking("http://127.0.0.1:1"))


@pytest.mark.parametrize("is_vouched_for", [True, False])
def test_the_store_has_to_be_vouched_for(
    certified: Certified,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    is_vouched_for: bool,
) -> None:
    listener = socket.create_server(("127.0.0.1", 0))
    port = listener.getsockname()[1]

    def serve() -> None:
        try:
            with certified.server.wrap_socket(listener.accept()[0], server_side=True) as connection:
                _read(connection)
                connection.sendall(ANSWER)
        except ssl.SSLError:
            pass  # the client has hung up on us

    real = socket.create_connection
    monkeypatch.setattr(
        socket, "create_connection", lambda _address, timeout: real(("127.0.0.1", port), timeout)
    )
    server = Thread(target=serve)
    server.start()
    transport = new_transport(str(tmp_path / "root.pem") if is_vouched_for else None)
    if is_vouched_for:
        assert transport.send(asking(f"https://{HOST}")).content == BODY
    else:
        with pytest.raises(SSLError):
            transport.send(asking(f"https://{HOST}"))
    server.join(timeout=5)
    listener.close()


def test_where_one_kept_connection_is_dead_no_other_is_tried(serve: Callable[..., Store]) -> None:
    store = serve(ANSWER, ANSWER, UNFINISHED, ANSWER, together=2)
    transport = new_transport()
    with ThreadPoolExecutor() as callers:
        list(callers.map(lambda _: transport.send(asking(store.url)), range(2)))
    with pytest.raises(ConnectionClosedError):
        transport.send(asking(store.url))
    assert transport.send(asking(store.url)).content == BODY
    assert len(store.connections) == 3


def test_botocore_asks_again_over_a_new_connection(serve: Callable[..., Store]) -> None:
    store = serve(UNFINISHED, ANSWER)
    client: Any = botocore.session.Session().create_client(
        "dynamodb",
        region_name="eu-north-1",
        endpoint_url=store.url,
        aws_access_key_id="one",
        aws_secret_access_key="two",
        config=Config(retries={"mode": "standard", "total_max_attempts": 2}),
    )
    client.meta.events.register("before-send.dynamodb.*", new_transport().send)
    assert "Item" in client.get_item(TableName="any", Key={"pk": {"S": "one"}})
    assert len(store.connections) == 2


def test_a_proxy_is_left_to_urllib3(
    serve: Callable[..., Store], monkeypatch: pytest.MonkeyPatch
) -> None:
    proxy = serve(ANSWER)
    monkeypatch.setenv("HTTP_PROXY", proxy.url)
    for name, value in {
        "host": "http://dynamodb.example",
        "region": "eu-north-1",
        "aws_access_key_id": "one",
        "aws_secret_access_key": "two",
    }.items():
        monkeypatch.setattr(Row.Meta, name, value, raising=False)
    monkeypatch.setattr(Row.Meta, "table_name", "agentline")
    use_table("any")
    client: Any = Row.connect().client
    client.get_item(TableName="any", Key={"pk": {"S": "one"}})
    assert proxy.requests[0].startswith(b"POST http://dynamodb.example/ HTTP/1.1\r\n")
