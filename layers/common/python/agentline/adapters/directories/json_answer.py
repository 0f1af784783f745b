"""Answers as JSON, read with suspicion, and RFC 6901 pointers into them."""

import json
import re
from typing import Any, NoReturn

from agentline.adapters.directories.failure import DirectoryError, FailureKind

POINTER_PATTERN = r"^(/([^~/]|~[01])*)*$"
_INDEX = re.compile(r"0|[1-9][0-9]{0,5}")


class NothingThereError(LookupError):
    """The pointer leads nowhere in this document."""


def parse_json(body: bytes) -> Any:
    """The one JSON value of a UTF-8 text. Raises DirectoryError: NOT_JSON.

    Also for a key that is there twice, since readers differ on which counts, and for what nests
    too deep or counts too far to be read.
    """
    try:
        return json.loads(
            body.decode("utf-8-sig"),
            object_pairs_hook=_object_without_repetition,
            parse_constant=_refuse_constant,
        )
    except (ValueError, RecursionError) as error:
        raise DirectoryError(FailureKind.NOT_JSON) from error


def resolve(document: Any, pointer: str) -> Any:
    """What the pointer leads to; "" is the whole document. Raises NothingThereError."""
    value = document
    for escaped in pointer.split("/")[1:]:
        token = escaped.replace("~1", "/").replace("~0", "~")
        if isinstance(value, dict) and token in value:
            value = value[token]
        elif isinstance(value, list) and _INDEX.fullmatch(token) and int(token) < len(value):
            value = value[int(token)]
        else:
            raise NothingThereError(pointer)
    return value


def is_empty(value: Any) -> bool:
    """Whether a value says nothing: null, blank text, [] or {}. Zero and false say something."""
    return value is None or value in ([], {}) or (isinstance(value, str) and not value.strip())


def _object_without_repetition(members: list[tuple[str, Any]]) -> dict[str, Any]:
    read = dict(members)
    if len(read) < len(members):
        raise ValueError("a key is there twice")
    return read


def _refuse_constant(name: str) -> NoReturn:
    raise ValueError(f"{name} is not JSON")
