"""Who is let into the deployed API: tokens of our user pool, for us, and no others (fault 31)."""

import base64
import hashlib
import hmac
import json
import time
from collections.abc import Callable
from typing import Any

import pytest
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import padding, rsa

from agentline.domain.staff import Role
from local.commands.endpoints import Endpoints
from local.demo.staff import PASSWORD, demo_email
from local.emulator.server import Emulator
from local.staff_api import StaffApi, sign_in
from tests.integration.emulator.gateway import Gateway

SignedIn = Callable[[Role], StaffApi]


@pytest.fixture(scope="module")
def token(endpoints: Endpoints) -> str:
    """A good one."""
    return sign_in(
        endpoints.client_id or "",
        demo_email(Role.VIEWER),
        PASSWORD,
        region=endpoints.region,
        endpoint_url=endpoints.aws_endpoint_url,
    )


@pytest.mark.parametrize("role", list(Role))
def test_each_role_signs_in_and_is_told_what_it_may(staff_api: SignedIn, role: Role) -> None:
    me = staff_api(role).ask("GET", "/me").json
    assert (me["email"], me["roles"]) == (demo_email(role), [role.value])


def test_f31_without_a_token_the_gateway_answers_401_with_a_problem(endpoints: Endpoints) -> None:
    answer = StaffApi(endpoints.api_url or "", None).ask("GET", "/me")
    assert (answer.status, answer.json["code"]) == (401, "not_authenticated")
    assert answer.headers["Content-Type"] == "application/problem+json"
    assert answer.headers["WWW-Authenticate"] == "Bearer"


def _forgeries() -> dict[str, Callable[[dict[str, Any], dict[str, Any], str], str]]:
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)

    def by_our_own_key(header: dict[str, Any], claims: dict[str, Any], _token: str) -> str:
        body = _body(header, claims)
        signature = key.sign(body.encode(), padding.PKCS1v15(), hashes.SHA256())
        return f"{body}.{_encode(signature)}"

    def by_the_public_key_as_a_secret(
        header: dict[str, Any], claims: dict[str, Any], _token: str
    ) -> str:
        public = key.public_key().public_bytes(
            serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo
        )
        body = _body(header | {"alg": "HS256"}, claims)
        return f"{body}.{_encode(hmac.new(public, body.encode(), hashlib.sha256).digest())}"

    def by_nothing(header: dict[str, Any], claims: dict[str, Any], _token: str) -> str:
        return f"{_body(header | {'alg': 'none'}, claims)}."

    def with_more_rights(header: dict[str, Any], claims: dict[str, Any], token: str) -> str:
        changed = _body(header, claims | {"cognito:groups": ["admin"]})
        return f"{changed}.{token.rpartition('.')[2]}"

    def expired(header: dict[str, Any], claims: dict[str, Any], token: str) -> str:
        return with_more_rights(header, claims | {"exp": int(time.time()) - 1}, token)

    def of_another_pool(header: dict[str, Any], claims: dict[str, Any], token: str) -> str:
        return by_our_own_key(header, claims | {"iss": f"{claims['iss']}x"}, token)

    return {
        "alg none": by_nothing,
        "key confusion": by_the_public_key_as_a_secret,
        "another key": by_our_own_key,
        "claims changed": with_more_rights,
        "expired": expired,
        "another issuer": of_another_pool,
        "no token at all": lambda _header, _claims, _token: "let-me-in",
    }


@pytest.mark.parametrize(("name", "forge"), _forgeries().items())
def test_f31_a_forged_token_is_answered_with_401(
    endpoints: Endpoints,
    token: str,
    name: str,
    forge: Callable[[dict[str, Any], dict[str, Any], str], str],
) -> None:
    header, claims = (json.loads(_decode(part)) for part in token.split(".")[:2])
    api = StaffApi(endpoints.api_url or "", forge(header, claims, token))
    answer = api.ask("GET", "/me")
    assert (answer.status, answer.json["code"]) == (401, "not_authenticated"), name


