"""Says what API Gateway passed on."""

import json
from typing import Any


def handler(event: dict[str, Any], _context: object) -> dict[str, Any]:
    passed_on = ("body", "isBase64Encoded", "headers", "httpMethod", "pathParameters")
    return {
        "statusCode": 200,
        "headers": {"Content-Type": "application/json"},
        "body": json.dumps({name: event[name] for name in passed_on}),
    }
