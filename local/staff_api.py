"""The staff API as its clients see it: sign in, then ask. For the command line, tests, benches."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode
from uuid import uuid4

import boto3
import urllib3
from botocore import UNSIGNED
from botocore.config import Config
from botocore.exceptions import ClientError

# How many threads may ask at one time, each over a connection that is kept.
MOST_AT_ONCE = 4
# On AWS the gateway answers within 30; on one machine a function that starts may take longer.
_SECONDS = 60.0
_RETRY = urllib3.Retry(total=3, backoff_factor=0.2, status_forcelist=[], raise_on_status=False)


class SignInError(Exception):
    """The user pool did not let us in; the message says why."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What the API answered."""

    status: int
    headers: Mapping[str, str]
    text: str

    @property
    def json(self) -> Any:
        return json.loads(self.text)

    @property
    def is_success(self) -> bool:
        return 200 <= self.status < 300


def sign_in(
    client_id: str, username: str, password: str, *, region: str, endpoint_url: str | None
) -> str:
    """An ID token of the pool that `client_id` belongs to. Raises SignInError.

    `endpoint_url` is that of an emulator; None means AWS.
    """
    cognito: Any = boto3.client(
        "cognito-idp",
        region_name=region,
        endpoint_url=endpoint_url,
        config=Config(signature_version=UNSIGNED),
    )
    try:
        answer = cognito.initiate_auth(
            AuthFlow="USER_PASSWORD_AUTH",
            ClientId=client_id,
            AuthParameters={"USERNAME": username, "PASSWORD": password},
        )
    except ClientError as error:
        raise SignInError(error.response["Error"]["Message"]) from error
    if "AuthenticationResult" not in answer:
        raise SignInError(f"the user pool asks for more first: {answer['ChallengeName']}")
    return str(answer["AuthenticationResult"]["IdToken"])


class StaffApi:
    """The API at `url`, for whom `token` is of; None asks without one."""

    def __init__(self, url: str, token: str | None) -> None:
        self._url = url
        self._headers = {"Authorization": f"Bearer {token}"} if token else {}
        self._pool = urllib3.PoolManager(maxsize=MOST_AT_ONCE, timeout=_SECONDS, retries=_RETRY)

    def ask(
        self,
        method: str,
        path: str,
        body: object = None,
        *,
        query: Mapping[str, str] | None = None,
        version: str | None = None,
        key: str | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> Answer:
        """A POST has a new Idempotency-Key unless `key` states one, or is empty.

        Raises urllib3.exceptions.HTTPError where nothing answers.
        """
        sent = {**self._headers, **(headers or {})}
        if version is not None:
            sent["If-Match"] = version
        if method == "POST" and key != "":
            sent["Idempotency-Key"] = key or str(uuid4())
        content = None
        if body is not None:
            sent.setdefault("Content-Type", "application/json")
            content = json.dumps(body).encode()
        question = f"?{urlencode(query)}" if query else ""
        response = self._pool.request(
            method, f"{self._url}{path}{question}", body=content, headers=sent
        )
        return Answer(status=response.status, headers=response.headers, text=response.data.decode())
