"""A staff API of a few answers, and the command line asking it."""

import json
from collections.abc import Mapping
from urllib.parse import urlencode

from local.staff_api import Answer, StaffApi


def answer(status: int, body: object, **headers: str) -> Answer:
    told = {name.replace("_", "-"): value for name, value in headers.items()}
    return Answer(status=status, headers=told, text=json.dumps(body))


def problem(status: int, code: str, detail: str, **headers: str) -> Answer:
    body = {"code": code, "detail": detail, "instance": "urn:request:1"}
    return answer(status, body, **headers)


class FakeApi(StaffApi):
    """Answers in turn what it has for an address, the last of them for ever."""

    def __init__(self, answers: Mapping[str, list[Answer]]) -> None:
        self._answers = answers
        self.asked: list[tuple[str, str]] = []
        self.keys: list[str | None] = []

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
        assert (version, headers) == (None, None)
        assert method == "POST" or body is None
        filters = {name: value for name, value in (query or {}).items() if name != "limit"}
        address = f"{path}?{urlencode(filters)}" if filters else path
        self.asked.append((method, address))
        self.keys.append(key)
        here = self._answers[address]
        return here.pop(0) if len(here) > 1 else here[0]
