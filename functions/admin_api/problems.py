"""What went wrong, as problem details (RFC 9457) with a code that never changes."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from http import HTTPStatus

PROBLEM_JSON = "application/problem+json"
TYPE_PREFIX = "urn:agentline:problem:"


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """One kind of problem: the status it is answered with, and its title."""

    status: HTTPStatus
    title: str


def _kind(status: HTTPStatus, title: str) -> Kind:
    return Kind(status=status, title=title)


KINDS: Mapping[str, Kind] = {
    "malformed_json": _kind(HTTPStatus.BAD_REQUEST, "The body is not one plain JSON object"),
    "malformed_header": _kind(HTTPStatus.BAD_REQUEST, "A header is not written as it must be"),
    "key_missing": _kind(HTTPStatus.BAD_REQUEST, "Idempotency-Key is missing"),
    "cursor_invalid": _kind(HTTPStatus.BAD_REQUEST, "The cursor is not of this list"),
    "not_authenticated": _kind(HTTPStatus.UNAUTHORIZED, "Sign in first"),
    "not_permitted": _kind(HTTPStatus.FORBIDDEN, "Your role does not allow this"),
    "not_found": _kind(HTTPStatus.NOT_FOUND, "There is nothing at this address"),
    "method_not_allowed": _kind(HTTPStatus.METHOD_NOT_ALLOWED, "Not with this method"),
    "in_progress": _kind(HTTPStatus.CONFLICT, "The first request with this key is still running"),
    "shown_once": _kind(HTTPStatus.CONFLICT, "The secret was shown before, and never is again"),
    "version_stale": _kind(HTTPStatus.PRECONDITION_FAILED, "It was changed since you saw it"),
    "body_too_large": _kind(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, "The body is too large"),
    "media_type_unsupported": _kind(HTTPStatus.UNSUPPORTED_MEDIA_TYPE, "The body must be JSON"),
    "invalid_input": _kind(HTTPStatus.UNPROCESSABLE_ENTITY, "Something in the request is wrong"),
    "key_reused": _kind(
        HTTPStatus.UNPROCESSABLE_ENTITY, "The key was used for another request before"
    ),
    "version_missing": _kind(HTTPStatus.PRECONDITION_REQUIRED, "If-Match is missing"),
    "failed": _kind(HTTPStatus.INTERNAL_SERVER_ERROR, "We failed; nothing is lost"),
    "busy": _kind(HTTPStatus.SERVICE_UNAVAILABLE, "Too much at once; try again"),
}
"""Problems of the API as such. Those of the product's rules are in `refusals`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldError:
    """What is wrong with one field: its path, such as body.limit.amount, and why."""

    field: str
    detail: str


class ProblemError(Exception):
    """Ends a request with a problem. `detail` is for the member of staff who reads it."""

    def __init__(
        self,
        code: str,
        detail: str,
        *,
        errors: Sequence[FieldError] = (),
        headers: Mapping[str, str] | None = None,
    ) -> None:
        super().__init__(detail)
        self.code = code
        self.detail = detail
        self.errors = tuple(errors)
        self.headers = dict(headers or {})


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What goes back to the gateway. `body` is text, or nothing."""

    status: int
    headers: Mapping[str, str] = field(default_factory=dict)
    body: str = ""


def answer_problem(error: ProblemError, kind: Kind, request_id: str) -> Answer:
    """The problem as it is sent; `instance` names the request in our log."""
    document: dict[str, object] = {
        "type": f"{TYPE_PREFIX}{error.code}",
        "title": kind.title,
        "status": kind.status.value,
        "detail": error.detail,
        "code": error.code,
        "instance": f"urn:request:{request_id}",
    }
    if error.errors:
        document["errors"] = [{"field": each.field, "detail": each.detail} for each in error.errors]
    return Answer(
        status=kind.status.value,
        headers={"Content-Type": PROBLEM_JSON, **error.headers},
        body=json.dumps(document, ensure_ascii=False, separators=(",", ":")),
    )
