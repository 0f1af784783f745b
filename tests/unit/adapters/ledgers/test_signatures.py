"""What we sign others verify, what others sign we do, and nothing else gets in."""

import json
import time
from base64 import b64encode
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import standardwebhooks
import stripe

from agentline.adapters.ledgers.signatures import (
    check_standard_secret,
    sign_standard,
    verify_billogram,
    verify_standard,
    verify_stripe,
)
from agentline.billing_ports import ForgedMessageError
from local.billing.provider_signatures import sign_billogram, sign_stripe
from tests.examples import NOON

BODY = '{"id":"evt_1","object":"event","namn":"Åsa"}'.encode()
OLD = "whsec_" + b64encode(b"o" * 32).decode()
NEW = "whsec_" + b64encode(b"n" * 32).decode()
FOREIGN = "whsec_" + b64encode(b"f" * 32).decode()


def sign_by_standard(secrets: Sequence[str], at: datetime, body: bytes) -> dict[str, str]:
    return sign_standard(secrets, "msg_1", at, body)


def sign_by_stripe(secrets: Sequence[str], at: datetime, body: bytes) -> dict[str, str]:
    return sign_stripe(tuple(secrets), at, body)


def sign_by_billogram(secrets: Sequence[str], at: datetime, body: bytes) -> dict[str, str]:
    return sign_billogram(secrets[0], at, body)


type Sign = Callable[[Sequence[str], datetime, bytes], dict[str, str]]
type Verify = Callable[[Sequence[str], Mapping[str, str], bytes, datetime], object]

SCHEMES: dict[str, tuple[Sign, Verify]] = {
    "standard": (sign_by_standard, verify_standard),
    "stripe": (sign_by_stripe, verify_stripe),
    "billogram": (sign_by_billogram, verify_billogram),
}


@pytest.fixture(params=sorted(SCHEMES))
def scheme(request: pytest.FixtureRequest) -> tuple[Sign, Verify]:
    return SCHEMES[request.param]


def test_the_package_of_standard_webhooks_verifies_what_we_sign() -> None:
    headers = sign_standard([NEW, OLD], "invoice_100001-0001", datetime.now(UTC), BODY)
    for secret in (NEW, OLD):
        told = standardwebhooks.Webhook(secret).verify(BODY, headers)
        assert told == json.loads(BODY)


def test_we_verify_what_the_package_of_standard_webhooks_signs() -> None:
    signature = standardwebhooks.Webhook(NEW).sign("msg_1", NOON, BODY.decode())
    headers = {
        "webhook-id": "msg_1",
        "webhook-timestamp": str(int(NOON.timestamp())),
        "webhook-signature": signature,
    }
    assert verify_standard([NEW], headers, BODY, NOON) == "msg_1"


def test_the_sdk_of_stripe_verifies_what_we_sign() -> None:
    header = sign_stripe((NEW, OLD), datetime.now(UTC), BODY)["stripe-signature"]
    for secret in (NEW, OLD):
        event = stripe.Webhook.construct_event(BODY, header, secret, api_key="sk_test")
        assert event.id == "evt_1"


def test_we_verify_what_the_sdk_of_stripe_signs() -> None:
    seconds = int(time.time())
    header = stripe.WebhookSignature.generate_signature_header(BODY.decode(), NEW, seconds)
    verify_stripe([NEW], {"stripe-signature": header}, BODY, datetime.now(UTC))


def test_stripe_signs_by_the_known_vector() -> None:
    body = b'{"id":"evt_1","object":"event","type":"invoice.paid"}'
    at = datetime.fromtimestamp(1_700_000_000, UTC)
    digest = "8ad3ccd6627d4c5ccaca4879744c3321eb0c9d89da2714501614c0a82c36c505"
    header = f"t=1700000000,v1={digest}"
    assert sign_stripe(("whsec_test",), at, body) == {"stripe-signature": header}
    verify_stripe(["whsec_test"], {"stripe-signature": header}, body, at)


@pytest.mark.parametrize("prefix", ["", "x-"])
def test_billogram_signs_by_the_known_vector(prefix: str) -> None:
    body = (
        b'{"callback_id":"c-1","callback_type":"BillogramEvent","custom":"basis-17",'
        b'"event":{"type":"Payment","event_uuid":"e-1","data":{"amount":1000,"remaining_sum":0}}}'
    )
    headers = {
        f"{prefix}billogram-request-timestamp": "1550155518.141119",
        f"{prefix}billogram-signature": (
            "c7973fa204ad36fc402f6c379346170a7f1c8289b35759942baa5fa3ae33afad"
        ),
    }
    at = datetime.fromtimestamp(1_550_155_518, UTC)
    verify_billogram(["sekret"], headers, body, at)


def test_a_signed_message_passes(scheme: tuple[Sign, Verify]) -> None:
    sign, verify = scheme
    verify([NEW], sign([NEW], NOON, BODY), BODY, NOON)


def test_bytes_that_are_no_text_are_signed_like_any(scheme: tuple[Sign, Verify]) -> None:
    sign, verify = scheme
    body = b"\xff\xfe{"
    verify([NEW], sign([NEW], NOON, body), body, NOON)


def test_f26_old_and_new_secret_are_both_valid_while_they_rotate(
    scheme: tuple[Sign, Verify],
) -> None:
    sign, verify = scheme
    for signed_with in (OLD, NEW):
        verify([NEW, OLD], sign([signed_with], NOON, BODY), BODY, NOON)
    with pytest.raises(ForgedMessageError):
        verify([NEW], sign([OLD], NOON, BODY), BODY, NOON)


