"""Does what its event says, to show how the emulator runs a function."""

import os
from importlib import import_module
from typing import Any

import boto3
from botocore.exceptions import ClientError


class OutOfPaperError(Exception):
    """An exception class of our own."""


def handler(event: dict[str, Any], _context: object) -> dict[str, Any]:
    match event["do"]:
        case "fail":
            raise OutOfPaperError("tray 2\nis empty")
        case "delete":
            return {"error": _delete_error()}
        case "print":
            print(event["line"])
            return {}
        case "use the layer":
            return {"letterhead": import_module("stationery").LETTERHEAD}
        case other:
            raise ValueError(other)


def _delete_error() -> str:
    try:
        boto3.client("dynamodb").delete_item(
            TableName=os.environ["TABLE"], Key={"pk": {"S": "A"}, "sk": {"S": "A"}}
        )
    except ClientError as error:
        return str(error.response["Error"]["Code"])
    return "none"
