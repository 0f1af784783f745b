"""What `make build` made of web/, with how each file is to be kept, smaller where it can be."""

import gzip
import mimetypes
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from infra.web_headers import HASHED_CACHING, HASHED_FOLDER, INDEX_CACHING
from local.paths import REPOSITORY

BUILT = REPOSITORY / "web" / "dist"
INDEX = "/index.html"
_COMPRESSED = frozenset({".css", ".html", ".js", ".json", ".svg"})


class NotBuiltError(Exception):
    """There is nothing to serve."""


@dataclass(frozen=True)
class WebFile:
    """One file, as bytes and gzipped; `caching` is the Cache-Control it is served with."""

    content: bytes
    content_type: str
    caching: str
    is_compressible: bool

    @cached_property
    def compressed(self) -> bytes | None:
        return gzip.compress(self.content, 6, mtime=0) if self.is_compressible else None


def load_files(folder: Path = BUILT) -> Mapping[str, WebFile]:
    """By path, from "/". Raises NotBuiltError."""
    files = {
        f"/{path.relative_to(folder).as_posix()}": _load(path, path.parent.name == HASHED_FOLDER)
        for path in folder.rglob("*")
        if path.is_file()
    }
    if INDEX not in files:
        raise NotBuiltError("the web interface is not built: run make build")
    return files


def find_file(files: Mapping[str, WebFile], path: str) -> WebFile | None:
    """A path without an extension is a page of the application, which is in index.html."""
    if path in files:
        return files[path]
    return None if "." in path.rpartition("/")[2] else files[INDEX]


def _load(path: Path, is_hashed: bool) -> WebFile:
    kind = mimetypes.guess_type(path.name)[0] or "application/octet-stream"
    is_text = path.suffix in _COMPRESSED
    return WebFile(
        content=path.read_bytes(),
        content_type=f"{kind}; charset=utf-8" if is_text else kind,
        caching=HASHED_CACHING if is_hashed else INDEX_CACHING,
        is_compressible=is_text,
    )
