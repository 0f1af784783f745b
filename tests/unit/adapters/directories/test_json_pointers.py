"""Pointers are RFC 6901's, by the examples of its section 5."""

from typing import Any

import pytest

from agentline.adapters.directories.json_answer import NothingThereError, resolve

DOCUMENT = {
    "foo": ["bar", "baz"],
    "": 0,
    "a/b": 1,
    "c%d": 2,
    "e^f": 3,
    "g|h": 4,
    "i\\j": 5,
    'k"l': 6,
    " ": 7,
    "m~n": 8,
}


@pytest.mark.parametrize(
    ("pointer", "value"),
    [
        ("", DOCUMENT),
        ("/foo", ["bar", "baz"]),
        ("/foo/0", "bar"),
        ("/", 0),
        ("/a~1b", 1),
        ("/c%d", 2),
        ("/e^f", 3),
        ("/g|h", 4),
        ("/i\\j", 5),
        ('/k"l', 6),
        ("/ ", 7),
        ("/m~0n", 8),
    ],
)
def test_a_pointer_leads_where_the_rfc_says(pointer: str, value: Any) -> None:
    assert resolve(DOCUMENT, pointer) == value


@pytest.mark.parametrize(
    "pointer", ["/bar", "/foo/2", "/foo/-", "/foo/-1", "/foo/00", "/foo/٠", "/foo/0/0", "//x"]
)
def test_a_pointer_to_nowhere_says_so(pointer: str) -> None:
    with pytest.raises(NothingThereError):
        resolve(DOCUMENT, pointer)


def test_an_escaped_tilde_is_not_unescaped_twice() -> None:
    assert resolve({"~1": 9}, "/~01") == 9
