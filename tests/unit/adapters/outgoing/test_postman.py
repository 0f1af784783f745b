"""What is posted, how it is signed, and what every way of failing is called."""

import socket
import ssl
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from time import monotonic

import pytest
from standardwebhooks.webhooks import Webhook, WebhookVerificationError

from agentline.adapters.directories.connecting import Origin
from agentline.adapters.directories.deadline import Deadline
from agentline.adapters.outgoing import guarded_connection
from agentline.adapters.outgoing.endpoint_urls import Network
from agentline.adapters.outgoing.postman import GuardedPostman
from agentline.outgoing_ports import Letter
from tests.outgoing import SECRET
from tests.unit.adapters.conftest import HOST, Certified
from tests.unit.adapters.directories.stand_in import (
    answering,
    dripping,
    keeping_silent,
    speaking,
)
from tests.unit.adapters.outgoing.receiver import Receiver, receiving

NEW_SECRET = "whsec_" + "c2VjcmV0LXNlY3JldC1zZWNyZXQtc2VjcmV0"
BODY = '{"type":"order.created","data":{"city":"Malmö"}}'
HERE = GuardedPostman(Network.ANY, deadline_seconds=5)


def now() -> datetime:
    return datetime.now(UTC)


def letter(url: str) -> Letter:
    return Letter(url=url, event="evt_1", body=BODY, secrets=(SECRET,))


def test_the_body_is_posted_as_it_is_with_the_headers_of_standard_webhooks(
    receiver: Receiver,
) -> None:
    answer = HERE.post(letter(receiver.url), now())
    assert (answer.status, answer.failure, answer.is_success) == (204, None, True)
    [received] = receiver.received
    assert received.target == "/hooks?from=agentline"
    assert received.body == BODY.encode()
    assert received.headers["content-type"] == "application/json"
    assert received.headers["host"] == f"127.0.0.1:{receiver.port}"
    assert received.headers["webhook-id"] == "evt_1"


def test_a_receiver_with_the_official_library_accepts_old_and_new_secret(
    receiver: Receiver,
) -> None:
    HERE.post(replace(letter(receiver.url), secrets=(NEW_SECRET, SECRET)), now())
    [received] = receiver.received
    for secret in (NEW_SECRET, SECRET):
        Webhook(secret).verify(received.body, dict(received.headers))
    with pytest.raises(WebhookVerificationError):
        Webhook("whsec_" + "b3RoZXI=").verify(received.body, dict(received.headers))


def test_no_redirect_is_followed(receiver: Receiver) -> None:
    with receiving() as elsewhere:
        for status in (301, 302, 303, 307, 308):
            receiver.behave = answering(b"", status=status, headers={"Location": elsewhere.url})
            answer = HERE.post(letter(receiver.url), now())
            assert (answer.status, answer.is_success) == (status, False)
        assert elsewhere.received == []


def test_the_first_500_characters_of_an_answer_are_kept_as_one_line(receiver: Receiver) -> None:
    receiver.behave = answering(("nej\r\n\x1b[31m" + "ö" * 10_000).encode(), status=500)
    excerpt = HERE.post(letter(receiver.url), now()).excerpt
    assert len(excerpt) == 500
    assert excerpt.startswith("nej   [31mööö")
    receiver.behave = answering(b"\xff\xfe\x00", status=500)
    assert HERE.post(letter(receiver.url), now()).excerpt == "\ufffd\ufffd "


@pytest.mark.parametrize(
    ("speak", "failure"),
    [
        (speaking(b"SSH-2.0-OpenSSH_9.2\r\n"), "broken_off"),
        (speaking(b""), "broken_off"),
        (speaking(b"HTTP/1.1 200 OK\r\n" + b"X-Filler: " + b"a" * 300_000), "broken_off"),
        (speaking(b"HTTP/1.1 100 Continue\r\n\r\n" * 50_000), "oversized"),
    ],
)
def test_what_is_no_answer_is_a_failure_with_a_name(
    receiver: Receiver, speak: Callable[..., None], failure: str
) -> None:
    receiver.behave = speak
    answer = HERE.post(letter(receiver.url), now())
    assert (answer.status, answer.failure, answer.is_success) == (None, failure, False)


