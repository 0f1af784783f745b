"""The stage's server of the web interface: what it gives, keeps, refuses and passes on."""

import gzip
import json
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from threading import Thread

import pytest
import urllib3

from infra.web_headers import content_security_policy, security_headers
from local.web.doors import Behind, Server
from local.web.files import NotBuiltError, load_files
from tests.unit.phone.fake_exchange import FakeExchange, phone_on


class _Api(BaseHTTPRequestHandler):
    """Answers with what it was asked."""

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"])).decode()
        told = {"path": self.path, "key": self.headers["Idempotency-Key"], "body": body}
        self.send_response(201)
        self.send_header("ETag", '"v1"')
        self.end_headers()
        self.wfile.write(json.dumps(told).encode())

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - its name there
        """Says nothing."""


@pytest.fixture
def url(tmp_path: Path) -> Iterator[str]:
    (tmp_path / "assets").mkdir()
    (tmp_path / "assets" / "index-1a2b.js").write_text("1;" * 500)
    (tmp_path / "index.html").write_text("<!doctype html>")
    phone = phone_on(FakeExchange())
    api = HTTPServer(("127.0.0.1", 0), _Api)
    address = f"http://127.0.0.1:{api.server_port}"
    web = Server(
        Behind(
            files=load_files(tmp_path),
            config=b'{"is_local_stage": true}',
            api_url=f"{address}/stage",
            sign_in_url=f"{address}/",
            phone=phone,
        ),
        port=0,
    )
    servers = (api, web)
    for server in servers:
        Thread(target=server.serve_forever, args=[0.01], daemon=True).start()
    yield f"http://127.0.0.1:{web.server_port}"
    for server in servers:
        server.shutdown()
        server.server_close()
    phone.close()


def get(address: str, **headers: str) -> urllib3.BaseHTTPResponse:
    return urllib3.request("GET", address, headers=headers, decode_content=False)


@pytest.mark.parametrize("path", ["/", "/customers", "/customers/100001/orders"])
def test_every_page_is_the_one_document_and_is_not_kept(url: str, path: str) -> None:
    answer = get(url + path)
    assert (answer.status, answer.data) == (200, b"<!doctype html>")
    assert answer.headers["Cache-Control"] == "no-store"
    for name, value in security_headers().items():
        assert answer.headers[name] == value


def test_a_file_whose_name_says_what_is_in_it_is_kept_for_ever_and_sent_small(url: str) -> None:
    answer = get(f"{url}/assets/index-1a2b.js", **{"Accept-Encoding": "gzip"})
    assert "immutable" in answer.headers["Cache-Control"]
    assert gzip.decompress(answer.data) == b"1;" * 500
    assert len(answer.data) < 100


def test_a_file_that_is_not_there_is_no_page(url: str) -> None:
    assert get(f"{url}/assets/index-old.js").status == 404
    assert get(f"{url}/../../pyproject.toml").status == 404


def test_another_name_of_this_machine_is_refused(url: str) -> None:
    assert get(url, Host="evil.example").status == 421


@pytest.mark.parametrize(("asked", "passed_on"), [("/v1/orders?a=1", "/stage/orders?a=1")])
def test_the_api_is_asked_with_what_was_sent(url: str, asked: str, passed_on: str) -> None:
    answer = urllib3.request(
        "POST", url + asked, body=b"{}", headers={"Idempotency-Key": "key-of-mine"}
    )
    assert (answer.status, answer.headers["ETag"]) == (201, '"v1"')
    assert answer.json() == {"path": passed_on, "key": "key-of-mine", "body": "{}"}


def test_sign_in_is_passed_on_and_other_posts_are_refused(url: str) -> None:
    assert urllib3.request("POST", f"{url}/cognito/", body=b"x").json()["body"] == "x"
    assert urllib3.request("POST", f"{url}/customers", body=b"x").status == 405


def test_what_was_not_built_is_told(tmp_path: Path) -> None:
    with pytest.raises(NotBuiltError, match="make build"):
        load_files(tmp_path)


def test_the_policy_lets_nothing_in_from_elsewhere() -> None:
    policy = content_security_policy(["https://cognito-idp.eu-north-1.amazonaws.com"])
    assert policy.startswith("default-src 'none'; script-src 'self'; style-src 'self'; ")
    assert "connect-src 'self' https://cognito-idp.eu-north-1.amazonaws.com;" in policy
    assert "unsafe" not in policy
    assert "*" not in policy


def test_the_telephone_answers_below_its_own_path(url: str) -> None:
    told = json.loads(get(f"{url}/phone/lines").data)
    assert [line["name"] for line in told["items"]] == ["Tarotlinjen"]
    assert get(f"{url}/phone").data == b"<!doctype html>"
    foreign = get(f"{url}/phone/lines", Origin="http://evil.example")
    assert (foreign.status, json.loads(foreign.data)["code"]) == (403, "foreign_origin")
