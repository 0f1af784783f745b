"""A line to Tryton on which answers get lost: what was asked for is done, nobody hears of it."""

from http.client import HTTPConnection
from urllib.parse import urlsplit

from agentline.adapters.ledgers.json_text import parse_json
from tests.unit.adapters.ledgers.fake_ledger import Asked, FakeLedger, Reply

_SECONDS = 30
_PASSED_ON = ("content-type", "authorization", "accept")


class LossyLine(FakeLedger):
    """Loses the next answer to each of the `losing` methods, once."""

    def __init__(self, url: str) -> None:
        super().__init__()
        self.losing: set[str] = set()
        self._host = urlsplit(url).netloc

    def take(self, asked: Asked) -> Reply | None:
        reply = self.answer(asked)
        method = parse_json(asked.body)["method"]
        if method in self.losing:
            self.losing.remove(method)
            return None
        return reply

    def answer(self, asked: Asked) -> Reply:
        headers = {name: asked.headers[name] for name in _PASSED_ON if name in asked.headers}
        connection = HTTPConnection(self._host, timeout=_SECONDS)
        try:
            connection.request("POST", asked.path, body=asked.body, headers=headers)
            with connection.getresponse() as response:
                return Reply(status=response.status, body=response.read())
        finally:
            connection.close()
