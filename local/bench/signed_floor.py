"""The least that can let a known caller in: requests signed by hand, three round trips, no rules.

Version 4 signatures with `hmac`, `http.client` over TLS with the same roots, `json`: what is below
this is Python and the network. `handler` takes the flow's event as the real one does.
"""

import hashlib
import hmac
import http.client
import json
import os
import ssl
import time
from typing import Any

_TARGET = "DynamoDB_20120810"
_TABLE = os.environ["AGENTLINE_TABLE"]
_REGION = os.environ["AWS_DEFAULT_REGION"]
_HOST = os.environ["AWS_ENDPOINT_URL_DYNAMODB"].removeprefix("https://")
_connection = http.client.HTTPSConnection(
    _HOST, timeout=1, context=ssl.create_default_context(cafile=os.environ["AWS_CA_BUNDLE"])
)


def handler(event: dict[str, Any], _context: object) -> dict[str, str]:
    contact = event["Details"]["ContactData"]
    number = _ask(
        "GetItem",
        {
            "TableName": _TABLE,
            "Key": _key(f"NUM#{contact['CustomerEndpoint']['Address']}", "NUM"),
            "ConsistentRead": True,
        },
    )["Item"]
    customer = number["customer"]["S"]
    (account,) = _ask(
        "Query",
        {
            "TableName": _TABLE,
            "KeyConditionExpression": "pk = :p AND begins_with(sk, :s)",
            "ExpressionAttributeValues": {":p": {"S": f"CUST#{customer}"}, ":s": {"S": "ACCOUNT"}},
            "ConsistentRead": True,
        },
    )["Items"]
    _ask("TransactWriteItems", _admission(contact["ContactId"], customer, account["version"]))
    return {"decision": "ADMIT", "customer": customer}


def _admission(call: str, customer: str, version: dict[str, str]) -> dict[str, Any]:
    return {
        "TransactItems": [
            {
                "Put": {
                    "TableName": _TABLE,
                    "Item": {**_key(f"CALL#{call}", "CALL"), "customer": {"S": customer}},
                    "ConditionExpression": "attribute_not_exists(pk)",
                }
            },
            {
                "Update": {
                    "TableName": _TABLE,
                    "Key": _key(f"CUST#{customer}", "ACCOUNT"),
                    "UpdateExpression": "SET version = :n, holds = :h",
                    "ConditionExpression": "version = :v",
                    "ExpressionAttributeValues": {
                        ":v": version,
                        ":n": {"N": str(int(version["N"]) + 1)},
                        ":h": {"S": json.dumps({call: 95_000})},
                    },
                }
            },
        ]
    }


def _key(pk: str, sk: str) -> dict[str, dict[str, str]]:
    return {"pk": {"S": pk}, "sk": {"S": sk}}


def _ask(operation: str, request: dict[str, Any]) -> dict[str, Any]:
    body = json.dumps(request)
    _connection.request("POST", "/", body, _signed_headers(f"{_TARGET}.{operation}", body))
    response = _connection.getresponse()
    answer: dict[str, Any] = json.loads(response.read())
    if response.status != http.client.OK:
        raise http.client.HTTPException(f"{operation} answered {response.status}: {answer}")
    return answer


def _signed_headers(target: str, body: str) -> dict[str, str]:
    """https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html"""
    moment = time.strftime("%Y%m%dT%H%M%SZ", time.gmtime())
    signed = {
        "content-type": "application/x-amz-json-1.0",
        "host": _HOST,
        "x-amz-date": moment,
        "x-amz-target": target,
    }
    names = ";".join(signed)
    listed = "".join(f"{name}:{value}\n" for name, value in signed.items())
    canonical = f"POST\n/\n\n{listed}\n{names}\n{_sha256(body)}"
    scope = f"{moment[:8]}/{_REGION}/dynamodb/aws4_request"
    key = f"AWS4{os.environ['AWS_SECRET_ACCESS_KEY']}".encode()
    for part in scope.split("/"):
        key = hmac.digest(key, part.encode(), "sha256")
    to_sign = f"AWS4-HMAC-SHA256\n{moment}\n{scope}\n{_sha256(canonical)}"
    signature = hmac.digest(key, to_sign.encode(), "sha256").hex()
    credential = f"{os.environ['AWS_ACCESS_KEY_ID']}/{scope}"
    return signed | {
        "authorization": f"AWS4-HMAC-SHA256 Credential={credential}, SignedHeaders={names}, "
        f"Signature={signature}"
    }


def _sha256(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
