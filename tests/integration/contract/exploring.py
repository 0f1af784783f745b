"""Requests nobody thought of: made by schemathesis out of docs/openapi.json, judged by it too."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence, Set
from dataclasses import dataclass, field
from functools import cache
from itertools import cycle
from typing import Any
from uuid import uuid4

import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis import Case, CheckContext, GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.core.failures import FailureGroup
from schemathesis.core.parameters import ParameterLocation
from schemathesis.core.result import Ok
from schemathesis.core.transport import Response
from schemathesis.schemas import APIOperation
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    negative_data_rejection,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from tests.integration.contract.documented import Documented, document, example_of
from tests.integration.contract.playing import meant
from tests.integration.contract.scenes import Names

# What no operation documents, and every one may be sent.
HOSTILE_HEADERS: Sequence[Mapping[str, str]] = (
    {"Accept": "text/html;q=1, */*;q=0", "Accept-Encoding": "br"},
    {"X-HTTP-Method-Override": "DELETE", "X-Forwarded-For": "127.0.0.1", "Forwarded": "for=_x"},
    {"Content-Type": "application/json; charset=utf-7"},
    {"Content-Type": "multipart/form-data"},
    {"If-None-Match": "*", "If-Modified-Since": "yesterday", "Range": "bytes=0-0"},
    {"X-Amzn-Trace-Id": "Root=%0d%0aX: 1", "Referer": "javascript:alert(1)", "Cookie": "a=\"'; --"},
    {"User-Agent": "<script>alert(1)</script>${jndi:ldap://x}", "Accept-Language": "x" * 4_000},
)

type AnyOperation = APIOperation[Any, Any, Any, Any]
type AnyCase = Case[Any]
type Ask = Callable[[AnyCase], Response]


def is_never_a_page(_context: CheckContext, response: Response, _case: AnyCase) -> None:
    """A check of schemathesis: no browser may make anything of an answer (fault 39)."""
    assert response.headers.get("x-content-type-options") == ["nosniff"], "not nosniff"
    [policy] = response.headers.get("content-security-policy", [""])
    assert "sandbox" in policy.split("; "), f"no sandbox in {policy!r}"


CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    negative_data_rejection,
    is_never_a_page,
]


@dataclass(kw_only=True)
class Explored:
    """What came of asking one operation: how often each status, and what was not as documented."""

    operation: Documented
    statuses: Counter[int] = field(default_factory=Counter)
    wrong: list[str] = field(default_factory=list)
    was_reached: bool = False

    def meet(self, case: AnyCase, response: Response) -> None:
        self.statuses[response.status_code] += 1
        found = find_wrong(case, response)
        if found:
            self.wrong.append(found)
        else:
            self.was_reached |= _is_of_an_operation(response)


def explore(operation: Documented, names: Names, ask: Ask, *, cases: int) -> Explored:
    """Ask so often for what is documented, and so often for what is not: the same cases always.

    `names` stand for those of the document, wherever a case has not got them wrong on purpose.
    """
    explored = Explored(operation=operation)
    hostile = cycle(HOSTILE_HEADERS)
    for mode in GenerationMode:

        @settings(
            max_examples=cases,
            phases=[Phase.generate],
            derandomize=True,
            database=None,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        )
        @given(case=generated(operation.id).as_strategy(generation_mode=mode))
        def meet(case: AnyCase) -> None:
            _name(case, operation, names)
            case.headers.update(next(hostile))
            explored.meet(case, ask(case))

        meet()
    return explored


def find_wrong(case: AnyCase, response: Response) -> str | None:
    """What of an answer is not as the document says; None if all is."""
    try:
        case.validate_response(response, checks=CHECKS)
    except FailureGroup as failures:
        return f"{case.as_curl_command()}\n{failures}"
    return None


@cache
def generated(operation: str) -> AnyOperation:
    """The operation as schemathesis has read it."""
    return explorable()[operation]


@cache
def explorable() -> Mapping[str, AnyOperation]:
    """All that schemathesis has read in the document."""
    schema = schemathesis.openapi.from_dict(dict(document()))
    # What is wrong in several ways may be refused for any of them.
    schema.config.checks.negative_data_rejection.expected_statuses = ["4xx"]
    read = [each.ok() for each in schema.get_all_operations() if isinstance(each, Ok)]
    return {each.definition.raw["operationId"]: each for each in read}


def _name(case: AnyCase, operation: Documented, names: Names) -> None:
    if not _is_wrong(case, ParameterLocation.PATH):
        for each in operation.parameters("path"):
            case.path_parameters[each["name"]] = meant(example_of(each), names)
    if not _is_wrong(case, ParameterLocation.HEADER):
        own = {"If-Match": meant('"3"', names), "Idempotency-Key": str(uuid4())}
        case.headers.update({name: own[name] for name in own if name in case.headers})
    if not _is_wrong(case, ParameterLocation.BODY) and isinstance(case.body, dict):
        case.body |= _named(operation.body, case.body.keys(), names)


def _named(example: Any, asked: Set[str], names: Names) -> dict[str, Any]:
    """What of the body names something that there is."""
    return {
        name: names[value]
        for name, value in (example or {}).items()
        if name in asked and isinstance(value, str) and value in names
    }


def _is_wrong(case: AnyCase, place: ParameterLocation) -> bool:
    told = case.meta.components.get(place) if case.meta else None
    return told is not None and told.mode.is_negative


def _is_of_an_operation(response: Response) -> bool:
    """Whether it came from behind the door: it was not for want of an address, or of a method."""
    if response.status_code < 400:
        return True
    return response.json()["code"] not in {"not_found", "method_not_allowed", "not_authenticated"}
