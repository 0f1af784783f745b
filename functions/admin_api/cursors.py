"""Cursors of lists: opaque, signed, and good for the list they were made for only (fault 36)."""

import hmac
import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Mapping
from hashlib import sha256

from admin_api.problems import ProblemError
from agentline.adapters.key_ring import KeyRing, SecretKey

type Position = Mapping[str, str]
"""Where a list goes on, as the store names it."""

_DIGEST_BYTES = 16


def write_cursor(position: Position, listed: str, keys: KeyRing[SecretKey]) -> str:
    """`listed` names the list with all its filters."""
    content = json.dumps(dict(position), separators=(",", ":"), sort_keys=True).encode()
    return _text(_digest(content, listed, keys.current.key) + content)


def read_cursor(cursor: str, listed: str, keys: KeyRing[SecretKey]) -> Position:
    """Raises ProblemError cursor_invalid for what we did not write for this list."""
    raw = _bytes(cursor)
    digest, content = raw[:_DIGEST_BYTES], raw[_DIGEST_BYTES:]
    if not any(
        hmac.compare_digest(digest, _digest(content, listed, key.key)) for key in keys.all()
    ):
        raise _invalid()
    position: dict[str, str] = json.loads(content)
    return position


def _digest(content: bytes, listed: str, key: bytes) -> bytes:
    message = sha256(listed.encode()).digest() + content
    return hmac.new(key, message, sha256).digest()[:_DIGEST_BYTES]


def _text(raw: bytes) -> str:
    return urlsafe_b64encode(raw).rstrip(b"=").decode()


def _bytes(text: str) -> bytes:
    try:
        return urlsafe_b64decode(text.encode("ascii") + b"=" * (-len(text) % 4))
    except ValueError:
        raise _invalid() from None


def _invalid() -> ProblemError:
    return ProblemError(
        "cursor_invalid", "Begin the list anew: the cursor belongs to another list or filter."
    )
