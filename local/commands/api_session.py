"""The staff API as the command line asks it: of the running stage, or of a deployment on AWS."""

import os
import re
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from getpass import getpass
from http import HTTPStatus
from typing import Any
from uuid import uuid4

from botocore.exceptions import BotoCoreError
from urllib3.exceptions import HTTPError

from local.commands.endpoints import Endpoints, require_answer
from local.commands.errors import CommandError, WrongInputError, one_line
from local.paths import StagePaths
from local.staff_api import Answer, SignInError, StaffApi, sign_in

URL = "AGENTLINE_API_URL"
CLIENT = "AGENTLINE_CLIENT_ID"
REGION = "AWS_DEFAULT_REGION"
USERNAME = "AGENTLINE_USERNAME"
PASSWORD = "AGENTLINE_PASSWORD"  # noqa: S105 - the name of a variable


# What no person reads.
_PATTERN = re.compile(r"String should match pattern '.*?'(?=; |$)")
# What to wait for an answer that is to come later.
_WAITS = (1.0, 2.0, 4.0, 8.0)
_TO_WHOM = {HTTPStatus.UNAUTHORIZED, HTTPStatus.FORBIDDEN}
_WRONG = {HTTPStatus.BAD_REQUEST, HTTPStatus.UNPROCESSABLE_ENTITY}
_LATER = {HTTPStatus.TOO_MANY_REQUESTS, HTTPStatus.SERVICE_UNAVAILABLE}


@contextmanager
def api_session(paths: StagePaths) -> Iterator["ApiSession"]:
    """Signed in: to the deployment that AGENTLINE_API_URL names, else to the running stage as its
    demo admin. Raises CommandError."""
    try:
        yield ApiSession(_open(paths, os.environ))
    except (SignInError, BotoCoreError) as error:
        raise CommandError(f"nobody could sign in: {one_line(error)}") from error
    except HTTPError as error:
        raise CommandError(f"the staff API does not answer: {one_line(error)}") from error


class ApiSession:
    """Asks, and turns what the API refuses into CommandErrors, in its own words. What it is too
    busy for is asked for again. Threads may share it."""

    def __init__(self, api: StaffApi) -> None:
        self._api = api

    def ask(self, method: str, path: str, body: object = None, **more: Any) -> Answer:
        """As `StaffApi.ask`. Raises WrongInputError for 400 and 422, CommandError for the rest."""
        return check(self.try_to(method, path, body, **more))

    def try_to(self, method: str, path: str, body: object = None, **more: Any) -> Answer:
        """As `ask`, with refusals (4xx) as answers. Raises CommandError for failures, and for what
        is not for whoever has signed in."""
        answer = self._ask_patiently(method, path, body, **more)
        if answer.status >= HTTPStatus.INTERNAL_SERVER_ERROR:
            instance = _problem_of(answer).get("instance", "no instance")
            raise CommandError(f"{words_of(answer)} ({instance})")
        if answer.status in _TO_WHOM:
            raise CommandError(words_of(answer))
        return answer

    def do_once(self, path: str, body: object, key: str) -> Answer:
        """POST under a key that names the deed for good, as `try_to`. A refusal is of its time:
        that of an earlier run is no answer to this one."""
        answer = self.try_to("POST", path, body, key=key)
        if not answer.is_success and is_replayed(answer):
            return self.try_to("POST", path, body)
        return answer

    def items(self, path: str, query: Mapping[str, str]) -> Iterator[dict[str, Any]]:
        """Everything a list holds, page by page."""
        cursor: str | None = None
        while True:
            more = {"cursor": cursor} if cursor else {}
            page = self.ask("GET", path, query={**query, "limit": "200", **more}).json
            yield from page["items"]
            cursor = page["next"]
            if cursor is None:
                return

    def _ask_patiently(self, method: str, path: str, body: object, **more: Any) -> Answer:
        if method == "POST":
            # However often it is asked for, it is one deed.
            more.setdefault("key", str(uuid4()))
        for seconds in _WAITS:
            answer = self._api.ask(method, path, body, **more)
            if answer.status not in _LATER and code_of(answer) != "in_progress":
                return answer
            time.sleep(seconds)
        return self._api.ask(method, path, body, **more)


def check(answer: Answer) -> Answer:
    """The answer, unless it is a refusal: raises as `ask`."""
    if answer.is_success:
        return answer
    words = words_of(answer)
    raise WrongInputError(words) if answer.status in _WRONG else CommandError(words)


def words_of(answer: Answer) -> str:
    """Why something was refused, in the API's own words."""
    problem = _problem_of(answer)
    words = problem.get("detail") or problem.get("title")
    return one_line(ValueError(words or f"the staff API answered {answer.status}"))


def words_of_fields(answer: Answer) -> str:
    """As `words_of`, field by field where fields of the body are wrong."""
    errors = _problem_of(answer).get("errors") or []
    told = "; ".join(f"{each['field'].removeprefix('body.')}: {each['detail']}" for each in errors)
    return _PATTERN.sub("is not written as it must be", told) or words_of(answer)


def code_of(answer: Answer) -> str | None:
    """The code of a problem, None of an answer that is none."""
    return None if answer.is_success else _problem_of(answer).get("code")


def is_replayed(answer: Answer) -> bool:
    """Whether it is the answer to an earlier request with the same key."""
    return "Idempotency-Replayed" in answer.headers


def _open(paths: StagePaths, environment: Mapping[str, str]) -> StaffApi:
    url = environment.get(URL)
    if not url:
        endpoints = Endpoints.read(paths.endpoints)
        require_answer(endpoints.aws_endpoint_url)
        token = sign_in(
            endpoints.client_id or "",
            endpoints.username or "",
            endpoints.password or "",
            region=endpoints.region,
            endpoint_url=endpoints.aws_endpoint_url,
        )
        return StaffApi(endpoints.api_url or "", token)
    named = {name: environment.get(name) for name in (CLIENT, REGION, USERNAME)}
    missing = [name for name, value in named.items() if not value]
    if missing:
        raise WrongInputError(f"{URL} is set, so set {', '.join(missing)} too")
    password = environment.get(PASSWORD) or getpass(f"Password of {named[USERNAME]}: ")
    token = sign_in(
        named[CLIENT] or "",
        named[USERNAME] or "",
        password,
        region=named[REGION] or "",
        endpoint_url=None,
    )
    return StaffApi(url.rstrip("/"), token)


def _problem_of(answer: Answer) -> dict[str, Any]:
    try:
        problem = answer.json
    except ValueError:
        return {}
    return problem if isinstance(problem, dict) else {}
