"""What the product rests on in DynamoDB holds in the emulator: conditions, transactions, units."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any
from uuid import uuid4

import pytest

from local.deployment import Outputs
from tests.integration.emulator.probe_assembly import STORE_STACK

THREADS = 8
UPDATES_EACH = 15


class Items:
    """The probe's table, under a key of this test's own."""

    def __init__(self, client: Callable[[str], Any], outputs: dict[str, str]) -> None:
        self.dynamodb = client("dynamodb")
        self.table = outputs["TableName"]
        self._pk = uuid4().hex

    def key(self, sk: str = "ONE") -> dict[str, Any]:
        return {"pk": {"S": self._pk}, "sk": {"S": sk}}

    def put(self, sk: str = "ONE", **numbers: int) -> dict[str, Any]:
        item = self.key(sk) | {name: {"N": str(number)} for name, number in numbers.items()}
        answer: dict[str, Any] = self.dynamodb.put_item(
            TableName=self.table, Item=item, ReturnConsumedCapacity="TOTAL"
        )
        return answer

    def get(self, sk: str = "ONE", *, strong: bool = True) -> dict[str, Any]:
        answer: dict[str, Any] = self.dynamodb.get_item(
            TableName=self.table,
            Key=self.key(sk),
            ConsistentRead=strong,
            ReturnConsumedCapacity="TOTAL",
        )
        return answer


@pytest.fixture
def items(client: Callable[[str], Any], probe: Outputs) -> Items:
    return Items(client, probe[STORE_STACK])


def test_concurrent_conditional_updates_of_one_item_are_exact(items: Items) -> None:
    items.put(version=0, tally=0)

    def add_often(_thread: int) -> None:
        for _ in range(UPDATES_EACH):
            while not _add_if_unchanged(items):
                pass

    with ThreadPoolExecutor(THREADS) as threads:
        list(threads.map(add_often, range(THREADS)))
    item = items.get()["Item"]
    assert item["tally"]["N"] == str(THREADS * UPDATES_EACH)
    assert item["version"]["N"] == str(THREADS * UPDATES_EACH)


def _add_if_unchanged(items: Items) -> bool:
    read = items.get()["Item"]
    try:
        items.dynamodb.update_item(
            TableName=items.table,
            Key=items.key(),
            UpdateExpression="SET version = :next, tally = :tally",
            ConditionExpression="version = :read",
            ExpressionAttributeValues={
                ":read": read["version"],
                ":next": {"N": str(int(read["version"]["N"]) + 1)},
                ":tally": {"N": str(int(read["tally"]["N"]) + 1)},
            },
        )
    except items.dynamodb.exceptions.ConditionalCheckFailedException:
        return False
    return True


def test_a_cancelled_transaction_returns_the_items_that_refused_and_writes_nothing(
    items: Items,
) -> None:
    items.put("TAKEN", owner=7)
    with pytest.raises(items.dynamodb.exceptions.TransactionCanceledException) as cancelled:
        items.dynamodb.transact_write_items(
            TransactItems=[
                {"Put": {"TableName": items.table, "Item": items.key("FREE")}},
                {
                    "Put": {
                        "TableName": items.table,
                        "Item": items.key("TAKEN"),
                        "ConditionExpression": "attribute_not_exists(pk)",
                        "ReturnValuesOnConditionCheckFailure": "ALL_OLD",
                    }
                },
            ]
        )
    free, taken = cancelled.value.response["CancellationReasons"]
    assert free["Code"] == "None"
    assert taken["Code"] == "ConditionalCheckFailed"
    assert taken["Item"] == items.key("TAKEN") | {"owner": {"N": "7"}}
    assert "Item" not in items.get("FREE")


def test_single_reads_and_writes_report_their_units(items: Items) -> None:
    assert items.put()["ConsumedCapacity"]["CapacityUnits"] == 1
    assert items.get(strong=True)["ConsumedCapacity"]["CapacityUnits"] == 1
    assert items.get(strong=False)["ConsumedCapacity"]["CapacityUnits"] == 0.5


@pytest.mark.parametrize(("strong", "units"), [(True, 3), (False, 1.5)])
def test_a_batch_read_reports_a_unit_for_each_key(items: Items, strong: bool, units: float) -> None:
    items.put("ONE")
    items.put("TWO")
    keys = [items.key(sk) for sk in ("ONE", "TWO", "MISSING")]
    answer = items.dynamodb.batch_get_item(
        RequestItems={items.table: {"Keys": keys, "ConsistentRead": strong}},
        ReturnConsumedCapacity="TOTAL",
    )
    assert answer["ConsumedCapacity"] == [{"TableName": items.table, "CapacityUnits": units}]


@pytest.mark.parametrize(("strong", "units"), [(True, 3), (False, 1.5)])
def test_a_query_reports_a_unit_for_each_4_kb_it_looked_at(
    items: Items, strong: bool, units: float
) -> None:
    for number in range(4):
        large = items.key(f"LARGE#{number}") | {"text": {"S": "x" * 2_600}}
        items.dynamodb.put_item(TableName=items.table, Item=large)
    answer = items.dynamodb.query(
        TableName=items.table,
        KeyConditionExpression="pk = :pk AND begins_with(sk, :large)",
        FilterExpression="attribute_not_exists(nothing)",
        ExpressionAttributeValues={":pk": items.key()["pk"], ":large": {"S": "LARGE#"}},
        ConsistentRead=strong,
        ReturnConsumedCapacity="TOTAL",
    )
    assert len(answer["Items"]) == 4
    assert answer["ConsumedCapacity"]["CapacityUnits"] == units


def test_a_large_item_costs_a_unit_for_each_4_kb(items: Items) -> None:
    large = items.key("ONE") | {"text": {"S": "x" * 9_000}}
    items.dynamodb.put_item(TableName=items.table, Item=large)
    assert items.get(strong=True)["ConsumedCapacity"]["CapacityUnits"] == 3
    assert items.get(strong=False)["ConsumedCapacity"]["CapacityUnits"] == 1.5


def test_a_transactional_write_reports_two_units_an_item(items: Items) -> None:
    answer = items.dynamodb.transact_write_items(
        TransactItems=[
            {"Put": {"TableName": items.table, "Item": items.key("ONE")}},
            {"Put": {"TableName": items.table, "Item": items.key("TWO")}},
        ],
        ReturnConsumedCapacity="TOTAL",
    )
    assert answer["ConsumedCapacity"] == [
        {"TableName": items.table, "CapacityUnits": 4.0, "WriteCapacityUnits": 4.0}
    ]


def test_an_answer_has_the_headers_of_aws_and_none_for_browsers(items: Items) -> None:
    items.put(version=0)
    answered = items.get()["ResponseMetadata"]["HTTPHeaders"]
    assert {"content-type", "x-amz-crc32", "x-amzn-requestid"} <= answered.keys()
    assert not {name for name in answered if name.startswith("access-control-")}
    assert not {"x-amz-id-2", "x-amz-request-id"} & answered.keys()
