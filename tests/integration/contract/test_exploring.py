"""The judge of explored answers lets through what is documented, and nothing else."""

import json

import pytest
import requests
from schemathesis.core.transport import Response

from tests.integration.contract.exploring import AnyCase, find_wrong, generated

PROBLEM = {
    "type": "urn:agentline:problem:not_permitted",
    "title": "Your role does not allow this",
    "status": 403,
    "detail": "billing",
    "code": "not_permitted",
}
ME = {"id": "a", "email": "a@example.com", "roles": ["admin"], "operations": ["get_me"]}
JSON, PROBLEM_JSON = "application/json", "application/problem+json"


@pytest.fixture
def case() -> AnyCase:
    made: AnyCase = generated("get_me").Case()
    return made


def an_answer(status: int, media: str, body: object, **headers: str) -> Response:
    safe = {"X-Content-Type-Options": "nosniff", "Content-Security-Policy": "sandbox"}
    told = {"Content-Type": media, **safe, **headers}
    return Response(
        status_code=status,
        headers={name.lower(): [value] for name, value in told.items()},
        content=json.dumps(body).encode(),
        request=requests.Request("GET", "http://127.0.0.1/v1/me").prepare(),
        elapsed=0.0,
        verify=False,
    )


def test_what_is_documented_is_let_through(case: AnyCase) -> None:
    assert find_wrong(case, an_answer(200, JSON, ME)) is None
    assert find_wrong(case, an_answer(403, PROBLEM_JSON, PROBLEM)) is None


@pytest.mark.parametrize(
    ("answer", "told"),
    [
        (an_answer(500, PROBLEM_JSON, PROBLEM), "Server error"),
        (an_answer(418, PROBLEM_JSON, PROBLEM), "Undocumented status code"),
        (an_answer(200, "text/html", ME), "Undocumented Content-Type"),
        (an_answer(403, JSON, PROBLEM), "Undocumented Content-Type"),
        (an_answer(200, JSON, {**ME, "roles": ["owner"]}), "Response violates schema"),
        (an_answer(200, JSON, {"id": "a"}), "Response violates schema"),
        (an_answer(403, PROBLEM_JSON, {"detail": "no"}), "Response violates schema"),
        (an_answer(200, JSON, ME, **{"X-Content-Type-Options": "none"}), "nosniff"),
        (an_answer(200, JSON, ME, **{"Content-Security-Policy": "img-src *"}), "sandbox"),
    ],
)
def test_what_is_not_documented_is_told(case: AnyCase, answer: Response, told: str) -> None:
    assert told in (find_wrong(case, answer) or "")
