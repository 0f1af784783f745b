"""Reads say what they cost.

AWS: answers ReturnConsumedCapacity with the read units: one for each 4 KB begun of what was looked
at, filters and projections or not, at least one; for BatchGetItem so for every key; and half of
that when the read is eventually consistent.
ministack: leaves it out of BatchGetItem, and counts one unit for GetItem, Query and Scan whatever
the size.
Repaired: added, and counted by size.
"""

# ruff: noqa: SLF001 - a repair reaches into private parts by nature
import json
import math
import threading
from typing import Any

from local.emulator.bridge import stock

_UNIT_BYTES = 4096

_looked_at = threading.local()
"""By the request of this thread: bytes, and whether it asks what it costs."""


def install() -> None:
    _count_batches()
    _count_by_size()


def _count_batches() -> None:
    batch_get_item = stock.tables._batch_get_item

    def batch_get_item_counting(request: dict[str, Any]) -> Any:
        status, headers, body = batch_get_item(request)
        if status == 200 and request.get("ReturnConsumedCapacity", "NONE") != "NONE":
            answer = json.loads(body)
            answer["ConsumedCapacity"] = [
                {"TableName": name, "CapacityUnits": _units_of_keys(name, read)}
                for name, read in request["RequestItems"].items()
            ]
            body = json.dumps(answer, ensure_ascii=False).encode()
        return status, headers, body

    stock.tables._batch_get_item = batch_get_item_counting


def _count_by_size() -> None:
    paginate = stock.tables._paginate_evaluated_items
    add_capacity = stock.tables._add_consumed_capacity

    def note_whether_asked(read: Any) -> Any:
        def reading(request: dict[str, Any]) -> Any:
            _looked_at.is_counted = request.get("ReturnConsumedCapacity", "NONE") != "NONE"
            return read(request)

        return reading

    def paginate_measuring(candidates: Any, limit: Any, table: Any, index_name: Any) -> Any:
        evaluated, has_more = paginate(candidates, limit, table, index_name)
        if _looked_at.is_counted:
            _looked_at.bytes = sum(
                stock.tables._item_size_bytes(
                    stock.tables._apply_index_projection(item, table, index_name)
                )
                for item in evaluated
            )
        return evaluated, has_more

    def add_capacity_by_size(
        result: dict[str, Any], request: Any, table_name: str, write: bool = False, **more: Any
    ) -> None:
        add_capacity(result, request, table_name, write=write, **more)
        capacity = result.get("ConsumedCapacity")
        if write or capacity is None:
            return
        if "Item" in result:
            _looked_at.bytes = _size_of_stored(table_name, request["Key"])
        units = _units(getattr(_looked_at, "bytes", 0))
        _looked_at.bytes = 0
        indexes = capacity.get("GlobalSecondaryIndexes", {}).values()
        for counted in (capacity, capacity.get("Table", {}), *indexes):
            if "CapacityUnits" in counted:
                counted["CapacityUnits"] *= units

    stock.tables._query = note_whether_asked(stock.tables._query)
    stock.tables._scan = note_whether_asked(stock.tables._scan)
    stock.tables._paginate_evaluated_items = paginate_measuring
    stock.tables._add_consumed_capacity = add_capacity_by_size


def _units_of_keys(name: str, read: dict[str, Any]) -> float:
    units = sum(_units(_size_of_stored(name, key)) for key in read["Keys"])
    return units * (1.0 if read.get("ConsistentRead") else 0.5)


def _units(size: int) -> int:
    return max(1, math.ceil(size / _UNIT_BYTES))


def _size_of_stored(table_name: str, key: dict[str, Any]) -> int:
    table = stock.tables._tables.get(stock.tables._normalize_table_name(table_name))
    item = stock.tables._get_item_by_key(table, key)
    return int(stock.tables._item_size_bytes(item)) if item else 0
