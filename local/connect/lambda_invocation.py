"""Invoking a Lambda function as Connect does from a flow: time limit and retries."""

import json
import time
from collections.abc import Callable, Mapping
from threading import Lock
from typing import TYPE_CHECKING, Protocol

import boto3
from botocore.config import Config
from botocore.exceptions import ClientError, ReadTimeoutError

if TYPE_CHECKING:
    from mypy_boto3_lambda import LambdaClient

RETRIES = 3
RETRY_WINDOW_SECONDS = 8.0
RETRY_PAUSE_SECONDS = 0.2
MOST_CALLS_AT_ONCE = 50


class LambdaInvocationError(Exception):
    """The function gave no answer, in time or at all; the flow takes its error branch."""


class RetryableLambdaError(LambdaInvocationError):
    """Throttled, a service failure, or the function raised: Connect tries again."""


class InvokeOnce(Protocol):
    """One invocation: (function ARN, payload, seconds to wait) -> answer, or the errors above."""

    def __call__(self, function_arn: str, payload: bytes, time_limit_seconds: float, /) -> bytes:
        """The answer as it came over the wire."""
        ...


class ConnectInvocation:
    """Up to three retries inside eight seconds; an invocation that runs out of time is the last.

    Source: Connect administrator guide, "Invoke Lambda functions".
    """

    def __init__(
        self,
        invoke_once: InvokeOnce,
        *,
        monotonic: Callable[[], float] = time.monotonic,
        pause: Callable[[float], None] = time.sleep,
    ) -> None:
        self._invoke_once = invoke_once
        self._monotonic = monotonic
        self._pause = pause

    def __call__(
        self, function_arn: str, event: Mapping[str, object], time_limit_seconds: int
    ) -> object:
        """The parsed answer. Raises LambdaInvocationError."""
        payload = json.dumps(event, ensure_ascii=False).encode()
        deadline = self._monotonic() + RETRY_WINDOW_SECONDS
        retries_left = RETRIES
        while True:
            seconds_left = min(float(time_limit_seconds), deadline - self._monotonic())
            try:
                return json.loads(self._invoke_once(function_arn, payload, seconds_left))
            except RetryableLambdaError:
                if not retries_left or self._monotonic() + RETRY_PAUSE_SECONDS >= deadline:
                    raise
            except ValueError as error:
                raise LambdaInvocationError(f"the answer is not JSON: {error}") from error
            retries_left -= 1
            self._pause(RETRY_PAUSE_SECONDS)


class BotoInvokeOnce:
    """Invokes through the Lambda API, without the SDK's own retries."""

    def __init__(self, session: boto3.Session, endpoint_url: str | None) -> None:
        self._session = session
        self._endpoint_url = endpoint_url
        self._clients: dict[float, LambdaClient] = {}
        self._making = Lock()  # A boto3 session makes one client at a time.

    def __call__(self, function_arn: str, payload: bytes, time_limit_seconds: float, /) -> bytes:
        """Raises RetryableLambdaError or LambdaInvocationError."""
        client = self._client(time_limit_seconds)
        try:
            answer = client.invoke(FunctionName=function_arn, Payload=payload)
            body = answer["Payload"].read()
        except ReadTimeoutError as error:
            raise LambdaInvocationError(f"no answer in {time_limit_seconds} s") from error
        except ClientError as error:
            raise _as_invocation_error(error) from error
        if answer.get("FunctionError"):
            raise RetryableLambdaError(body.decode(errors="replace"))
        return body

    def _client(self, time_limit_seconds: float) -> "LambdaClient":
        # A read time-out belongs to a client: one client a limit, to a tenth of a second.
        limit = max(round(time_limit_seconds, 1), 0.1)
        with self._making:
            if limit not in self._clients:
                self._clients[limit] = self._session.client(
                    "lambda",
                    endpoint_url=self._endpoint_url,
                    config=Config(
                        read_timeout=limit,
                        retries={"total_max_attempts": 1},
                        max_pool_connections=MOST_CALLS_AT_ONCE,
                    ),
                )
            return self._clients[limit]


def _as_invocation_error(error: ClientError) -> LambdaInvocationError:
    status = error.response["ResponseMetadata"]["HTTPStatusCode"]
    if status == 429 or status >= 500:
        return RetryableLambdaError(str(error))
    return LambdaInvocationError(str(error))
