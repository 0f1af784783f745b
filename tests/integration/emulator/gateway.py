"""API Gateway, as the emulator serves it."""

import http.client
import json
from typing import Any
from urllib.parse import urlsplit


class Answer:
    """Status, headers and the JSON that came."""

    def __init__(self, response: http.client.HTTPResponse) -> None:
        self.status = response.status
        self.headers = response.headers
        self.content: Any = json.loads(response.read())


class Gateway:
    """Where the emulator serves the API."""

    def __init__(self, url: str) -> None:
        self._url = urlsplit(url)

    def ask(
        self, method: str, path: str, body: bytes = b"", headers: dict[str, str] | None = None
    ) -> Answer:
        connection = http.client.HTTPConnection(
            self._url.hostname or "", self._url.port, timeout=20
        )
        try:
            connection.request(method, self._url.path + path, body, headers or {})
            return Answer(connection.getresponse())
        finally:
            connection.close()
