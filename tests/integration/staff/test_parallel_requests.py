"""Many requests to the deployed API at one time, over connections and instances of their own."""

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from itertools import count
from typing import Any
from uuid import uuid4

import pytest

from agentline.domain.staff import Role
from local.staff_api import MOST_AT_ONCE, Answer, StaffApi
from tests.integration.office.customers import REASON

_numbers = count(46_733_800_001)


@pytest.fixture
def billing(staff_api: Callable[[Role], StaffApi]) -> StaffApi:
    return staff_api(Role.BILLING)


@pytest.fixture
def customer(billing: StaffApi) -> str:
    """Somebody new."""
    number = f"+{next(_numbers)}"
    body = {
        "name": "Prov Samtidig",
        "street": f"Provvägen {number[-5:]}",
        "postcode": "123 45",
        "city": "Provstad",
        "numbers": [number],
        **REASON,
    }
    return str(billing.ask("POST", "/customers", body).json["number"])


def at_once(asked: Sequence[Callable[[], Answer]]) -> list[Answer]:
    with ThreadPoolExecutor(MOST_AT_ONCE) as threads:
        return [each.result() for each in [threads.submit(ask) for ask in asked]]


def problem_of(answer: Answer) -> tuple[int, str]:
    assert answer.headers["Content-Type"] == "application/problem+json"
    return answer.status, answer.json["code"]


def test_f36_only_its_own_list_takes_a_cursor_however_many_ask_at_once(
    billing: StaffApi, customer: str
) -> None:
    def ask(path: str, **query: str) -> Callable[[], Answer]:
        return lambda: billing.ask("GET", path, query={"limit": "2", **query})

    for _ in range(3):
        billing.ask("POST", f"/customers/{customer}/notes", {"text": "Rings in the evening."})
    path = f"/customers/{customer}/notes"
    first = ask(path)().json
    cursor = first["next"]
    middle = len(cursor) // 2
    forged = f"{cursor[:middle]}{'A' if cursor[middle] != 'A' else 'B'}{cursor[middle + 1 :]}"
    good = [ask(path, cursor=cursor)] * 4
    bad = [
        ask(path, cursor=forged),
        ask(path, cursor=f"{cursor}A"),
        ask(f"/customers/{customer}/blocks", cursor=cursor),
        ask("/audit", cursor=cursor, customer=customer),
    ]
    answers = at_once([each for pair in zip(good, bad, strict=True) for each in pair])
    pages = {answer.text for answer in answers[::2]}
    assert len(pages) == 1
    assert len(answers[0].json["items"]) == 1
    assert answers[0].json["items"][0] not in first["items"]
    assert {problem_of(answer) for answer in answers[1::2]} == {(400, "cursor_invalid")}


def test_f37_of_equal_requests_at_once_one_is_done_and_the_others_are_told_of_it(
    billing: StaffApi, customer: str
) -> None:
    key = f"note-{uuid4()}"
    answers = at_once([_noting(billing, customer, "Rings in the evening.", key)] * 8)
    done = [answer for answer in answers if answer.status == 201]
    others = [problem_of(answer) for answer in answers if answer.status != 201]
    assert set(others) <= {(409, "in_progress")}
    assert len({answer.text for answer in done}) == 1
    assert [answer.headers.get("Idempotency-Replayed") for answer in done].count(None) == 1
    assert _notes(billing, customer) == ["Rings in the evening."]
    again = _noting(billing, customer, "Rings in the evening.", key)()
    assert (again.text, again.headers["Idempotency-Replayed"]) == (done[0].text, "true")


def test_f37_of_different_requests_with_one_key_at_once_one_is_done_and_the_others_refused(
    billing: StaffApi, customer: str
) -> None:
    key = f"note-{uuid4()}"
    texts = [f"The note of attempt {attempt}." for attempt in range(8)]
    answers = at_once([_noting(billing, customer, text, key) for text in texts])
    [done] = [text for text, answer in zip(texts, answers, strict=True) if answer.status == 201]
    refused = {problem_of(answer) for answer in answers if answer.status != 201}
    assert refused == {(422, "key_reused")}
    assert _notes(billing, customer) == [done]


def _noting(api: StaffApi, customer: str, text: str, key: str) -> Callable[[], Answer]:
    return lambda: api.ask("POST", f"/customers/{customer}/notes", {"text": text}, key=key)


def _notes(api: StaffApi, customer: str) -> list[Any]:
    listed = api.ask("GET", f"/customers/{customer}/notes").json
    return [note["text"] for note in listed["items"]]
