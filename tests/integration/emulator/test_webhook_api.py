"""The REST API passes bodies on byte for byte and refuses everything else by itself."""

import base64

import pytest

from local.commands.endpoints import on_this_machine
from local.deployment import Outputs
from local.emulator.server import Emulator
from tests.integration.emulator.gateway import Gateway
from tests.integration.emulator.invoicing_assembly import INVOICING_STACK


@pytest.fixture
def gateway(emulator: Emulator, invoicing: Outputs) -> Gateway:
    url = invoicing[INVOICING_STACK]["WebhookUrl"]
    return Gateway(on_this_machine(url, emulator.endpoint_url))


@pytest.mark.parametrize(
    "content_type", ["application/json", "application/x-www-form-urlencoded", "text/plain"]
)
def test_f20_a_body_comes_as_it_was_sent_whatever_it_calls_itself(
    gateway: Gateway, content_type: str
) -> None:
    body = b'{"amount": 12.50}\r\n' + bytes(range(256))
    headers = {"Content-Type": content_type, "Stripe-Signature": "t=1,v1=00"}
    passed_on = gateway.ask("POST", "/webhooks/stripe", body, headers).content
    assert passed_on["isBase64Encoded"] is True
    assert base64.b64decode(passed_on["body"]) == body
    assert passed_on["pathParameters"] == {"provider": "stripe"}
    lower = {name.lower(): value for name, value in passed_on["headers"].items()}
    assert lower["stripe-signature"] == "t=1,v1=00"


def test_a_message_without_a_body_is_passed_on_too(gateway: Gateway) -> None:
    assert gateway.ask("POST", "/webhooks/webhook").content["body"] is None


@pytest.mark.parametrize(
    ("method", "path"),
    [("GET", "/webhooks/stripe"), ("PUT", "/webhooks/stripe"), ("POST", "/webhooks"), ("GET", "/")],
)
def test_f20_everything_else_is_refused_with_problem_details(
    gateway: Gateway, method: str, path: str
) -> None:
    answer = gateway.ask(method, path, b"{}")
    assert answer.status == 403
    assert answer.headers["Content-Type"] == "application/problem+json"
    assert answer.content == {
        "type": "about:blank",
        "title": "Forbidden",
        "status": 403,
        "detail": "Only POST to /webhooks/<provider> is answered here.",
    }