@pytest.mark.parametrize(
    "behave", [keeping_silent, dripping(b"HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\n{")]
)
def test_silence_and_drips_are_held_to_one_deadline(
    receiver: Receiver, behave: Callable[..., None]
) -> None:
    receiver.behave = behave
    began = monotonic()
    answer = GuardedPostman(Network.ANY, deadline_seconds=0.3).post(letter(receiver.url), now())
    assert answer.failure == "timed_out"
    assert 0.3 <= monotonic() - began < 1.5
    assert answer.milliseconds >= 300


def test_a_port_nobody_listens_on_is_unreachable() -> None:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        url = f"http://127.0.0.1:{probe.getsockname()[1]}/"
        assert HERE.post(letter(url), now()).failure == "unreachable"


def test_in_public_nothing_is_posted_to_this_machine(receiver: Receiver) -> None:
    public = GuardedPostman(Network.PUBLIC)
    assert public.post(letter(receiver.url), now()).failure == "url_refused"
    inside = GuardedPostman(Network.PUBLIC, resolve=lambda *_: ["127.0.0.1"])
    url = f"https://{HOST}:{receiver.port}/"
    assert inside.post(letter(url), now()).failure == "address_refused"
    assert receiver.received == []


def test_what_nobody_expected_is_logged_without_the_secret(
    caplog: pytest.LogCaptureFixture,
) -> None:
    broken = replace(letter("http://127.0.0.1:1/"), secrets=("not-a-secret",))
    assert HERE.post(broken, now()).failure == "unexpected"
    [record] = caplog.records
    assert vars(record)["event_id"] == "evt_1"
    assert "not-a-secret" not in str(vars(record))


class TestOverTls:
    """This machine stands in for a public address: only here it counts as one."""

    @pytest.fixture(autouse=True)
    def _loopback_is_public(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(guarded_connection, "is_public", lambda address: address[:4] == "127.")

    def test_it_connects_to_the_address_it_looked_at_and_shows_the_name(
        self, certified: Certified, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        answers = [["127.0.0.1"]]
        looked_up: list[str] = []
        original = socket.getaddrinfo

        def resolve(_origin: Origin, _deadline: Deadline) -> Sequence[str]:
            return answers.pop()  # a second question has no answer

        def look_up(host: str, *args: object, **names: object) -> object:
            looked_up.append(host)
            return original(host, *args, **names)  # type: ignore[arg-type]

        monkeypatch.setattr(socket, "getaddrinfo", look_up)
        with receiving(certified.server) as receiver:
            postman = GuardedPostman(Network.PUBLIC, tls=certified.client, resolve=resolve)
            answer = postman.post(letter(f"https://{HOST}:{receiver.port}/in"), now())
            assert answer.status == 204
            assert receiver.server_names == [HOST]
            assert receiver.received[0].headers["host"] == f"{HOST}:{receiver.port}"
        assert set(looked_up) == {"127.0.0.1"}

    def test_a_certificate_of_another_name_or_of_unknown_make_gets_nothing(
        self, certified: Certified
    ) -> None:
        with receiving(certified.server) as receiver:
            for host, trust in (
                ("other.example.com", certified.client),
                (HOST, ssl.create_default_context()),
            ):
                postman = GuardedPostman(
                    Network.PUBLIC, tls=trust, resolve=lambda *_: ["127.0.0.1"]
                )
                answer = postman.post(letter(f"https://{host}:{receiver.port}/"), now())
                assert answer.failure == "tls"
            assert receiver.received == []

    def test_an_address_that_does_not_answer_leaves_time_for_the_next(
        self, certified: Certified
    ) -> None:
        with receiving(certified.server) as receiver:
            postman = GuardedPostman(
                Network.PUBLIC,
                tls=certified.client,
                resolve=lambda *_: ["127.0.0.2", "127.0.0.1"],
            )
            answer = postman.post(letter(f"https://{HOST}:{receiver.port}/"), now())
            assert answer.status == 204
