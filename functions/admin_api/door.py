"""The one door of the staff API: whatever comes is checked here, in one order, before any route.

Who asks; whether there is such an operation; whether they may; then the form of the request, the
version they saw, the key by which it is done once. Everything that goes wrong, in the door or
behind it, leaves as problem details.
"""

import json
from collections.abc import Mapping
from datetime import datetime
from http import HTTPStatus
from time import monotonic
from typing import Any

from aws_lambda_powertools.event_handler import APIGatewayRestResolver
from aws_lambda_powertools.event_handler.openapi.exceptions import RequestValidationError
from aws_lambda_powertools.utilities.typing import LambdaContext

from admin_api.denial import deny
from admin_api.identity import TokenIssuer, read_claims
from admin_api.input_errors import problem_of_input
from admin_api.operations import Operation, OperationTable
from admin_api.permissions import ROLES_OF
from admin_api.preconditions import read_version_seen
from admin_api.problems import Answer, FieldError, ProblemError, answer_problem
from admin_api.refusal_kinds import ALL_KINDS
from admin_api.refusals import code_of
from admin_api.replays import answer_once, deed_of, read_key
from admin_api.request import Event, Request, read_request
from admin_api.visit import Visit
from agentline.adapters.strict_json import StrictJsonError
from agentline.bootstrap.admin import AdminDesk
from agentline.domain.staff import StaffMember
from agentline.observability import count, log_failure, log_with_counts

SECURITY_HEADERS: Mapping[str, str] = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'; sandbox",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "no-referrer",
    "Strict-Transport-Security": "max-age=63072000; includeSubDomains",
    "X-Content-Type-Options": "nosniff",
}
_JSON = "application/json"


class Door:
    """Answers proxy events of the gateway. Never raises."""

    def __init__(
        self,
        app: APIGatewayRestResolver,
        operations: OperationTable,
        desk: AdminDesk,
        issuer: TokenIssuer,
    ) -> None:
        self._app, self._operations, self._desk, self._issuer = app, operations, desk, issuer

    def answer(self, event: Event, context: LambdaContext) -> dict[str, Any]:
        began_at = monotonic()
        noted: dict[str, str] = {}
        request_id = str(event["requestContext"].get("requestId", ""))
        try:
            answer = self._meet(read_request(event), context, noted)
        except Exception as error:
            answer = _answer_error(error, request_id, noted)
        count(f"Answered{answer.status // 100}xx")
        log_with_counts(
            "request answered",
            request_id=request_id,
            status=answer.status,
            milliseconds=round((monotonic() - began_at) * 1_000),
            **noted,
        )
        return _proxy_result(answer)

    def _meet(self, request: Request, context: LambdaContext, noted: dict[str, str]) -> Answer:
        member = self._identify(request)
        noted["member"] = member.id
        operation = self._operations.find(request.method, request.path)
        noted["operation"] = operation.id
        now = self._desk.clock()
        self._check_permission(operation, member, now)
        _check_form(operation, request)
        visit = Visit(
            desk=self._desk,
            member=member,
            now=now,
            seen=_read_seen(operation, request),
            deed=deed_of(member, read_key(request)) if operation.is_keyed else "",
            listed=_name_of_list(operation, request),
        )

        def resolve() -> Answer:
            return self._resolve(request, visit, context)

        if not operation.is_keyed:
            return resolve()
        return answer_once(operation, request, member, self._desk.replays(), now, resolve)

    def _identify(self, request: Request) -> StaffMember:
        """Raises ProblemError not_authenticated, also for a token from before a change of role."""
        signed_in = read_claims(request.claims, self._issuer)
        since = self._desk.staff().sign_outs.valid_since(signed_in.member.id)
        if since and signed_in.issued_at < since:
            raise ProblemError("not_authenticated", "What you may has changed: sign in again.")
        return signed_in.member

    def _check_permission(self, operation: Operation, member: StaffMember, now: datetime) -> None:
        allowed = ROLES_OF[operation.id]
        if not allowed & member.roles:
            deny(operation.id, allowed, member, self._desk.trail(), now)

    def _resolve(self, request: Request, visit: Visit, context: LambdaContext) -> Answer:
        self._app.append_context(visit=visit)
        try:
            result = self._app.resolve(request.as_event(), context)
        except Exception as error:
            # A refusal is an answer, and repeated as one; all else leaves the request undone.
            code = code_of(error)
            if code is None:
                raise
            return answer_problem(_refusal(code, error), ALL_KINDS[code], request.id)
        headers = {name: values[0] for name, values in result["multiValueHeaders"].items()}
        return Answer(status=result["statusCode"], headers=headers, body=result["body"] or "")


def _check_form(operation: Operation, request: Request) -> None:
    """Raises ProblemError for a parameter that is none, a body where none belongs, too large a one,
    or no JSON."""
    unknown = sorted(request.query.keys() - operation.parameters)
    if unknown:
        known = ", ".join(sorted(operation.parameters)) or "none"
        raise ProblemError(
            "invalid_input",
            f"There is no parameter {unknown[0][:40]!r} here, but: {known}.",
            errors=[FieldError(field=f"query.{name[:40]}", detail="unknown") for name in unknown],
        )
    if not operation.has_body:
        if request.body:
            raise ProblemError("malformed_json", f"{request.method} takes no body.")
        return
    if len(request.body) > operation.largest_body:
        raise ProblemError(
            "body_too_large", f"The body may have {operation.largest_body:,} bytes here."
        )
    media = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if media != _JSON:
        raise ProblemError("media_type_unsupported", f"Send {_JSON}.")


def _read_seen(operation: Operation, request: Request) -> str:
    if not operation.takes_version:
        return ""
    return read_version_seen(request.headers, may_create=operation.may_create)


def _name_of_list(operation: Operation, request: Request) -> str:
    """The operation with all its filters: a cursor is good for the same list only."""
    filters = sorted(
        (name, value) for name, value in request.query.items() if name not in {"cursor", "limit"}
    )
    return json.dumps([operation.id, request.path, filters])


def _problem_of(error: Exception) -> ProblemError | None:
    """What a route raised, as a problem; None for what nobody has foreseen."""
    if isinstance(error, ProblemError):
        return error
    if isinstance(error, RequestValidationError):
        return problem_of_input(error)
    if isinstance(error, StrictJsonError):
        return ProblemError("malformed_json", str(error))
    code = code_of(error)
    return None if code is None else _refusal(code, error)


def _refusal(code: str, error: Exception) -> ProblemError:
    is_for_later = ALL_KINDS[code].status == HTTPStatus.SERVICE_UNAVAILABLE
    return ProblemError(code, str(error), headers={"Retry-After": "1"} if is_for_later else {})


def _answer_error(error: Exception, request_id: str, noted: dict[str, str]) -> Answer:
    problem = _problem_of(error)
    if problem is None:
        count("RequestsFailed")
        log_failure("request failed", error, request_id=request_id, **noted)
        problem = ProblemError("failed", "What failed is in the log, under the instance below.")
    return answer_problem(problem, ALL_KINDS[problem.code], request_id)


def _proxy_result(answer: Answer) -> dict[str, Any]:
    return {
        "statusCode": answer.status,
        "headers": {**SECURITY_HEADERS, **answer.headers},
        "body": answer.body,
        "isBase64Encoded": False,
    }
