"""A store that answers DynamoDB's JSON out of memory, always after the same time.

`python -m local.bench.store_stub ROWS [--delay SECONDS] [--certificate PEM]` serves 127.0.0.1 on a
free port, which it prints, until its standard input is closed. ROWS is a JSON file: a list of items
in DynamoDB's attribute-value form. Writes are acknowledged and forgotten, so that every repetition
of a measurement meets the same store; conditions are not looked at.
"""

import argparse
import asyncio
import json
import re
import ssl
import sys
from collections import defaultdict
from pathlib import Path
from typing import Any

HOST = "127.0.0.1"

_END_OF_HEAD = b"\r\n\r\n"
_LENGTH = re.compile(rb"\r\ncontent-length: *(\d+)", re.IGNORECASE)
_TARGET = re.compile(rb"\r\nx-amz-target: *DynamoDB_20120810\.(\w+)", re.IGNORECASE)
_PLACEHOLDER = re.compile(r":\w+")
_WRITES = {"PutItem", "UpdateItem", "TransactWriteItems"}

type Item = dict[str, dict[str, Any]]


class UnknownRequestError(ValueError):
    """The stub was asked for something that no measurement asks."""


class StoredRows:
    """The rows, by partition and in the order of their sort keys."""

    def __init__(self, items: list[Item]) -> None:
        self._partitions: dict[str, dict[str, Item]] = defaultdict(dict)
        for item in sorted(items, key=lambda item: str(item["sk"]["S"])):
            self._partitions[item["pk"]["S"]][item["sk"]["S"]] = item

    def answer(self, operation: str, request: dict[str, Any]) -> dict[str, Any]:
        match operation:
            case "GetItem":
                found = self._get(request["Key"])
                return {"Item": found} if found else {}
            case "BatchGetItem":
                ((table, asked),) = request["RequestItems"].items()
                items = [item for item in map(self._get, asked["Keys"]) if item]
                return {"Responses": {table: items}, "UnprocessedKeys": {}}
            case "Query":
                items = self._query(request)
                return {"Items": items, "Count": len(items), "ScannedCount": len(items)}
            case _ if operation in _WRITES:
                return {}
            case _:
                raise UnknownRequestError(f"the stub does not know {operation}")

    def _get(self, key: Item) -> Item | None:
        return self._partitions.get(key["pk"]["S"], {}).get(key["sk"]["S"])

    def _query(self, request: dict[str, Any]) -> list[Item]:
        """Of one partition, the rows whose sort key begins with, or is at most, a value."""
        expression = request["KeyConditionExpression"]
        partition, bound = (
            request["ExpressionAttributeValues"][name]["S"]
            for name in _PLACEHOLDER.findall(expression)
        )
        is_prefix = "begins_with" in expression
        found = [
            item
            for key, item in self._partitions.get(partition, {}).items()
            if (key.startswith(bound) if is_prefix else key <= bound)
        ]
        if not request.get("ScanIndexForward", True):
            found.reverse()
        return found[: request.get("Limit")]


class _Connection(asyncio.Protocol):
    """HTTP/1.1 with keep-alive, just enough of it for clients that send one request at a time."""

    def __init__(self, rows: StoredRows, delay: float) -> None:
        self._rows, self._delay = rows, delay
        self._received = b""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)  # noqa: S101 (tells the type checker)
        self._transport = transport

    def data_received(self, received: bytes) -> None:
        self._received += received
        head, separator, body = self._received.partition(_END_OF_HEAD)
        length, target = _LENGTH.search(head), _TARGET.search(head)
        if not separator or not length or len(body) < int(length[1]):
            return
        self._received = b""
        response = self._response(target[1].decode() if target else "no operation", body)
        if self._delay:
            asyncio.get_running_loop().call_later(self._delay, self._transport.write, response)
        else:
            self._transport.write(response)

    def _response(self, operation: str, body: bytes) -> bytes:
        status, answer = "200 OK", {}
        try:
            answer = self._rows.answer(operation, json.loads(body))
        except UnknownRequestError as error:
            status, answer = "400 Bad Request", {"__type": "UnknownRequest", "message": str(error)}
        content = json.dumps(answer, separators=(",", ":")).encode()
        head = (
            f"HTTP/1.1 {status}\r\nContent-Type: application/x-amz-json-1.0\r\n"
            f"Content-Length: {len(content)}\r\n\r\n"
        )
        return head.encode() + content


async def _serve(rows: StoredRows, delay: float, certificate: Path | None) -> None:
    context = None
    if certificate:
        context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
        context.load_cert_chain(certificate)
    loop = asyncio.get_running_loop()
    server = await loop.create_server(lambda: _Connection(rows, delay), HOST, 0, ssl=context)
    print(server.sockets[0].getsockname()[1], flush=True)
    await loop.run_in_executor(None, sys.stdin.read)


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m local.bench.store_stub", description=__doc__)
    parser.add_argument("rows", type=Path)
    parser.add_argument("--delay", type=float, default=0.0)
    parser.add_argument("--certificate", type=Path)
    chosen = parser.parse_args()
    rows = StoredRows(json.loads(chosen.rows.read_text(encoding="utf-8")))
    asyncio.run(_serve(rows, chosen.delay, chosen.certificate))


if __name__ == "__main__":
    main()