def test_f26_whoever_knows_one_of_our_secrets_can_verify_what_we_sign() -> None:
    headers = sign_standard([NEW, OLD], "msg_1", NOON, BODY)
    for known in (OLD, NEW):
        assert verify_standard([known], headers, BODY, NOON) == "msg_1"


def test_f20_an_unsigned_message_is_forged(scheme: tuple[Sign, Verify]) -> None:
    sign, verify = scheme
    with pytest.raises(ForgedMessageError):
        verify([NEW], {}, BODY, NOON)
    headers = sign([NEW], NOON, BODY)
    for left_out in headers:
        rest = {name: value for name, value in headers.items() if name != left_out}
        with pytest.raises(ForgedMessageError):
            verify([NEW], rest, BODY, NOON)


def test_f20_a_message_signed_by_somebody_else_is_forged(scheme: tuple[Sign, Verify]) -> None:
    sign, verify = scheme
    for secrets in ([NEW, OLD], []):
        with pytest.raises(ForgedMessageError):
            verify(secrets, sign([FOREIGN], NOON, BODY), BODY, NOON)


def test_f20_a_message_that_was_changed_is_forged(scheme: tuple[Sign, Verify]) -> None:
    sign, verify = scheme
    headers = sign([NEW], NOON, BODY)
    for changed in (BODY + b" ", BODY[:-1], b"", BODY.replace(b"1", b"2")):
        with pytest.raises(ForgedMessageError):
            verify([NEW], headers, changed, NOON)


def test_f20_an_id_that_was_changed_is_forged() -> None:
    headers = {**sign_standard([NEW], "msg_1", NOON, BODY), "webhook-id": "msg_2"}
    with pytest.raises(ForgedMessageError):
        verify_standard([NEW], headers, BODY, NOON)


GARBAGE = [
    "",
    " ",
    ",",
    "=",
    "v1",
    "v1,",
    "v1,v1,v1",
    "v1,!!!not base64!!!",
    "v1,YQ",
    "v1=,v1==,t",
    "t=,v1=",
    "t=now,v1=00",
    "t=1,t=2,v1=00",
    "v1,\ud800",
    "v1,å\x00\r\n",
    "\u0661\u0662\u0663",
    "1e9",
    "nan",
    "inf",
    "-1",
    "+1",
    "1_000",
    " 1773144000",
    "9" * 5_000,
    "v1,a " * 800,
]


@pytest.mark.parametrize("garbage", GARBAGE)
def test_f20_garbage_in_any_header_is_forged_and_nothing_worse(
    scheme: tuple[Sign, Verify], garbage: str
) -> None:
    sign, verify = scheme
    headers = sign([NEW], NOON, BODY)
    for name in headers:
        with pytest.raises(ForgedMessageError):
            verify([NEW], {**headers, name: garbage}, BODY, NOON)


@pytest.mark.parametrize("garbage", ["v1,YQ", "v1", "v0,", "", "v1,!!!", "v1a,x", "v1,\ud800"])
def test_f20_garbage_beside_a_good_signature_does_not_hide_it(garbage: str) -> None:
    headers = sign_standard([NEW], "msg_1", NOON, BODY)
    good = headers["webhook-signature"]
    for mixed in (f"{garbage} {good}", f"{good} {garbage}", f"{good} {good}"):
        verify_standard([NEW], {**headers, "webhook-signature": mixed}, BODY, NOON)


@pytest.mark.parametrize("garbage", ["v0=00", "v1", "v1=zz", "", "x=y=z", "v1=\ud800"])
def test_f20_garbage_beside_a_good_signature_of_stripe_does_not_hide_it(garbage: str) -> None:
    good = sign_stripe((NEW,), NOON, BODY)["stripe-signature"]
    for mixed in (f"{garbage},{good}", f"{good},{garbage}", f"{good},{good}"):
        verify_stripe([NEW], {"stripe-signature": mixed}, BODY, NOON)


@pytest.mark.parametrize("seconds", [-301, 301, -86_400, 86_400 * 365])
def test_f21_a_message_from_another_time_is_refused(
    scheme: tuple[Sign, Verify], seconds: int
) -> None:
    sign, verify = scheme
    headers = sign([NEW], NOON + timedelta(seconds=seconds), BODY)
    with pytest.raises(ForgedMessageError):
        verify([NEW], headers, BODY, NOON)


@pytest.mark.parametrize("seconds", [-300, -299, 0, 299, 300])
def test_f21_clocks_may_differ_by_five_minutes(scheme: tuple[Sign, Verify], seconds: int) -> None:
    sign, verify = scheme
    verify([NEW], sign([NEW], NOON + timedelta(seconds=seconds), BODY), BODY, NOON)


def test_f21_the_time_is_signed_too(scheme: tuple[Sign, Verify]) -> None:
    """Or an old message could be brought up to date."""
    sign, verify = scheme
    old = sign([NEW], NOON - timedelta(days=1), BODY)
    new = sign([FOREIGN], NOON, BODY)
    forged: dict[str, Any] = {**old, **{name: new[name] for name in new if "timestamp" in name}}
    if "stripe-signature" in old:
        _, _, signature = old["stripe-signature"].partition(",")
        forged = {"stripe-signature": f"t={int(NOON.timestamp())},{signature}"}
    with pytest.raises(ForgedMessageError):
        verify([NEW], forged, BODY, NOON)


@pytest.mark.parametrize(
    "secret",
    ["", "whsec_", "whsec_YQ==", "whsec_!!!", NEW.removeprefix("whsec_"), f"{NEW}\n", "whsec_å"],
)
def test_a_secret_that_protects_nothing_is_refused(secret: str) -> None:
    with pytest.raises(ValueError, match="webhook secret"):
        check_standard_secret(secret)
