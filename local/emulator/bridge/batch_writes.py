"""Batches are written at the speed of the store, not of its bookkeeping.

AWS: takes thousands of rows a second.
ministack: checks every row of a BatchWriteItem twice, works out what it consumed though nobody
asked, and reads each number anew for each of these.
Repaired: checked once, counted if asked for, and what a number comes to is kept.
"""

# ruff: noqa: SLF001 - a repair reaches into private parts by nature
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from typing import Any

from local.emulator.bridge import stock

_NUMBERS_KEPT = 65_536

_batch = threading.local()
"""Of the request of this thread: the ids of the rows that are checked; whether to count."""


def install() -> None:
    for name in ("_ddb_canonicalize_number", "_number_error", "_number_size_bytes"):
        keeping = lru_cache(_NUMBERS_KEPT)(getattr(stock.tables, name))
        setattr(stock.tables, name, keeping)
    _check_once()
    _count_if_asked()


def _check_once() -> None:
    batch_write_item, validate_item = stock.tables._batch_write_item, stock.tables._validate_item

    def batch_write_item_checking_once(request: dict[str, Any]) -> Any:
        with _writing_batch(request):
            return batch_write_item(request)

    def validate_item_once(item: Any, *how: Any, **more: Any) -> Any:
        checked: set[int] = getattr(_batch, "checked", set())
        error = None if id(item) in checked else validate_item(item, *how, **more)
        if error is None:
            checked.add(id(item))
        return error

    stock.tables._batch_write_item = batch_write_item_checking_once
    stock.tables._validate_item = validate_item_once


def _count_if_asked() -> None:
    accumulate = stock.tables._accumulate_write_capacity

    def accumulate_if_asked(*changed: Any) -> None:
        if getattr(_batch, "is_counted", True):
            accumulate(*changed)

    stock.tables._accumulate_write_capacity = accumulate_if_asked


@contextmanager
def _writing_batch(request: dict[str, Any]) -> Iterator[None]:
    _batch.checked = set()
    _batch.is_counted = request.get("ReturnConsumedCapacity", "NONE") != "NONE"
    try:
        yield
    finally:
        del _batch.checked, _batch.is_counted
