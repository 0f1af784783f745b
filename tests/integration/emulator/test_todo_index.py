"""The index `Todo` lists what waits and nothing else, to whom it was granted."""

import json
from collections.abc import Callable
from typing import Any

import pytest

from local.deployment import Outputs
from tests.integration.emulator.invoicing_assembly import INVOICING_STACK


@pytest.fixture
def looked_up(client: Callable[[str], Any], invoicing: Outputs) -> Callable[[], dict[str, Any]]:
    """What the probe's function, with grants like the product's, finds in the index."""

    def look_up() -> dict[str, Any]:
        answer = client("lambda").invoke(
            FunctionName=invoicing[INVOICING_STACK]["StepsName"],
            Payload=b'{"step": "look at the index"}',
        )
        found: dict[str, Any] = json.load(answer["Payload"])
        return found

    return look_up


def test_what_waits_is_listed_by_its_time_until_it_is_done(
    client: Callable[[str], Any],
    invoicing: Outputs,
    looked_up: Callable[[], dict[str, Any]],
) -> None:
    dynamodb, table = client("dynamodb"), invoicing[INVOICING_STACK]["TableName"]
    for number, day in ((1, "02"), (2, "01"), (3, "03")):
        item = a_key(number) | {
            "todo": {"S": "dispatching"},
            "todo_at": {"S": f"2026-01-{day}T00:00:00Z"},
            "total": {"N": "100"},
        }
        dynamodb.put_item(TableName=table, Item=item)
    dynamodb.put_item(TableName=table, Item=a_key(4))
    found = looked_up()["found"]
    assert [(item["pk"], item["sk"]) for item in found] == [
        (key["pk"], key["sk"]) for key in (a_key(2), a_key(1))
    ]
    assert set(found[0]) == {"pk", "sk", "todo", "todo_at"}
    done = {
        "TableName": table,
        "Key": a_key(2),
        "UpdateExpression": "REMOVE todo, todo_at",
        "ConditionExpression": "todo = :what",
        "ExpressionAttributeValues": {":what": {"S": "dispatching"}},
    }
    dynamodb.transact_write_items(TransactItems=[{"Update": done}])
    assert [item["pk"] for item in looked_up()["found"]] == [a_key(1)["pk"]]


def test_the_grant_is_for_this_index(looked_up: Callable[[], dict[str, Any]]) -> None:
    assert looked_up()["other"] == "AccessDeniedException"


def a_key(number: int) -> dict[str, dict[str, str]]:
    return {"pk": {"S": f"CUST#{number}"}, "sk": {"S": "BASIS#000001"}}
