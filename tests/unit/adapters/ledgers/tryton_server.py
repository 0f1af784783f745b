"""A server that speaks Tryton's JSON-RPC and answers as it is told. The real one has tests of its
own (tests/integration/tryton); this one has the bad days."""

from base64 import b64encode
from collections import defaultdict
from typing import Any

from agentline.adapters.ledgers.json_text import parse_json, write_json
from tests.unit.adapters.ledgers.fake_ledger import Asked, FakeLedger, Reply

DATABASE, USER, PASSWORD = "books", "agentline", "correct horse"

type Json = dict[str, Any]


def user_error(message: str) -> Json:
    return {"error": ["UserError", [message, "", None]]}


def warning(name: str, message: str) -> Json:
    return {"error": ["UserWarning", [name, message, ""]]}


class TrytonServer(FakeLedger):
    """`script` holds, by method, the next results or errors; what is not in it gives an empty
    list. `calls` are the methods in their order, with what they were called with."""

    def __init__(self) -> None:
        super().__init__()
        self.script: dict[str, list[Json]] = defaultdict(list)
        self.calls: list[tuple[str, list[Any]]] = []
        self.sessions: set[str] = set()
        self.log_ins = 0

    def answer(self, asked: Asked) -> Reply:
        assert asked.path == f"/{DATABASE}/rpc/"
        call = parse_json(asked.body)
        assert call.keys() == {"id", "method", "params"}
        if call["method"] == "common.db.login":
            return self._log_in(*call["params"])
        if asked.headers.get("authorization") not in self.sessions:
            return Reply(status=401)
        self.calls.append((call["method"], call["params"]))
        script = self.script[call["method"]]
        return _reply(script.pop(0) if script else {"result": self._default(call["method"])})

    def methods(self) -> list[str]:
        return [method for method, _ in self.calls]

    def _log_in(self, user: str, parameters: Json, language: str) -> Reply:
        assert language == "en"
        assert parameters.keys() == {"password", "device_cookie"}
        if (user, parameters["password"]) != (USER, PASSWORD):
            return Reply(status=401)
        self.log_ins += 1
        token = f"token{self.log_ins}"
        session = b64encode(f"{USER}:7:{token}".encode()).decode()
        self.sessions.add(f"Session {session}")
        return _reply({"result": [7, token, None]})

    def _default(self, method: str) -> Any:
        is_context = method == "model.res.user.get_preferences"
        return {"company": 1, "language": "en"} if is_context else []


def _reply(content: Json) -> Reply:
    return Reply(body=write_json({"id": 0, **content}))
