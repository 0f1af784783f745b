"""Counts what the store charges the shared connection: units read and written, round trips."""

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from agentline.adapters.dynamodb.rows import Row

_WRITES = {"PutItem", "UpdateItem", "DeleteItem", "TransactWriteItems", "BatchWriteItem"}


@dataclass
class Consumption:
    read: float = 0
    write: float = 0
    requests: Counter[str] = field(default_factory=Counter)
    """By operation, such as Query."""

    @property
    def round_trips(self) -> int:
        return self.requests.total()


@contextmanager
def counting() -> Iterator[Consumption]:
    """Count all requests of the block, as the store itself reports them."""
    consumption = Consumption()
    events = Row.connect().client.meta.events

    def ask(params: dict[str, Any], **_: Any) -> None:
        params["ReturnConsumedCapacity"] = "TOTAL"

    def add(parsed: dict[str, Any], model: Any, **_: Any) -> None:
        consumption.requests[model.name] += 1
        reported = parsed["ConsumedCapacity"]
        tables = reported if isinstance(reported, list) else [reported]
        units = sum(table["CapacityUnits"] for table in tables)
        if model.name in _WRITES:
            consumption.write += units
        else:
            consumption.read += units

    events.register("provide-client-params.dynamodb.*", ask)
    events.register("after-call.dynamodb.*", add)
    try:
        yield consumption
    finally:
        events.unregister("provide-client-params.dynamodb.*", ask)
        events.unregister("after-call.dynamodb.*", add)
