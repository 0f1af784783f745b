"""An expression is read once, not anew for each row it is held against.

AWS: what a Query takes depends on what it reads.
ministack: takes the condition apart and checks its grammar again for every row of a partition.
Repaired: what an expression is made of, and what is wrong with it, is kept.
"""

# ruff: noqa: SLF001 - a repair reaches into private parts by nature
from collections.abc import Callable, Iterable
from functools import lru_cache
from typing import Any

from local.emulator.bridge import stock

_EXPRESSIONS_KEPT = 4_096


def install() -> None:
    tables = stock.tables
    take_apart = tables._tokenize
    tables._tokenize = lru_cache(_EXPRESSIONS_KEPT)(lambda text: tuple(take_apart(text)))
    tables._condition_syntax_error = lru_cache(_EXPRESSIONS_KEPT)(tables._condition_syntax_error)
    for name in ("_check_redundant_parens", "_check_reserved_keyword_usage"):
        setattr(tables, name, _once(getattr(tables, name)))


def _once(check: Callable[..., str | None]) -> Callable[..., str | None]:
    kept = lru_cache(_EXPRESSIONS_KEPT)(check)

    def check_once(parts: Iterable[Any], *more: str) -> str | None:
        return kept(tuple(parts), *more)

    return check_once
