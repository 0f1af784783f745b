"""JSON from outside, read so that nothing in it can mean two things or bring the reader down."""

import json
from decimal import Decimal
from typing import NoReturn

LARGEST_BYTES = 1_000_000
LONGEST_NUMBER = 24
DEEPEST = 20


class StrictJsonError(ValueError):
    """Raised for input that is not one unambiguous JSON value; the message is one line."""


def load_object(raw: bytes, *, largest_bytes: int = LARGEST_BYTES) -> dict[str, object]:
    """Read one JSON object. Numbers with a point or exponent become exact Decimals.

    Raises StrictJsonError for anything else, also for duplicate keys, NaN, numbers of more
    than 24 characters, nesting deeper than 20, and more than `largest_bytes`.
    """
    if len(raw) > largest_bytes:
        raise StrictJsonError(f"input is larger than {largest_bytes} bytes")
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError as error:
        raise StrictJsonError(f"input is not UTF-8 at byte {error.start}") from None
    if not text.strip():
        raise StrictJsonError("input is empty: expected one JSON object")
    loaded = _load(text)
    if not isinstance(loaded, dict):
        raise StrictJsonError("input is not a JSON object in braces")
    return loaded


def load_list(text: str) -> list[object]:
    """Read one JSON list, as strictly. How long it may be is for the caller to say."""
    loaded = _load(text)
    if not isinstance(loaded, list):
        raise StrictJsonError("input is not a JSON list in brackets")
    return loaded


def quote(text: str) -> str:
    """Foreign text cut short, in quotes and with control characters escaped: never two lines."""
    return repr(text if len(text) <= 40 else f"{text[:40]}...")


def _load(text: str) -> object:
    try:
        loaded: object = json.loads(
            text,
            object_pairs_hook=_object,
            parse_constant=_refuse_constant,
            parse_float=_decimal,
            parse_int=_integer,
        )
    except json.JSONDecodeError as error:
        raise StrictJsonError(
            f"input is not JSON: {error.msg} at line {error.lineno} column {error.colno}"
        ) from None
    except RecursionError:
        raise StrictJsonError("input is nested too deeply") from None
    _check_depth(loaded)
    return loaded


def _object(pairs: list[tuple[str, object]]) -> dict[str, object]:
    fields: dict[str, object] = {}
    for key, value in pairs:
        _check_unicode(key)
        if key in fields:
            raise StrictJsonError(f"key {quote(key)} occurs twice")
        fields[key] = value
    return fields


def _check_depth(loaded: object) -> None:
    level: list[object] = [loaded]
    for _ in range(DEEPEST):
        inner: list[object] = []
        for value in level:
            if isinstance(value, dict):
                inner += value.values()
            elif isinstance(value, list):
                inner += value
        level = inner
    if level:
        raise StrictJsonError(f"input is nested more than {DEEPEST} deep")


def _check_unicode(key: str) -> None:
    try:
        key.encode()
    except UnicodeEncodeError:
        raise StrictJsonError(f"key {quote(key)} is not Unicode text") from None


def _refuse_constant(name: str) -> NoReturn:
    raise StrictJsonError(f"{name} is not a JSON number")


def _integer(digits: str) -> int:
    _check_length(digits)
    return int(digits)


def _decimal(digits: str) -> Decimal:
    _check_length(digits)
    try:
        return Decimal(digits)
    except ArithmeticError:
        raise StrictJsonError(f"number {digits} is out of range") from None


def _check_length(digits: str) -> None:
    if len(digits) > LONGEST_NUMBER:
        raise StrictJsonError(f"number of {len(digits)} characters is too long")
