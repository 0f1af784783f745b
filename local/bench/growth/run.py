"""Run as a module in its own process: fill a table, and ask the staff API every question.

`python -m local.bench.growth.run DAYS TABLE`, with the emulator in the environment, prints JSON:
for each question the units it has read and its requests by kind.
"""

import json
import sys
from http import HTTPStatus
from itertools import chain
from typing import Any

import botocore.session

from admin_api.application import new_application
from admin_api.door import Door
from admin_api.identity import TokenIssuer
from agentline.adapters.dynamodb.rows import Row
from agentline.adapters.dynamodb.table import use_table
from agentline.domain.staff import Role
from local.bench.capacity import counting
from local.bench.growth.group import NOW, groups
from local.bench.growth.loading import Loader
from local.bench.growth.office import open_office
from local.bench.growth.questions import Question, questions, unasked
from local.bench.growth.scene import rows_of, rows_once
from local.bench.growth.stencil import Stencil, requests_of
from local.store_table import create_table

# An emulator sorts what a store finds in order.
_PATIENCE_SECONDS = 60
_POOL, _CLIENT = "https://cognito-idp.example.com/pool", "web"


class UnexpectedAnswerError(RuntimeError):
    """A list is not asked for, or a question was refused: its cost would be that of nothing."""


def main() -> None:
    days, table = int(sys.argv[1]), sys.argv[2]
    create_table(table, botocore.session.get_session().create_client("dynamodb"))
    _load(days, table)
    Row.Meta.read_timeout_seconds = _PATIENCE_SECONDS
    use_table(table)
    print(json.dumps(_ask_all(table)))


def _load(days: int, table: str) -> None:
    newest, *others = groups(days)
    stencil = Stencil(table)
    for group in others[:1]:
        stencil.check(group)
    Loader().load(
        chain(
            requests_of(rows_once(days), table),
            requests_of(rows_of(newest), table),
            chain.from_iterable(map(stencil.fill, others)),
        )
    )


def _ask_all(table: str) -> dict[str, Any]:
    app, operations = new_application()
    missing = unasked(operations.all)
    if missing:
        raise UnexpectedAnswerError(f"nobody asks for {', '.join(missing)}")
    office = open_office(table)
    door = Door(app, operations, office, TokenIssuer(pool_url=_POOL, client_id=_CLIENT))
    _ask(Question(operation="get_me", path="/me"), door)
    return {question.name: _ask(question, door) for question in questions()}


def _ask(question: Question, door: Door) -> dict[str, Any]:
    with counting() as consumed:
        result = door.answer(_event(question), _Context())  # type: ignore[arg-type]
    if result["statusCode"] != HTTPStatus.OK:
        raise UnexpectedAnswerError(f"{question.name}: {result['body']}")
    told = json.loads(result["body"])
    return {
        "read": consumed.read,
        "write": consumed.write,
        "requests": consumed.requests,
        "told": len(told["items"]) if "items" in told else None,
    }


def _event(question: Question) -> dict[str, Any]:
    """As the gateway's proxy sends it, for somebody who may see everything."""
    claims = {
        "iss": _POOL,
        "aud": _CLIENT,
        "token_use": "id",
        "sub": "anna",
        "email": "anna@example.com",
        "iat": str(int(NOW.timestamp())),
        "cognito:groups": Role.ADMIN.value,
    }
    return {
        "httpMethod": "GET",
        "path": question.path,
        "headers": {},
        "queryStringParameters": dict(question.query),
        "multiValueQueryStringParameters": {
            name: [value] for name, value in question.query.items()
        },
        "body": None,
        "isBase64Encoded": False,
        "requestContext": {"requestId": "bench", "authorizer": {"claims": claims}},
    }


class _Context:
    """Of an invocation; a log line names it."""

    function_name = "admin_api"
    memory_limit_in_mb = 512
    invoked_function_arn = "arn:aws:lambda:eu-north-1:000000000000:function:admin_api"
    aws_request_id = "bench"


if __name__ == "__main__":
    main()
