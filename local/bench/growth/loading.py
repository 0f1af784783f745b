"""BatchWriteItem as fast as the emulator takes it: requests that are JSON already, signed and sent.

botocore alone would take as long to check and write out each row as the emulator to store it.
"""

import os
from collections.abc import Iterable
from http import HTTPStatus
from http.client import HTTPConnection
from multiprocessing.pool import ThreadPool
from threading import local as thread_local
from urllib.parse import urlsplit

from botocore.auth import SigV4Auth
from botocore.awsrequest import AWSRequest
from botocore.credentials import Credentials

_AT_ONCE = 4
_NONE_LEFT = b'{"UnprocessedItems": {}}'


class LoadingError(RuntimeError):
    """The store did not take a batch, or not all of it."""


class Loader:
    """Of the store that the environment names. Raises LoadingError."""

    def __init__(self) -> None:
        self._url = os.environ["AWS_ENDPOINT_URL"]
        credentials = Credentials(
            os.environ["AWS_ACCESS_KEY_ID"], os.environ["AWS_SECRET_ACCESS_KEY"]
        )
        self._signer = SigV4Auth(credentials, "dynamodb", os.environ["AWS_DEFAULT_REGION"])
        self._own = thread_local()

    def load(self, requests: Iterable[str]) -> None:
        with ThreadPool(_AT_ONCE) as pool:
            for _ in pool.imap_unordered(self._send, requests):
                pass

    def _send(self, request: str) -> None:
        signed = AWSRequest(
            "POST",
            self._url,
            data=request.encode(),
            headers={
                "Content-Type": "application/x-amz-json-1.0",
                "X-Amz-Target": "DynamoDB_20120810.BatchWriteItem",
            },
        )
        self._signer.add_auth(signed)
        connection = self._connection()
        connection.request("POST", "/", signed.body, dict(signed.headers.items()))
        response = connection.getresponse()
        answer = response.read()
        if response.status != HTTPStatus.OK or answer != _NONE_LEFT:
            raise LoadingError(f"{response.status}: {answer[:300]!r}")

    def _connection(self) -> HTTPConnection:
        """One a thread, kept open."""
        if not hasattr(self._own, "connection"):
            self._own.connection = HTTPConnection(urlsplit(self._url).netloc, timeout=60)
        connection: HTTPConnection = self._own.connection
        return connection
