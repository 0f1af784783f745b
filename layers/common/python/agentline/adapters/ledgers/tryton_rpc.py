"""Calls to a Tryton server: JSON-RPC of series 8.2 within a session that is kept.

What a call gives and takes are plain values; dates and decimals are put into Tryton's own JSON
forms and taken out of them here.
"""

from base64 import b64encode
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

from agentline.adapters.ledgers.http import HttpAnswer, LedgerHttp
from agentline.adapters.ledgers.json_text import write_json
from agentline.billing_ports import LedgerRejectedError, LedgerUnavailableError

_UNAUTHORIZED = 401
_PAGE = 200  # records of one answer; the longest of ours are some hundred bytes each
_WORDS = 300  # characters of an error that are passed on


class TrytonRpc:
    """The calls of one user on one database.

    All raise LedgerRejectedError, with the words Tryton would show its user, for what it refuses,
    and LedgerUnavailableError for everything else that goes wrong.
    """

    def __init__(
        self, *, url: str, database: str, user: str, password: str, http: LedgerHttp
    ) -> None:
        self._url = f"{url}/{database}/rpc/"
        self._user = user
        self._password = password
        self._http = http
        self._authorization: str | None = None
        self._context: dict[str, Any] | None = None

    def read_context(self) -> Mapping[str, Any]:
        """What Tryton goes by in calls of this user, such as `company` and `language`."""
        if self._context is None:
            self._context = self._call("model.res.user.get_preferences", [True, {}])
        return self._context

    def search(
        self,
        model: str,
        domain: Sequence[Any],
        fields: Sequence[str],
        *,
        order: Sequence[tuple[str, str]] | None = None,
        limit: int | None = None,
    ) -> list[dict[str, Any]]:
        """The records of a domain, by id if not in `order`. Dotted fields are in a dictionary under
        the name of their relation and a dot."""
        found: list[dict[str, Any]] = []
        while limit is None or len(found) < limit:
            size = _PAGE if limit is None else min(_PAGE, limit - len(found))
            page = self._call(
                f"model.{model}.search_read",
                [domain, len(found), size, order or [("id", "ASC")], fields, self.read_context()],
            )
            found += page
            if len(page) < size:
                break
        return found

    def create(self, model: str, values: Mapping[str, Any]) -> int:
        """Make one record and tell its id."""
        (made,) = self._call(f"model.{model}.create", [[values], self.read_context()])
        return int(made)

    def write(self, model: str, ids: Sequence[int], values: Mapping[str, Any]) -> None:
        self._call(f"model.{model}.write", [ids, values, self.read_context()])

    def delete(self, model: str, ids: Sequence[int]) -> None:
        self._call(f"model.{model}.delete", [ids, self.read_context()])

    def press(
        self, model: str, button: str, ids: Sequence[int], *, accepting: Collection[str] = ()
    ) -> None:
        """Press a button. Warnings whose name is among `accepting` are answered with yes, as the
        person at Tryton's own client would; any other is a refusal."""
        self._insist(f"model.{model}.{button}", [ids, self.read_context()], accepting)

    def run_wizard(
        self,
        wizard: str,
        state: str,
        forms: Mapping[str, Any],
        *,
        model: str,
        ids: Sequence[int],
        accepting: Collection[str] = (),
    ) -> None:
        """Run a wizard on records from a state on, with its forms filled in."""
        context = {
            **self.read_context(),
            "active_model": model,
            "active_id": ids[0],
            "active_ids": ids,
        }
        session, *_ = self._call(f"wizard.{wizard}.create", [context])
        self._insist(f"wizard.{wizard}.execute", [session, forms, state, context], accepting)
        self._call(f"wizard.{wizard}.delete", [session, context])

    def _insist(self, method: str, params: Sequence[Any], accepting: Collection[str]) -> None:
        for _ in range(len(accepting) + 1):
            try:
                self._call(method, params)
                return
            except _WarningError as warning:
                if warning.kind not in accepting:
                    raise
                self._call("model.res.user.warning.skip", [warning.name, False, {}])
        raise LedgerUnavailableError("Tryton goes on warning of what was accepted")

    def _call(self, method: str, params: Sequence[Any]) -> Any:
        """Once more in a fresh session if the kept one has ended: such a call was not carried out.

        Numbering and booking want a session that was used in the last minutes.
        """
        was_kept = self._authorization is not None
        answer = self._send(method, params, self._authorization or self._log_in())
        if answer.status == _UNAUTHORIZED and was_kept:
            answer = self._send(method, params, self._log_in())
        if answer.status == _UNAUTHORIZED:
            raise LedgerRejectedError("Tryton does not accept the session it has just given")
        return _result(answer)

    def _log_in(self) -> str:
        self._authorization = None
        credentials = {"password": self._password, "device_cookie": None}
        answer = self._send("common.db.login", [self._user, credentials, "en"], None)
        if answer.status == _UNAUTHORIZED:
            raise LedgerRejectedError("Tryton refuses the user or the password")
        user_id, token, *_ = _result(answer)
        session = b64encode(f"{self._user}:{user_id}:{token}".encode()).decode()
        self._authorization = f"Session {session}"
        return self._authorization

    def _send(self, method: str, params: Sequence[Any], authorization: str | None) -> HttpAnswer:
        headers = {"Content-Type": "application/json", "Accept": "application/json"}
        if authorization:
            headers["Authorization"] = authorization
        call = {"id": 0, "method": method, "params": _encode(params)}
        return self._http.request("POST", self._url, headers=headers, body=write_json(call))