def test_f31_an_access_token_of_the_pool_is_no_token_of_ours(
    endpoints: Endpoints, emulator: Emulator
) -> None:
    tokens = emulator.client("cognito-idp").initiate_auth(
        AuthFlow="USER_PASSWORD_AUTH",
        ClientId=endpoints.client_id,
        AuthParameters={"USERNAME": demo_email(Role.ADMIN), "PASSWORD": PASSWORD},
    )["AuthenticationResult"]
    answer = StaffApi(endpoints.api_url or "", tokens["AccessToken"]).ask("GET", "/me")
    assert (answer.status, answer.json["code"]) == (401, "not_authenticated")


def test_f31_a_token_for_another_application_of_the_pool_is_refused(
    endpoints: Endpoints, emulator: Emulator
) -> None:
    cognito = emulator.client("cognito-idp")
    other = cognito.create_user_pool_client(
        UserPoolId=endpoints.user_pool_id,
        ClientName="another",
        ExplicitAuthFlows=["ALLOW_USER_PASSWORD_AUTH", "ALLOW_REFRESH_TOKEN_AUTH"],
    )["UserPoolClient"]["ClientId"]
    token = sign_in(
        other,
        demo_email(Role.ADMIN),
        PASSWORD,
        region=endpoints.region,
        endpoint_url=endpoints.aws_endpoint_url,
    )
    answer = StaffApi(endpoints.api_url or "", token).ask("GET", "/me")
    assert (answer.status, answer.json["code"]) == (401, "not_authenticated")


def test_who_is_invited_works_is_barred_and_let_in_again(
    staff_api: SignedIn, endpoints: Endpoints, emulator: Emulator
) -> None:
    admin, reason = staff_api(Role.ADMIN), {"reason": "begins on Monday"}
    email = f"bo-{time.time_ns()}@agentline.example"
    invited = admin.ask("POST", "/staff", {"email": email, "role": "support", **reason})
    assert (invited.status, invited.json["state"]) == (201, "invited")
    path = f"/staff/{invited.json['id']}"
    emulator.client("cognito-idp").admin_set_user_password(
        UserPoolId=endpoints.user_pool_id, Username=email, Password=PASSWORD, Permanent=True
    )
    bo = StaffApi(
        endpoints.api_url or "",
        sign_in(
            endpoints.client_id or "",
            email,
            PASSWORD,
            region=endpoints.region,
            endpoint_url=endpoints.aws_endpoint_url,
        ),
    )
    assert bo.ask("GET", "/me").json["roles"] == ["support"]
    again = admin.ask("POST", "/staff", {"email": email, "role": "support", **reason})
    assert again.json["code"] == "staff_exists"
    seen = admin.ask("GET", path)
    assert (seen.json["state"], seen.json["role"]) == ("active", "support")
    changed = admin.ask(
        "PUT", f"{path}/role", {"role": "billing", **reason}, version=seen.headers["ETag"]
    )
    assert changed.json["role"] == "billing"
    barred = admin.ask("POST", f"{path}/barring", reason)
    assert barred.json["state"] == "disabled"
    listed = admin.ask("GET", "/staff", query={"limit": "60"}).json["items"]
    assert ("disabled", "billing") in {
        (item["state"], item["role"]) for item in listed if item["email"] == email
    }
    assert admin.ask("POST", f"{path}/admission", reason).json["state"] == "active"
    assert bo.ask("GET", "/me").status == 401


def test_every_method_and_path_reaches_the_door(staff_api: SignedIn) -> None:
    viewer = staff_api(Role.VIEWER)
    assert viewer.ask("GET", "/").json["code"] == "not_found"
    assert viewer.ask("GET", "/nothing/of/the/kind").json["code"] == "not_found"
    wrong = viewer.ask("PUT", "/me", {})
    assert (wrong.status, wrong.headers["Allow"]) == (405, "GET")


def test_a_path_with_escapes_means_what_it_says(staff_api: SignedIn) -> None:
    viewer = staff_api(Role.VIEWER)
    assert viewer.ask("GET", "/invoices/199999%2D0001").json["code"] == "customer_missing"


def test_the_gateway_of_the_webhooks_knows_no_staff(endpoints: Endpoints) -> None:
    assert Gateway(endpoints.webhook_url or "").ask("GET", "/me").status == 403


def _body(header: dict[str, Any], claims: dict[str, Any]) -> str:
    return ".".join(_encode(json.dumps(part).encode()) for part in (header, claims))


def _encode(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()


def _decode(text: str) -> bytes:
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
