"""docs/openapi.json, from the operations as they are declared: `python -m admin_api.document`.

Powertools makes the document of routes and models. Added is what it does not know: the headers
operations take and give, problem details for all that can go wrong, examples, who may.
"""

import json
import sys
from collections import defaultdict
from collections.abc import Mapping
from typing import Any

from aws_lambda_powertools.event_handler.openapi.models import Server

from admin_api.application import new_application, tags
from admin_api.operations import Operation
from admin_api.permissions import ROLES_OF
from admin_api.preconditions import IN_QUOTES
from admin_api.problems import PROBLEM_JSON
from admin_api.refusal_kinds import ALL_KINDS
from admin_api.replays import KEY

VERSION = "1.0.0"
# What any operation can answer, by the name of the response and its codes.
_ALWAYS = {
    "NotAuthenticated": ("not_authenticated",),
    "NotPermitted": ("not_permitted",),
    "Failed": ("failed",),
    "Busy": ("busy",),
}
_JSON = "application/json"
_THROTTLED = "Throttled"

type Json = dict[str, Any]


def openapi_document() -> Json:
    """The whole document, as plain JSON values."""
    app, operations = new_application()
    text = app.get_openapi_json_schema(
        title="AgentLine",
        version=VERSION,
        description=(
            "Everything staff can do. Conventions, problem codes and roles: docs/api.md. Amounts "
            "are text and include VAT; times are UTC."
        ),
        servers=[Server(url="/v1")],
    )
    document: Json = json.loads(text)
    for operation in operations.all:
        path = operation.path.replace("<", "{").replace(">", "}")
        _complete(document["paths"][path][operation.method.lower()], operation)
    schemas = document["components"]["schemas"]
    for unused in ("HTTPValidationError", "ValidationError", "ResponseValidationError"):
        schemas.pop(unused, None)
    schemas["Problem"] = _PROBLEM
    document["components"]["responses"] = _shared_responses()
    document["components"]["securitySchemes"] = {
        "staff": {
            "type": "http",
            "scheme": "bearer",
            "bearerFormat": "JWT",
            "description": "The ID token of the staff's Cognito user pool.",
        }
    }
    document["security"] = [{"staff": []}]
    document["tags"] = [{"name": name, "description": about} for name, about in tags().items()]
    _drop_titles(document)
    return document


def main() -> None:
    json.dump(openapi_document(), sys.stdout, indent=1, ensure_ascii=False, sort_keys=True)
    sys.stdout.write("\n")


def _complete(told: Json, operation: Operation) -> None:
    told.pop("deprecated", None)
    told["x-roles"] = sorted(ROLES_OF[operation.id])
    parameters = told.setdefault("parameters", [])
    if operation.takes_version:
        parameters += _version_headers(operation)
    if operation.is_keyed:
        key = "0b8f6c6e-7a51-4c39-9a3f-2f6f0a2c9c11"
        parameters.append(
            _header("Idempotency-Key", "Of your own making, one a deed.", key, KEY.pattern)
        )
    if not parameters:
        del told["parameters"]
    if operation.example is not None:
        told["requestBody"]["content"]["application/json"]["example"] = operation.example
    success = told["responses"][str(operation.status)]
    success["description"] = "Done" if operation.method != "GET" else "What is asked for"
    _describe_content(success, operation)
    if operation.gives_version:
        success["headers"] = {
            "ETag": {"description": "The version told.", "schema": {"type": "string"}}
        }
    created = {"201": success} if operation.may_create else {}
    told["responses"] = {str(operation.status): success, **created, **_problems(operation)}


def _describe_content(success: Json, operation: Operation) -> None:
    """Text in all media, but for JSON where that is one of ours."""
    if operation.media == (_JSON,):
        return
    text = {"type": "string"}
    told = success["content"][_JSON]["schema"]
    as_json = next((one for one in told.get("anyOf", ()) if one != text), {"type": "object"})
    success["content"] = {
        media: {"schema": as_json if media == _JSON else text} for media in operation.media
    }


