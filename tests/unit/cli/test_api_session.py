"""The staff API as commands ask it: refusals in its own words, patience where it is busy."""

from pathlib import Path

import pytest

from local.commands.api_session import (
    CLIENT,
    PASSWORD,
    REGION,
    URL,
    USERNAME,
    ApiSession,
    api_session,
    words_of_fields,
)
from local.commands.endpoints import NO_STAGE
from local.commands.errors import CommandError, WrongInputError
from local.paths import StagePaths
from local.staff_api import Answer
from tests.unit.cli.fake_api import FakeApi, answer, problem

DONE = answer(200, {"done": True})
BUSY = problem(503, "busy", "Too much at once.", Retry_After="1")


@pytest.fixture(autouse=True)
def waited(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    seconds: list[float] = []
    monkeypatch.setattr("time.sleep", seconds.append)
    return seconds


def session(*answers: Answer) -> tuple[ApiSession, FakeApi]:
    api = FakeApi({"/deeds": list(answers)})
    return ApiSession(api), api


@pytest.mark.parametrize(
    "later",
    [BUSY, answer(429, {"message": "Too Many"}), problem(409, "in_progress", "Wait.")],
)
def test_what_it_is_too_busy_for_is_asked_for_again_under_the_same_key(
    later: Answer, waited: list[float]
) -> None:
    asked, api = session(later, later, DONE)
    assert asked.ask("POST", "/deeds", {}).json == {"done": True}
    assert waited == [1.0, 2.0]
    assert (len(api.keys), len(set(api.keys))) == (3, 1)
    assert api.keys[0]


def test_patience_ends_and_failures_name_the_request(waited: list[float]) -> None:
    asked, _ = session(BUSY)
    with pytest.raises(CommandError, match=r"^Too much at once\. \(urn:request:1\)$"):
        asked.try_to("POST", "/deeds", {})
    assert len(waited) == 4
    failed, _ = session(Answer(status=502, headers={}, text="<html>"))
    with pytest.raises(CommandError, match=r"^the staff API answered 502"):
        failed.try_to("GET", "/deeds")


@pytest.mark.parametrize(
    ("status", "kind"),
    [
        *((400, WrongInputError), (422, WrongInputError)),
        *((404, CommandError), (409, CommandError), (412, CommandError)),
    ],
)
def test_a_refusal_is_told_in_its_own_words(status: int, kind: type[CommandError]) -> None:
    asked, _ = session(problem(status, "some_rule", "It\ncannot be."))
    with pytest.raises(CommandError, match=r"^It cannot be\.$") as refused:
        asked.ask("GET", "/deeds")
    assert type(refused.value) is kind
    assert asked.try_to("GET", "/deeds").status == status


@pytest.mark.parametrize("status", [401, 403])
def test_what_is_not_for_who_has_signed_in_ends_the_command(status: int) -> None:
    asked, _ = session(problem(status, "not_permitted", "This is for admin."))
    with pytest.raises(CommandError, match=r"^This is for admin\.$"):
        asked.try_to("POST", "/deeds", {})


def test_f37_a_deed_has_one_key_for_good_and_an_old_refusal_is_no_answer() -> None:
    asked, api = session(DONE)
    asked.do_once("/deeds", {}, "the-deed")
    assert api.keys == ["the-deed"]
    refusal = problem(409, "number_taken", "It is taken.")
    old = problem(409, "number_taken", "It was taken.", Idempotency_Replayed="true")
    asked, api = session(refusal)
    assert asked.do_once("/deeds", {}, "the-deed").status == 409
    assert api.keys == ["the-deed"]
    asked, api = session(old, DONE)
    assert asked.do_once("/deeds", {}, "the-deed").is_success
    assert api.keys[0] == "the-deed"
    assert api.keys[1] not in {"the-deed", None}


def test_wrong_fields_are_told_by_their_names_without_patterns() -> None:
    errors = [
        {"field": "body.email", "detail": "String should match pattern '^[^@]+; it's$'"},
        {"field": "body.numbers.0", "detail": "is no telephone number"},
    ]
    told = answer(422, {"code": "invalid_input", "detail": "two", "errors": errors})
    assert words_of_fields(told) == (
        "email: is not written as it must be; numbers.0: is no telephone number"
    )
    assert words_of_fields(problem(422, "currency_mismatch", "No.")) == "No."


def test_without_a_stage_the_way_to_start_one_is_told(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match=NO_STAGE), api_session(StagePaths(root=tmp_path)):
        pass


def test_a_deployment_needs_to_be_named_whole(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(URL, "http://127.0.0.1:9/v1")
    for name in (CLIENT, REGION, USERNAME):
        monkeypatch.delenv(name, raising=False)
    paths = StagePaths(root=tmp_path)
    with (
        pytest.raises(WrongInputError, match=f"set {CLIENT}, {REGION}, {USERNAME} too"),
        api_session(paths),
    ):
        pass
    for name, value in {CLIENT: "c", REGION: "eu-north-1", USERNAME: "u", PASSWORD: "p"}.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setenv("AWS_ENDPOINT_URL", "http://127.0.0.1:9")
    monkeypatch.setenv("AWS_MAX_ATTEMPTS", "1")
    with (
        pytest.raises(CommandError, match="nobody could sign in: Could not connect"),
        api_session(paths),
    ):
        pass
