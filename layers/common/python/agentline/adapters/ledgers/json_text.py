"""JSON of other people, read with suspicion, and ours, written with exact decimals."""

import json
from decimal import Decimal
from typing import Any, NoReturn

_LONGEST_NUMBER = 24  # characters: no amount, count or id that is a number needs more


class JsonError(ValueError):
    """Not JSON, or JSON that can be read in two ways. Quotes nothing of it."""


def parse_json(body: bytes) -> Any:
    """The one value of a UTF-8 text; numbers with a point or exponent become exact Decimals.

    Raises JsonError, also for a key that is there twice, NaN, numbers of more than 24 characters
    or digits, and nesting too deep to be read.
    """
    try:
        return json.loads(
            body.decode("utf-8"),
            object_pairs_hook=_object_without_repetition,
            parse_constant=_refuse_constant,
            parse_float=_decimal,
            parse_int=_integer,
        )
    except JsonError:
        raise
    except (ValueError, RecursionError) as error:
        raise JsonError(f"it is not JSON: {type(error).__name__}") from None


def write_json(value: object) -> bytes:
    """Compact UTF-8. Decimals become numbers with just their digits, which floats would not.

    Raises TypeError for floats and for what JSON has no form for.
    """
    return _written(value).encode()


def _written(value: object) -> str:
    match value:
        case dict():
            members = (f"{_text(name)}:{_written(member)}" for name, member in value.items())
            return "{" + ",".join(members) + "}"
        case list() | tuple():
            return "[" + ",".join(_written(item) for item in value) + "]"
        case Decimal() if value.is_finite():
            return f"{value:f}"
        case str() | int() | None:  # True and False are ints here, and json knows them
            return json.dumps(value, ensure_ascii=False)
        case _:
            raise TypeError(f"{type(value).__name__} has no exact form in JSON")


def _text(name: object) -> str:
    if not isinstance(name, str):
        raise TypeError("the names in a JSON object are texts")
    return json.dumps(name, ensure_ascii=False)


def _object_without_repetition(members: list[tuple[str, Any]]) -> dict[str, Any]:
    read = dict(members)
    if len(read) < len(members):
        raise JsonError("a key is there twice")
    return read


def _refuse_constant(name: str) -> NoReturn:
    raise JsonError(f"{name} is not a JSON number")


def _decimal(digits: str) -> Decimal:
    _check_length(digits)
    try:
        number = Decimal(digits)
    except ArithmeticError:
        raise JsonError("a number is out of range") from None
    # A few characters of exponent would fill the memory of who writes the number out.
    if abs(number.adjusted()) > _LONGEST_NUMBER:
        raise JsonError("a number is out of range")
    return number


def _integer(digits: str) -> int:
    _check_length(digits)
    return int(digits)


def _check_length(digits: str) -> None:
    if len(digits) > _LONGEST_NUMBER:
        raise JsonError("a number is too long")
