"""Large byte strings of a checkpoint, each in a file of its own that is written once.

The code of a Lambda layer is tens of megabytes and never changes: ministack would write it, in
base64, into every checkpoint.
"""

import hashlib
import os
from pathlib import Path
from typing import Any

_LARGE_BYTES = 65_536
_KEY = "__blob__"


class BlobStore:
    """Files named by the hash of their content; those that a checkpoint refers to are kept."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._referenced: set[str] = set()

    def reference(self, value: bytes | bytearray) -> dict[str, str] | None:
        """What stands for `value` in JSON, once it is on disk; None when it is too small."""
        if len(value) < _LARGE_BYTES:
            return None
        name = hashlib.sha256(value).hexdigest()
        self._referenced.add(name)
        path = self._folder / name
        if not path.exists():
            self._folder.mkdir(parents=True, exist_ok=True)
            unfinished = path.with_suffix(".new")
            unfinished.write_bytes(value)
            os.replace(unfinished, path)  # noqa: PTH105 - named for what it is: atomic
        return {_KEY: name}

    def resolve(self, value: dict[str, Any]) -> bytes | None:
        """The bytes that `value` stands for; None when it is an ordinary JSON object."""
        return (self._folder / value[_KEY]).read_bytes() if value.keys() == {_KEY} else None

    def remove_unreferenced(self) -> None:
        """Forget what nothing has referred to since this object was made."""
        if self._folder.exists():
            for path in self._folder.iterdir():
                if path.name not in self._referenced:
                    path.unlink()