def _problems(operation: Operation) -> Json:
    """Every problem an operation can answer, by status."""
    answers: Json = {
        _status(codes[0]): {"$ref": f"#/components/responses/{name}"}
        for name, codes in _ALWAYS.items()
    }
    answers["429"] = {"$ref": f"#/components/responses/{_THROTTLED}"}
    by_status: dict[str, list[str]] = defaultdict(list)
    for code in _codes(operation):
        by_status[_status(code)].append(code)
    for status, codes in by_status.items():
        shared = [code for name in _ALWAYS.values() for code in name if _status(code) == status]
        answers[status] = _problem_response(*shared, *codes)
    return dict(sorted(answers.items()))


def _shared_responses() -> Json:
    responses = {name: _problem_response(*codes) for name, codes in _ALWAYS.items()}
    responses[_THROTTLED] = _problem_response() | {
        "description": "Too many requests: wait as long as Retry-After says.",
        "headers": {"Retry-After": {"schema": {"type": "string"}}},
    }
    return responses


def _problem_response(*codes: str) -> Json:
    return {
        "description": "; ".join(f"`{code}`: {ALL_KINDS[code].title}" for code in codes),
        "content": {PROBLEM_JSON: {"schema": {"$ref": "#/components/schemas/Problem"}}},
    }


def _status(code: str) -> str:
    return str(ALL_KINDS[code].status.value)


def _codes(operation: Operation) -> list[str]:
    codes = ["invalid_input"]
    if "<" in operation.path:
        codes.append("not_found")
    if "cursor" in operation.parameters:
        codes.append("cursor_invalid")
    if operation.has_body:
        codes += ["malformed_json", "body_too_large", "media_type_unsupported"]
    else:
        codes.append("malformed_json")
    if operation.takes_version:
        codes += ["version_missing", "version_stale", "malformed_header"]
    if operation.is_keyed:
        codes += ["key_missing", "malformed_header", "key_reused", "in_progress"]
    if operation.shows_secret:
        codes.append("shown_once")
    return list(dict.fromkeys([*codes, *operation.refusals]))


def _version_headers(operation: Operation) -> list[Json]:
    """What was seen; where it may be made anew, that there was nothing instead."""
    seen = _header(
        "If-Match",
        "The ETag you saw.",
        '"3"',
        f'"{IN_QUOTES}"',
        is_required=not operation.may_create,
    )
    if not operation.may_create:
        return [seen]
    nothing = "There must be none yet: in the place of If-Match."
    return [seen, _header("If-None-Match", nothing, "*", r"\*", is_required=False)]


def _header(
    name: str, description: str, example: str, pattern: str, *, is_required: bool = True
) -> Json:
    return {
        "name": name,
        "in": "header",
        "required": is_required,
        "description": description,
        "schema": {"type": "string", "pattern": f"^{pattern}$"},
        "example": example,
    }


def _drop_titles(document: Json) -> None:
    """Powertools states titles for every field, which say nothing the name does not."""

    def strip(value: object) -> None:
        if isinstance(value, dict):
            title = value.get("title")
            if isinstance(title, str) and value.keys() & {"type", "anyOf", "oneOf", "$ref"}:
                del value["title"]
            for each in value.values():
                strip(each)
        elif isinstance(value, list):
            for each in value:
                strip(each)

    strip(document["components"]["schemas"])
    strip(document["paths"])


_PROBLEM: Mapping[str, Any] = {
    "type": "object",
    "description": "Problem details (RFC 9457). `code` never changes; `detail` is for people.",
    "required": ["type", "title", "status", "detail", "code"],
    "properties": {
        "type": {"type": "string", "format": "uri"},
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "detail": {"type": "string"},
        "code": {"type": "string"},
        "instance": {"type": "string", "format": "uri"},
        "errors": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["field", "detail"],
                "properties": {
                    "field": {"type": "string"},
                    "detail": {"type": "string"},
                },
            },
        },
    },
}


if __name__ == "__main__":
    main()
