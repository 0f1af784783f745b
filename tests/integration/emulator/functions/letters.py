"""Reads letters from a stream and writes each into the table; how it fails is in the letter."""

import base64
import json
import os
from typing import Any

import boto3

_dynamodb = boto3.client("dynamodb")
_table = os.environ["TABLE"]


def handler(event: dict[str, Any], _context: object) -> dict[str, Any]:
    """Stops at the first letter that fails and reports it, as an ordered consumer should."""
    for record in event["Records"]:
        letter = json.loads(base64.b64decode(record["kinesis"]["data"]))
        tries = _count_try(letter["id"])
        if letter["kind"] == "crash":
            raise RuntimeError(f"letter {letter['id']} explodes")
        if letter["kind"] == "poison" or (letter["kind"] == "flaky" and tries == 1):
            return {"batchItemFailures": [{"itemIdentifier": record["kinesis"]["sequenceNumber"]}]}
        _append(letter["batch"], letter["id"])
    return {"batchItemFailures": []}


def _count_try(letter_id: str) -> int:
    answer = _dynamodb.update_item(
        TableName=_table,
        Key={"pk": {"S": f"TRIES#{letter_id}"}, "sk": {"S": "TRIES"}},
        UpdateExpression="ADD tries :one",
        ExpressionAttributeValues={":one": {"N": "1"}},
        ReturnValues="ALL_NEW",
    )
    return int(answer["Attributes"]["tries"]["N"])


def _append(batch: str, letter_id: str) -> None:
    _dynamodb.update_item(
        TableName=_table,
        Key={"pk": {"S": f"BATCH#{batch}"}, "sk": {"S": "READ"}},
        UpdateExpression="SET letters = list_append(if_not_exists(letters, :none), :letter)",
        ExpressionAttributeValues={":none": {"L": []}, ":letter": {"L": [{"S": letter_id}]}},
    )