class _WarningError(LedgerRejectedError):
    """Tryton asks whether it is really meant. `name` is what to answer by, `kind` its last part."""

    def __init__(self, name: str, words: str) -> None:
        super().__init__(words)
        self.name = name
        self.kind = name.rpartition(".")[2]


def _result(answer: HttpAnswer) -> Any:
    if not answer.is_ok:
        raise LedgerRejectedError(f"Tryton answered {answer.status}: are url and database right?")
    match answer.json():
        case {"error": [str() as kind, *rest]}:
            raise _error(kind, rest)
        case {"result": result}:
            return _decode(result)
    raise LedgerUnavailableError("Tryton answered with what is no answer to a call")


def _error(kind: str, rest: Sequence[Any]) -> Exception:
    match kind, rest:
        case "UserError", [[str() as message, *details]]:
            return LedgerRejectedError(_words(message, details[:1]))
        case "UserWarning", [[str() as name, str() as message, *details]]:
            return _WarningError(name, _words(message, details[:1]))
        case "LoginException", _:
            return LedgerRejectedError("Tryton asks this user for more than a password")
        case "ConcurrencyException", _:
            return LedgerUnavailableError("Tryton says the record was changed at the same time")
        case _:
            # What Tryton did not foresee: the text of the exception, with a trace after it.
            return LedgerUnavailableError(f"Tryton failed: {kind[:_WORDS]}")


def _words(message: str, details: Iterable[Any]) -> str:
    return " ".join(part for part in (message, *details) if isinstance(part, str) and part)[:_WORDS]


def _encode(value: Any) -> Any:
    match value:
        case Mapping():
            return {name: _encode(member) for name, member in value.items()}
        case list() | tuple():
            return [_encode(item) for item in value]
        case Decimal():
            return {"__class__": "Decimal", "decimal": f"{value:f}"}
        case datetime():
            at = value.astimezone(UTC)
            parts = ("year", "month", "day", "hour", "minute", "second", "microsecond")
            return {"__class__": "datetime"} | {part: getattr(at, part) for part in parts}
        case date():
            day = {"year": value.year, "month": value.month, "day": value.day}
            return {"__class__": "date"} | day
        case _:
            return value


def _decode(value: Any) -> Any:
    match value:
        case {"__class__": "Decimal", "decimal": str() as digits}:
            return Decimal(digits)
        case {"__class__": "datetime"}:
            return datetime(tzinfo=UTC, **_without_class(value))
        case {"__class__": "date"}:
            return date(**_without_class(value))
        case dict():
            return {name: _decode(member) for name, member in value.items()}
        case list():
            return [_decode(item) for item in value]
        case _:
            return value


def _without_class(value: Mapping[str, Any]) -> dict[str, Any]:
    return {name: part for name, part in value.items() if name != "__class__"}
