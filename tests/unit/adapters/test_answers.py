"""Rows are read from the store's answers as botocore reads them, only faster."""

import json
from typing import Any

import botocore.session
import pytest
from botocore.parsers import ResponseParserFactory

from agentline.adapters.dynamodb.answers import RowParserFactory

ROW: dict[str, Any] = {
    "pk": {"S": "CUST#100001"},
    "total": {"N": "-12.50"},
    "document": {"B": "aG93ZHk="},
    "is_overdue": {"BOOL": False},
    "nothing": {"NULL": True},
    "names": {"SS": ["anna", "siv"]},
    "numbers": {"NS": ["1", "2"]},
    "copies": {"BS": ["aG93ZHk=", ""]},
    "told_by": {"L": [{"S": "a"}, {"B": "aG93ZHk="}, {"L": []}]},
    "holds": {"M": {"call": {"M": {"amount": {"N": "1"}, "raw": {"B": "aG93ZHk="}}}}},
}
KEY = {"pk": {"S": "CUST#100001"}, "sk": {"B": "aG93ZHk="}}
CANCELLED = {
    "__type": "com.amazonaws.dynamodb.v20120810#TransactionCanceledException",
    "message": "cancelled",
    "CancellationReasons": [{"Code": "None"}, {"Code": "ConditionalCheckFailed", "Item": ROW}],
}


@pytest.mark.parametrize(
    ("operation", "status", "answer"),
    [
        ("GetItem", 200, {"Item": ROW, "ConsumedCapacity": {"CapacityUnits": 0.5}}),
        ("GetItem", 200, {}),
        ("GetItem", 200, {"Item": None}),
        ("Query", 200, {"Items": [ROW, {}], "Count": 2, "LastEvaluatedKey": KEY}),
        (
            "BatchGetItem",
            200,
            {"Responses": {"rows": [ROW]}, "UnprocessedKeys": {"rows": {"Keys": [KEY]}}},
        ),
        (
            "BatchWriteItem",
            200,
            {"UnprocessedItems": {"rows": [{"PutRequest": {"Item": ROW}}]}},
        ),
        ("UpdateItem", 200, {"Attributes": ROW}),
        ("TransactWriteItems", 400, CANCELLED),
    ],
)
def test_every_answer_is_read_as_botocore_reads_it(
    operation: str, status: int, answer: dict[str, Any]
) -> None:
    service = botocore.session.get_session().get_service_model("dynamodb")
    shape = service.operation_model(operation).output_shape
    assert shape is not None
    response = {
        "status_code": status,
        "headers": {"x-amzn-requestid": "request-1"},
        "body": json.dumps(answer).encode(),
    }
    ours, theirs = (
        factory().create_parser("json").parse(response, shape)
        for factory in (RowParserFactory, ResponseParserFactory)
    )
    assert ours == theirs
    assert ours["ResponseMetadata"]["HTTPStatusCode"] == status
