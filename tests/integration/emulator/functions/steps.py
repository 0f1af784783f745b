"""Stands in for the steps of the state machines; how they go is in the subject's first word.

Every step that was taken is written down, with what it was told.
"""

import json
import os
import time
from typing import Any

import boto3
from botocore.exceptions import ClientError

_dynamodb = boto3.client("dynamodb")
_table = os.environ["TABLE"]
_ACCEPTED = {
    "outcome": "accepted",
    "ledger_id": "inv-1",
    "number": None,
    "ocr": "123455",
    "due_on": None,
}


class LedgerUnavailableError(Exception):
    """By the name of the product's own."""


class StepError(Exception):
    """By the name of the product's own."""


def handler(event: dict[str, Any], _context: object) -> Any:
    if event.get("step") == "look at the index":
        return _look()
    subject = event.get("reference") or event.get("event") or event["task"]
    step = event.get("step", "task")
    tries = _note(subject, step, event)
    match subject.split("-")[0], step:
        case "settled", "freeze":
            return {"outcome": "settled"}
        case "slow", "freeze" if tries == 1:
            time.sleep(20)
        case "flaky", "submit" | "apply" if tries < 3:
            raise LedgerUnavailableError("no answer")
        case "down", "submit":
            raise LedgerUnavailableError("no answer")
        case "rejected", "submit":
            return {"outcome": "rejected", "words": "Kunden är spärrad."}
        case "unrecorded", "record":
            raise StepError("record")
        case _, "submit":
            return _ACCEPTED
    return {"outcome": "frozen"}


def _note(subject: str, step: str, event: dict[str, Any]) -> int:
    """Write the step down; how often it was taken so far."""
    note = json.dumps({"step": step, "event": event})
    answer = _dynamodb.update_item(
        TableName=_table,
        Key={"pk": {"S": subject}, "sk": {"S": "STEPS"}},
        UpdateExpression="SET steps = list_append(if_not_exists(steps, :none), :note)",
        ExpressionAttributeValues={":none": {"L": []}, ":note": {"L": [{"S": note}]}},
        ReturnValues="ALL_NEW",
    )
    notes = [json.loads(note["S"]) for note in answer["Attributes"]["steps"]["L"]]
    return sum(note["step"] == step for note in notes)


def _look() -> dict[str, Any]:
    """What waits, by the index; and what becomes of an attempt to read another one."""
    query: dict[str, Any] = {
        "TableName": _table,
        "KeyConditionExpression": "todo = :what AND todo_at <= :until",
        "ExpressionAttributeValues": {
            ":what": {"S": "dispatching"},
            ":until": {"S": "2026-01-02T00:00:00Z"},
        },
    }
    found = _dynamodb.query(IndexName="Todo", **query)["Items"]
    try:
        _dynamodb.query(IndexName="Other", **query)
    except ClientError as error:
        return {"found": found, "other": error.response["Error"]["Code"]}
    return {"found": found, "other": "allowed"}
