"""The telephone for a web server on this machine: requests under /phone/, in JSON.

POST /phone/calls                     {"from_number": text | null, "to_number": text} -> {"id"}
GET  /phone/calls/{id}/events?after=n the events after n, as soon as there are any or in 20 s
POST /phone/calls/{id}/keys           {"keys": text}
POST /phone/calls/{id}/answer         {}
POST /phone/calls/{id}/hang-up        {"by": "caller" | "agent"}
POST /phone/calls/{id}/pace           {"pace": 1 | 10 | 60}
GET  /phone/flows/{name}, /phone/lines, /phone/suggestions
"""

import json
from collections.abc import Collection, Mapping
from dataclasses import asdict, dataclass
from http import HTTPStatus
from typing import Annotated, Literal
from urllib.parse import parse_qs, unquote, urlsplit

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from agentline.adapters.ledgers.json_text import JsonError, parse_json
from agentline.domain.catalogue import ServiceLine
from local.phone.phone import (
    CallMissingError,
    FlowMissingError,
    LinesBusyError,
    Phone,
    PhoneInputError,
    Suggested,
)

PREFIX = "/phone/"
LONGEST_BODY = 10_000  # bytes
LONGEST_POLL_SECONDS = 20.0
_JSON, _PROBLEM = "application/json", "application/problem+json"


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A request as the server read it. `target` is path and query; `headers` by lower-case name."""

    method: str
    target: str
    headers: Mapping[str, str]
    body: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Answered:
    """What goes back."""

    status: int
    content_type: str
    content: bytes


class _ProblemError(Exception):
    def __init__(self, status: HTTPStatus, code: str, detail: str) -> None:
        super().__init__(detail)
        self.status = status
        self.code = code


class _Body(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)


class _Dialled(_Body):
    from_number: Annotated[str, Field(max_length=40)] | None
    to_number: Annotated[str, Field(max_length=40)]


class _Keys(_Body):
    keys: Annotated[str, Field(max_length=50)]


class _HangUp(_Body):
    by: Literal["agent", "caller"]


class _Pace(_Body):
    pace: int


class _Nothing(_Body):
    pass


class PhoneDoors:
    """Answers requests whose path begins with PREFIX.

    `hosts`: names with port by which the server may be asked, such as 127.0.0.1:4568. Others are
    refused, and so is what another site's page sends here.
    """

    def __init__(self, phone: Phone, hosts: Collection[str]) -> None:
        self._phone = phone
        self._hosts = hosts

    def answer(self, asked: Asked) -> Answered:
        """Never raises for what somebody asked."""
        try:
            self._require_neighbour(asked)
            return _json(HTTPStatus.OK, self._route(asked))
        except _ProblemError as problem:
            return _problem(problem.status, problem.code, str(problem))
        except (CallMissingError, FlowMissingError) as error:
            return _problem(HTTPStatus.NOT_FOUND, "not_found", str(error))
        except PhoneInputError as error:
            return _problem(HTTPStatus.UNPROCESSABLE_ENTITY, "invalid_input", str(error))
        except LinesBusyError as error:
            return _problem(HTTPStatus.SERVICE_UNAVAILABLE, "busy", str(error))

    def _require_neighbour(self, asked: Asked) -> None:
        if asked.headers.get("host") not in self._hosts:
            raise _ProblemError(
                HTTPStatus.MISDIRECTED_REQUEST, "wrong_host", "This service has another name."
            )
        origin = asked.headers.get("origin")
        if origin is not None and origin not in {f"http://{host}" for host in self._hosts}:
            raise _ProblemError(
                HTTPStatus.FORBIDDEN, "foreign_origin", "Only this server's own pages may ring."
            )

    def _route(self, asked: Asked) -> object:
        parts = [unquote(part) for part in urlsplit(asked.target).path.split("/")[2:]]
        match asked.method, parts:
            case "GET", ["calls", call, "events"]:
                return self._events(call, asked)
            case "GET", ["flows", name]:
                return asdict(self._phone.flow(name))
            case "GET", ["lines"]:
                return {"items": [_line(entry.line) for entry in self._phone.lines()]}
            case "GET", ["suggestions"]:
                return {"items": [_suggestion(one) for one in self._phone.suggestions()]}
            case "POST", ["calls"]:
                dialled = _read(asked, _Dialled)
                return {"id": self._phone.start(dialled.from_number, dialled.to_number)}
            case "POST", ["calls", call, deed]:
                self._do(call, deed, asked)
                return {}
        raise _ProblemError(HTTPStatus.NOT_FOUND, "not_found", "There is nothing at this address.")

    def _do(self, call: str, deed: str, asked: Asked) -> None:
        match deed:
            case "keys":
                self._phone.press(call, _read(asked, _Keys).keys)
            case "answer":
                _read(asked, _Nothing)
                self._phone.answer(call)
            case "hang-up":
                self._phone.hang_up(call, _read(asked, _HangUp).by)
            case "pace":
                self._phone.set_pace(call, _read(asked, _Pace).pace)
            case _:
                raise _ProblemError(
                    HTTPStatus.NOT_FOUND, "not_found", "There is nothing at this address."
                )

    def _events(self, call: str, asked: Asked) -> object:
        after = parse_qs(urlsplit(asked.target).query).get("after", ["0"])[0]
        if not (after.isascii() and after.isdecimal() and len(after) < 10):
            raise PhoneInputError("after is the number of an event, 0 for all")
        heard = self._phone.events(call, int(after), LONGEST_POLL_SECONDS)
        return {
            "items": [
                {"index": entry.index, "kind": entry.kind, **entry.fields}
                for entry in heard.entries
            ],
            "is_over": heard.is_over,
        }


def _read[M: _Body](asked: Asked, model: type[M]) -> M:
    if asked.headers.get("content-type", "").partition(";")[0].strip().lower() != _JSON:
        # A form of another site cannot send this type without asking first.
        raise _ProblemError(
            HTTPStatus.UNSUPPORTED_MEDIA_TYPE, "media_type_unsupported", "The body must be JSON."
        )
    if len(asked.body) > LONGEST_BODY:
        raise _ProblemError(
            HTTPStatus.REQUEST_ENTITY_TOO_LARGE, "body_too_large", "The body is too large."
        )
    try:
        return model.model_validate(parse_json(asked.body))
    except JsonError as error:
        raise _ProblemError(HTTPStatus.BAD_REQUEST, "malformed_json", str(error)) from error
    except ValidationError as error:
        fault = error.errors(include_input=False, include_url=False)[0]
        place = ".".join(map(str, fault["loc"])) or "body"
        raise PhoneInputError(f"{place}: {fault['msg']}") from error


def _line(line: ServiceLine) -> dict[str, object]:
    return {
        "number": line.number,
        "name": line.name,
        "language": line.language,
        "is_free": line.article is None,
    }


def _suggestion(suggested: Suggested) -> dict[str, object]:
    suggestion = suggested.suggestion
    limit = suggestion.limit
    return {
        "from_number": suggestion.from_number,
        "shows": suggestion.shows,
        "name": suggestion.name,
        "code": suggestion.code,
        "limit": limit and {"amount": limit.decimal, "currency": limit.currency},
        "customer": suggested.customer,
    }


def _json(status: HTTPStatus, content: object) -> Answered:
    text = json.dumps(content, ensure_ascii=False)
    return Answered(status=status, content_type=_JSON, content=text.encode())


def _problem(status: HTTPStatus, code: str, detail: str) -> Answered:
    told = {
        "type": f"urn:agentline:problem:{code}",
        "title": status.phrase,
        "status": int(status),
        "code": code,
        "detail": detail,
    }
    return Answered(
        status=status, content_type=_PROBLEM, content=json.dumps(told, ensure_ascii=False).encode()
    )
