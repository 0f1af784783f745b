"""BatchGetItem says what it read.

AWS: answers ReturnConsumedCapacity with the read units of each table: for every key one unit for
each 4 KB begun, a missing item one, and half of that when the read is eventually consistent.
ministack: answers it for every other operation, and leaves it out here.
Repaired: added to the answer. (Left alone: GetItem and Query count one unit whatever the size.)
"""

# ruff: noqa: SLF001 - a repair reaches into private parts by nature
import json
import math
from typing import Any

from local.emulator.bridge import stock

_UNIT_BYTES = 4096


def install() -> None:
    batch_get_item = stock.tables._batch_get_item

    def batch_get_item_counting(request: dict[str, Any]) -> Any:
        status, headers, body = batch_get_item(request)
        if status == 200 and request.get("ReturnConsumedCapacity", "NONE") != "NONE":
            answer = json.loads(body)
            answer["ConsumedCapacity"] = [
                {"TableName": name, "CapacityUnits": _units(name, read)}
                for name, read in request["RequestItems"].items()
            ]
            body = json.dumps(answer, ensure_ascii=False).encode()
        return status, headers, body

    stock.tables._batch_get_item = batch_get_item_counting


def _units(table_name: str, read: dict[str, Any]) -> float:
    table = stock.tables._tables.get(stock.tables._normalize_table_name(table_name))
    found = [stock.tables._get_item_by_key(table, key) for key in read["Keys"]]
    sizes = [stock.tables._item_size_bytes(item) if item else 0 for item in found]
    units = sum(max(1, math.ceil(size / _UNIT_BYTES)) for size in sizes)
    return units * (1.0 if read.get("ConsistentRead") else 0.5)
