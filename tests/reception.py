"""Shorthand to knock at the door of the staff API as somebody, wherever its desk is."""

import base64
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields
from itertools import count
from typing import Any

from admin_api.application import new_application
from admin_api.door import Door
from admin_api.identity import TokenIssuer
from agentline.adapters.key_ring import KeyRing, SecretKey
from agentline.bootstrap.admin import AdminDesk
from agentline.domain.staff import Role
from agentline.settings import DeployedSettings

POOL = "https://cognito-idp.eu-north-1.amazonaws.com/eu-north-1_Staff"
CLIENT = "client-of-the-web"
KEYS = KeyRing[SecretKey].model_validate(
    {"current": {"version": "1", "key": base64.b64encode(b"k" * 32).decode()}}
)
_keys = count(1)


@dataclass
class Answered:
    """What came back."""

    status: int
    headers: Mapping[str, str]
    text: str

    @property
    def json(self) -> Any:
        return json.loads(self.text)

    @property
    def code(self) -> str:
        return str(self.json["code"])

    @property
    def tag(self) -> str:
        return self.headers["ETag"]


class FakeContext:
    function_name = "admin_api"
    memory_limit_in_mb = 512
    invoked_function_arn = "arn:aws:lambda:eu-north-1:000000000000:function:admin_api"
    aws_request_id = "request-1"


class Reception:
    """Where staff are served; who knocks is somebody of billing, unless said otherwise.

    The event handler keeps the event it is at for the whole process: of requests at one time all
    must be alike. Races of different ones are for the services, which threads may share.
    """

    def __init__(self, desk: AdminDesk) -> None:
        app, self.operations = new_application()
        # The routers are shared: another thread may be in the middle of a request of its own.
        app.clear_context()
        issuer = TokenIssuer(pool_url=POOL, client_id=CLIENT)
        self.door = Door(app, self.operations, desk, issuer)

    def ask(
        self,
        method: str,
        path: str,
        body: object = None,
        *,
        role: Role | None = Role.BILLING,
        version: str | None = None,
        key: str | None = None,
        query: Mapping[str, str] | None = None,
        headers: Mapping[str, str] | None = None,
        claims: Mapping[str, str] | None = None,
        raw: str | None = None,
    ) -> Answered:
        """A body makes it JSON; a POST has a key of its own unless `key` is one, or empty."""
        sent = {"Content-Type": "application/json"} if body is not None or raw else {}
        if version is not None:
            sent["If-Match"] = version
        if method == "POST" and key != "":
            sent["Idempotency-Key"] = key or f"key-{next(_keys):06d}"
        event = {
            "httpMethod": method,
            "path": path,
            "headers": {**sent, **(headers or {})},
            "queryStringParameters": dict(query or {}),
            "multiValueQueryStringParameters": {k: [v] for k, v in (query or {}).items()},
            "body": raw if raw is not None else None if body is None else json.dumps(body),
            "isBase64Encoded": False,
            "requestContext": {
                "requestId": "request-1",
                "authorizer": {"claims": dict(claims or claims_of(role))},
            },
        }
        return self.answer(event)

    def answer(self, event: Mapping[str, Any]) -> Answered:
        result = self.door.answer(event, FakeContext())  # type: ignore[arg-type]
        return Answered(status=result["statusCode"], headers=result["headers"], text=result["body"])


DEPLOYED = DeployedSettings(
    stage="test",
    address_days=90,
    ledger="webhook",
    directory="file",
    queues=frozenset({"support", "tarot"}),
    cut_off="on",
)


def an_admin_desk(**parts: Callable[..., Any]) -> AdminDesk:
    """A desk of these parts. One that is asked for any other fails the test."""

    def missing() -> None:
        raise AssertionError("a part of the desk that is no part of this test")

    unused: dict[str, Any] = {field.name: missing for field in fields(AdminDesk)}
    return AdminDesk(**{**unused, "deployed": DEPLOYED, **parts})


def claims_of(role: Role | None) -> dict[str, str]:
    """Of an ID token as API Gateway passes them on."""
    claims = {
        "iss": POOL,
        "aud": CLIENT,
        "token_use": "id",
        "sub": f"sub-of-{role}",
        "email": f"{role}@example.com",
        "iat": "1773144000",
    }
    return claims | ({"cognito:groups": str(role)} if role else {})
